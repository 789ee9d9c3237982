//! Entries and categories as items of lists.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Twin, escape};
use crate::catalog::{CategoryId, EntryId, Relation};
use crate::render::words;
use crate::route;

/// An entry in a list: its title, what tells it apart, and what it means.
pub(super) fn row(twin: &Twin<'_>, id: EntryId) -> String {
    let mut row = String::with_capacity(160);
    twin.add_entry(&mut row, id);
    row.extend([" ", &escape::code(&twin.site.catalog[id].definition().code)]);
    add_marks(&mut row, twin, id);
    add_description(&mut row, &summary(twin, id));
    row
}

/// A link to another entry, with its reason, which was written in a folder; without one, what the entry means.
pub(super) fn relation(twin: &Twin<'_>, relation: &Relation, folder: &str) -> String {
    let mut row = String::with_capacity(160);
    twin.add_entry(&mut row, relation.entry);
    add_marks(&mut row, twin, relation.entry);
    let in_folder = twin.in_folder(folder);
    add_description(&mut row, &relation.why.as_deref().map_or_else(|| summary(twin, relation.entry), |why| in_folder.inline(why)));
    row
}

fn summary<'a>(twin: &Twin<'a>, id: EntryId) -> Cow<'a, str> {
    let entry = &twin.site.catalog[id];
    twin.in_folder(&entry.source.folder).inline(&entry.definition().summary)
}

/// A link with a line about it, where there is one.
pub(super) fn described(mut link: String, text: &str) -> String {
    add_description(&mut link, text);
    link
}

fn add_description(row: &mut String, text: &str) {
    if !text.is_empty() {
        row.extend([": ", text]);
    }
}

/// Adds status and life: ` (409, deprecated)`.
fn add_marks(row: &mut String, twin: &Twin<'_>, id: EntryId) {
    let definition = twin.site.catalog[id].definition();
    let life = words::life(definition).to_lowercase();
    let written = match (definition.status, life.as_str()) {
        (None, "") => return,
        (None, life) => write!(row, " ({life})"),
        (Some(status), "") => write!(row, " ({status})"),
        (Some(status), life) => write!(row, " ({status}, {life})"),
    };
    written.expect("a string takes all");
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
