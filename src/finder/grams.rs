//! Many texts → a few bytes of each, by which a stream is searched for all of them at once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Makes ASCII capitals small, eight at a time. That it changes signs too does not matter: it is a filter.
pub const FOLD: u64 = 0x2020_2020_2020_2020;
/// The first three bytes of eight.
pub const THREE: u64 = 0x00ff_ffff;

/// Chosen bytes of each known text, behind a bitmap.
#[derive(Debug)]
pub struct Grams {
    bits: Vec<u64>,
    shift: u32,
    lists: Numbered<u64, Vec<Chosen>>,
}

/// Where in a known text its chosen bytes stand, and the next best eight, which are looked at first.
#[derive(Debug)]
pub struct Chosen {
    /// The text's number.
    pub text: usize,
    /// Where in the text the chosen bytes stand.
    pub offset: usize,
    probe: Option<(usize, u64)>,
}

impl Chosen {
    /// Whether the text may start there: its next best eight bytes do stand where they should.
    #[must_use]
    pub fn may_start(&self, bytes: &[u8], start: usize) -> bool {
        let Some((at, probe)) = self.probe else { return true };
        let eight = bytes.get(start + at..).and_then(|rest| rest.first_chunk::<8>());
        eight.is_none_or(|eight| u64::from_le_bytes(*eight) | FOLD == probe)
    }
}

impl Grams {
    /// Chooses from each numbered text the stretch of `size` bytes that the fewest texts have.
    #[must_use]
    pub fn new(texts: &[(usize, &str)], size: usize) -> Self {
        let grams = |text: &'_ str| text.as_bytes().windows(size).map(gram).collect::<Vec<u64>>();
        let mut have: Numbered<u64, u32> = Numbered::default();
        for gram in texts.iter().flat_map(|(_, text)| grams(text)) {
            *have.entry(gram).or_default() += 1;
        }
        let mut lists: Numbered<u64, Vec<Chosen>> = Numbered::default();
        for &(text, bytes) in texts {
            let all = grams(bytes);
            let rarest = |but: usize| (0..all.len()).filter(|at| at.abs_diff(but) >= 4).min_by_key(|&at| have[&all[at]]);
            let Some(offset) = rarest(usize::MAX) else { continue };
            let probe = rarest(offset).filter(|_| size == 8).map(|at| (at, all[at]));
            lists.entry(all[offset]).or_default().push(Chosen { text, offset, probe });
        }
        let size = (lists.len() * 64).next_power_of_two().clamp(1 << 12, 1 << 21);
        let mut bits = vec![0; size / 64];
        let shift = 64 - size.ilog2();
        let chosen: Vec<u64> = lists.keys().copied().collect();
        for gram in chosen {
            let bit = spread(gram) >> shift;
            if let Some(bits) = usize::try_from(bit / 64).ok().and_then(|i| bits.get_mut(i)) {
                *bits |= 1 << (bit % 64);
            }
        }
        Self { bits, shift, lists }
    }

    /// Whether some text may have been chosen by these bytes.
    #[must_use]
    #[inline]
    pub fn may_hold(&self, gram: u64) -> bool {
        let bit = spread(gram) >> self.shift;
        usize::try_from(bit / 64).ok().and_then(|i| self.bits.get(i)).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }

    /// The texts that were chosen by these bytes.
    #[must_use]
    pub fn of(&self, gram: u64) -> &[Chosen] {
        self.lists.get(&gram).map_or(&[], Vec::as_slice)
    }
}

/// The bytes as a number, the first in its lowest place, letter case aside.
#[must_use]
pub fn gram(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |gram, &b| gram << 8 | u64::from(b | 0x20))
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
