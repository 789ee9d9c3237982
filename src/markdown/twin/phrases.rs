//! The words of a block → Markdown.

use super::escape::{self, Place};
use crate::markdown::context::Context;
use crate::markdown::document::{Document, Link, Mark, Tag};
use crate::markdown::html::resolve;
use crate::markdown::notes::Notes;
use std::borrow::Cow;

/// Stands for a line break to keep, until the lines are taken. Text cannot hold it.
const BREAK: char = '\u{1}';

/// The words of the block that is being written.
pub(super) struct Phrases<'a> {
    document: &'a Document,
    context: &'a Context<'a>,
    words: String,
    /// What is open, and where its words begin.
    open: Vec<(usize, Open)>,
}

enum Open {
    /// Words between two signs.
    Signs(&'static str, &'static str),
    /// Words between two equal signs that mean nothing in some places.
    Emphasis(&'static str),
    /// The words of a link.
    Link {
        href: String,
        title: String,
    },
    Nothing,
}

impl<'a> Phrases<'a> {
    pub(super) fn new(document: &'a Document, context: &'a Context<'a>) -> Self {
        Self { document, context, words: String::new(), open: Vec::new() }
    }

    /// Whether no phrase is open: the next `Close` ends a block.
    pub(super) fn is_outside(&self) -> bool {
        self.open.is_empty()
    }

    /// Adds the mark at `at` and says which one is next.
    pub(super) fn mark(&mut self, at: usize, in_cell: bool, notes: &mut Notes<'_>) -> usize {
        match &self.document.marks[at].0 {
            Mark::Text(text) | Mark::Raw(text) | Mark::RawBlock(text) => {
                let next = self.document.marks.get(at + 1).map(|(mark, _)| mark);
                let before_link = matches!(next, Some(Mark::Open(Tag::Link(_) | Tag::Reference { .. })));
                let place = Place { in_cell, in_link: self.in_link(), before_link };
                escape::text(&mut self.words, text, place);
            }
            Mark::Code(code) => self.code(code, in_cell),
            Mark::CodeBlock { text, .. } => {
                self.space();
                self.code(text, in_cell);
                self.space();
            }
            Mark::SoftBreak => self.words.push('\n'),
            Mark::HardBreak => self.words.push(BREAK),
            Mark::Task(true) => self.words.push_str("[x] "),
            Mark::Task(false) => self.words.push_str("[ ] "),
            Mark::NoteReference(name) => {
                if let Some(number) = notes.number(name) {
                    let note = self.note(number);
                    self.words.push_str(&note);
                }
            }
            Mark::Open(tag) => return self.start(at, tag),
            Mark::Close => self.close(at),
            Mark::Rule => self.space(),
        }
        at + 1
    }

    /// The sign of a footnote, told apart from those of other proses.
    pub(super) fn note(&self, number: usize) -> String {
        format!("[^{}{number}]", self.context.id_prefix)
    }

    /// The words as a block of lines; `None` if there are none.
    pub(super) fn take_lines(&mut self, at_top: bool) -> Option<String> {
        let words = std::mem::take(&mut self.words);
        let mut lines = String::with_capacity(words.len() + 8);
        for part in words.split(BREAK) {
            let mut before = "\\\n";
            for line in part.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
                if !lines.is_empty() {
                    lines.push_str(before);
                }
                lines.push_str(&escape::line_start(line));
                before = "\n";
            }
        }
        if at_top && !lines.contains('\n') {
            lines = no_heading(lines);
        }
        (!lines.is_empty()).then_some(lines)
    }

