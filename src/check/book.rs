//! What rules need to know of the whole book, worked out once: by the first that asks, or before any may.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use rayon::prelude::*;

use super::near::Near;
use super::pages::{self, Lead};
use super::passage::{Owner, Passage, beside_entries};
use super::payload::Payload;
use super::schema::Schema;
use super::successors;
use super::templates::Templates;
use crate::catalog::{Catalog, Entry, EntryId};
use crate::finder::{Index, records};
use crate::parallel::PIECE;
use crate::source::Sources;
use crate::text::Place;

/// A book, as rules look at it.
pub(super) struct Book<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) sources: &'a Sources,
    pub(super) today: Date,
    codes: OnceLock<Near<'a>>,
    paths: OnceLock<Near<'a>>,
    titles: OnceLock<HashMap<String, (Place, String)>>,
    templates: OnceLock<Templates<'a>>,
    cycles: OnceLock<HashMap<EntryId, Vec<EntryId>>>,
    mentioned: OnceLock<HashSet<EntryId>>,
    schema: OnceLock<Option<Schema>>,
    finder: OnceLock<Index>,
}

impl<'a> Book<'a> {
    pub(super) fn new(catalog: &'a Catalog, sources: &'a Sources, today: Date) -> Self {
        Self {
            catalog,
            sources,
            today,
            codes: OnceLock::new(),
            paths: OnceLock::new(),
            titles: OnceLock::new(),
            templates: OnceLock::new(),
            cycles: OnceLock::new(),
            mentioned: OnceLock::new(),
            schema: OnceLock::new(),
            finder: OnceLock::new(),
        }
    }

    /// The name of the file that an entry stands in.
    pub(super) fn file(&self, entry: &Entry) -> &'a str {
        self.sources.files.name(entry.source.file)
    }

    /// The problem type of an entry (RFC 9457), where the book says enough for an address.
    pub(super) fn problem_type(&self, id: EntryId) -> Option<String> {
        let config = &self.catalog.config;
        let has_address =
            self.catalog[id].definition().problem_type.is_some() || !config.codes.type_uri.is_empty() || config.site_url().is_some();
        has_address.then(|| self.catalog.problem_type(id))
    }

    /// Codes by their spelling.
    pub(super) fn codes(&self) -> &Near<'a> {
        self.codes.get_or_init(|| Near::new(self.catalog.entries.iter().map(|entry| entry.definition().code.as_str())))
    }

    /// Paths of entries by their spelling.
    pub(super) fn paths(&self) -> &Near<'a> {
        self.paths.get_or_init(|| Near::new(self.catalog.entries.iter().map(|entry| entry.path.as_str())))
    }

    /// Where each problem type first has a title, and which.
    pub(super) fn titles(&self) -> &HashMap<String, (Place, String)> {
        self.titles.get_or_init(|| {
            let mut titles = HashMap::new();
            for entry in &self.catalog.entries {
                for payload in &Payload::all(entry) {
                    for (uri, place, title) in payload.titles() {
                        titles.entry(uri).or_insert_with(|| (payload.place(entry, &place), title));
                    }
                }
            }
            titles
        })
    }

    /// The messages of all entries.
    pub(super) fn templates(&self) -> &Templates<'a> {
        self.templates.get_or_init(|| Templates::new(self.catalog))
    }

    /// The circles of successors, each by its first member.
    pub(super) fn cycles(&self) -> &HashMap<EntryId, Vec<EntryId>> {
        self.cycles.get_or_init(|| successors::cycles(self.catalog))
    }

    /// The schema of responses, where the book names one that can be read.
    pub(super) fn schema(&self) -> Option<&Schema> {
        self.schema.get_or_init(|| Schema::read(self.sources).ok().flatten()).as_ref()
    }

    /// The finder of the book.
    pub(super) fn finder(&self) -> &Index {
        self.finder.get_or_init(|| Index::new(records(self.catalog)))
    }

    /// The entries that prose, comparisons, playbooks or predecessors lead to.
    pub(super) fn mentioned(&'a self) -> &'a HashSet<EntryId> {
        self.mentioned.get_or_init(|| {
            let entries = self.catalog.entries.par_iter().with_max_len(PIECE).flat_map_iter(|entry| {
                let mut found = Vec::new();
                entry.definition().prose(|pointer, text, kind| {
                    let passage = Passage::new(self, Owner::Entry(entry), pointer.to_owned(), text, kind);
                    self.leads_to(&passage, |id| found.push(id));
                });
                found.extend(entry.replaced_by);
                found.retain(|id| self.catalog[*id].path != entry.path);
                found
            });
            let mut mentioned: HashSet<EntryId> = entries.collect();
            for (owner, pointer, text, kind) in beside_entries(self) {
                self.leads_to(&Passage::new(self, owner, pointer, text, kind), |id| {
                    mentioned.insert(id);
                });
            }
            for pair in &self.catalog.comparisons {
                mentioned.extend([pair.left, pair.right]);
            }
            mentioned.extend(self.catalog.playbooks.iter().flat_map(|playbook| playbook.covers.iter().copied()));
            mentioned
        })
    }

    fn leads_to(&'a self, passage: &Passage<'_>, mut see: impl FnMut(EntryId)) {
        let survey = passage.survey();
        let folder = passage.owner.folder();
        for reference in &survey.references {
            self.catalog.reference(&reference.text, folder).into_iter().for_each(&mut see);
        }
        for code in &survey.codes {
            self.catalog.code(&code.text, folder).into_iter().for_each(&mut see);
        }
        for link in &survey.links {
            if let Lead::Here { path, .. } = pages::lead(self, &link.text, folder) {
                self.catalog.entry_at(&path).into_iter().for_each(&mut see);
            }
        }
    }
}
