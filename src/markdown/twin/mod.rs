//! Marks → clean `CommonMark` for the twins.
//!
//! Ordinary prose comes out as it went in. Links are full and inline, headings have the level of
//! their place, HTML is gone, and the layout is the one that linters ask for: `-` for bullets, `*`
//! for emphasis, fences for code, one blank line around blocks.

mod escape;
mod fence;
mod itself;
mod phrases;
mod table;

use super::context::Context;
use super::document::{Document, Mark, Tag};
use super::headings::{headings, level};
use super::html::code_info;
use super::notes::Notes;
use phrases::Phrases;
use std::borrow::Cow;
use table::Table;

pub use fence::fence;
pub(super) use itself::{blocks as own_blocks, line as own_line};

/// The prose as Markdown, without a line break at its end.
pub(super) fn twin(document: &Document, context: &Context<'_>) -> String {
    let mut writer = Writer {
        document,
        phrases: Phrases::new(document, context),
        out: String::new(),
        indent: String::new(),
        frames: vec![Frame::default()],
        start: Start::First,
        headings: headings(document).iter().map(|heading| level(context.heading_level, heading.depth)).collect(),
        heading: None,
        tables: Vec::new(),
        notes: Notes::of(document),
    };
    writer.headings.reverse();
    for (mark, _) in &document.marks {
        if let Mark::NoteReference(name) = mark {
            writer.notes.number(name);
        }
    }
    let mut at = 0;
    while at < document.marks.len() {
        at = writer.mark(at);
    }
    writer.flush();
    writer.out
}

/// A line of prose as Markdown that can stand anywhere in a line, also at its start.
pub(super) fn line(document: &Document, context: &Context<'_>) -> String {
    let mut phrases = Phrases::new(document, context);
    let mut notes = Notes::of(document);
    let mut at = 0;
    while at < document.marks.len() {
        at = phrases.mark(at, false, &mut notes);
    }
    let line = phrases.take_line();
    match escape::line_start(&line) {
        Cow::Borrowed(_) => line,
        Cow::Owned(escaped) => escaped,
    }
}

struct Writer<'a> {
    document: &'a Document,
    phrases: Phrases<'a>,
    out: String,
    /// What every line of the current container begins with.
    indent: String,
    frames: Vec<Frame>,
    start: Start,
    /// Levels of the headings to come, the next one last.
    headings: Vec<u8>,
    /// The level of the heading that is open.
    heading: Option<u8>,
    tables: Vec<Table>,
    notes: Notes<'a>,
}

/// A container that is open.
#[derive(Default)]
struct Frame {
    /// How long the indent was before it.
    indent: usize,
    /// The number of the next item, in an ordered list.
    number: Option<u64>,
    /// Whether items follow each other without a blank line.
    tight: bool,
    /// Whether there was an item already.
    begun: bool,
    /// What stood in it last.
    last: Last,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Last {
    #[default]
    Other,
    Quote,
    List(bool),
}

/// Where the next block starts.
#[derive(PartialEq)]
enum Start {
    /// At the very start of the text.
    First,
    /// On the line that has begun, behind the marker of an item or quote.
    Here,
    /// On the next line.
    NextLine,
    /// After a blank line.
    Apart,
}

impl Writer<'_> {
    /// Writes the mark at `at` and says which one is next.
    fn mark(&mut self, at: usize) -> usize {
        if let Some(table) = self.tables.last_mut() {
            let next = table.mark(at, self.document, &mut self.phrases, &mut self.notes);
            if let Some(lines) = table.take_finished() {
                self.tables.pop();
                self.block(&lines, Last::Other);
            }
            return next;
        }
        match &self.document.marks[at].0 {
            Mark::Open(tag) if !tag.is_inline() => return self.open(at, tag),
            Mark::Close if self.phrases.is_outside() => self.close(),
            Mark::CodeBlock { info, text } => {
                self.flush();
                let mut lines = String::new();
                fence(&mut lines, code_info(info).0, text);
                self.block(&lines, Last::Other);
            }
            Mark::Rule => {
                self.flush();
                self.block("---", Last::Other);
            }
            _ => return self.phrases.mark(at, false, &mut self.notes),
        }
        at + 1
    }