    /// The words as one line.
    pub(super) fn take_line(&mut self) -> String {
        let words = std::mem::take(&mut self.words);
        if !words.contains(['\n', BREAK]) && words.trim().len() == words.len() {
            return words;
        }
        words.split(['\n', BREAK]).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// A blank between what were two blocks.
    pub(super) fn space(&mut self) {
        if !self.words.is_empty() && !self.words.ends_with([' ', '\n', BREAK]) {
            self.words.push(' ');
        }
    }

    fn in_link(&self) -> bool {
        self.open.iter().any(|(_, open)| matches!(open, Open::Link { .. }))
    }

    /// Emphasis within the same emphasis says no more, and its signs could be taken for the end of the outer one.
    fn emphasis(&self, sign: &'static str) -> Open {
        let is_open = self.open.iter().any(|(_, open)| matches!(open, Open::Emphasis(other) if *other == sign));
        if is_open { Open::Nothing } else { Open::Emphasis(sign) }
    }

    fn start(&mut self, at: usize, tag: &Tag) -> usize {
        let open = match tag {
            Tag::Emphasis => self.emphasis("*"),
            Tag::Strong => self.emphasis("**"),
            Tag::Strike => self.emphasis("~~"),
            Tag::Phrase("sub") => Open::Signs("<sub>", "</sub>"),
            Tag::Phrase("sup") => Open::Signs("<sup>", "</sup>"),
            Tag::Phrase("q") => Open::Signs("“", "”"),
            Tag::Link(link) if !self.in_link() => self.target(link),
            Tag::Image(link) => return self.image(at, link),
            Tag::Reference { to, has_text } => return self.reference(at, to, *has_text),
            _ => Open::Nothing,
        };
        self.open.push((self.words.len(), open));
        at + 1
    }

    fn target(&self, link: &Link) -> Open {
        match resolve(self.context, &link.to) {
            Some(address) => Open::Link { href: address.href, title: link.title.clone() },
            None => Open::Nothing,
        }
    }

    fn image(&mut self, at: usize, link: &Link) -> usize {
        let close = self.document.close_of(at);
        let text = self.document.text(at..close);
        let text = if text.trim().is_empty() { "image" } else { text.trim() };
        if let Open::Link { href, title } = self.target(link) {
            self.words.push_str("![");
            escape::text(&mut self.words, text, Place { in_cell: false, in_link: true, before_link: false });
            self.words.push(']');
            self.destination(&href, &title);
        } else {
            escape::text(&mut self.words, text, Place::default());
        }
        close + 1
    }

    fn reference(&mut self, at: usize, to: &str, has_text: bool) -> usize {
        let target = if self.in_link() { None } else { self.context.links.reference(to) };
        let Some(target) = target else {
            self.open.push((self.words.len(), Open::Nothing));
            return at + 1;
        };
        let start = self.words.len();
        let open = Open::Link { href: target.href, title: String::new() };
        self.open.push((start, open));
        if has_text {
            return at + 1;
        }
        let title = if target.title.is_empty() { to } else { &target.title };
        escape::text(&mut self.words, title, Place { in_cell: false, in_link: true, before_link: false });
        self.document.close_of(at)
    }

    fn code(&mut self, code: &str, in_cell: bool) {
        let code = code.trim();
        if code.is_empty() {
            return self.words.push(' ');
        }
        let code = if code.contains(char::is_control) { Cow::Owned(code.replace(char::is_control, " ")) } else { Cow::Borrowed(code) };
        let target = if self.in_link() { None } else { self.context.links.code(&code) };
        if target.is_some() {
            self.words.push('[');
        } else if self.words.ends_with('`') {
            self.words.push(' '); // else both would be one
        }
        let code = if in_cell && code.contains('|') { Cow::Owned(code.replace('|', "\\|")) } else { code };
        if code.contains('`') {
            let runs: Vec<usize> = code.split(|character| character != '`').map(str::len).collect();
            let ticks = "`".repeat((1..=runs.len() + 1).find(|length| !runs.contains(length)).unwrap_or(1));
            let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
            self.words.extend([&ticks, pad, &code, pad, &ticks]);
        } else {
            self.words.extend(["`", &code, "`"]);
        }
        if let Some(target) = target {
            self.words.push(']');
            self.destination(&target.href, "");
        }
    }

    fn close(&mut self, at: usize) {
        let Some((start, open)) = self.open.pop() else { return };
        let words = self.words.split_off(start);
        let inner = words.trim_matches([' ', '\n', BREAK]);
        let lead = &words[..words.len() - words.trim_start_matches([' ', '\n', BREAK]).len()];
        let trail = &words[lead.len().min(words.len()) + inner.len()..];
        self.words.push_str(lead);
        match open {
            Open::Nothing => self.words.push_str(inner),
            Open::Signs(before, after) => {
                self.words.push_str(before);
                self.words.push_str(inner);
                self.words.push_str(after);
            }
            Open::Emphasis(sign) => {
                let sign = if self.emphasis_works(sign, inner, at, trail.is_empty()) { sign } else { "" };
                self.words.push_str(sign);
                self.words.push_str(inner);
                self.words.push_str(sign);
            }
            Open::Link { href, title } => self.link(inner, &href, &title),
        }
        self.words.push_str(trail);
    }

    /// Whether a sign before and after these words is one: `CommonMark` wants no letter on the outer
    /// side where punctuation is on the inner one.
    fn emphasis_works(&self, sign: &str, inner: &str, at: usize, is_last: bool) -> bool {
        let punctuation = |character: Option<char>| character.is_some_and(|character| !character.is_alphanumeric());
        let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let before = self.words.chars().next_back();
        let after = match self.document.marks.get(at + 1).map(|(mark, _)| mark) {
            Some(Mark::Text(text)) if is_last => text.chars().next(),
            _ => None,
        };
        let same = sign.chars().next();
        !inner.is_empty()
            && (before != same || self.words.ends_with("\\*"))
            && !(letter(before) && punctuation(inner.chars().next()))
            && !(letter(after) && punctuation(inner.chars().next_back()))
    }

    fn link(&mut self, text: &str, href: &str, title: &str) {
        let is_address = text == href || href.strip_prefix("mailto:") == Some(text);
        let is_absolute = href.starts_with("http://") || href.starts_with("https://") || href.starts_with("mailto:");
        if is_address && is_absolute && title.trim().is_empty() {
            self.words.push('<');
            self.words.push_str(text);
            self.words.push('>');
            return;
        }
        self.words.push('[');
        match text {
            "" => escape::text(&mut self.words, href, Place { in_cell: false, in_link: true, before_link: false }),
            // Words that say nothing on their own.
            _ if ["here", "click here", "link", "more"].contains(&text.to_lowercase().as_str()) => {
                self.words.push_str(text);
                self.words.push_str(": ");
                escape::text(&mut self.words, href, Place { in_cell: false, in_link: true, before_link: false });
            }
            _ => self.words.push_str(text),
        }
        self.words.push(']');
        self.destination(href, title);
    }

    fn destination(&mut self, href: &str, title: &str) {
        self.words.push('(');
        escape::destination(&mut self.words, href);
        if !title.trim().is_empty() {
            self.words.push_str(" \"");
            for character in title.trim().chars() {
                match character {
                    '"' | '\\' | '|' => self.words.extend(['\\', character]),
                    character if character.is_control() => self.words.push(' '),
                    character => self.words.push(character),
                }
            }
            self.words.push('"');
        }
        self.words.push(')');
    }
}

/// A line that is emphasised as a whole looks like a heading and is none: it loses the emphasis.
fn no_heading(line: String) -> String {
    for sign in ["**", "*"] {
        let inner = line.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
        if let Some(inner) = inner
            && !inner.contains('*')
            && !inner.ends_with(['.', ',', ';', ':', '!', '?', '。', '，', '；', '：', '！', '？'])
        {
            return inner.to_owned();
        }
    }
    line
}
