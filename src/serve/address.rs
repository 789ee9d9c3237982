//! A path of a request → what the site has there. Nothing is looked up on the disk: a path can lead to nothing but what the book has.

use crate::route;
use crate::site::{Artifact, Form, Site};
use crate::text::percent_encode;

/// No path of a site is longer.
const LONGEST: usize = 4096;

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This, at this location.
    Artifact(String, Artifact),
    /// A page that stands at this address, which is the path with its slash.
    Slash(String),
    /// A page that has moved to this address.
    Moved(String),
    /// Nothing.
    Nothing,
    /// A path that no browser sends.
    Malformed,
}

impl Found {
    /// Whether it takes no longer than a page of one entry, of which nearly all of a book are.
    pub(super) fn is_quick(&self) -> bool {
        matches!(self, Self::Artifact(_, Artifact::Entry(..)) | Self::Slash(_) | Self::Moved(_) | Self::Malformed)
    }
}

/// What the path of a request leads to: at the root of this server, or below the path that the site will have on its host.
pub(super) fn find(site: &Site, path: &str) -> Found {
    let Some(path) = (path.len() <= LONGEST).then(|| decode(path)).flatten() else {
        return Found::Malformed;
    };
    let Some(location) = path.strip_prefix('/') else {
        return Found::Malformed;
    };
    match at(site, location) {
        Found::Nothing => path.strip_prefix(&site.catalog.config.site_path()).map_or(Found::Nothing, |location| at(site, location)),
        found => found,
    }
}

fn at(site: &Site, location: &str) -> Found {
    if location.trim_end_matches('/').split('/').any(|part| matches!(part, "." | "..")) || location.contains("//") {
        return Found::Nothing;
    }
    match site.find(&route::file(location)) {
        // The page itself can be had where it stands as a file.
        Some(Artifact::Redirect(place)) if !location.ends_with("index.html") => Found::Moved(target(site, place)),
        Some(artifact) => Found::Artifact(location.to_owned(), artifact),
        None if location.is_empty() || location.ends_with('/') => Found::Nothing,
        None => match site.find(&format!("{location}/index.html")) {
            Some(Artifact::Redirect(place)) => Found::Moved(target(site, place)),
            Some(_) => Found::Slash(address(&format!("{location}/"))),
            None => Found::Nothing,
        },
    }
}

/// The address of a location on this server.
pub(super) fn address(location: &str) -> String {
    format!("/{}", percent_encode(location))
}

/// The other forms of a page, with their locations: Markdown, JSON.
pub(super) fn twins(location: &str, page: &Artifact) -> Vec<(String, Artifact)> {
    use Form::{Html, Json, Markdown};
    match page {
        Artifact::Home(Html) => vec![("index.md".into(), Artifact::Home(Markdown)), ("catalog.json".into(), Artifact::Catalog)],
        Artifact::Entry(id, Html) => {
            vec![(route::twin(location), Artifact::Entry(*id, Markdown)), (route::json(location), Artifact::Entry(*id, Json))]
        }
        Artifact::Category(id, number, Html) => {
            let first = location.strip_suffix(&format!("page-{number}/")).unwrap_or(location);
            vec![(route::index_twin(first), Artifact::Category(*id, 1, Markdown))]
        }
        Artifact::Comparisons(Html) => vec![(route::index_twin(location), Artifact::Comparisons(Markdown))],
        Artifact::Playbooks(Html) => vec![(route::index_twin(location), Artifact::Playbooks(Markdown))],
        Artifact::Comparison(id, Html) => vec![(route::twin(location), Artifact::Comparison(*id, Markdown))],
        Artifact::Playbook(id, Html) => vec![(route::twin(location), Artifact::Playbook(*id, Markdown))],
        _ => Vec::new(),
    }
}

fn target(site: &Site, redirect: usize) -> String {
    let entry = &site.catalog[site.catalog.redirects[redirect].entry];
    address(&route::page(&entry.path))
}

/// A path without its percent signs; `None` for one that is no text, or that holds what no path of a site can.
pub(crate) fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let byte = if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            (digit()? << 4) | digit()?
        } else {
            byte
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(['\0', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding() {
        for (path, expect) in [
            ("/a%20b", Some("/a b")),
            ("/%C3%A4", Some("/ä")),
            ("/%252e", Some("/%2e")),
            ("/%", None),
            ("/%4", None),
            ("/%zz", None),
            ("/%ff", None),
            ("/a%00b", None),
            ("/a%5cb", None),
        ] {
            assert_eq!(decode(path).as_deref(), expect, "{path}");
        }
    }
}
