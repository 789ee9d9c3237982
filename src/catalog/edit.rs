//! An edit of definitions that leaves alone what others see of them → the catalog with those entries in place of the old ones.
//!
//! Most edits are of this kind: a text is mended, a cause added. They cost as much in a large book as in a small one.

use std::sync::Arc;

use super::resolve::Findings;
use super::{Catalog, Entry, Lookup, prose};
use crate::markdown::RawHtml;
use crate::model::Definition;
use crate::source::{Content, Located};

/// The catalog with definitions as they are now. An edit is what a file said, what it says, and its definitions with the defaults of their folders.
///
/// `None` where more than the entries themselves may be others, or where there is something to report: then the book is to be resolved anew.
#[must_use]
pub fn with_edits(catalog: &Catalog, edits: &[(&Content, &Content, Vec<Located>)], raw_html: RawHtml) -> Option<Catalog> {
    let mut entries: Vec<(usize, Located)> = Vec::new();
    for (was, is, located) in edits {
        if !is_same_outside(was, is) {
            return None;
        }
        for located in located {
            if has_findings(catalog, located, raw_html) {
                return None;
            }
            let Lookup::Found(id) = catalog.index.code(&located.definition.code, &located.folder) else {
                // One that is not shown has only to be right.
                continue;
            };
            let entry = &catalog[id];
            if entry.source.file != located.file
                || entry.source.pointer != located.pointer
                || !entry.comparisons.is_empty() && entry.definition().title != located.definition.title
            {
                return None;
            }
            entries.push((id.0 as usize, located.clone()));
        }
    }
    let mut next = catalog.clone();
    for (place, source) in entries {
        let entry: &mut Arc<Entry> = &mut next.entries[place];
        *entry = Arc::new(Entry { source, ..Entry::clone(entry) });
    }
    Some(next)
}

/// Whether two contents of a file are the same for all other files.
fn is_same_outside(was: &Content, is: &Content) -> bool {
    match (was, is) {
        (Content::Definitions { definitions: was, defaults: old }, Content::Definitions { definitions: is, defaults: new }) => {
            let same = |(was, is): (&crate::source::Written, &crate::source::Written)| {
                was.pointer == is.pointer && face(&was.definition) == face(&is.definition)
            };
            old == new && was.len() == is.len() && was.iter().zip(is).all(same)
        }
        _ => was == is,
    }
}

/// What others see of a definition: its names, its links, and what decides where it stands.
fn face(definition: &Definition) -> impl PartialEq + '_ {
    let Definition { code, slug, visibility, aliases, related, compare, playbooks, lifecycle, media, .. } = definition;
    ((code, slug, visibility, aliases), (related, compare, playbooks), (lifecycle, media))
}

fn has_findings(catalog: &Catalog, located: &Located, raw_html: RawHtml) -> bool {
    let mut findings = Findings::new();
    prose::references(located, &catalog.index, raw_html, &mut findings);
    prose::sections(located, &mut findings.diagnostics);
    !findings.diagnostics.is_empty()
}
