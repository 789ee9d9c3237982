//! What templates of exports see.

use serde::Serialize;

pub use super::host::{HeadersView, HostView, MovedView};
use crate::catalog::{Catalog, EntryId};
use crate::model::Lifecycle;
use crate::route;
use crate::site::Site;

/// What the template of an export sees.
#[derive(Debug, Serialize)]
pub struct ExportView {
    /// The book.
    pub book: BookView,
    /// The package, module or namespace that was asked for, or the usual one, or nothing.
    pub package: String,
    /// The errors, by path.
    pub errors: Vec<ErrorView>,
    /// Where the site stands, for the settings of a host.
    pub host: HostView,
}

/// A book, for the template of an export.
#[derive(Debug, Serialize)]
pub struct BookView {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// The address of the site with a closing slash, or nothing.
    pub url: String,
    /// The version of errbook.
    pub errbook: &'static str,
}

/// An error, for the template of an export. Texts are plain: the filters `literal` and `comment` put them into code.
#[derive(Debug, Serialize)]
pub struct ErrorView {
    /// The name of its constant.
    pub name: String,
    /// Its code, as it is sent.
    pub code: String,
    /// Its path: `unkey/data/key_not_found`.
    pub path: String,
    /// The address of its page; its path where the site has no address.
    pub url: String,
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The HTTP status, or nothing.
    pub status: Option<u16>,
    /// `fatal`, `error`, `warning` or `info`.
    pub severity: &'static str,
    /// `never`, `safe`, `after`, `with-changes`, or nothing.
    pub retry: Option<&'static str>,
    /// The problem type (RFC 9457).
    #[serde(rename = "type")]
    pub problem_type: String,
    /// The path of its folder.
    pub category: String,
    /// Words to find and filter by.
    pub tags: Vec<String>,
    /// Why it should not be relied on any more, or nothing.
    pub deprecated: String,
}

impl ExportView {
    /// Entries with the names of their constants.
    pub(super) fn new(site: &Site, entries: &[EntryId], names: Vec<String>, package: Option<&str>) -> Self {
        let config = &site.catalog.config;
        Self {
            book: BookView {
                title: config.book.title.clone(),
                description: config.book.description.clone(),
                url: config.site_url().unwrap_or_default(),
                errbook: env!("CARGO_PKG_VERSION"),
            },
            package: package.unwrap_or_default().to_owned(),
            errors: entries.iter().zip(names).map(|(id, name)| ErrorView::new(site, *id, name)).collect(),
            host: HostView::new(site),
        }
    }
}

impl ErrorView {
    /// An entry with the name of its constant.
    pub(super) fn new(site: &Site, id: EntryId, name: String) -> Self {
        let catalog = &site.catalog;
        let entry = &catalog[id];
        let definition = entry.definition();
        let plain = |text: &str| site.plain(text).into_owned();
        Self {
            name,
            code: definition.code.clone(),
            path: entry.path.clone(),
            url: catalog.url(id).unwrap_or_else(|| route::page(&entry.path)),
            title: plain(&definition.title),
            summary: plain(&definition.summary),
            status: definition.status,
            severity: definition.severity().name(),
            retry: definition.retry.as_ref().map(|retry| retry.policy.name()),
            problem_type: catalog.problem_type(id),
            category: catalog[entry.category].path.clone(),
            tags: definition.tags.clone(),
            deprecated: definition.lifecycle.as_ref().map(|life| deprecated(catalog, id, life)).unwrap_or_default(),
        }
    }
}

/// Why an error should not be relied on, in a line.
fn deprecated(catalog: &Catalog, id: EntryId, life: &Lifecycle) -> String {
    let gone = life.removed.as_ref().map(|milestone| format!("removed in {}", milestone.since));
    let old = life.deprecated.as_ref().map(|milestone| format!("deprecated since {}", milestone.since));
    let next = catalog[id].replaced_by.map(|next| format!("{} takes its place", catalog[next].definition().code));
    gone.or(old).into_iter().chain(next).collect::<Vec<_>>().join("; ")
}
