//! What can stand where, and what is added around it so that it can.

use super::{Builder, Element};
use crate::markdown::document::{Mark, Tag};
use crate::markdown::parse::Form;

impl Builder<'_> {
    /// Makes a place for words: they stand in a paragraph, an item, a cell or so.
    pub(super) fn words(&mut self) {
        if self.form == Form::Inline {
            return;
        }
        match self.parent() {
            None | Some(Tag::Quote | Tag::Alert(_) | Tag::Note(_) | Tag::Details) => self.add(Tag::Paragraph),
            Some(Tag::List(_)) => {
                self.block(false);
                if matches!(self.parent(), Some(Tag::List(_))) {
                    self.add(Tag::Item);
                } else {
                    self.words();
                }
            }
            _ => {}
        }
    }

    /// Whether the words that come next stand where words can.
    pub(super) fn takes_words(&self) -> bool {
        !matches!(self.parent(), Some(Tag::Table(_) | Tag::Head | Tag::Row))
    }

    /// Whether there are words already to which more can be added.
    pub(super) fn in_words(&self) -> bool {
        match self.out.last() {
            Some((Mark::Text(text), _)) => !text.ends_with(' '),
            Some((Mark::Close, _)) => self.after_phrase,
            Some((Mark::Open(tag), _)) => tag.is_inline(),
            Some((Mark::SoftBreak | Mark::HardBreak | Mark::CodeBlock { .. } | Mark::Rule, _)) | None => false,
            Some(_) => true,
        }
    }

    /// Ends the line of words that is open, since a block begins, and what was only added around it.
    pub(super) fn block(&mut self, is_item: bool) {
        while let Some(element) = self.open.iter_mut().rev().find(|element| element.tag.is_some()) {
            let ends = match &element.tag {
                Some(Tag::Item) => is_item && element.name.is_empty(),
                Some(Tag::List(_)) => !is_item && element.name.is_empty(),
                Some(tag) => tag.is_inline() || matches!(tag, Tag::Paragraph | Tag::Heading(_) | Tag::Summary),
                None => false,
            };
            if !ends {
                break;
            }
            let tag = element.tag.take();
            self.leave(&Element { name: String::new(), tag });
        }
    }

    /// The tag that can stand here instead of `tag`, after what is missing around it was added.
    pub(super) fn fitted(&mut self, tag: Tag) -> Option<Tag> {
        let parent = self.parent().cloned();
        match (&tag, parent) {
            (Tag::Item, Some(Tag::List(_))) | (Tag::Head | Tag::Row, Some(Tag::Table(_))) | (Tag::Cell, Some(Tag::Head | Tag::Row)) => {
                Some(tag)
            }
            (Tag::Item, _) if self.fits_block() => {
                self.add(Tag::List(None));
                Some(tag)
            }
            // A row of the head: the head is one.
            (Tag::Item | Tag::Head | Tag::Row | Tag::Cell, _) => None,
            (Tag::Summary, Some(Tag::Details)) if matches!(self.out.last(), Some((Mark::Open(Tag::Details), _))) => Some(tag),
            (Tag::Summary, _) => self.fits_block().then_some(Tag::Paragraph),
            (_, Some(Tag::List(_))) => {
                self.add(Tag::Item);
                Some(tag)
            }
            _ => self.fits_block().then_some(tag),
        }
    }

    /// Whether a block can stand here.
    pub(super) fn fits_block(&mut self) -> bool {
        if matches!(self.parent(), Some(Tag::List(_))) {
            self.add(Tag::Item);
        }
        self.takes_words()
    }
}
