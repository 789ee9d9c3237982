//! Markdown twins: for agents, and for all who ask for a text rather than a page.
//!
//! What an entry says is written here once: as its twin, for `explain` and for MCP.

mod blocks;
mod entry;
pub(super) mod escape;
mod example;
mod list;
mod pages;
mod sections;
#[cfg(test)]
mod tests;
mod twin;

use crate::catalog::{Comparison, EntryId};
use crate::site::{Artifact, Site};

pub(super) use blocks::Blocks;
pub(super) use entry::{EntryText, text};
pub use twin::Addresses;
pub(super) use twin::{Twin, entry_twin};

/// The text of an entry, without the pointer to the index that its twin begins with.
#[must_use]
pub fn entry(site: &Site, id: EntryId, addresses: Addresses<'_>) -> String {
    text(site, id, addresses).whole
}

/// Two entries side by side, without the pointer to the index that the twin begins with.
#[must_use]
pub fn comparison(site: &Site, comparison: &Comparison, addresses: Addresses<'_>) -> String {
    let mut blocks = Blocks::default();
    pages::sides(&mut blocks, &Twin::new(site, "", addresses), comparison);
    blocks.finish()
}

/// Makes a twin.
pub(super) fn page(site: &Site, artifact: &Artifact) -> String {
    match artifact {
        Artifact::Entry(id, _) => pages::entry(site, *id),
        Artifact::Home(_) => pages::home(site),
        Artifact::Category(id, _, _) => pages::category(site, *id),
        Artifact::Comparison(id, _) => pages::comparison(site, *id),
        Artifact::Comparisons(_) => pages::comparisons(site),
        Artifact::Playbook(id, _) => pages::playbook(site, *id),
        Artifact::Playbooks(_) => pages::playbooks(site),
        _ => unreachable!("`render` sends twins only"),
    }
}
