//! A mapping, drawn member by member: values as [`super::text`] draws them, and structs without a
//! value between them and their text.

use super::Value;
use super::draw::{is_escaped, member};
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// What stands between two members of the outermost mapping, and nowhere else: deeper lines begin
/// with more blanks, and strings have no line breaks.
const BETWEEN: &str = ",\n  \"";

/// A mapping that is being drawn.
#[derive(Debug)]
pub struct Members(String);

impl Default for Members {
    fn default() -> Self {
        let mut out = String::with_capacity(4096);
        out.push('{');
        Self(out)
    }
}

impl Members {
    /// Adds a member.
    pub fn add(&mut self, key: &str, value: &Value) {
        self.comma();
        self.0 = member(std::mem::take(&mut self.0), key, value);
    }

    /// Adds a member of a struct.
    pub fn add_drawn(&mut self, member: Member<'_>) {
        self.comma();
        self.0.push_str("\n  \"");
        self.0.push_str(member.0);
    }

    /// The whole.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.0.push_str(if self.0.len() > 1 { "\n}" } else { "}" });
        self.0
    }

    fn comma(&mut self) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
    }
}

/// The members of a struct, drawn.
#[derive(Debug)]
pub struct Struct(String);

/// One of them, without the quote that it begins with.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a>(&'a str);

impl Struct {
    /// Draws plain data.
    ///
    /// # Panics
    ///
    /// On what JSON cannot say: keys that are no strings.
    #[must_use]
    pub fn new(data: &impl Serialize) -> Self {
        Self(drawn(data))
    }

    /// The members in order.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        let inner = self.0.strip_prefix("{\n  \"").and_then(|inner| inner.strip_suffix("\n}"));
        let mut rest = inner;
        std::iter::from_fn(move || {
            let text = rest?;
            let end = memchr::memmem::find(text.as_bytes(), BETWEEN.as_bytes());
            rest = end.map(|end| &text[end + BETWEEN.len()..]);
            Some(Member(&text[..end.unwrap_or(text.len())]))
        })
    }
}

impl<'a> Member<'a> {
    /// The name of the field.
    #[must_use]
    pub fn key(self) -> &'a str {
        self.0.split('"').next().unwrap_or_default()
    }
}

/// Plain data as JSON.
///
/// # Panics
///
/// On what JSON cannot say: keys that are no strings.
#[must_use]
pub fn drawn(data: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(4096);
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Drawn(PrettyFormatter::new()));
    data.serialize(&mut serializer).expect("plain data is JSON");
    String::from_utf8(out).expect("JSON is text")
}

/// JSON as [`super::text`] draws it, from what `serde_json` tells.
struct Drawn(PrettyFormatter<'static>);

macro_rules! as_pretty {
    ($($method:ident($($argument:ident)?))*) => { $(
        fn $method<W: ?Sized + Write>(&mut self, out: &mut W $(, $argument: bool)?) -> io::Result<()> {
            self.0.$method(out $(, $argument)?)
        }
    )* };
}

impl Formatter for Drawn {
    as_pretty! {
        begin_array() end_array() begin_array_value(first) end_array_value()
        begin_object() end_object() begin_object_key(first) begin_object_value() end_object_value()
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut copied = 0;
        // The first bytes of what has an escape here and none in `serde_json`.
        for at in memchr::memchr3_iter(0x7f, 0xc2, 0xe2, fragment.as_bytes()) {
            if let Some(character) = fragment[at..].chars().next().filter(|character| is_escaped(*character)) {
                out.write_all(&fragment.as_bytes()[copied..at])?;
                write!(out, "\\u{:04x}", u32::from(character))?;
                copied = at + character.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[copied..])
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        out.write_all(match escape {
            CharEscape::Quote => b"\\\"",
            CharEscape::ReverseSolidus => b"\\\\",
            CharEscape::Solidus => b"/",
            CharEscape::LineFeed => b"\\n",
            CharEscape::CarriageReturn => b"\\r",
            CharEscape::Tab => b"\\t",
            CharEscape::Backspace => b"\\u0008",
            CharEscape::FormFeed => b"\\u000c",
            CharEscape::AsciiControl(byte) => return write!(out, "\\u{byte:04x}"),
        })
    }
}
