//! Whole blocks of code → runs, kept within a run and, as bytes, between runs.
//!
//! The bytes hold a version, the entries that were used in this run or all, sorted by key, and a checksum
//! over all of it. Bytes that are not exactly so are ignored: the cache costs time, never truth.

use super::Known;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Changes whenever equal code may get other runs: raise the number with the engine, its syntaxes
/// or the table of classes.
const VERSION: &str = concat!("errbook ", env!("CARGO_PKG_VERSION"), " code 1\n");
/// What the table may hold, in bytes of runs and keys.
const ROOM: usize = 128 << 20;
const SHARDS: usize = 16;
const CHECKSUM: usize = 32;

/// Stands for a language and a block of code.
pub(super) type Key = [u8; 16];

/// The blocks that are known.
pub(super) struct Blocks {
    shards: [Mutex<HashMap<Key, Block>>; SHARDS],
    size: AtomicUsize,
}

struct Block {
    runs: Arc<[u8]>,
    used: bool,
}

/// The key of a block.
pub(super) fn key(language: &str, code: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(language.as_bytes()).update(&[0]).update(code.as_bytes());
    let mut key = Key::default();
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

impl Blocks {
    /// An empty table.
    pub(super) fn new() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()), size: AtomicUsize::new(0) }
    }

    /// The runs of a block, if it was seen before.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        let mut shard = self.shard(key);
        let block = shard.get_mut(key)?;
        block.used = true;
        Some(Arc::clone(&block.runs))
    }

    /// Keeps the runs of a block, while there is room.
    pub(super) fn put(&self, key: Key, runs: &[u8]) {
        self.insert(key, runs, true);
    }

    /// Entries as bytes that `import` reads. Equal runs give equal bytes.
    pub(super) fn export(&self, which: Known) -> Vec<u8> {
        let mut entries: Vec<(Key, Arc<[u8]>)> = Vec::new();
        for shard in &self.shards {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            entries.extend(
                shard.iter().filter(|(_, block)| block.used || which == Known::All).map(|(key, block)| (*key, Arc::clone(&block.runs))),
            );
        }
        entries.sort_unstable_by_key(|(key, _)| *key);
        let size = entries.iter().map(|(key, runs)| key.len() + size_of::<u32>() + runs.len()).sum::<usize>();
        let mut bytes = Vec::with_capacity(VERSION.len() + size + CHECKSUM);
        bytes.extend_from_slice(VERSION.as_bytes());
        for (key, runs) in entries {
            let Ok(length) = u32::try_from(runs.len()) else { continue };
            bytes.extend_from_slice(&key);
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(&runs);
        }
        let checksum = blake3::hash(&bytes);
        bytes.extend_from_slice(checksum.as_bytes());
        bytes
    }

    /// Takes in what an earlier run exported and says how many entries that was: none, if the
    /// bytes are damaged or of another version.
    pub(super) fn import(&self, bytes: &[u8]) -> usize {
        let Some((body, checksum)) = bytes.split_last_chunk::<CHECKSUM>() else { return 0 };
        if blake3::hash(body) != *checksum {
            return 0;
        }
        let Some(mut rest) = body.strip_prefix(VERSION.as_bytes()) else { return 0 };
        let mut count = 0;
        while let Some((key, runs, after)) = entry(rest) {
            self.insert(key, runs, false);
            count += 1;
            rest = after;
        }
        count
    }

    fn insert(&self, key: Key, runs: &[u8], used: bool) {
        let size = runs.len() + size_of::<Key>() + size_of::<Block>();
        if self.size.fetch_add(size, Ordering::Relaxed) < ROOM {
            self.shard(&key).insert(key, Block { runs: runs.into(), used });
        }
    }

    fn shard(&self, key: &Key) -> std::sync::MutexGuard<'_, HashMap<Key, Block>> {
        let shard = &self.shards[usize::from(key[0]) % SHARDS];
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The entry at the front of `bytes`, and what follows it.
fn entry(bytes: &[u8]) -> Option<(Key, &[u8], &[u8])> {
    let (key, rest) = bytes.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (runs, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some((*key, runs, rest))
}

#[cfg(test)]
mod tests {
    use super::{Blocks, Known, key};

    fn filled() -> Blocks {
        let blocks = Blocks::new();
        for code in ["a", "b", "c"] {
            blocks.put(key("text", code), code.as_bytes());
        }
        blocks
    }

    #[test]
    fn what_was_used_comes_back() {
        let later = Blocks::new();
        assert_eq!(later.import(&filled().export(Known::Used)), 3);
        assert_eq!(later.get(&key("text", "b")).as_deref(), Some(&b"b"[..]));
        let third = Blocks::new();
        assert_eq!(third.import(&later.export(Known::Used)), 1, "only `b` was used in the second run");
        assert_eq!(Blocks::new().import(&later.export(Known::All)), 3, "all that is known is kept");
        assert_eq!(filled().export(Known::Used), filled().export(Known::Used));
    }

    #[test]
    fn any_damage_empties_the_cache() {
        let good = filled().export(Known::Used);
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert_eq!(Blocks::new().import(&bad), 0, "byte {at}");
            assert_eq!(Blocks::new().import(&good[..at]), 0, "cut at {at}");
        }
    }

    #[test]
    fn language_and_code_cannot_be_mixed_up() {
        assert_ne!(key("a", "bc"), key("ab", "c"));
    }
}
