//! What stands where: the only maker of paths and URLs.
//!
//! A *location* is a path from the root of the site, as in a URL but not yet encoded: `""` is the catalog, `http/409/` a page,
//! `http/409.md` its twin. Locations that end in a slash are pages, and are written as `index.html`.

use crate::text::percent_encode;

/// Names at the root of a site that no entry or folder may have.
pub const RESERVED: [&str; 6] = ["playbooks", "compare", SEARCH, "assets", "404", "index"];
/// The folder of the finder's index. A category may have this name too, and entries whose names the index leaves free.
pub const SEARCH: &str = "search";

/// The location of the catalog.
pub const HOME: &str = "";
/// The location of the index of comparisons.
pub const COMPARISONS: &str = "compare/";
/// The location of the index of playbooks.
pub const PLAYBOOKS: &str = "playbooks/";

/// The location of the feed.
pub const FEED: &str = "feed.xml";
/// The location of what tells browsers about the finder.
pub const OPENSEARCH: &str = "opensearch.xml";
/// Its media type.
pub const OPENSEARCH_TYPE: &str = "application/opensearchdescription+xml";
/// The location of the linkset for programs (RFC 9727).
pub const API_CATALOG: &str = ".well-known/api-catalog";

/// The location of a page, from its path.
#[must_use]
pub fn page(path: &str) -> String {
    if path.is_empty() { String::new() } else { [path, "/"].concat() }
}

/// The location of the Markdown twin of the page at a location: beside the folder for an entry, in it for an index.
#[must_use]
pub fn twin(location: &str) -> String {
    [location.trim_end_matches('/'), ".md"].concat()
}

/// The location of the Markdown twin of an index (the catalog, a category).
#[must_use]
pub fn index_twin(location: &str) -> String {
    format!("{location}index.md")
}

/// The location of the JSON of an entry.
#[must_use]
pub fn json(location: &str) -> String {
    format!("{}.json", location.trim_end_matches('/'))
}

/// The location of a further page of a category.
#[must_use]
pub fn category_page(path: &str, number: usize) -> String {
    if number <= 1 { page(path) } else { format!("{}page-{number}/", page(path)) }
}

/// The location of the `llms.txt` of a category (`""` is the book), by its number from 1.
#[must_use]
pub fn llms(path: &str, number: usize) -> String {
    if number <= 1 { format!("{}llms.txt", page(path)) } else { format!("{}llms-{number}.txt", page(path)) }
}

/// The path of the page that compares two entries.
#[must_use]
pub fn comparison(a: &str, b: &str) -> String {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    format!("compare/{}-vs-{}", first.replace('/', "."), second.replace('/', "."))
}

/// The file that a location is written to.
#[must_use]
pub fn file(location: &str) -> String {
    if location.is_empty() || location.ends_with('/') { format!("{location}index.html") } else { location.to_owned() }
}

/// A location as an absolute URL.
#[must_use]
pub fn absolute(site_url: &str, location: &str) -> String {
    [site_url, &percent_encode(location)].concat()
}

/// A location as a URL reference relative to another location (RFC 3986, section 4.2).
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let base = from.rfind('/').map_or("", |slash| &from[..=slash]);
    // Only whole segments are shared.
    let mut shared = 0;
    for (at, (a, b)) in base.bytes().zip(to.bytes()).enumerate() {
        if a != b {
            break;
        }
        if a == b'/' {
            shared = at + 1;
        }
    }
    let ups = base[shared..].matches('/').count();
    let rest = percent_encode(&to[shared..]);
    match (ups, &*rest) {
        (0, "") => "./".to_owned(),
        (0, _) => rest.into_owned(),
        (1, _) => ["../", &rest].concat(),
        _ => "../".repeat(ups) + &rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_references() {
        for (from, to, expect) in [
            ("http/409/", "http/412/", "../412/"),
            ("http/409/", "", "../../"),
            ("http/409/", "http/409.md", "../409.md"),
            ("http/409.md", "http/412.md", "412.md"),
            ("", "http/409/", "http/409/"),
            ("", "", "./"),
            ("a/", "a/", "./"),
            ("a/b/", "a/", "../"),
            ("ab/c/", "a/", "../../a/"),
            ("index.md", "ä b/c.md", "%C3%A4%20b/c.md"),
            ("x/", "a:b/", "../a%3Ab/"),
        ] {
            assert_eq!(relative(from, to), expect, "{from} → {to}");
        }
    }

    #[test]
    fn comparisons_are_the_same_from_both_sides() {
        assert_eq!(comparison("http/412", "http/409"), "compare/http.409-vs-http.412");
        assert_eq!(comparison("http/409", "http/412"), "compare/http.409-vs-http.412");
    }
}
