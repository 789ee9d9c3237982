//! Where links of prose lead, and whether something stands there.

use super::book::Book;
use crate::catalog::Catalog;
use crate::route;

/// Files that every site has at its root, beside those of the book.
const FILES: [&str; 16] = [
    "index.html",
    "index.md",
    "404.html",
    "llms.txt",
    "llms-full.txt",
    "catalog.json",
    "catalog.schema.json",
    "definition.schema.json",
    "problem-types.json",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "opensearch.xml",
    "_redirects",
    "_headers",
    ".well-known/api-catalog",
];

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// To another site, or to no page at all (`mailto:`).
    Elsewhere,
    /// To a place on this page.
    This { anchor: String },
    /// To something on this site.
    Here { path: String, anchor: Option<String> },
    /// To this site, where nothing is at this path.
    Nowhere { path: String },
}

/// Where a link leads that stands in prose of a folder: like a reference, it starts there.
pub(super) fn lead(book: &Book<'_>, destination: &str, folder: &str) -> Lead {
    let (address, anchor) = match destination.split_once('#') {
        Some((address, anchor)) => (address, Some(decode(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (destination, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    let full = match own(book, address, folder) {
        Own::No => return Lead::Elsewhere,
        Own::This => return anchor.map_or(Lead::Elsewhere, |anchor| Lead::This { anchor }),
        Own::OutOfBook => return Lead::Nowhere { path: address.to_owned() },
        Own::Path(full) => decode(&full),
    };
    let full = full.trim_end_matches('/');
    let path = full.strip_suffix("/index.html").unwrap_or(full).to_owned();
    if exists(book, &path) { Lead::Here { path, anchor } } else { Lead::Nowhere { path } }
}

enum Own {
    No,
    This,
    OutOfBook,
    Path(String),
}

fn own(book: &Book<'_>, address: &str, folder: &str) -> Own {
    let site = book.catalog.config.site_url();
    if address.is_empty() {
        return Own::This;
    }
    if let Some(site) = &site {
        let without_slash = site.trim_end_matches('/');
        if let Some(rest) = address.strip_prefix(without_slash).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            return Own::Path(rest.trim_start_matches('/').to_owned());
        }
    }
    let has_scheme = address.split('/').next().is_some_and(|first| first.contains(':'));
    if has_scheme || address.starts_with("//") {
        return Own::No;
    }
    if let Some(from_root) = address.strip_prefix('/') {
        return Own::Path(from_root.to_owned());
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Own::OutOfBook;
                }
            }
            name => parts.push(name),
        }
    }
    Own::Path(parts.join("/"))
}

/// Whether the site has something at a path.
fn exists(book: &Book<'_>, path: &str) -> bool {
    let is_twin = |stem: &str| book.catalog.entry_at(stem).is_some() || is_listed(book.catalog, stem);
    is_page(book.catalog, path)
        || FILES.contains(&path)
        || book.sources.statics.contains_key(path)
        // What is in there has names that only the build knows.
        || path.starts_with("assets/")
        || path.starts_with("search/")
        || [".md", ".json"].iter().any(|ending| path.strip_suffix(ending).is_some_and(is_twin))
        || ["/index.md", "/llms.txt"].iter().any(|ending| path.strip_suffix(ending).is_some_and(|folder| is_page(book.catalog, folder)))
}

fn is_page(catalog: &Catalog, path: &str) -> bool {
    let number = |path: &str| path.rsplit_once("/page-").map(|(folder, number)| (folder.to_owned(), number.parse::<usize>().is_ok()));
    path.is_empty()
        || catalog.entry_at(path).is_some()
        || catalog.category_at(path).is_some()
        || catalog.redirects.binary_search_by(|redirect| redirect.path.as_str().cmp(path)).is_ok()
        || (!catalog.playbooks.is_empty() && path == route::PLAYBOOKS.trim_end_matches('/'))
        || (!catalog.comparisons.is_empty() && path == route::COMPARISONS.trim_end_matches('/'))
        || is_listed(catalog, path)
        || number(path).is_some_and(|(folder, is_number)| is_number && catalog.category_at(&folder).is_some())
}

/// Whether a playbook or a comparison has this path.
fn is_listed(catalog: &Catalog, path: &str) -> bool {
    catalog.playbooks.binary_search_by(|playbook| playbook.path.as_str().cmp(path)).is_ok()
        || catalog.comparisons.binary_search_by(|pair| pair.path.as_str().cmp(path)).is_ok()
}

/// A path without percent signs.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = |at: usize| more.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).expect("two hexadecimal digits are a byte"));
                rest = &more[2..];
            }
            _ => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
