//! The footnotes of a text, numbered in the order in which it refers to them.

use super::document::{Document, Mark, Tag};
use std::collections::HashMap;
use std::ops::Range;

/// What the footnotes say, and which of them were referred to so far.
pub(super) struct Notes<'a> {
    bodies: HashMap<&'a str, Range<usize>>,
    numbers: HashMap<&'a str, usize>,
    /// By number: the body, and how often it was referred to with a link.
    order: Vec<(Range<usize>, usize)>,
}

impl<'a> Notes<'a> {
    /// The footnotes of a text; of two with one name, the first.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut bodies = HashMap::new();
        for (at, (mark, _)) in document.marks.iter().enumerate() {
            if let Mark::Open(Tag::Note(name)) = mark {
                bodies.entry(name.as_str()).or_insert_with(|| at + 1..document.close_of(at));
            }
        }
        Self { bodies, numbers: HashMap::new(), order: Vec::new() }
    }

    /// The number of a footnote of this name, if there is one.
    pub(super) fn number(&mut self, name: &str) -> Option<usize> {
        let (name, body) = self.bodies.get_key_value(name)?;
        let number = self.numbers.entry(name).or_insert_with(|| {
            self.order.push((body.clone(), 0));
            self.order.len()
        });
        Some(*number)
    }

    /// The number of a footnote that was referred to.
    pub(super) fn known(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// The number of a footnote, and how often there was a link to it, this one counted.
    pub(super) fn link(&mut self, name: &str) -> Option<(usize, usize)> {
        let number = self.number(name)?;
        let count = &mut self.order[number - 1].1;
        *count += 1;
        Some((number, *count))
    }

    /// The body of the footnote after `number`.
    pub(super) fn body(&self, number: usize) -> Option<Range<usize>> {
        self.order.get(number).map(|(body, _)| body.clone())
    }

    /// Whether there was a link to the footnote of this number.
    pub(super) fn was_linked(&self, number: usize) -> bool {
        self.order.get(number - 1).is_some_and(|(_, links)| *links > 0)
    }
}
