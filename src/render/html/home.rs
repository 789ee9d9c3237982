//! The catalog page.

use std::collections::BTreeMap;

use super::scope::{Scope, status};
use super::view::{BarView, CategoryCardView, FacetView, GroupView, HomeView, PageView};
use super::{Result, fill, json_ld, start, wrap};
use crate::catalog::{Catalog, CategoryId};
use crate::model::{RetryPolicy, Severity};
use crate::route;
use crate::site::{PAGE_SIZE, Site, facets};

pub(super) fn page(site: &Site) -> Result<String> {
    let scope = Scope::new(site, route::HOME, "");
    let catalog = &site.catalog;
    let book = &catalog.config.book;
    let description = if book.description.is_empty() {
        format!("{}: what each error means and what to do about it.", book.title)
    } else {
        book.description.clone()
    };
    let mut page = start(&scope, "home", &book.title, description);
    page.markdown = Some(scope.url("index.md"));
    page.json = Some(scope.url("catalog.json"));
    page.json_ld_html = json_ld::home(site, &page).into();
    let home = HomeView {
        script: site.theme.location("catalog.js").map(|location| scope.own(location)).unwrap_or_default(),
        statuses: bars(catalog),
        categories: cards(&scope, CategoryId(0), true),
        groups: if catalog.entries.len() <= PAGE_SIZE { groups(&scope) } else { Vec::new() },
        facets: facets(catalog),
        comparisons: catalog.comparisons.len(),
        playbooks: catalog.playbooks.len(),
    };
    fill(site, "home.html", &PageView { home: Some(home), ..wrap(page, String::new()) })
}

fn bars(catalog: &Catalog) -> Vec<BarView> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for code in catalog.entries.iter().filter_map(|entry| entry.definition().status) {
        *counts.entry(code).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(1);
    // In steps of four, so that a style sheet can name them all.
    let height = |count: usize| (count * 100).div_ceil(most).next_multiple_of(4).clamp(4, 100);
    counts.into_iter().map(|(code, count)| BarView { status: status(code), count, height: height(count) }).collect()
}

/// The categories in one; with `deep`, those below them as well.
pub(super) fn cards(scope: &Scope<'_>, parent: CategoryId, deep: bool) -> Vec<CategoryCardView> {
    fn add(scope: &Scope<'_>, parent: CategoryId, deep: bool, depth: usize, list: &mut Vec<CategoryCardView>) {
        let catalog = &scope.site.catalog;
        for id in &catalog[parent].children {
            let category = &catalog[*id];
            list.push(CategoryCardView {
                title: category.title.clone(),
                url: scope.url(&route::page(&category.path)),
                summary_html: category.summary.as_ref().map(|summary| scope.unlinked(summary)).unwrap_or_default(),
                total: category.total,
                depth,
            });
            if deep {
                add(scope, *id, deep, depth + 1, list);
            }
        }
    }
    let mut list = Vec::new();
    add(scope, parent, deep, 0, &mut list);
    list
}

fn groups(scope: &Scope<'_>) -> Vec<GroupView> {
    let catalog = &scope.site.catalog;
    let filled = catalog.categories.iter().enumerate().filter(|(_, category)| !category.entries.is_empty());
    filled
        .map(|(place, category)| {
            let id = CategoryId::at(place);
            let trail: Vec<&str> = catalog.trail(id).into_iter().map(|id| catalog[id].title.as_str()).collect();
            GroupView {
                title: if trail.is_empty() { "General".to_owned() } else { trail.join(" / ") },
                anchor: if category.path.is_empty() { "general".to_owned() } else { format!("in-{}", category.path.replace('/', "-")) },
                url: scope.url(&route::page(&category.path)),
                rows: category.entries.iter().map(|id| scope.row(*id)).collect(),
            }
        })
        .collect()
}

fn facets(catalog: &Catalog) -> Vec<FacetView> {
    let mut counts: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for (key, value) in catalog.entries.iter().flat_map(|entry| facets::of(entry.definition())) {
        *counts.entry(key).or_default().entry(value).or_default() += 1;
    }
    let mut counted = |key| counts.remove(key).unwrap_or_default();
    let (classes, severities, retries) = (counted("status"), counted("severity"), counted("retry"));
    let (lives, tags) = (counted("life"), counted("tag"));
    let ordered = |counts: &BTreeMap<String, usize>, names: &[(&str, &str)]| {
        names.iter().filter_map(|(key, label)| Some(((*key).to_owned(), (*label).to_owned(), *counts.get(*key)?))).collect::<Vec<_>>()
    };
    let same = |counts: BTreeMap<String, usize>| counts.into_iter().map(|(key, count)| (key.clone(), key, count)).collect::<Vec<_>>();
    let severity_names = Severity::ALL.map(|(_, name)| (name, capital(name)));
    let severity_names: Vec<(&str, &str)> = severity_names.iter().map(|(name, label)| (*name, label.as_str())).collect();
    let retry_names = RetryPolicy::ALL.map(|(policy, name)| (name, policy.label()));
    let mut tags = same(tags);
    tags.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let all = [
        FacetView { key: "status", label: "Status", values: same(classes) },
        FacetView { key: "severity", label: "Severity", values: ordered(&severities, &severity_names) },
        FacetView { key: "retry", label: "Retry", values: ordered(&retries, &retry_names) },
        FacetView { key: "life", label: "Life cycle", values: ordered(&lives, &[("deprecated", "Deprecated"), ("removed", "Removed")]) },
        FacetView { key: "tag", label: "Tag", values: tags },
    ];
    // One severity for all tells nothing apart.
    all.into_iter().filter(|facet| facet.values.len() > usize::from(facet.key == "severity")).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
