//! Prose that means what it looks like: words, code, and words that are emphasised, in paragraphs. Most prose is that, and needs no parser.

use std::ops::Range;

use super::document::{Mark, Placed, Tag};
use crate::text::byte_set;

/// What may mean something within a line: signs, and controls, of which some are blanks.
static SIGNS: [bool; 256] = {
    let mut signs = byte_set(b"*_`[]<>&\\~|!");
    let mut byte = 0;
    while byte < b' ' as usize {
        signs[byte] = byte != b'\t' as usize;
        byte += 1;
    }
    signs
};

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Words(&'a str),
    /// The words, with one or two stars on each side of them.
    Emphasis(&'a str, usize),
    /// The code, without its backticks.
    Code(&'a str),
}

/// Hands over the parts of a line, each with its place; says whether it has no others. What it has handed over before it says no is of no use.
pub(super) fn pieces<'a>(line: &'a str, mut take: impl FnMut(Piece<'a>, Range<usize>)) -> bool {
    let mut at = 0;
    let mut is_code = false;
    loop {
        let end = memchr::memchr(b'`', &line.as_bytes()[at..]).map_or(line.len(), |length| at + length);
        let (part, is_last) = (&line[at..end], end == line.len());
        if is_code {
            // A blank at both ends is no part of the code, and two backticks are another sign than one.
            if is_last || part.is_empty() || part.starts_with(' ') || part.ends_with(' ') || part.bytes().any(|byte| byte < b' ') {
                return false;
            }
            take(Piece::Code(part), at - 1..end + 1);
        } else if part.is_empty() {
            if at > 0 && !is_last {
                return false;
            }
        } else if !words(part, at, is_last, &mut take) {
            return false;
        }
        if is_last {
            return true;
        }
        at = end + 1;
        is_code = !is_code;
    }
}

/// The words between two codes, some of which may be emphasised.
fn words<'a>(part: &'a str, start: usize, is_last: bool, take: &mut impl FnMut(Piece<'a>, Range<usize>)) -> bool {
    let mut done = 0;
    while let Some(open) = memchr::memchr(b'*', &part.as_bytes()[done..]).map(|at| done + at) {
        let stars = run(&part[open..]);
        let inside = open + stars;
        let Some(close) = part[inside..].find('*').map(|length| inside + length) else { return false };
        if stars > 2 || run(&part[close..]) != stars {
            return false;
        }
        let (inner, end) = (&part[inside..close], close + stars);
        // Stars that touch a word on their inner side and none on the outer one can mean nothing else (CommonMark 0.31.2, section 6.2).
        let touches = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        let is_free = part[..open].chars().next_back().map_or(start == 0, |before| " (\"".contains(before))
            && part[end..].chars().next().map_or(is_last, |after| " .,:;)\"?".contains(after));
        if !is_free || !touches(inner.chars().next()) || !touches(inner.chars().next_back()) {
            return false;
        }
        if !are_words(&part[done..open]) || !are_words(inner) {
            return false;
        }
        if open > done {
            take(Piece::Words(&part[done..open]), start + done..start + open);
        }
        take(Piece::Emphasis(inner, stars), start + open..start + end);
        done = end;
    }
    let rest = &part[done..];
    if !rest.is_empty() {
        take(Piece::Words(rest), start + done..start + part.len());
    }
    are_words(rest)
}

/// How many stars a text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'*').count()
}

/// Whether these are words alone. A single `_` within a word is a letter of it.
fn are_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let means = |at: usize| bytes[at] != b'_' || !is_letter(at.checked_sub(1)) || !is_letter(Some(at + 1));
    !bytes.iter().enumerate().any(|(at, byte)| SIGNS[usize::from(*byte)] && means(at))
}

/// The marks of a line, which begins at `start`.
pub(super) fn line(line: &str, start: usize) -> Option<Vec<Placed>> {
    let mut marks = Vec::new();
    add(&mut marks, line, start).then_some(marks)
}

fn add(marks: &mut Vec<Placed>, line: &str, start: usize) -> bool {
    pieces(line, |piece, range| {
        let range = range.start + start..range.end + start;
        match piece {
            Piece::Words(text) => marks.push((Mark::Text(text.to_owned()), range)),
            Piece::Code(code) => marks.push((Mark::Code(code.to_owned()), range)),
            Piece::Emphasis(text, stars) => {
                marks.push((Mark::Open(if stars == 2 { Tag::Strong } else { Tag::Emphasis }), range.clone()));
                marks.push((Mark::Text(text.to_owned()), range.start + stars..range.end - stars));
                marks.push((Mark::Close, range));
            }
        }
    })
}

