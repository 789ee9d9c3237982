//! Marks → what a check wants to know: references, codes, links, images and headings, with places.

use super::document::{Document, Mark, Tag};
use super::headings::headings;
use std::ops::Range;

/// What stands in a piece of prose. Ranges are bytes of its source.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// `[[references]]`, without brackets and text.
    pub references: Vec<Found>,
    /// Code spans, which may be codes.
    pub codes: Vec<Found>,
    /// Destinations of links.
    pub links: Vec<Found>,
    /// Sources of images.
    pub images: Vec<Found>,
    /// Headings.
    pub headings: Vec<Heading>,
}

/// A text and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// What was written there.
    pub text: String,
    /// The whole link, span or image; for a reference, what names its target. What was written as
    /// HTML has the range of the whole prose.
    pub range: Range<usize>,
}

/// A heading of the prose.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// One for the topmost; a level below another one is exactly one more.
    pub depth: u8,
    /// Its words.
    pub text: String,
    /// Its anchor, without the prefix that the page adds.
    pub anchor: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Looks through the prose.
pub(super) fn survey(document: &Document, source: &str) -> Survey {
    let mut survey = Survey::default();
    for (mark, range) in &document.marks {
        let found = |text: &str| Found { text: text.to_string(), range: range.clone() };
        match mark {
            Mark::Open(Tag::Reference { to, .. }) => survey.references.push(Found { text: to.clone(), range: name(source, range, to) }),
            Mark::Code(text) => survey.codes.push(found(text)),
            Mark::Open(Tag::Link(link)) => survey.links.push(found(&link.to)),
            Mark::Open(Tag::Image(link)) => survey.images.push(found(&link.to)),
            _ => {}
        }
    }
    survey.headings = headings(document)
        .into_iter()
        .map(|heading| Heading {
            depth: heading.depth,
            text: heading.text,
            anchor: heading.slug,
            range: document.marks[heading.at].1.clone(),
        })
        .collect();
    survey
}

/// Where the name of a reference stands in the brackets.
fn name(source: &str, range: &Range<usize>, to: &str) -> Range<usize> {
    let at = source.get(range.clone()).and_then(|written| written.find(to));
    at.map_or(range.clone(), |at| range.start + at..range.start + at + to.len())
}
