//! Elements of HTML → tags.

use crate::markdown::document::{Link, Tag};
use crate::markdown::raw::tokens::Attributes;

/// What an element comes to.
pub(super) enum Meaning {
    Block(Tag),
    Inline(Tag),
    /// Only a border between blocks.
    Border,
    Nothing,
}

/// What an element comes to that stands for no mark.
pub(super) fn meaning(name: &str, attributes: Attributes<'_>) -> Meaning {
    let phrase = |name| Meaning::Inline(Tag::Phrase(name));
    match name {
        "p" | "dt" => Meaning::Block(Tag::Paragraph),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Meaning::Block(Tag::Heading(name.as_bytes()[1] - b'0')),
        "blockquote" => Meaning::Block(Tag::Quote),
        "ul" => Meaning::Block(Tag::List(None)),
        "ol" => Meaning::Block(Tag::List(Some(attributes.get("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1)))),
        "li" => Meaning::Block(Tag::Item),
        "table" => Meaning::Block(Tag::Table(Vec::new())),
        "thead" => Meaning::Block(Tag::Head),
        "tr" => Meaning::Block(Tag::Row),
        "td" | "th" => Meaning::Block(Tag::Cell),
        "details" => Meaning::Block(Tag::Details),
        "summary" => Meaning::Block(Tag::Summary),
        "em" | "i" | "cite" | "dfn" | "var" => Meaning::Inline(Tag::Emphasis),
        "strong" | "b" => Meaning::Inline(Tag::Strong),
        "del" | "s" | "strike" => Meaning::Inline(Tag::Strike),
        "sub" => phrase("sub"),
        "sup" => phrase("sup"),
        "small" => phrase("small"),
        "mark" => phrase("mark"),
        "q" => phrase("q"),
        "u" => phrase("u"),
        "ins" => phrase("ins"),
        "a" => match attributes.get("href") {
            Some(to) => Meaning::Inline(Tag::Link(Link { to, title: attributes.get("title").unwrap_or_default() })),
            None => Meaning::Nothing,
        },
        "abbr" | "span" | "tbody" | "tfoot" => Meaning::Nothing,
        _ => Meaning::Border,
    }
}
