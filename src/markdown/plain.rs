//! Marks → plain text, for search, descriptions and counts.

use super::document::{Document, Mark, Tag};

/// The words of the prose, a line for each block.
pub(super) fn plain(document: &Document) -> String {
    written(document, true)
}

/// How many words a reader reads; code blocks are looked at, not read. Where a script has no blanks,
/// two signs are a word.
pub(super) fn words(document: &Document) -> usize {
    let mut words = 0;
    let mut signs = 0;
    let mut in_word = false;
    for character in written(document, false).chars() {
        if is_sign(character) {
            signs += 1;
            in_word = false;
        } else if character.is_alphanumeric() {
            words += usize::from(!in_word);
            in_word = true;
        } else {
            in_word = in_word && !character.is_whitespace();
        }
    }
    words + signs / 2
}

fn written(document: &Document, with_code: bool) -> String {
    let mut out = String::new();
    let mut inline = Vec::new();
    for (mark, _) in &document.marks {
        match mark {
            Mark::Open(Tag::Cell) => {
                separate(&mut out);
                inline.push(false);
            }
            Mark::Open(tag) => {
                inline.push(tag.is_inline());
                if !tag.is_inline() {
                    line(&mut out);
                }
            }
            Mark::Close => {
                if inline.pop() == Some(false) {
                    separate(&mut out);
                }
            }
            Mark::Text(text) | Mark::Code(text) | Mark::Raw(text) | Mark::RawBlock(text) => out.push_str(text),
            Mark::CodeBlock { text, .. } if with_code => {
                line(&mut out);
                out.push_str(text.trim_end());
                line(&mut out);
            }
            Mark::SoftBreak | Mark::HardBreak => out.push(' '),
            Mark::CodeBlock { .. } | Mark::Rule => line(&mut out),
            Mark::Task(_) | Mark::NoteReference(_) => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// A blank between cells; at the start of a line it is none.
fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

/// Whether this is a sign of Chinese or Japanese.
fn is_sign(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3134F)
}
