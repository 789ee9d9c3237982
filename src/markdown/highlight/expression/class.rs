//! Which characters an escape or a class stands for.

use super::{Flags, Reader};
use crate::markdown::highlight::needs::{Bytes, OTHER, byte};

const DIGITS: Bytes = range(b'0', b'9');
const UPPER: Bytes = range(b'A', b'Z');
const LOWER: Bytes = range(b'a', b'z');
const LETTERS: Bytes = UPPER | LOWER;
const WORD: Bytes = LETTERS | DIGITS | byte(b'_');
const SPACE: Bytes = range(b'\t', b'\r') | byte(b' ');
const HEX: Bytes = DIGITS | range(b'A', b'F') | range(b'a', b'f');

impl Reader<'_> {
    /// What follows the bracket of a class.
    pub(super) fn class(&mut self) -> Option<Bytes> {
        let is_negated = self.eat("^");
        if self.rest.starts_with(']') {
            return None;
        }
        let mut set = 0;
        loop {
            if self.rest.starts_with("&&") {
                return None;
            }
            let low = match self.next()? {
                ']' => return Some(if is_negated { !set | OTHER } else { set }),
                '[' if self.eat(":") => {
                    let (name, after) = self.rest.split_once(":]")?;
                    self.rest = after;
                    set |= named(name)?;
                    continue;
                }
                '[' => {
                    set |= self.class()?;
                    continue;
                }
                '\\' => match self.shorthand()? {
                    Some(shorthand) => {
                        set |= shorthand;
                        continue;
                    }
                    None => self.escaped()?,
                },
                character => character,
            };
            let high = match self.rest.strip_prefix('-') {
                Some(after) if !after.starts_with(']') => {
                    self.rest = after;
                    match self.next()? {
                        '[' => return None,
                        '\\' => self.escaped()?,
                        character => character,
                    }
                }
                _ => low,
            };
            if high < low {
                return None;
            }
            let ascii = |character: char| u8::try_from(character).unwrap_or(u8::MAX).min(0x7F);
            set |= if low.is_ascii() { range(ascii(low), ascii(high)) } else { 0 };
            set |= if high.is_ascii() { 0 } else { OTHER };
        }
    }

    /// The character that follows a backslash.
    pub(super) fn escaped(&mut self) -> Option<char> {
        let code = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        match self.next()? {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            'f' => Some('\x0C'),
            'v' => Some('\x0B'),
            'a' => Some('\x07'),
            'e' => Some('\x1B'),
            'u' => {
                let (digits, after) = self.rest.split_at_checked(4)?;
                self.rest = after;
                code(digits)
            }
            'x' if self.eat("{") => {
                let (digits, after) = self.rest.split_once('}')?;
                self.rest = after;
                code(digits)
            }
            'x' => {
                let digits = self.rest.chars().take(2).take_while(char::is_ascii_hexdigit).count();
                let (digits, after) = self.rest.split_at(digits);
                self.rest = after;
                code(digits)
            }
            character => (!character.is_ascii_alphanumeric()).then_some(character),
        }
    }

    /// The set that a backslash and what follows it stand for, if it is one.
    pub(super) fn shorthand(&mut self) -> Option<Option<Bytes>> {
        let set = match self.rest.chars().next()? {
            'd' => DIGITS | OTHER,
            'D' => !DIGITS | OTHER,
            'w' => WORD | OTHER,
            'W' => !WORD | OTHER,
            's' => SPACE | OTHER,
            'S' => !SPACE | OTHER,
            'h' => HEX | OTHER,
            'H' => !HEX | OTHER,
            'p' | 'P' => return self.property().map(Some),
            _ => return Some(None),
        };
        self.next();
        Some(Some(set))
    }

    /// What follows the backslash of `\p{…}`.
    fn property(&mut self) -> Option<Bytes> {
        let mut is_negated = self.next()? == 'P';
        let (name, after) = self.rest.strip_prefix('{')?.split_once('}')?;
        self.rest = after;
        let name = name.strip_prefix('^').inspect(|_| is_negated = !is_negated).unwrap_or(name);
        Some(if is_negated { !named(name)? | OTHER } else { named(name)? })
    }
}

/// A set with its letters in both cases, if case does not matter. Then `ſ` and `ß` are letters of ASCII as well.
pub(super) fn folded(set: Bytes, flags: Flags) -> Bytes {
    match flags.ignores_case {
        true if set & OTHER != 0 => set | LETTERS,
        true if set & LETTERS != 0 => set | (set & UPPER) << 32 | (set & LOWER) >> 32 | OTHER,
        _ => set,
    }
}

/// The ASCII that belongs to a property or a class of POSIX, and what is outside.
fn named(name: &str) -> Option<Bytes> {
    let set = match name.to_ascii_lowercase().as_str() {
        "l" | "letter" | "alpha" | "alphabetic" => LETTERS,
        "lu" | "upper" | "uppercase" => UPPER,
        "ll" | "lower" | "lowercase" => LOWER,
        "nd" | "n" | "digit" => DIGITS,
        "alnum" => LETTERS | DIGITS,
        "word" => WORD,
        "space" => SPACE,
        "blank" => byte(b' ') | byte(b'\t'),
        "xdigit" => HEX,
        "pc" => byte(b'_'),
        "lt" | "lm" | "lo" | "nl" | "no" | "m" | "mn" | "mc" | "me" => 0,
        _ => return None,
    };
    Some(set | OTHER)
}

const fn range(first: u8, last: u8) -> Bytes {
    let mut set = 0;
    let mut next = first;
    while next <= last {
        set |= byte(next);
        next += 1;
    }
    set
}
