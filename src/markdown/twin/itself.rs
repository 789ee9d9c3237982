//! Prose that is its own twin: words without signs or with plain emphasis, and code spans that are no links. Most prose is that, and nothing has to
//! read it.

use super::escape::may_hold_address;
use crate::markdown::context::Links;
use crate::markdown::simple::{self, Piece};
use crate::text::byte_set;

/// What may mean something, or be written otherwise: signs, controls, and what blanks beyond ASCII
/// begin with. Backticks, stars and `_` are looked at by themselves.
static SIGNS: [bool; 256] = {
    let mut signs = byte_set(b"\\~<>&[]!|\x7f\xc2\xe1\xe2\xe3");
    let mut byte = 0;
    while byte < b' ' as usize {
        signs[byte] = byte != b'\n' as usize;
        byte += 1;
    }
    signs
};

/// The text of a line of prose, if that is its twin.
pub(in crate::markdown) fn line<'a>(source: &'a str, links: &dyn Links) -> Option<&'a str> {
    let text = source.trim();
    (!text.contains('\n') && has_no_sign(text) && is_line(text, links)).then_some(text)
}

/// The text of prose with blocks, if that is its twin: paragraphs, of lines that can begin nothing else.
pub(in crate::markdown) fn blocks<'a>(source: &'a str, links: &dyn Links) -> Option<&'a str> {
    let text = source.trim_end_matches([' ', '\n']);
    let mut is_apart = true;
    // One empty line stands between two paragraphs.
    let is_own = |line: &str| {
        if line.is_empty() {
            !std::mem::replace(&mut is_apart, true)
        } else {
            is_apart = false;
            is_line(line, links)
        }
    };
    (has_no_sign(text) && text.split('\n').all(is_own)).then_some(text)
}

fn has_no_sign(text: &str) -> bool {
    !text.bytes().any(|byte| SIGNS[usize::from(byte)]) && !may_hold_address(text)
}

/// Whether a line begins with a letter or code, as no block but a paragraph does, has no break at its end, and its code leads nowhere.
fn is_line(line: &str, links: &dyn Links) -> bool {
    let mut leads = false;
    line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '`')
        && !line.ends_with(' ')
        && simple::pieces(line, |piece, _| leads |= matches!(piece, Piece::Code(code) if links.code(code).is_some()))
        && !leads
}
