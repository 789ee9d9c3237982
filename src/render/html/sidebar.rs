//! The list at the side: the reader's own category is open, the rest are links. No page carries all entries.

use std::sync::OnceLock;

use serde::Serialize;

use super::scope::{Scope, status};
use super::view::{LinkView, StatusView};
use super::{Result, fill};
use crate::catalog::{CategoryId, EntryId, note, reads};
use crate::route;
use crate::site::{NEIGHBOURS, Site};

/// How many categories around the reader's own are shown.
const CATEGORIES: usize = 20;

#[derive(Serialize)]
struct View {
    groups: Vec<Group>,
    all: Option<LinkView>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    url: String,
    total: usize,
    depth: usize,
    open: bool,
    current: bool,
    items: Vec<Item>,
    more: Option<LinkView>,
}

#[derive(Serialize)]
struct Item {
    /// The last part of the path; the title, where that says no more than the status beside it.
    name: String,
    title: String,
    url: String,
    status: Option<StatusView>,
}

/// The list beside the page of an entry. Its neighbours share it but for the mark on the entry itself.
pub(super) fn of_entry(site: &Site, id: EntryId) -> Result<String> {
    let entry = &site.catalog[id];
    let category = &site.catalog[entry.category];
    let place = category.entries.binary_search(&id).expect("an entry stands in its category");
    let chunk = place / NEIGHBOURS;
    let chunks = site.memo.sidebars[entry.category.0 as usize]
        .get_or_init(|| (0..category.entries.len().div_ceil(NEIGHBOURS)).map(|_| OnceLock::new()).collect());
    let location = route::page(&entry.path);
    let (shared, made_of) = match chunks[chunk].get() {
        Some(known) => known,
        None => {
            let scope = Scope::new(site, &location, &entry.source.folder);
            let (html, made_of) = reads(|| draw(&scope, Some(entry.category), chunk, false));
            let html = html?;
            chunks[chunk].get_or_init(|| (html, made_of))
        }
    };
    note(made_of);
    let own = format!("<a href=\"{}\"", from_beside(&location));
    let place = memchr::memmem::find(shared.as_bytes(), own.as_bytes()).map_or(shared.len(), |start| start + own.len());
    let (before, behind) = shared.split_at(place);
    let mark = if behind.is_empty() { "" } else { " aria-current=\"page\"" };
    Ok([before, mark, behind].concat())
}

/// How a page is linked from one beside it, and in the shared list from itself.
fn from_beside(location: &str) -> String {
    let last = location.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("../{}/", crate::text::percent_encode(last))
}

/// The list beside any other page.
pub(super) fn of_page(scope: &Scope<'_>, category: Option<CategoryId>) -> Result<String> {
    draw(scope, category, 0, true)
}

fn draw(scope: &Scope<'_>, category: Option<CategoryId>, chunk: usize, is_category_page: bool) -> Result<String> {
    let catalog = &scope.site.catalog;
    let Some(root) = catalog.categories.first() else {
        return Ok(String::new());
    };
    let open = category.map(|category| catalog.trail(category)).unwrap_or_default();
    let mut view = View { groups: Vec::new(), all: None };
    // Entries that stand in `errors/` itself come without a category of their own.
    if !root.entries.is_empty() {
        let own = category == Some(CategoryId(0));
        let chunk = if own { chunk } else { 0 };
        let items = if own || open.is_empty() { items(scope, CategoryId(0), chunk) } else { Vec::new() };
        let more = (root.entries.len() > items.len()).then(|| all_of(scope, CategoryId(0)));
        view.groups.push(Group {
            title: catalog.config.book.title.clone(),
            url: scope.url(route::HOME),
            total: root.entries.len(),
            depth: 0,
            open: !items.is_empty(),
            current: is_category_page && own,
            items,
            more,
        });
    }
    level(scope, CategoryId(0), &open, chunk, is_category_page, 0, &mut view.groups);
    if root.children.len() > CATEGORIES {
        view.all = Some(LinkView { title: format!("All {} categories", root.children.len()), url: scope.url(route::HOME) });
    }
    fill(scope.site, "sidebar.html", &view)
}

/// The categories in one, those around the open one only where there are many.
fn level(
    scope: &Scope<'_>,
    parent: CategoryId,
    open: &[CategoryId],
    chunk: usize,
    is_category_page: bool,
    depth: usize,
    groups: &mut Vec<Group>,
) {
    let catalog = &scope.site.catalog;
    let children = &catalog[parent].children;
    let at = children.iter().position(|id| open.get(depth) == Some(id));
    let start = at.map_or(0, |at| at.saturating_sub(CATEGORIES / 2)).min(children.len().saturating_sub(CATEGORIES));
    for id in children.iter().skip(start).take(CATEGORIES) {
        let category = &catalog[*id];
        let is_open = open.get(depth) == Some(id);
        let is_last = is_open && open.len() == depth + 1;
        let items = if is_last { items(scope, *id, chunk) } else { Vec::new() };
        let more = (is_last && category.entries.len() > items.len()).then(|| all_of(scope, *id));
        groups.push(Group {
            title: category.title.clone(),
            url: scope.url(&route::page(&category.path)),
            total: category.total,
            depth,
            open: is_open,
            current: is_category_page && is_last,
            items,
            more,
        });
        if is_open {
            level(scope, *id, open, chunk, is_category_page, depth + 1, groups);
        }
    }
}

fn items(scope: &Scope<'_>, category: CategoryId, chunk: usize) -> Vec<Item> {
    let catalog = &scope.site.catalog;
    let is_beside = scope
        .location
        .and_then(|location| catalog.entry_at(location.trim_end_matches('/')))
        .is_some_and(|id| catalog[id].category == category);
    let entries = catalog[category].entries.iter().skip(chunk * NEIGHBOURS).take(NEIGHBOURS);
    entries
        .map(|id| {
            let entry = &catalog[*id];
            let slug = entry.path.rsplit('/').next().unwrap_or_default();
            let location = route::page(&entry.path);
            let title = scope.site.plain(&entry.definition().title);
            let says_more = entry.definition().status.is_none_or(|status| slug != status.to_string());
            Item {
                name: if says_more { slug } else { title.strip_prefix(slug).unwrap_or(&title).trim_start() }.to_owned(),
                title: title.into_owned(),
                url: if is_beside { from_beside(&location) } else { scope.url(&location) },
                status: entry.definition().status.map(status),
            }
        })
        .collect()
}

fn all_of(scope: &Scope<'_>, category: CategoryId) -> LinkView {
    let category = &scope.site.catalog[category];
    LinkView { title: format!("All {}", category.entries.len()), url: scope.url(&route::page(&category.path)) }
}
