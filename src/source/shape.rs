//! Whether a tree has the shape that the published JSON Schema gives it. All mistakes at once, each with its place.
//!
//! The schema is the same that editors read, so both say the same. It is put into a form by kind of node first: what a scalar may be here,
//! what a list, what a mapping.

mod compile;

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::tree::{Guess, Kind, Node};
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Place, Span, nearest};
use compile::compile;

/// A schema, made ready.
#[derive(Debug)]
pub(super) struct Shapes {
    shapes: Vec<Shape>,
    defs: BTreeMap<String, usize>,
}

/// What may stand at a place, by kind of node.
#[derive(Clone, Debug, Default)]
struct Shape {
    scalar: Option<Scalar>,
    list: Option<Option<usize>>,
    mapping: Option<Mapping>,
    /// Anything goes, null as well.
    any: bool,
}

#[derive(Clone, Debug)]
enum Scalar {
    Text,
    Word(Vec<String>),
    Bool,
    Integer { min: Option<i64>, max: Option<i64> },
    Date,
    Uri,
}

#[derive(Clone, Debug, Default)]
struct Mapping {
    keys: HashMap<String, usize>,
    required: Vec<String>,
    exclusive: Option<(String, String)>,
    /// What keys beyond the known ones hold: nothing where they are not allowed.
    more: Option<Option<usize>>,
}

/// What the findings of a kind of file are called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) unknown: &'static str,
    pub(super) wrong: &'static str,
    pub(super) invalid: &'static str,
    /// What a key is called: "key", "setting".
    pub(super) noun: &'static str,
}

/// The rules of definitions.
pub(super) const YAML: Rules = Rules { unknown: "unknown-key", wrong: "wrong-type", invalid: "invalid-value", noun: "key" };
/// The rules of `book.toml`.
pub(super) const TOML: Rules = Rules { unknown: "unknown-setting", wrong: "invalid-setting", invalid: "invalid-setting", noun: "setting" };

/// What looking at a tree found.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Scalars that are texts here, and that YAML would take for something else; in order.
    pub(super) texts: Vec<Span>,
}

impl Shapes {
    /// Makes a schema ready.
    pub(super) fn new(schema: &Value) -> Self {
        compile(schema)
    }

    /// Looks at a tree; `def` names the definition in the schema that it should be, `""` the schema itself.
    pub(super) fn check(&self, node: &Node<'_>, def: &str, file: FileId, rules: Rules) -> Report {
        let mut walk = Walk { shapes: &self.shapes, file, rules, report: Report::default(), pointer: Vec::new() };
        walk.node(node, self.defs[def]);
        // An alias leads back.
        walk.report.texts.sort_unstable_by_key(|span| span.start);
        walk.report.texts.dedup();
        walk.report
    }

    /// A key as the definition `def` in the schema has it, where it has it.
    pub(super) fn key(&self, def: &str, key: &str) -> Option<&str> {
        let mapping = self.shapes[self.defs[def]].mapping.as_ref()?;
        mapping.keys.get_key_value(key).map(|(known, _)| known.as_str())
    }
}

