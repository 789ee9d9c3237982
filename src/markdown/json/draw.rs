//! A JSON value → text or HTML, two blanks for each level.

use super::Value;
use super::place::{Place, Step};
use crate::markdown::escape;
use std::fmt::Write;

/// The value as JSON.
#[must_use]
pub fn text(value: &Value) -> String {
    let mut pen = Pen { out: String::new(), html: None, depth: 0 };
    pen.value(value, "");
    pen.out
}

/// The value as the inside of a `<code>`. At the end of the line of each place in `notes` stands a
/// marker with the note's number: a link to `#PREFIXfield-1`, itself `PREFIXmark-1`.
#[must_use]
pub fn html(value: &Value, notes: &[(Place, usize)], prefix: &str) -> String {
    let mut pen = Pen { out: String::with_capacity(600), html: Some(Notes { places: notes, prefix, at: Vec::new() }), depth: 0 };
    pen.value(value, "");
    pen.out
}

struct Pen<'a> {
    out: String,
    html: Option<Notes<'a>>,
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
                let quoted = quoted(string);
                self.token('s', &quoted, after);
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
                    let name = quoted(key);
                    self.span('v', &name);
                    self.span('p', ":");
                    self.out.push(' ');
                    self.value(value, if index + 1 < entries.len() { "," } else { "" });
                    self.back();
                }
                self.shut("}", after);
            }
        }
    }

    fn token(&mut self, class: char, token: &str, after: &str) {
        self.span(class, token);
        self.span('p', after);
        self.marker();
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

/// The string with quotes and escapes.
fn quoted(string: &str) -> String {
    let mut out = String::with_capacity(string.len() + string.len() / 16 + 2);
    out.push('"');
    let mut copied = 0;
    for (at, byte) in string.bytes().enumerate() {
        // Most are written as they are; of what is not ASCII the first byte is looked at.
        if !(byte < b' ' || matches!(byte, b'"' | b'\\' | 0x7f | 0xc0..)) {
            continue;
        }
        let Some(character) = string[at..].chars().next() else {
            continue;
        };
        if !character.is_control() && !matches!(character, '"' | '\\' | '\u{2028}' | '\u{2029}') {
            continue;
        }
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
    out
}
