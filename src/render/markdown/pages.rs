//! Twins: of entries, the catalog, categories, comparisons, playbooks and their indexes.

use super::entry::text_after;
use super::list::{Deep, categories, described, row};
use super::{Addresses, Blocks, Twin, entry_twin, escape};
use crate::catalog::{CategoryId, Comparison, ComparisonId, EntryId, PlaybookId};
use crate::render::words;
use crate::route;
use crate::site::{PAGE_SIZE, Site};

pub(super) fn entry(site: &Site, id: EntryId) -> String {
    let location = entry_twin(&site.catalog[id].path);
    let pointer = pointer(&Twin::new(site, "", Addresses::From(&location)));
    text_after(&pointer, site, id, Addresses::From(&location)).whole
}

pub(super) fn home(site: &Site) -> String {
    let twin = Twin::new(site, "", Addresses::From("index.md"));
    let catalog = &site.catalog;
    let book = &catalog.config.book;
    let mut blocks = start(&twin, &escape::line(&book.title));
    blocks.push(&escape::line(&book.description));
    if catalog.entries.len() > PAGE_SIZE {
        blocks.heading(2, "Categories");
        blocks.push(&categories(&twin, CategoryId(0), Deep::All));
        return blocks.finish();
    }
    for (place, category) in catalog.categories.iter().enumerate().filter(|(_, category)| !category.entries.is_empty()) {
        let name = catalog.full_title(CategoryId::at(place));
        let title = if place == 0 { name } else { twin.link(&name, &route::index_twin(&route::page(&category.path))) };
        blocks.heading(2, &title);
        blocks.list(&category.entries.iter().map(|id| row(&twin, *id)).collect::<Vec<_>>());
    }
    blocks.finish()
}

pub(super) fn category(site: &Site, id: CategoryId) -> String {
    let category = &site.catalog[id];
    let location = route::index_twin(&route::page(&category.path));
    let twin = Twin::new(site, &category.path, Addresses::From(&location));
    let mut blocks = start(&twin, &escape::line(&category.title));
    if let Some(summary) = &category.summary {
        blocks.push(&twin.blocks(summary, 2));
    }
    blocks.push(&words::count(category.total, "error"));
    if !category.children.is_empty() {
        blocks.heading(2, "Categories");
        blocks.push(&categories(&twin, id, Deep::One));
    }
    if !category.entries.is_empty() {
        blocks.heading(2, "Errors");
        blocks.list(&category.entries.iter().map(|id| row(&twin, *id)).collect::<Vec<_>>());
    }
    blocks.finish()
}

pub(super) fn comparison(site: &Site, id: ComparisonId) -> String {
    let comparison = &site.catalog[id];
    let location = route::twin(&route::page(&comparison.path));
    let twin = Twin::new(site, "", Addresses::From(&location));
    let mut blocks = Blocks::default();
    blocks.push(&pointer(&twin));
    sides(&mut blocks, &twin, comparison);
    blocks.finish()
}

/// A title, and two entries below it.
pub(super) fn sides(blocks: &mut Blocks, twin: &Twin<'_>, comparison: &Comparison) {
    blocks.heading(1, &escape::line(&twin.site.plain(&comparison.title)));
    for (id, choose) in [(comparison.left, &comparison.choose_left), (comparison.right, &comparison.choose_right)] {
        side(blocks, twin, id, choose);
    }
}

/// One of two entries side by side.
fn side(blocks: &mut Blocks, twin: &Twin<'_>, id: EntryId, choose: &[String]) {
    let entry = &twin.site.catalog[id];
    let definition = entry.definition();
    let own = twin.in_folder(&entry.source.folder);
    blocks.heading(2, &twin.entry(id));
    let mut facts = vec![escape::code(&definition.code)];
    facts.extend(definition.status.map(|status| words::status(status).into()));
    facts.extend(definition.retry.as_ref().map(|retry| escape::line(&words::retry(retry)).into_owned().into()));
    blocks.push(&facts.join(" · "));
    blocks.push(&own.inline(&definition.summary));
    if !choose.is_empty() {
        blocks.heading(3, "It is this one when");
        for text in choose {
            blocks.push(&own.blocks(text, 4));
        }
    }
    if !definition.causes.is_empty() {
        blocks.heading(3, "Causes");
        blocks.list(&definition.causes.iter().map(|cause| own.inline(&cause.title)).collect::<Vec<_>>());
    }
    if !definition.fixes.is_empty() {
        blocks.heading(3, "Fixes");
        blocks.numbered(&definition.fixes.iter().map(|fix| own.inline(&fix.title)).collect::<Vec<_>>());
    }
}

pub(super) fn comparisons(site: &Site) -> String {
    let location = route::index_twin(route::COMPARISONS);
    let twin = Twin::new(site, "", Addresses::From(&location));
    let mut blocks = start(&twin, "Comparisons");
    blocks.push("Errors that are easily confused, side by side.");
    let link = |comparison: &crate::catalog::Comparison| {
        let title = twin.link(&site.plain(&comparison.title), &route::twin(&route::page(&comparison.path)));
        let codes = [comparison.left, comparison.right].map(|id| escape::code(&site.catalog[id].definition().code));
        format!("{title}: {}", codes.join(" or "))
    };
    blocks.list(&site.catalog.comparisons.iter().map(link).collect::<Vec<_>>());
    blocks.finish()
}

pub(super) fn playbooks(site: &Site) -> String {
    let location = route::index_twin(route::PLAYBOOKS);
    let twin = Twin::new(site, "", Addresses::From(&location));
    let mut blocks = start(&twin, "Playbooks");
    blocks.push("Decisions that span several errors.");
    let link = |entry: &crate::catalog::PlaybookEntry| {
        let title = twin.link(&site.plain(&entry.playbook.title), &route::twin(&route::page(&entry.path)));
        described(title, &twin.inline(&entry.playbook.summary))
    };
    blocks.list(&site.catalog.playbooks.iter().map(link).collect::<Vec<_>>());
    blocks.finish()
}

pub(super) fn playbook(site: &Site, id: PlaybookId) -> String {
    let entry = &site.catalog[id];
    let location = route::twin(&route::page(&entry.path));
    let twin = Twin::new(site, "", Addresses::From(&location));
    let mut blocks = start(&twin, &twin.title(&entry.playbook.title));
    blocks.push(&twin.inline(&entry.playbook.summary));
    blocks.push(&twin.blocks(&entry.playbook.body, 2));
    if !entry.covers.is_empty() {
        blocks.heading(2, "Errors it covers");
        blocks.list(&entry.covers.iter().map(|id| row(&twin, *id)).collect::<Vec<_>>());
    }
    blocks.finish()
}

/// What every twin begins with: the pointer to the index, and the title.
fn start(twin: &Twin<'_>, title: &str) -> Blocks {
    let mut blocks = Blocks::default();
    blocks.push(&pointer(twin));
    blocks.heading(1, title);
    blocks
}

fn pointer(twin: &Twin<'_>) -> String {
    format!("> {}", twin.link("Index", "llms.txt"))
}
