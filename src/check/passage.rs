//! One piece of prose, as rules look at it.

use std::cell::OnceCell;

use super::book::Book;
use crate::catalog::{Category, Entry, PlaybookEntry};
use crate::markdown::{self, RawHtml, Survey};
use crate::model::Prose;
use crate::text::{FileId, Place};

/// Whose prose it is.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    Entry(&'a Entry),
    Playbook(&'a PlaybookEntry),
    Category(FileId, &'a Category),
}

impl<'a> Owner<'a> {
    pub(super) fn file(self) -> FileId {
        match self {
            Owner::Entry(entry) => entry.source.file,
            Owner::Playbook(playbook) => playbook.file,
            Owner::Category(file, _) => file,
        }
    }

    /// The folder that references and links start from.
    pub(super) fn folder(self) -> &'a str {
        match self {
            Owner::Entry(entry) => &entry.source.folder,
            Owner::Playbook(_) => "",
            Owner::Category(_, category) => &category.path,
        }
    }

    fn base(self) -> &'a str {
        match self {
            Owner::Entry(entry) => &entry.source.pointer,
            Owner::Playbook(_) | Owner::Category(..) => "",
        }
    }
}

/// One piece of prose, as rules look at it.
pub(super) struct Passage<'a> {
    pub(super) book: &'a Book<'a>,
    pub(super) owner: Owner<'a>,
    /// Where it stands in its definition.
    pub(super) pointer: String,
    pub(super) text: &'a str,
    kind: Prose,
    survey: OnceCell<Survey>,
}

impl<'a> Passage<'a> {
    pub(super) fn new(book: &'a Book<'a>, owner: Owner<'a>, pointer: String, text: &'a str, kind: Prose) -> Self {
        Self { book, owner, pointer, text, kind, survey: OnceCell::new() }
    }

    /// What stands in it.
    pub(super) fn survey(&self) -> &Survey {
        self.survey.get_or_init(|| survey(self.book, self.text, self.kind))
    }

    /// The place of a piece of its text.
    pub(super) fn place(&self, text: &str) -> Place {
        Place::text(self.owner.file(), format!("{}{}", self.owner.base(), self.pointer), text)
    }
}

/// Looks through a text; most have nothing that would need reading.
pub(super) fn survey(book: &Book<'_>, text: &str, kind: Prose) -> Survey {
    let raw_html = if book.catalog.config.markdown.allow_html { RawHtml::Sanitised } else { RawHtml::Shown };
    match kind {
        Prose::Block if text.contains(['[', '`', '<', '#']) || text.contains("\n=") || text.contains("\n-") => {
            markdown::survey(text, raw_html)
        }
        Prose::Inline if text.contains(['[', '`', '<']) => markdown::inline_survey(text, raw_html),
        _ => Survey::default(),
    }
}

/// The prose of playbooks and categories.
pub(super) fn beside_entries<'a>(book: &'a Book<'a>) -> Vec<(Owner<'a>, String, &'a str, Prose)> {
    let mut all = Vec::new();
    for playbook in &book.catalog.playbooks {
        all.push((Owner::Playbook(playbook), "/summary".to_owned(), playbook.playbook.summary.as_str(), Prose::Inline));
        all.push((Owner::Playbook(playbook), "/body".to_owned(), playbook.playbook.body.as_str(), Prose::Block));
    }
    let files = book.sources.categories();
    for category in &book.catalog.categories {
        if let (Some((file, _)), Some(summary)) = (files.get(&category.path), &category.summary) {
            all.push((Owner::Category(*file, category), "/summary".to_owned(), summary.as_str(), Prose::Block));
        }
    }
    all
}
