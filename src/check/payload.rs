//! Responses of examples as data, with where each value stands.

use std::borrow::Cow;

use crate::catalog::Entry;
use crate::model::{Response, Value};
use crate::text::{Place, pointer_step};

/// A response that is data.
pub(super) struct Payload<'a> {
    pub(super) data: Cow<'a, Value>,
    /// The text, where it is written as text.
    raw: Option<&'a str>,
    /// Where it stands in the definition.
    pub(super) pointer: String,
}

impl<'a> Payload<'a> {
    /// All of an entry.
    pub(super) fn all(entry: &'a Entry) -> Vec<Self> {
        let mut all = Vec::new();
        for (place, example) in entry.definition().examples.iter().enumerate() {
            let Some((response, data)) = example.response.as_ref().and_then(|response| Some((response, response.data()?))) else {
                continue;
            };
            let raw = if let Response::Text(text) = response { Some(text.as_str()) } else { None };
            all.push(Self { data, raw, pointer: format!("/examples/{place}/response") });
        }
        all
    }

    /// The place of the value at a pointer into the data.
    pub(super) fn place(&self, entry: &Entry, pointer: &str) -> Place {
        match self.raw {
            None => entry.source.place(&format!("{}{pointer}", self.pointer)),
            Some(raw) => entry.source.text(&self.pointer, find(raw, pointer)),
        }
    }

    /// The place of the key at a pointer into the data.
    pub(super) fn key(&self, entry: &Entry, pointer: &str) -> Place {
        match self.raw {
            None => entry.source.key(&format!("{}{pointer}", self.pointer)),
            Some(raw) => entry.source.text(&self.pointer, find(raw, pointer)),
        }
    }

    /// The objects that tell of an error, with pointers: the whole payload, what is under `error`, and the items of `errors` or of a list.
    pub(super) fn errors<'b>(&'b self) -> Vec<(String, &'b Value)> {
        let mut all = Vec::new();
        let mut add = |pointer: &str, value: &'b Value| match value {
            Value::Array(items) => all.extend(items.iter().enumerate().map(|(index, item)| (format!("{pointer}/{index}"), item))),
            Value::Object(_) => all.push((pointer.to_owned(), value)),
            _ => {}
        };
        add("", self.data.as_ref());
        for key in ["error", "errors"] {
            if let Some(value) = self.data.get(key) {
                add(&format!("/{key}"), value);
            }
        }
        all
    }

    /// The problem types in it, each with the place of its title and the title.
    pub(super) fn titles(&self) -> impl Iterator<Item = (String, String, String)> {
        self.errors().into_iter().filter_map(|(pointer, error)| {
            let uri = error.get("type")?.as_str().filter(|uri| uri.contains(':') && *uri != "about:blank")?;
            let title = error.get("title")?.as_str()?;
            Some((uri.trim_end_matches('/').to_owned(), format!("{pointer}/title"), title.to_owned()))
        })
    }
}

/// Whether a mapping is, or is meant to be, a problem (RFC 9457).
pub(super) fn is_problem(value: &Value) -> bool {
    let members = ["title", "status", "detail", "instance"].iter().filter(|name| value.get(name).is_some()).count();
    match value.get("type") {
        Some(Value::String(uri)) => members > 0 || url::Url::parse(uri).is_ok_and(|url| url.has_host()),
        Some(_) => members > 1,
        None => false,
    }
}

/// All scalars of a value with their pointers.
pub(super) fn scalars<'a>(value: &'a Value, see: &mut impl FnMut(&str, &'a Value)) {
    fn walk<'a>(value: &'a Value, pointer: &mut String, see: &mut impl FnMut(&str, &'a Value)) {
        let length = pointer.len();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointer.push_str(&format!("/{index}"));
                    walk(item, pointer, see);
                    pointer.truncate(length);
                }
            }
            Value::Object(entries) => {
                for (key, item) in entries {
                    pointer.push('/');
                    pointer.push_str(&pointer_step(key));
                    walk(item, pointer, see);
                    pointer.truncate(length);
                }
            }
            scalar => see(pointer, scalar),
        }
    }
    walk(value, &mut String::new(), see);
}

/// What a pointer leads to in JSON text, with its key, to the letter: `"status": 403`.
///
/// The keys on the way are looked for in order, which is right but for a text that says the same twice; then it is the first of them.
fn find<'a>(raw: &'a str, pointer: &str) -> &'a str {
    let mut start = 0;
    let mut end = raw.len();
    for step in pointer.split('/').skip(1).filter(|step| step.parse::<usize>().is_err()) {
        let quoted = format!("\"{}\"", step.replace("~1", "/").replace("~0", "~"));
        let Some(at) = raw[start..].find(&quoted).map(|at| start + at) else {
            break;
        };
        let value = at + quoted.len();
        let rest = raw[value..].trim_start_matches([' ', ':', '\t', '\n', '\r']);
        let skipped = raw.len() - value - rest.len();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde::de::IgnoredAny>();
        let length = if matches!(values.next(), Some(Ok(_))) { values.byte_offset() } else { 0 };
        start = at;
        end = value + skipped + length;
    }
    raw[start..end].lines().next().unwrap_or_default().trim_end()
}
