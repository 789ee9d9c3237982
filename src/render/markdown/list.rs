//! Entries and categories as items of lists.

use super::{Twin, escape};
use crate::catalog::{CategoryId, EntryId, Relation};
use crate::render::words;
use crate::route;

/// An entry in a list: its title, what tells it apart, and what it means.
pub(super) fn row(twin: &Twin<'_>, id: EntryId) -> String {
    let definition = twin.site.catalog[id].definition();
    described(&format!("{} {}{}", twin.entry(id), escape::code(&definition.code), marks(twin, id)), &summary(twin, id))
}

/// A link to another entry, with its reason, which was written in a folder; without one, what the entry means.
pub(super) fn relation(twin: &Twin<'_>, relation: &Relation, folder: &str) -> String {
    let why = relation.why.as_deref().map_or_else(|| summary(twin, relation.entry), |why| twin.in_folder(folder).inline(why));
    described(&format!("{}{}", twin.entry(relation.entry), marks(twin, relation.entry)), &why)
}

fn summary(twin: &Twin<'_>, id: EntryId) -> String {
    let entry = &twin.site.catalog[id];
    twin.in_folder(&entry.source.folder).inline(&entry.definition().summary)
}

/// A link with a line about it, where there is one.
pub(super) fn described(link: &str, text: &str) -> String {
    if text.is_empty() { link.to_owned() } else { format!("{link}: {text}") }
}

/// Status and life: ` (409, deprecated)`.
fn marks(twin: &Twin<'_>, id: EntryId) -> String {
    let definition = twin.site.catalog[id].definition();
    let life = words::life(definition).to_lowercase();
    let marks: Vec<String> =
        definition.status.map(|status| status.to_string()).into_iter().chain((!life.is_empty()).then_some(life)).collect();
    if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) }
}

/// The categories in one, each with how many entries it has; with those below them where `deep` says so.
pub(super) fn categories(twin: &Twin<'_>, parent: CategoryId, deep: Deep) -> String {
    let catalog = &twin.site.catalog;
    let mut lines = Vec::new();
    let mut open: Vec<(CategoryId, usize)> = catalog[parent].children.iter().rev().map(|id| (*id, 0)).collect();
    while let Some((id, depth)) = open.pop() {
        let category = &catalog[id];
        let link = twin.link(&category.title, &route::index_twin(&route::page(&category.path)));
        let summary =
            category.summary.as_ref().map(|summary| format!(": {}", twin.in_folder(&category.path).inline(summary))).unwrap_or_default();
        lines.push(format!("{}- {link} ({}){summary}", "  ".repeat(depth), category.total));
        if deep == Deep::All {
            open.extend(category.children.iter().rev().map(|id| (*id, depth + 1)));
        }
    }
    lines.join("\n")
}

/// How far a list of categories goes down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deep {
    /// The next level.
    One,
    /// All levels.
    All,
}
