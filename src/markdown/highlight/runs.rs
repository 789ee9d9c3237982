//! Coloured code in its stored form: how many bytes have which class, one after the other.
//!
//! Runs hold no text, so whatever a damaged or foreign cache says, the page shows the code of the
//! book, escaped; at worst a colour is wrong.

use super::classes::LETTERS;
use crate::markdown::escape;

/// The runs of a stretch of code, joined as they are added.
#[derive(Default)]
pub(super) struct Runs {
    bytes: Vec<u8>,
    class: u8,
    length: usize,
    /// White space after the last run, which may yet join it.
    blank: usize,
}

impl Runs {
    /// Adds `text` in `class`. Blanks at its ends have none, unless they come to stand between two
    /// runs of one class: then the two are one.
    pub(super) fn push(&mut self, text: &str, class: u8) {
        let is_blank = |character: char| character == ' ' || character == '\t';
        let inner = text.trim_start_matches(is_blank);
        self.blank += text.len() - inner.len();
        let inner = inner.trim_end_matches(is_blank);
        if inner.is_empty() {
            return;
        }
        if class == self.class {
            self.length += std::mem::take(&mut self.blank);
        } else {
            self.flush();
            self.class = class;
        }
        self.length += inner.len();
        self.blank = text.trim_start_matches(is_blank).len() - inner.len();
    }

    /// The runs as bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.flush();
        self.bytes
    }

    fn flush(&mut self) {
        write(&mut self.bytes, self.class, self.length);
        write(&mut self.bytes, 0, self.blank);
        self.length = 0;
        self.blank = 0;
    }
}

/// Appends one run: its length and class as a number of seven bits a byte, the lowest first.
fn write(out: &mut Vec<u8>, class: u8, length: usize) {
    if length == 0 {
        return;
    }
    let mut rest = length << 4 | usize::from(class);
    while rest >= 0x80 {
        out.push(u8::try_from(rest & 0x7F).expect("seven bits") | 0x80);
        rest >>= 7;
    }
    out.push(u8::try_from(rest).expect("less than seven bits are left"));
}

/// The next run at the front of `bytes`, and what follows; `None` at the end or at nonsense.
fn read(bytes: &[u8]) -> Option<(u8, usize, &[u8])> {
    let mut value = 0_usize;
    for (at, byte) in bytes.iter().enumerate().take(6) {
        value |= usize::from(byte & 0x7F).checked_shl(7 * u32::try_from(at).ok()?)?;
        if byte & 0x80 == 0 {
            let class = u8::try_from(value & 0xF).ok()?;
            return Some((class, value >> 4, &bytes[at + 1..]));
        }
    }
    None
}

/// Appends `code` as HTML with the classes of `runs`; `false`, with `out` as it was, where the runs
/// do not fit the code.
#[must_use]
pub(super) fn html(out: &mut String, code: &str, mut runs: &[u8]) -> bool {
    let start = out.len();
    let mut rest = code;
    while !runs.is_empty() && !rest.is_empty() {
        let taken = read(runs).and_then(|(class, length, after)| {
            let letter = *LETTERS.get(usize::from(class))?;
            // The last run may count the line break that `code` was trimmed of.
            let length = length.min(rest.len());
            Some((letter, rest.split_at_checked(length)?, after))
        });
        let Some((letter, (text, following), after)) = taken else {
            out.truncate(start);
            return false;
        };
        if letter == ' ' {
            escape::text(out, text);
        } else {
            out.push_str("<span class=\"");
            out.push(letter);
            out.push_str("\">");
            escape::text(out, text);
            out.push_str("</span>");
        }
        (rest, runs) = (following, after);
    }
    if !rest.is_empty() {
        out.truncate(start);
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Runs, html};

    fn check(pieces: &[(&str, u8)], expect: &str) {
        let mut runs = Runs::default();
        let mut code = String::new();
        for (text, class) in pieces {
            runs.push(text, *class);
            code.push_str(text);
        }
        let mut out = String::new();
        assert!(html(&mut out, &code, &runs.finish()));
        assert_eq!(out, expect);
    }

    #[test]
    fn neighbours_of_one_class_are_joined() {
        check(
            &[("async", 1), (" ", 0), ("function", 1), (" ", 0), ("f", 5), ("(", 8)],
            r#"<span class="k">async function</span> <span class="f">f</span><span class="p">(</span>"#,
        );
        check(&[("  ", 0), ("a<b", 0), ("&", 9)], r#"  a&lt;b<span class="o">&amp;</span>"#);
        check(&[(&"x".repeat(100_000), 2)], &format!(r#"<span class="s">{}</span>"#, "x".repeat(100_000)));
    }

    #[test]
    fn runs_that_do_not_fit_change_nothing() {
        for (code, runs) in [("ab", &[0x10][..]), ("é", &[0x10, 0x10]), ("ab", &[0xFF; 9]), ("ab", &[0x2F])] {
            let mut out = String::from("kept");
            assert!(!html(&mut out, code, runs), "{code} {runs:?}");
            assert_eq!(out, "kept");
        }
    }
}
