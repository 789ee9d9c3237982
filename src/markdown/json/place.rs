//! Places in a payload: `meta.requestId`, `errors[0].type`, `["a.b"].c`.

use super::Value;
use std::fmt;
use std::str::FromStr;

/// A way from the root of a payload to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Place(pub Vec<Step>);

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// Into an object, by its key.
    Key(String),
    /// Into a list, by the number of the item, from 0.
    Index(usize),
}

/// Why a text is no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace {
    /// The byte at which it goes wrong.
    pub at: usize,
}

impl fmt::Display for NoPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "expected a place such as `errors[0].type` or `[\"a.b\"]`, wrong from byte {}", self.at)
    }
}

impl std::error::Error for NoPlace {}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut steps = Vec::new();
        let mut rest = text.trim();
        let no_place = |rest: &str| NoPlace { at: text.len() - rest.len() };
        loop {
            let (step, after) = if let Some(inner) = rest.strip_prefix("[\"") {
                let (key, after) = quoted(inner).ok_or_else(|| no_place(rest))?;
                (Step::Key(key), after)
            } else if let Some(inner) = rest.strip_prefix('[') {
                let (index, after) = inner.split_once(']').ok_or_else(|| no_place(rest))?;
                (Step::Index(index.parse().map_err(|_| no_place(rest))?), after)
            } else {
                let name = if steps.is_empty() { rest } else { rest.strip_prefix('.').ok_or_else(|| no_place(rest))? };
                let (key, after) = name.split_at(name.find(['.', '[', ']', '"']).unwrap_or(name.len()));
                if key.is_empty() {
                    return Err(no_place(rest));
                }
                (Step::Key(key.to_string()), after)
            };
            steps.push(step);
            rest = after;
            if rest.is_empty() {
                return Ok(Self(steps));
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(out, "[{index}]")?,
                Step::Key(key) if key.is_empty() || key.contains(['.', '[', ']', '"', '\\', ' ']) => {
                    write!(out, "[\"{}\"]", key.replace('\\', "\\\\").replace('"', "\\\""))?;
                }
                Step::Key(key) if number == 0 => out.write_str(key)?,
                Step::Key(key) => write!(out, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// The value at a place. A key that an object has twice is the first one.
#[must_use]
pub fn find<'a>(value: &'a Value, place: &Place) -> Option<&'a Value> {
    place.0.iter().try_fold(value, |value, step| match (value, step) {
        (Value::Object(entries), Step::Key(key)) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
        (Value::Array(items), Step::Index(index)) => items.get(*index),
        _ => None,
    })
}

/// All places in a payload but its root, from the top: what a misspelt one may have meant.
#[must_use]
pub fn places(value: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    let mut open = vec![(Place::default(), value)];
    while let Some((place, value)) = open.pop() {
        let below = |step: Step| {
            let mut place = place.clone();
            place.0.push(step);
            place
        };
        match value {
            Value::Object(entries) => open.extend(entries.iter().rev().map(|(key, value)| (below(Step::Key(key.clone())), value))),
            Value::Array(items) => open.extend(items.iter().enumerate().rev().map(|(index, value)| (below(Step::Index(index)), value))),
            _ => {}
        }
        if !place.0.is_empty() {
            found.push(place);
        }
    }
    found
}

/// The text up to the closing `"]`, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => key.push(characters.next()?.1),
            '"' => return Some((key, text[at + 1..].strip_prefix(']')?)),
            _ => key.push(character),
        }
    }
    None
}
