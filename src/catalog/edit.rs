//! An edit of definitions that leaves alone what others see of them → the catalog with those entries in place of the old ones.
//!
//! Most edits are of this kind: a text is mended, a cause added. They cost as much in a large book as in a small one.

use std::sync::Arc;

use serde::Serialize;

use super::findings::Findings;
use super::{Catalog, Entry, Lookup, prose};
use crate::markdown::RawHtml;
use crate::model::Definition;
use crate::source::{Content, Located, Written};

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
            old == new && was.len() == is.len() && was.iter().zip(is).all(|(was, is)| face(was) == face(is))
        }
        _ => was == is,
    }
}

/// What others see of a file of definitions, as bytes; `None` for a file of another kind, of which all is seen.
#[must_use]
pub fn outside(content: &Content) -> Option<Vec<u8>> {
    let Content::Definitions { definitions, defaults } = content else {
        return None;
    };
    let faces: Vec<_> = definitions.iter().map(face).collect();
    serde_json::to_vec(&(defaults, faces)).ok()
}

/// What others see of a definition: its names, its links, and what decides where it stands. Of these it may also say that there are none.
fn face(written: &Written) -> impl PartialEq + Serialize + '_ {
    const SEEN: [&str; 9] = ["code", "slug", "visibility", "aliases", "related", "compare", "playbooks", "lifecycle", "media"];
    let keys: Vec<&str> = written.keys.iter().copied().filter(|key| SEEN.contains(key)).collect();
    let Definition { code, slug, visibility, aliases, related, compare, playbooks, lifecycle, media, .. } = &*written.definition;
    ((&written.pointer, keys), (code, slug, visibility, aliases), (related, compare, playbooks), (lifecycle, media))
}

fn has_findings(catalog: &Catalog, located: &Located, raw_html: RawHtml) -> bool {
    let mut findings = Findings::default();
    prose::references(located, &catalog.index, raw_html, &mut findings);
    prose::sections(located, &mut findings.diagnostics);
    !findings.diagnostics.is_empty()
}
