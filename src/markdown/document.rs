//! A piece of prose as a flat list of marks: what Markdown and HTML are read into, and what pages,
//! twins and plain text are written from.
//!
//! The list is flat, not a tree, so that no nesting in a text can exhaust the stack; marks own their
//! words, since few of them are a stretch of the source.

use pulldown_cmark::{Alignment, BlockQuoteKind};
use std::ops::Range;

/// A mark, and the bytes of the source that it stands for.
pub(super) type Placed = (Mark, Range<usize>);

/// The prose.
pub(super) struct Document {
    pub marks: Vec<Placed>,
}

/// One step through the prose.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Something begins.
    Open(Tag),
    /// What was opened last ends.
    Close,
    /// Words.
    Text(String),
    /// A code span.
    Code(String),
    /// A code block, with what stands after the fence.
    CodeBlock { info: String, text: String },
    /// A line break of the source.
    SoftBreak,
    /// A line break to keep.
    HardBreak,
    /// A line across.
    Rule,
    /// The box of a task, which may be done.
    Task(bool),
    /// A reference to the footnote of this name.
    NoteReference(String),
    /// HTML within a line. It becomes something else before anyone writes it.
    Raw(String),
    /// HTML on lines of its own. It becomes something else before anyone writes it.
    RawBlock(String),
}

/// What can hold other marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tag {
    Paragraph,
    Heading(u8),
    Quote,
    Alert(Alert),
    /// A list; ordered from this number, or not.
    List(Option<u64>),
    Item,
    /// A table: one `Head`, then `Row`s, of `Cell`s.
    Table(Vec<Alignment>),
    Head,
    Row,
    Cell,
    /// What a footnote says.
    Note(String),
    Emphasis,
    Strong,
    Strike,
    /// An inline HTML element that Markdown has no sign for.
    Phrase(&'static str),
    Link(Link),
    Image(Link),
    /// `[[reference]]`, or `[[reference|text]]` with a text.
    Reference {
        to: String,
        has_text: bool,
    },
    /// A part that can be unfolded, by its first child, a `Summary`.
    Details,
    Summary,
}

/// The destination of a link or image, as written, and its title.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub to: String,
    pub title: String,
}

/// The kinds of callout that a quote can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Alert {
    /// What readers see.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }

    /// The kind of a definition's `callouts` that looks the same.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "info",
            Self::Warning => "warning",
            Self::Caution => "danger",
        }
    }
}

impl From<BlockQuoteKind> for Alert {
    fn from(kind: BlockQuoteKind) -> Self {
        match kind {
            BlockQuoteKind::Note => Self::Note,
            BlockQuoteKind::Tip => Self::Tip,
            BlockQuoteKind::Important => Self::Important,
            BlockQuoteKind::Warning => Self::Warning,
            BlockQuoteKind::Caution => Self::Caution,
        }
    }
}

impl Tag {
    /// Whether this stands within a line of text.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Phrase(_) | Tag::Link(_) | Tag::Image(_) | Tag::Reference { .. })
    }
}

impl Document {
    /// The place of the `Close` that belongs to the `Open` at `open`.
    pub(super) fn close_of(&self, open: usize) -> usize {
        close_of(&self.marks, open)
    }

    /// The words between two places, breaks as blanks.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for (mark, _) in &self.marks[range] {
            match mark {
                Mark::Text(text) | Mark::Code(text) => out.push_str(text),
                Mark::SoftBreak | Mark::HardBreak => out.push(' '),
                _ => {}
            }
        }
        out
    }
}

/// The place of the `Close` that belongs to the `Open` at `open`.
pub(super) fn close_of(marks: &[Placed], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, (mark, _)) in marks.iter().enumerate().skip(open) {
        match mark {
            Mark::Open(_) => depth += 1,
            Mark::Close => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    marks.len()
}
