//! One entry, as rules look at it.

use std::cell::OnceCell;

use super::book::Book;
use super::passage::{Owner, Passage};
use super::payload::Payload;
use crate::catalog::{Entry, EntryId};
use crate::model::Definition;
use crate::text::Place;

/// One entry, as rules look at it.
pub(super) struct Look<'a> {
    /// The book that it stands in.
    pub(super) book: &'a Book<'a>,
    pub(super) id: EntryId,
    pub(super) entry: &'a Entry,
    payloads: OnceCell<Vec<Payload<'a>>>,
    passages: OnceCell<Vec<Passage<'a>>>,
}

impl<'a> Look<'a> {
    pub(super) fn new(book: &'a Book<'a>, id: EntryId) -> Self {
        Self { book, id, entry: &book.catalog[id], payloads: OnceCell::new(), passages: OnceCell::new() }
    }

    pub(super) fn definition(&self) -> &'a Definition {
        self.entry.definition()
    }

    /// The place of a value of the definition.
    pub(super) fn place(&self, pointer: &str) -> Place {
        self.entry.source.place(pointer)
    }

    /// The place of a piece of text in a value of the definition.
    pub(super) fn text(&self, pointer: &str, text: &str) -> Place {
        self.entry.source.text(pointer, text)
    }

    /// The place of the code: what is missing has no place of its own.
    pub(super) fn code(&self) -> Place {
        self.text("/code", &self.definition().code)
    }

    /// The place of the reference in an item of `related`.
    pub(super) fn related(&self, place: usize) -> Place {
        let link = &self.definition().related[place];
        let pointer = if link.why.is_some() { format!("/related/{place}/code") } else { format!("/related/{place}") };
        self.text(&pointer, &link.code)
    }

    /// The place of the reference in an item of `compare`.
    pub(super) fn compare(&self, place: usize) -> Place {
        self.text(&format!("/compare/{place}/with"), &self.definition().compare[place].with)
    }

    /// The entry that a reference means, seen from here.
    pub(super) fn reference(&self, text: &str) -> Option<EntryId> {
        self.book.catalog.reference(text, &self.entry.source.folder)
    }

    /// The responses of the examples that are data.
    pub(super) fn payloads(&self) -> &[Payload<'a>] {
        self.payloads.get_or_init(|| Payload::all(self.entry))
    }

    /// All prose of the definition.
    pub(super) fn passages(&self) -> &[Passage<'a>] {
        self.passages.get_or_init(|| {
            let mut passages = Vec::new();
            self.definition().prose(|pointer, text, kind| {
                passages.push(Passage::new(self.book, Owner::Entry(self.entry), pointer.to_owned(), text, kind));
            });
            passages
        })
    }

    /// Whether it is shown as finished: nobody expects a draft to be complete.
    pub(super) fn is_finished(&self) -> bool {
        self.definition().visibility != Some(crate::model::Visibility::Draft)
    }

    /// Whether there is nothing on the page that a list does not show already.
    pub(super) fn is_stub(&self) -> bool {
        let definition = self.definition();
        definition.is_stub() && definition.examples.is_empty() && definition.quick_answer.is_none() && definition.faq.is_empty()
    }
}
