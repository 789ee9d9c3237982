//! Many texts → a few bytes of each, by which a stream is searched for all of them at once.
//!
//! What is asked at each byte of a stream must be small and flat: a filter that stays in the cache says no to nearly
//! all positions, and what passes leads by one step to the text's hash, without a pointer on the way.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Makes ASCII capitals small, eight at a time. That it changes signs too does not matter: it is a filter.
pub const FOLD: u64 = 0x2020_2020_2020_2020;
/// The first three bytes of eight.
pub const THREE: u64 = 0x00ff_ffff;

/// Chosen bytes of each known text, behind a filter.
#[derive(Debug)]
pub struct Grams {
    filter: Vec<u64>,
    filter_shift: u32,
    /// Where in `chosen` each bucket of hashes begins, and the end.
    buckets: Vec<u32>,
    bucket_shift: u32,
    chosen: Vec<Chosen>,
    size: usize,
}

/// A text by its chosen bytes.
#[derive(Debug)]
struct Chosen {
    gram: u64,
    /// Other bytes, which the fewest of those have that share the chosen ones.
    other: u64,
    /// Of the whole text. The text itself would be one more step away for each hit.
    hash: u64,
    length: u32,
    /// Where in the text the chosen bytes stand, and the others.
    offset: u32,
    other_offset: u32,
    /// The text's number.
    text: u32,
}

impl Grams {
    /// Chooses from each numbered text the stretch of `size` bytes that the fewest texts have. None is shorter.
    #[must_use]
    pub fn new(texts: &[(usize, &str)], size: usize) -> Self {
        let all = grams_of(texts.iter().map(|(_, text)| *text), size);
        let mut groups: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
        for (nth, (_, text)) in texts.iter().enumerate() {
            let offset = rarest(text, size, &all);
            groups.entry(gram(&text.as_bytes()[offset..offset + size])).or_default().push((nth, offset));
        }
        let mut chosen = Vec::with_capacity(texts.len());
        for (gram, group) in groups {
            let inside = grams_of(group.iter().map(|&(nth, _)| texts[nth].1), size);
            chosen.extend(group.into_iter().map(|(nth, offset)| {
                let (number, text) = texts[nth];
                let other = rarest(text, size, &inside);
                Chosen {
                    gram,
                    other: self::gram(&text.as_bytes()[other..other + size]),
                    hash: hash(text.as_bytes()),
                    length: narrow(text.len()),
                    offset: narrow(offset),
                    other_offset: narrow(other),
                    text: narrow(number),
                }
            }));
        }
        let buckets = (chosen.len() * 2).next_power_of_two().max(2);
        let bucket_shift = 64 - buckets.ilog2();
        chosen.sort_by_key(|c| (place(c.gram, bucket_shift), c.text));
        let begins = |bucket| narrow(chosen.partition_point(|c| place(c.gram, bucket_shift) < bucket));
        // a larger filter would let less through, and leave the cache
        let words = chosen.len().next_power_of_two().clamp(64, 1 << 17);
        let filter_shift = 64 - (words * 64).ilog2();
        let mut filter = vec![0; words];
        for chosen in &chosen {
            let bit = place(chosen.gram, filter_shift);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Self { filter, filter_shift, buckets: (0..=buckets).map(begins).collect(), bucket_shift, chosen, size }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Whether some text may have been chosen by these bytes.
    #[must_use]
    #[inline]
    pub fn may_hold(&self, gram: u64) -> bool {
        let bit = place(gram, self.filter_shift);
        self.filter[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// The numbers of the texts that stand in the stream with their chosen bytes at `at`, and where.
    #[inline]
    pub fn found<'a>(&'a self, gram: u64, stream: &'a [u8], at: usize) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let bucket = place(gram, self.bucket_shift);
        let own = &self.chosen[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize];
        own.iter().filter(move |c| c.gram == gram).filter_map(move |chosen| {
            let start = at.checked_sub(chosen.offset as usize)?;
            let stretch = start..start + chosen.length as usize;
            let found = stream.get(stretch.clone())?;
            let has_other = || self::gram(&found[chosen.other_offset as usize..][..self.size]) == chosen.other;
            (has_other() && hash(found) == chosen.hash).then_some((chosen.text as usize, stretch))
        })
    }
}

/// How many of the texts have each gram.
fn grams_of<'a>(texts: impl Iterator<Item = &'a str>, size: usize) -> Numbered<u64, u32> {
    let mut have: Numbered<u64, u32> = Numbered::default();
    for bytes in texts.flat_map(|text| text.as_bytes().windows(size)) {
        *have.entry(gram(bytes)).or_default() += 1;
    }
    have
}

/// Where in a text the gram stands that the fewest have.
fn rarest(text: &str, size: usize, have: &Numbered<u64, u32>) -> usize {
    let grams = text.as_bytes().windows(size).map(gram);
    grams.enumerate().min_by_key(|(_, gram)| have[gram]).map_or(0, |(at, _)| at)
}

/// The place of a gram: the highest bits of its hash.
#[inline]
fn place(gram: u64, shift: u32) -> usize {
    usize::try_from(spread(gram) >> shift).unwrap_or_default()
}

/// The same for texts that differ in the case of ASCII letters only.
fn hash(text: &[u8]) -> u64 {
    let (eights, rest) = text.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let step = |hash: u64, eight: &[u8; 8]| spread(hash.rotate_left(29) ^ lower(u64::from_le_bytes(*eight)));
    step(eights.iter().fold(text.len() as u64, step), &last)
}

/// Makes ASCII capitals small, eight at a time, and nothing else.
fn lower(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = eight & (ONES * 0x7f);
    let behind_z = low + ONES * (0x7f - u64::from(b'Z'));
    let from_a = low + ONES * (0x80 - u64::from(b'A'));
    let capitals = (from_a ^ behind_z) & !eight & (ONES * 0x80);
    eight | capitals >> 2
}

/// Texts that are looked for are a few megabytes at most.
#[must_use]
pub fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The first eight bytes as a number, the first in its lowest place, letter case aside.
#[must_use]
#[inline]
pub fn gram(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight) | FOLD,
        None => bytes.iter().rev().fold(0, |gram, &b| gram << 8 | u64::from(b | 0x20)),
    }
}

/// A map whose keys are numbers that are spread well enough.
pub type Numbered<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// Hashes one number by a multiplication.
#[derive(Debug, Clone, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(self.0 << 8 | u64::from(b));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        let spread = spread(number);
        self.0 = spread ^ spread >> 32;
    }
}

fn spread(gram: u64) -> u64 {
    gram.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_have_a_case() {
        for byte in 0..=u8::MAX {
            assert_eq!(lower(u64::from_le_bytes([byte; 8])), u64::from_le_bytes([byte.to_ascii_lowercase(); 8]), "{byte}");
        }
    }

    #[test]
    fn texts_are_found_where_they_stand() {
        let grams = Grams::new(&[(4, "Key_not_found"), (7, "key_not_found_here"), (9, "unheard of")], 8);
        let check = |stream: &str, expect: &[(usize, Range<usize>)]| {
            let at = |at| grams.found(gram(&stream.as_bytes()[at..at + 8]), stream.as_bytes(), at);
            let mut found: Vec<_> = (0..stream.len() - 7).flat_map(at).collect();
            found.sort_by_key(|(text, _)| *text);
            assert_eq!(found, expect, "{stream}");
        };
        check("a KEY_not_found_here", &[(4, 2..15), (7, 2..20)]);
        check("key_not.found", &[]);
        check("heard of, unheard o", &[]);
    }
}
