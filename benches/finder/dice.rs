//! Chance that is the same each time.

/// Xorshift: small, and good enough to choose queries.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that fall as the seed has it.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % end
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A small letter.
    pub(crate) fn letter(&mut self) -> char {
        char::from(*self.pick(b"abcdefghijklmnopqrstuvwxyz"))
    }

    /// An id of so many digits.
    pub(crate) fn id(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(*self.pick(b"0123456789abcdef"))).collect()
    }
}