/// The marks of paragraphs.
pub(super) fn paragraphs(source: &str) -> Option<Vec<Placed>> {
    let text = source.trim_end_matches([' ', '\t', '\n']);
    let mut marks = Vec::with_capacity(8);
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let end = at + paragraph.len();
        // A paragraph ends with its last line.
        let whole = at..source[end..].find('\n').map_or(source.len(), |rest| end + rest + 1);
        marks.push((Mark::Open(Tag::Paragraph), whole.clone()));
        for line in paragraph.split('\n') {
            let is_last = at + line.len() == text.len();
            if !begins_paragraph(line) || (!is_last && line.ends_with([' ', '\t'])) || !add(&mut marks, line, at) {
                return None;
            }
            at += line.len() + 1;
            if at < end {
                marks.push((Mark::SoftBreak, at - 1..at));
            }
        }
        marks.push((Mark::Close, whole));
        at = end + 2;
    }
    Some(marks)
}

/// Whether a line can begin nothing but a paragraph, or go on with one.
fn begins_paragraph(line: &str) -> bool {
    let rest = line.trim_start_matches('*');
    let stars = line.len() - rest.len();
    let first = rest.chars().next();
    if stars == 0 {
        first.is_some_and(|first| first.is_alphabetic() || first == '`')
    } else {
        first.is_some_and(|first| first.is_ascii_alphanumeric())
    }
}

/// What a line of prose says that is nothing but words: most lines are.
pub(super) fn words_alone(source: &str) -> Option<&str> {
    Some(source.trim()).filter(|line| are_words(line))
}

/// What prose says that is one paragraph of words for certain.
pub(super) fn paragraph(source: &str) -> Option<&str> {
    let line = source.trim_end_matches([' ', '\t', '\n']);
    (begins_paragraph(line) && are_words(line)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::{line, paragraphs};
    use crate::markdown::parse::{read, read_line};
    use proptest::prelude::*;

    /// Words, signs, code.
    const PIECE: &str = "[a-z ,.:é]{0,6}|[`*_\\[\\]<>&\\\\~|! \t\n\u{0}\u{b}\u{c}a]{0,4}|`[a-z_ *<&|\\\\\\[\t\u{0}é]{0,6}`";
    /// The same with little in it that is not simple.
    const SIMPLE: &str = "[a-z ]{1,4}|[a-c][ .,(_]{1,2}[a-c]|`[a-z]{1,3}`|[ (]?[*]{1,2}[a1é]([a-c .]{0,2}[bé])?[*]{1,2}[ .)]?|[a-c .]\\n{1,2}[a-c*`]|[ \n\u{b}\u{c}]";

    proptest! {
        // One seed, so that a run that passes passes again.
        #![proptest_config(ProptestConfig { cases: 4_000, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

        #[test]
        fn a_line_of_words_needs_no_parser(text in "[a1é\u{3a9}字.]?[-a-z0-9 .,:;/#+=?$%^(){}@'\"\t\u{a0}é]{0,30}[*_`\\[<\\\\\n]?( |\n){0,2}") {
            if let Some(marks) = paragraphs(&text) {
                prop_assert_eq!(marks, read(&text, &[]));
            }
        }

        #[test]
        fn neither_do_words_and_code_and_emphasis(
            text in prop_oneof![prop::collection::vec(PIECE, 0..6), prop::collection::vec(SIMPLE, 0..7)].prop_map(|pieces| pieces.concat())
        ) {
            if let Some(marks) = paragraphs(&text) {
                prop_assert_eq!(marks, read(&text, &[]), "{:?}", text);
            }
            if let Some(marks) = line(text.trim(), 3) {
                prop_assert_eq!(marks, read_line(text.trim(), 3), "{:?}", text);
            }
        }
    }

    /// What the test above compares is there.
    #[test]
    fn ordinary_prose_is_simple() {
        for text in ["In **mobile** mostly.\n\nThe call of `get` of *this* ticket_id", "*All*, or\n**none**.", "So (*a*) \"**b c**\"\n`d`"]
        {
            assert!(paragraphs(text).is_some() || line(text, 0).is_some(), "{text}");
        }
        for text in ["a*b*", "**a*", "** a**", "***a***", "*a**b*", "a\n- b", "a \nb", "a\n\n\nb", "*a `b`*", "_a_", "é*a*"] {
            assert!(paragraphs(text).is_none(), "{text}");
        }
    }
}