    fn open(&mut self, at: usize, tag: &Tag) -> usize {
        self.flush();
        let mut frame = Frame { indent: self.indent.len(), ..Frame::default() };
        match tag {
            Tag::Heading(_) => self.heading = self.headings.pop(),
            Tag::Quote => {
                self.begin(Last::Quote);
                self.out.push_str("> ");
                self.indent.push_str("> ");
                self.start = Start::Here;
            }
            Tag::Alert(alert) => {
                self.begin(Last::Quote);
                self.out.push_str("> [!");
                self.out.push_str(&alert.title().to_uppercase());
                self.out.push(']');
                self.indent.push_str("> ");
                let words_follow = matches!(self.document.marks.get(at + 1), Some((Mark::Open(Tag::Paragraph), _)));
                self.start = if words_follow { Start::NextLine } else { Start::Apart };
            }
            Tag::List(number) => {
                let last = self.frames.last().map_or(Last::Other, |frame| frame.last);
                if last == Last::List(number.is_some()) && self.start == Start::Apart {
                    self.block("<!-- -->", Last::Other); // else both would be one list
                }
                self.mark_last(Last::List(number.is_some()));
                frame.number = *number;
                frame.tight = self.is_tight(at);
                if self.parent_is_tight() && self.start == Start::Apart {
                    self.start = Start::NextLine;
                }
            }
            Tag::Item => self.item(),
            Tag::Note(name) => {
                let Some(number) = self.notes.known(name) else { return self.document.close_of(at) + 1 };
                self.begin(Last::Other);
                self.out.push_str(&self.phrases.note(number));
                self.out.push_str(": ");
                self.indent.push_str("    ");
                self.start = Start::Here;
            }
            Tag::Table(alignment) => {
                self.tables.push(Table::new(alignment.clone()));
                return at + 1;
            }
            _ => {}
        }
        self.frames.push(frame);
        at + 1
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.flush();
        self.heading = None;
        if self.start == Start::Here && self.indent.len() > frame.indent {
            self.out.truncate(self.out.trim_end_matches(' ').len()); // nothing came after the marker
            self.start = Start::Apart;
        }
        self.indent.truncate(frame.indent);
    }

    fn item(&mut self) {
        let mut marker = String::from("- ");
        if let Some(list) = self.frames.last_mut() {
            if let Some(number) = &mut list.number {
                marker = format!("{number}. ");
                *number = number.saturating_add(1);
            }
            if list.tight && list.begun && self.start == Start::Apart {
                self.start = Start::NextLine;
            }
            list.begun = true;
        }
        self.begin(Last::Other);
        self.out.push_str(&marker);
        self.indent.push_str(&" ".repeat(marker.len()));
        self.start = Start::Here;
    }

    /// Whether the items of the list at `at` hold only words and lists like it.
    fn is_tight(&self, at: usize) -> bool {
        let marks = &self.document.marks[at..self.document.close_of(at)];
        marks.iter().all(|(mark, _)| match mark {
            Mark::Open(tag) => tag.is_inline() || matches!(tag, Tag::List(_) | Tag::Item),
            Mark::CodeBlock { .. } | Mark::Rule => false,
            _ => true,
        })
    }

    fn parent_is_tight(&self) -> bool {
        self.frames.iter().rev().nth(1).is_some_and(|list| list.tight)
    }

    /// Ends the words that are open.
    fn flush(&mut self) {
        if let Some(level) = self.heading {
            let words = self.phrases.take_line();
            let words = words.trim_end_matches(['.', ',', ';', ':', '!', '。', '，', '；', '：', '！', ' ']);
            if !words.is_empty() {
                // A `#` at the end would belong to the signs of the heading.
                let words = words.strip_suffix('#').map_or(words.to_string(), |rest| format!("{rest}\\#"));
                self.block(&format!("{} {words}", "#".repeat(usize::from(level))), Last::Other);
            }
        } else if let Some(lines) = self.phrases.take_lines(self.indent.is_empty()) {
            self.block(&lines, Last::Other);
        }
    }

    /// Writes a block of lines.
    fn block(&mut self, lines: &str, last: Last) {
        self.begin(last);
        self.start = Start::Apart;
        if self.indent.is_empty() {
            return self.out.push_str(lines);
        }
        for (number, line) in lines.split('\n').enumerate() {
            if number > 0 {
                self.out.push('\n');
                self.out.push_str(if line.is_empty() { self.indent.trim_end() } else { &self.indent });
            }
            self.out.push_str(line);
        }
    }

    /// Goes to where the next block starts.
    fn begin(&mut self, last: Last) {
        let before = self.frames.last().map_or(Last::Other, |frame| frame.last);
        if last == Last::Quote && before == Last::Quote && self.start == Start::Apart {
            self.begin(Last::Other);
            self.out.push_str("<!-- -->"); // else both would be one quote
        }
        match self.start {
            Start::First | Start::Here => {}
            Start::NextLine => {
                self.out.push('\n');
                self.out.push_str(&self.indent);
            }
            Start::Apart => {
                self.out.push('\n');
                self.out.push_str(self.indent.trim_end());
                self.out.push('\n');
                self.out.push_str(&self.indent);
            }
        }
        self.start = Start::Apart;
        self.mark_last(last);
    }

    fn mark_last(&mut self, last: Last) {
        if let Some(frame) = self.frames.last_mut() {
            frame.last = last;
        }
    }
}