struct Walk<'a> {
    shapes: &'a [Shape],
    file: FileId,
    rules: Rules,
    report: Report,
    /// The way to the node, for messages.
    pointer: Vec<String>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node<'_>, shape: usize) {
        let shapes = self.shapes;
        let shape = &shapes[shape];
        if shape.any {
            return;
        }
        match &node.target().kind {
            Kind::Scalar { guess: Guess::Null, .. } => self.nothing(node),
            Kind::Scalar { text, guess } => match &shape.scalar {
                Some(scalar) => self.scalar(node, text, *guess, scalar),
                None => self.wrong(node, shape, "a string"),
            },
            Kind::Seq(items) => match &shape.list {
                Some(Some(of)) => {
                    for (index, item) in items.iter().enumerate() {
                        self.pointer.push(index.to_string());
                        self.node(item, *of);
                        self.pointer.pop();
                    }
                }
                Some(None) => {}
                None => self.wrong(node, shape, "a list"),
            },
            Kind::Map(_) => match &shape.mapping {
                Some(mapping) => self.mapping(node, mapping),
                None => self.wrong(node, shape, "a mapping"),
            },
            Kind::Alias(_) => unreachable!("the target of an alias is no alias"),
        }
    }

    fn mapping(&mut self, node: &Node<'_>, mapping: &Mapping) {
        for entry in node.entries() {
            let shape = match (mapping.keys.get(entry.key.as_ref()), mapping.more) {
                (Some(&shape), _) => Some(shape),
                (None, Some(more)) => more,
                (None, None) => {
                    self.unknown(&entry.key, entry.key_span.clone(), mapping);
                    None
                }
            };
            if let Some(shape) = shape {
                self.pointer.push(entry.key.to_string());
                self.node(&entry.value, shape);
                self.pointer.pop();
            }
        }
        let missing: Vec<&str> = mapping.required.iter().map(String::as_str).filter(|key| node.entry(key).is_none()).collect();
        for key in missing {
            let what = format!("missing key `{key}`{}", self.inside());
            let first = node.entries().first().map_or(node.span.clone(), |entry| entry.key_span.clone());
            let place = Place::span(self.file, first);
            self.report.diagnostics.push(Diagnostic::error("missing-key", place, what).help(format!("add `{key}: ...`")));
        }
        if let Some((a, b)) = &mapping.exclusive
            && let (Some(first), Some(second)) = (node.entry(a), node.entry(b))
        {
            let place = Place::span(self.file, second.key_span.clone());
            let message = format!("`{a}` and `{b}` are two names of one key");
            self.report.diagnostics.push(
                Diagnostic::error("conflicting-keys", place, message)
                    .related(Place::span(self.file, first.key_span.clone()), "the other one")
                    .help(format!("put all of them under `{b}`, as a list")),
            );
        }
    }

    fn scalar(&mut self, node: &Node<'_>, text: &str, guess: Guess, scalar: &Scalar) {
        let message = match scalar {
            Scalar::Text => {
                if guess != Guess::Text {
                    self.report.texts.push(node.target().span.clone());
                }
                return;
            }
            Scalar::Word(words) if words.iter().any(|word| word == text) => return,
            Scalar::Bool if guess == Guess::Bool => return,
            Scalar::Bool => format!("{} is `{text}`, and should be `true` or `false`", self.subject()),
            Scalar::Integer { min, max } => match integer(text, guess) {
                Some(number) if min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max) => return,
                Some(number) => match (min, max) {
                    (Some(min), Some(max)) => format!("{} is {number}, and should be from {min} to {max}", self.subject()),
                    (Some(min), None) => format!("{} is {number}, and should be at least {min}", self.subject()),
                    _ => format!("{} is {number}, which is too large", self.subject()),
                },
                None => return self.wrong(node, &Shape { scalar: Some(scalar.clone()), ..Shape::default() }, "a string"),
            },
            Scalar::Date if is_date(text) => return,
            Scalar::Date => format!("{} is `{text}`, which is no date", self.subject()),
            Scalar::Uri if is_address(text) => return,
            Scalar::Uri => format!("{} is `{text}`, which is no address", self.subject()),
            Scalar::Word(_) => format!("{} is `{text}`, which is not one of its words", self.subject()),
        };
        let help = match scalar {
            Scalar::Word(words) => {
                let all = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
                nearest(text, words.iter().map(String::as_str)).map_or(format!("one of {all}"), |near| format!("did you mean `{near}`?"))
            }
            Scalar::Date => "a date is written as year, month and day: `2026-02-12`".to_owned(),
            Scalar::Uri if url::Url::parse(text).is_ok() => {
                "an address has no spaces, quotes or accents: write `%20` for a space".to_owned()
            }
            Scalar::Uri => "an address begins with its scheme: `https://...`".to_owned(),
            Scalar::Integer { min: Some(100), .. } => "HTTP statuses have three digits, the first from 1 to 5".to_owned(),
            _ => String::new(),
        };
        let place = Place::span(self.file, node.span.clone());
        let mut diagnostic = Diagnostic::error(self.rules.invalid, place.clone(), message).maybe_help((!help.is_empty()).then_some(help));
        if let Scalar::Word(words) = scalar
            && let Some(near) = nearest(text, words.iter().map(String::as_str))
        {
            diagnostic = diagnostic.fix(place, near);
        }
        self.report.diagnostics.push(diagnostic);
    }

    fn nothing(&mut self, node: &Node<'_>) {
        let message = format!("{} has no value", self.subject());
        let diagnostic = Diagnostic::error(self.rules.wrong, Place::span(self.file, node.span.clone()), message);
        self.report.diagnostics.push(diagnostic.help("give it one, or leave it out"));
    }

    fn wrong(&mut self, node: &Node<'_>, shape: &Shape, is: &str) {
        let mut wanted = Vec::new();
        match &shape.scalar {
            Some(Scalar::Integer { .. }) => wanted.push("a whole number"),
            Some(Scalar::Bool) => wanted.push("`true` or `false`"),
            Some(Scalar::Word(_)) => wanted.push("a word"),
            Some(_) => wanted.push("a string"),
            None => {}
        }
        if shape.list.is_some() {
            wanted.push("a list");
        }
        if shape.mapping.is_some() {
            wanted.push("a mapping");
        }
        let message = format!("{} is {is}, and should be {}", self.subject(), wanted.join(" or "));
        // Of a list or mapping the first line is enough to see what is meant.
        let place = Place::span(self.file, node.span.clone());
        self.report.diagnostics.push(Diagnostic::error(self.rules.wrong, place, message));
    }

    fn unknown(&mut self, key: &str, span: Span, mapping: &Mapping) {
        let mut known: Vec<&str> = mapping.keys.keys().map(String::as_str).collect();
        known.sort_unstable();
        let noun = self.rules.noun;
        let place = Place::span(self.file, span);
        let diagnostic = Diagnostic::error(self.rules.unknown, place.clone(), format!("unknown {noun} `{key}`{}", self.inside()));
        self.report.diagnostics.push(match nearest(key, known.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(place, near),
            None => {
                let all = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
                diagnostic.help(format!("the {noun}s here are {all}"))
            }
        });
    }

    /// The value in words: `causes[1].likelihood`, or "the file".
    fn subject(&self) -> String {
        if self.pointer.is_empty() { "the file".to_owned() } else { format!("`{}`", self.path()) }
    }

    fn inside(&self) -> String {
        if self.pointer.is_empty() { String::new() } else { format!(" in `{}`", self.path()) }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.pointer {
            if step.bytes().all(|b| b.is_ascii_digit()) && !path.is_empty() {
                path = format!("{path}[{step}]");
            } else {
                path = if path.is_empty() { step.clone() } else { format!("{path}.{step}") };
            }
        }
        path
    }
}

fn integer(text: &str, guess: Guess) -> Option<i64> {
    if guess == Guess::Integer { text.parse().ok() } else { None }
}

/// Whether it is a full URI (RFC 3986): a browser would mend more than that, other readers would not.
fn is_address(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte)) && url::Url::parse(text).is_ok()
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}
