//! YAML text → a tree that knows where everything stands, and keeps scalars as they are written.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use crate::text::Span;

/// Files are refused above this size: no page is made of that much.
pub(super) const MAX_BYTES: u64 = 8 << 20;
/// Deeper nesting than this says nothing that a person would write.
const MAX_DEPTH: usize = 64;
/// What a file may unfold to when its aliases are followed.
const MAX_NODES: usize = 500_000;

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) span: Span,
    pub(super) kind: Kind<'a>,
    weight: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    Scalar {
        text: Cow<'a, str>,
        guess: Guess,
    },
    Seq(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
    /// The node that an alias stands for.
    Alias(Rc<Node<'a>>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) value: Node<'a>,
}

/// What the core schema of YAML takes a scalar for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Text,
    Null,
    Bool,
    Integer,
    Float,
}

impl<'a> Node<'a> {
    pub(super) fn new(span: Span, kind: Kind<'a>) -> Self {
        let weight = match &kind {
            Kind::Scalar { .. } => 1,
            Kind::Seq(items) => items.iter().fold(1, |sum: usize, item| sum.saturating_add(item.weight)),
            Kind::Map(entries) => entries.iter().fold(1, |sum: usize, entry| sum.saturating_add(entry.value.weight)),
            Kind::Alias(target) => target.weight,
        };
        Self { span, kind, weight }
    }

    /// The node itself, or the one that the alias stands for.
    pub(super) fn target(&self) -> &Node<'a> {
        match &self.kind {
            Kind::Alias(target) => target.target(),
            _ => self,
        }
    }

    pub(super) fn entries(&self) -> &[Entry<'a>] {
        match &self.target().kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.target().kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// What a document is, and what is wrong with it as YAML.
#[derive(Debug, Default)]
pub(super) struct Document<'a> {
    /// The value; `None` where there is nothing but comments, or the text cannot be read.
    pub(super) root: Option<Node<'a>>,
    pub(super) problems: Vec<Problem>,
}

/// A mistake in the YAML itself.
#[derive(Debug)]
pub(super) enum Problem {
    /// It cannot be read beyond this place.
    Syntax { at: Span, message: String },
    /// A second document.
    SecondDocument(Span),
    /// A key that stands in its mapping before.
    DuplicateKey { key: String, first: Span, again: Span },
    /// A limit is exceeded.
    Limit { at: Span, message: &'static str },
}

struct Open<'a> {
    start: usize,
    anchor: usize,
    kind: OpenKind<'a>,
}

enum OpenKind<'a> {
    Seq(Vec<Node<'a>>),
    Map { entries: Vec<Entry<'a>>, key: Option<(Cow<'a, str>, Span)> },
}

/// Reads YAML.
pub(super) fn parse(source: &str) -> Document<'_> {
    let mut builder = Builder { source, stack: Vec::new(), anchors: HashMap::new(), document: Document::default() };
    let options = granit_parser::options! { emit_comments: false, flow_nesting_limit: MAX_DEPTH, block_nesting_limit: MAX_DEPTH };
    for event in Parser::new_from_str_with_options(source, options) {
        match event {
            Ok((event, span)) => {
                if builder.event(event, span.byte_range().unwrap_or(0..0)).is_err() {
                    break;
                }
            }
            Err(error) => {
                builder.failed(&error);
                break;
            }
        }
    }
    builder.document
}

/// Reading ends here; the reason is among the problems.
struct Stop;

