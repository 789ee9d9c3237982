//! A JSON value → text or HTML, two blanks for each level.

use super::Value;
use super::place::{Place, Step};
use crate::markdown::escape;
use crate::text::byte_set;
use std::fmt::Write;

/// The value as JSON.
#[must_use]
pub fn text(value: &Value) -> String {
    let mut pen = Pen { out: String::with_capacity(600), html: None, quoted: String::new(), depth: 0 };
    pen.value(value, "");
    pen.out
}

/// Adds a member of the outermost mapping, on a line of its own and without a comma.
pub(super) fn member(out: String, key: &str, value: &Value) -> String {
    let mut pen = Pen { out, html: None, quoted: String::new(), depth: 1 };
    pen.line();
    pen.key(key);
    pen.value(value, "");
    pen.out
}

/// The value as the inside of a `<code>`. At the end of the line of each place in `notes` stands a
/// marker with the note's number: a link to `#PREFIXfield-1`, itself `PREFIXmark-1`.
#[must_use]
pub fn html(value: &Value, notes: &[(Place, usize)], prefix: &str) -> String {
    let notes = Notes { places: notes, prefix, at: Vec::new() };
    let mut pen = Pen { out: String::with_capacity(600), html: Some(notes), quoted: String::new(), depth: 0 };
    pen.value(value, "");
    pen.out
}

struct Pen<'a> {
    out: String,
    html: Option<Notes<'a>>,
    /// The string that is being written, before it becomes HTML.
    quoted: String,
    depth: usize,
}

struct Notes<'a> {
    places: &'a [(Place, usize)],
    prefix: &'a str,
    /// Where the pen is; only kept where there are notes.
    at: Vec<Step>,
}

impl Pen<'_> {
    /// Draws a value, then what follows it on its last line.
    fn value(&mut self, value: &Value, after: &str) {
        match value {
            Value::Null => self.token('n', "null", after),
            Value::Bool(true) => self.token('n', "true", after),
            Value::Bool(false) => self.token('n', "false", after),
            Value::Number(number) => self.token('n', number, after),
            Value::String(string) => {
                self.string('s', string);
                self.behind(after);
            }
            Value::Array(items) if items.is_empty() => self.punctuation("[]", after),
            Value::Object(entries) if entries.is_empty() => self.punctuation("{}", after),
            Value::Array(items) => {
                self.open("[");
                for (index, item) in items.iter().enumerate() {
                    self.line();
                    self.step(|| Step::Index(index));
                    self.value(item, if index + 1 < items.len() { "," } else { "" });
                    self.back();
                }
                self.shut("]", after);
            }
            Value::Object(entries) => {
                self.open("{");
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.line();
                    self.step(|| Step::Key(key.clone()));
                    self.key(key);
                    self.value(value, if index + 1 < entries.len() { "," } else { "" });
                    self.back();
                }
                self.shut("}", after);
            }
        }
    }

    fn token(&mut self, class: char, token: &str, after: &str) {
        self.span(class, token);
        self.behind(after);
    }

    fn behind(&mut self, after: &str) {
        self.span('p', after);
        self.marker();
    }

    fn key(&mut self, key: &str) {
        self.string('v', key);
        self.span('p', ":");
        self.out.push(' ');
    }

    fn string(&mut self, class: char, string: &str) {
        if self.html.is_none() {
            return quote(&mut self.out, string);
        }
        let mut quoted = std::mem::take(&mut self.quoted);
        quoted.clear();
        quote(&mut quoted, string);
        self.span(class, &quoted);
        self.quoted = quoted;
    }

    fn punctuation(&mut self, token: &str, after: &str) {
        self.out.reserve(40);
        match after {
            "" => self.span('p', token),
            _ if token == "[]" => self.span('p', "[],"),
            _ if token == "{}" => self.span('p', "{},"),
            _ if token == "]" => self.span('p', "],"),
            _ => self.span('p', "},"),
        }
    }

    fn open(&mut self, bracket: &str) {
        self.span('p', bracket);
        self.marker();
        self.depth += 1;
    }

    fn shut(&mut self, bracket: &str, after: &str) {
        self.depth -= 1;
        self.line();
        self.punctuation(bracket, after);
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    fn span(&mut self, class: char, token: &str) {
        if token.is_empty() {
            return;
        }
        if self.html.is_none() {
            self.out.push_str(token);
            return;
        }
        self.out.push_str("<span class=\"");
        self.out.push(class);
        self.out.push_str("\">");
        escape::text(&mut self.out, token);
        self.out.push_str("</span>");
    }

    /// The marker of the note to the value that begins on this line.
    fn marker(&mut self) {
        let Some(Notes { places, prefix, at }) = &self.html else { return };
        for (_, number) in places.iter().filter(|(place, _)| place.0 == *at) {
            let mut id = String::new();
            escape::attribute(&mut id, prefix);
            let link = format!(
                "<a class=\"note\" id=\"{id}mark-{number}\" href=\"#{id}field-{number}\" aria-label=\"Note {number}\">{number}</a>"
            );
            write!(self.out, "  {link}").expect("a string takes all");
        }
    }

    fn step(&mut self, step: impl FnOnce() -> Step) {
        if let Some(notes) = self.html.as_mut().filter(|notes| !notes.places.is_empty()) {
            notes.at.push(step());
        }
    }

    fn back(&mut self) {
        if let Some(notes) = &mut self.html {
            notes.at.pop();
        }
    }
}

/// Adds a string with quotes and escapes.
fn quote(out: &mut String, string: &str) {
    out.reserve(string.len() + string.len() / 16 + 2);
    out.push('"');
    let mut copied = 0;
    for (at, byte) in string.bytes().enumerate() {
        // Most are written as they are; of what is not ASCII the first byte is looked at.
        if !LOOK[usize::from(byte)] {
            continue;
        }
        let Some(character) = string[at..].chars().next().filter(|character| is_escaped(*character)) else {
            continue;
        };
        out.push_str(&string[copied..at]);
        copied = at + character.len_utf8();
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character => write!(out, "\\u{:04x}", u32::from(character)).expect("a string takes all"),
        }
    }
    out.push_str(&string[copied..]);
    out.push('"');
}

/// The first bytes of characters that have an escape: signs, controls, and what U+0080 and U+2028 begin with.
static LOOK: [bool; 256] = {
    let mut look = byte_set(b"\"\\\x7f\xc2\xe2");
    let mut byte = 0;
    while byte < b' ' as usize {
        look[byte] = true;
        byte += 1;
    }
    look
};

/// Whether a character has an escape: what cannot be seen, or what ends a string or a line somewhere.
pub(super) fn is_escaped(character: char) -> bool {
    character.is_control() || matches!(character, '"' | '\\' | '\u{2028}' | '\u{2029}')
}
