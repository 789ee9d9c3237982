//! Codes by their spelling: which known code a text is probably meant to be, without a look at all of them.
//!
//! Two texts that differ by a letter have a text in common once a letter is left out of each. So every code is filed under what remains of it
//! without one letter, and a text is looked up in the same way.

/// Shorter texts are ordinary words more often than codes.
const SHORTEST: usize = 6;
/// From here on two letters may differ.
const LONG: usize = 10;
/// A longer text is no code.
const LONGEST: usize = 120;

/// Codes by their spelling.
pub(super) struct Near<'a> {
    codes: Vec<&'a str>,
    /// The hash of a code without a letter, and the place of the code; sorted.
    pieces: Vec<(u64, u32)>,
}

impl<'a> Near<'a> {
    pub(super) fn new(codes: impl Iterator<Item = &'a str>) -> Self {
        let codes: Vec<&str> = codes.filter(|code| (SHORTEST..=LONGEST).contains(&code.len())).collect();
        let mut pieces: Vec<(u64, u32)> = Vec::new();
        for (code, place) in codes.iter().zip(0..) {
            pieces.extend(hashes(code).map(|hash| (hash, place)));
        }
        pieces.sort_unstable();
        Self { codes, pieces }
    }

    /// The one code that is nearest to a text, and is not the text itself.
    pub(super) fn nearest(&self, text: &str) -> Option<&'a str> {
        if !(SHORTEST..=LONGEST).contains(&text.len()) || text.contains(char::is_whitespace) {
            return None;
        }
        let mut near: Vec<(usize, &'a str)> = Vec::new();
        for hash in hashes(text) {
            let start = self.pieces.partition_point(|piece| piece.0 < hash);
            for (_, place) in self.pieces[start..].iter().take_while(|piece| piece.0 == hash) {
                let code = self.codes[*place as usize];
                near.extend(distance(text, code).map(|distance| (distance, code)));
            }
        }
        near.sort_unstable();
        near.dedup();
        match near.as_slice() {
            [(_, only)] => Some(only),
            [(best, only), (next, _), ..] if best < next => Some(only),
            _ => None,
        }
    }
}

/// How many letters differ, where that may be a slip of the hand.
fn distance(text: &str, code: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    // `http-408` is not a misspelled `http-409`.
    if text == code || digits(text) != digits(code) {
        return None;
    }
    let (small, small_code) = (text.to_lowercase(), code.to_lowercase());
    if small == small_code {
        // A plain word in other letters is a word; `accessdenied` for `AccessDenied` is a slip.
        let is_marked = code.contains(|c: char| !c.is_alphanumeric())
            || code.chars().skip(1).any(char::is_uppercase) && code.contains(char::is_lowercase);
        return is_marked.then_some(1);
    }
    let distance = strsim::osa_distance(&small, &small_code);
    let allowed = if code.len() >= LONG && text.len() >= LONG { 2 } else { 1 };
    (distance <= allowed).then_some(distance)
}

/// The hashes (FNV-1a) of what remains of a text without one of its bytes, and of the text itself; letter case aside.
fn hashes(text: &str) -> impl Iterator<Item = u64> + use<> {
    let small = text.to_lowercase().into_bytes();
    (0..=small.len()).map(move |skip| {
        let others = small.iter().enumerate().filter(|(at, _)| *at != skip);
        others.fold(0xcbf2_9ce4_8422_2325, |hash, (_, byte)| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let near =
            Near::new(["err:pay:card:expired", "err:pay:card:declined", "http-409", "AccessDenied", "conflict", "E0308"].into_iter());
        assert_eq!(near.nearest(text), expect, "{text}");
    }

    #[test]
    fn slips_of_the_hand() {
        check("err:pay:card:expird", Some("err:pay:card:expired"));
        check("err:pay:card:epxired", Some("err:pay:card:expired"));
        check("err:pay:card:exprired", Some("err:pay:card:expired"));
        check("accessdenied", Some("AccessDenied"));
        check("AccesDenied", Some("AccessDenied"));
    }

    #[test]
    fn other_things() {
        check("err:pay:card:expired", None);
        check("http-408", None);
        check("Conflict", None);
        check("E0309", None);
        check("err:pay:bank:expired", None);
    }
}
