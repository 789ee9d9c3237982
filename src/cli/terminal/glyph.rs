//! Letters with their looks: measured, wrapped, and painted.

use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

/// A letter, and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) letter: char,
    pub(super) look: Look,
}

/// How a letter looks, and which of the addresses it leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) style: Style,
    pub(super) link: Option<usize>,
}

/// A letter that a terminal takes as one; nothing for what it would obey.
pub(in crate::cli) fn clean(letter: char) -> Option<char> {
    match letter {
        '\t' => Some(' '),
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

/// A text in a style.
pub(super) fn glyphs(text: &str, style: Style) -> Vec<Glyph> {
    text.chars().filter_map(clean).map(|letter| Glyph { letter, look: Look { style, link: None } }).collect()
}

/// How many columns a text takes.
pub(super) fn wide(text: &[Glyph]) -> usize {
    text.iter().map(|glyph| columns(*glyph)).sum()
}

fn columns(glyph: Glyph) -> usize {
    glyph.letter.width().unwrap_or_default()
}

/// Breaks a text into lines between words, at `\n`, and where a word is wider than a line.
pub(super) fn wrap(text: &[Glyph], width: usize) -> Vec<&[Glyph]> {
    let is_blank = |glyph: &Glyph| glyph.letter == ' ';
    let mut lines = Vec::new();
    for part in text.split(|glyph| glyph.letter == '\n') {
        let mut rest = trim(part, is_blank);
        loop {
            let fit = fitting(rest, width);
            if fit == rest.len() {
                lines.push(rest);
                break;
            }
            // Before a blank, or between two letters of a script that has none.
            let can_break = |at: &usize| is_blank(&rest[*at]) || columns(rest[*at]) > 1 || columns(rest[*at - 1]) > 1;
            let cut = (1..=fit).rev().find(can_break).unwrap_or(fit.max(1));
            lines.push(trim(&rest[..cut], is_blank));
            rest = trim(&rest[cut..], is_blank);
        }
    }
    lines
}

/// Breaks a line wherever it is full, with all its blanks.
pub(super) fn fold(line: &[Glyph], width: usize) -> Vec<&[Glyph]> {
    let mut parts = Vec::new();
    let mut rest = line;
    loop {
        let fit = fitting(rest, width);
        if fit == rest.len() {
            parts.push(rest);
            return parts;
        }
        let (part, after) = rest.split_at(fit.max(1));
        parts.push(part);
        rest = after;
    }
}

/// How many glyphs fit in a line.
fn fitting(text: &[Glyph], width: usize) -> usize {
    let mut used = 0;
    let over = text.iter().position(|glyph| {
        used += columns(*glyph);
        used > width
    });
    over.unwrap_or(text.len())
}

fn trim(text: &[Glyph], is_blank: impl Fn(&Glyph) -> bool) -> &[Glyph] {
    let start = text.iter().position(|glyph| !is_blank(glyph)).unwrap_or(text.len());
    let end = text.iter().rposition(|glyph| !is_blank(glyph)).map_or(start, |last| last + 1);
    &text[start..end]
}

/// Writes a line as a terminal shows it. `links` are the addresses that are given to it.
pub(super) fn paint(out: &mut String, line: &[Glyph], links: &[String]) {
    for run in line.chunk_by(|a, b| a.look == b.look) {
        let look = run[0].look;
        let address = look.link.and_then(|link| links.get(link)).and_then(|text| address(text));
        if let Some(address) = &address {
            put(out, format_args!("\x1b]8;;{address}\x1b\\"));
        }
        put(out, format_args!("{}", look.style));
        out.extend(run.iter().map(|glyph| glyph.letter));
        put(out, format_args!("{:#}", look.style));
        if address.is_some() {
            out.push_str("\x1b]8;;\x1b\\");
        }
    }
}

/// An address that a terminal may be given to follow: with a scheme that opens a page or a letter, and as the URL standard writes it,
/// which leaves no control character in it.
pub(super) fn address(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))?;
    let text = String::from(url);
    text.bytes().all(|byte| byte.is_ascii_graphic()).then_some(text)
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes what is written");
}