struct Builder<'a> {
    source: &'a str,
    stack: Vec<Open<'a>>,
    anchors: HashMap<usize, Rc<Node<'a>>>,
    document: Document<'a>,
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'a>, span: Span) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(..) if self.document.root.is_some() => self.stop(Problem::SecondDocument(span)),
            Event::Scalar(text, style, anchor, tag) => {
                let guess = if style == ScalarStyle::Plain && tag.is_none() { guess(&text) } else { Guess::Text };
                self.push(Node::new(span, Kind::Scalar { text, guess }), anchor)
            }
            Event::Alias(id) => match self.anchors.get(&id) {
                Some(target) => self.push(Node::new(span, Kind::Alias(Rc::clone(target))), 0),
                // An alias inside the very node that it names.
                None => self.stop(Problem::Limit { at: span, message: "this alias stands inside the value that it names" }),
            },
            Event::SequenceStart(_, anchor, _) => self.open(span, anchor, OpenKind::Seq(Vec::new())),
            Event::MappingStart(_, anchor, _) => self.open(span, anchor, OpenKind::Map { entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.stack.pop().expect("the parser pairs starts and ends");
                // A block ends where the next token begins: what stands between is not part of it.
                let end = open.start + self.source[open.start..span.end.max(open.start)].trim_end().len();
                let kind = match open.kind {
                    OpenKind::Seq(items) => Kind::Seq(items),
                    OpenKind::Map { entries, .. } => Kind::Map(entries),
                };
                self.push(Node::new(open.start..end, kind), open.anchor)
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, span: Span, anchor: usize, kind: OpenKind<'a>) -> Result<(), Stop> {
        if self.stack.len() >= MAX_DEPTH {
            return self.stop(Problem::Limit { at: span, message: "this is nested too deep" });
        }
        self.stack.push(Open { start: span.start, anchor, kind });
        Ok(())
    }

    fn push(&mut self, mut node: Node<'a>, anchor: usize) -> Result<(), Stop> {
        if node.weight > MAX_NODES {
            return self.stop(Problem::Limit { at: node.span, message: "the aliases here unfold to too much" });
        }
        if anchor != 0 {
            let shared = Rc::new(node);
            self.anchors.insert(anchor, Rc::clone(&shared));
            node = Node::new(shared.span.clone(), Kind::Alias(shared));
        }
        match self.stack.last_mut().map(|open| &mut open.kind) {
            None => self.document.root = Some(node),
            Some(OpenKind::Seq(items)) => items.push(node),
            Some(OpenKind::Map { entries, key }) => match key.take() {
                None => {
                    let text = match &node.target().kind {
                        Kind::Scalar { text, .. } => text.clone(),
                        _ => return self.stop(Problem::Syntax { at: node.span, message: "a key here is not a plain name".into() }),
                    };
                    *key = Some((text, node.span));
                }
                Some((key, key_span)) => {
                    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                        let (first, again) = (first.key_span.clone(), key_span);
                        self.document.problems.push(Problem::DuplicateKey { key: key.into_owned(), first, again });
                    } else {
                        entries.push(Entry { key, key_span, value: node });
                    }
                }
            },
        }
        Ok(())
    }

    fn failed(&mut self, error: &granit_parser::ScanError) {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.source.len());
        let at = at..at;
        self.document.problems.push(match error.kind() {
            ErrorKind::RecursionLimitExceeded => Problem::Limit { at, message: "this is nested too deep" },
            kind => Problem::Syntax { at, message: kind.to_string() },
        });
        self.document.root = None;
    }

    fn stop(&mut self, problem: Problem) -> Result<(), Stop> {
        self.document.problems.push(problem);
        self.document.root = None;
        Err(Stop)
    }
}

/// What a plain scalar is taken for where no schema says what it is (YAML 1.2.2, section 10.3.2, and what readers commonly accept beyond it).
fn guess(text: &str) -> Guess {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Guess::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return Guess::Bool,
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Guess::Text;
    }
    let radix = |prefix: &str, digits: fn(&char) -> bool| {
        unsigned.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| digits(&c)))
    };
    if unsigned.bytes().all(|b| b.is_ascii_digit())
        || radix("0x", char::is_ascii_hexdigit)
        || radix("0o", |c| ('0'..='7').contains(c))
        || radix("0b", |c| matches!(c, '0' | '1'))
    {
        return Guess::Integer;
    }
    let special = matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    if special || (unsigned != "." && unsigned.parse::<f64>().is_ok()) { Guess::Float } else { Guess::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses() {
        for (text, expect) in [
            ("404", Guess::Integer),
            ("01000", Guess::Integer),
            ("1.10", Guess::Float),
            ("1E10", Guess::Float),
            ("E0308", Guess::Text),
            ("1.2.3", Guess::Text),
            ("~", Guess::Null),
            ("no", Guess::Text),
            ("True", Guess::Bool),
            ("-.inf", Guess::Float),
            (".", Guess::Text),
        ] {
            assert_eq!(guess(text), expect, "{text}");
        }
    }

    #[test]
    fn bombs_are_bounded() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            let items = vec![format!("*a{}", i - 1); 9].join(", ");
            bomb.push_str(&format!("a{i}: &a{i} [{items}]\n"));
        }
        assert!(matches!(parse(&bomb).problems.as_slice(), [Problem::Limit { .. }]));
        for open in ["[", "{a: ", "- "] {
            let deep = open.repeat(10_000);
            assert!(!parse(&deep).problems.is_empty(), "{open}");
        }
    }

    proptest::proptest! {
    // One seed, so that a run that passes passes again.
    #![proptest_config(proptest::test_runner::Config { rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..Default::default() })]
        #[test]
        fn never_panics(text in "[-a-c:\\[\\]{}&*!|>'\"# \n\t,?%@`~0-9\u{e9}]{0,60}") {
            let document = parse(&text);
            let is_duplicate = |problem: &Problem| matches!(problem, Problem::DuplicateKey { .. });
            proptest::prop_assert!(document.root.is_none() || document.problems.iter().all(is_duplicate));
        }
    }
}
