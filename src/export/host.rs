//! What the settings of a host are made of: where the site stands, what has moved, which headers are sent.

use serde::Serialize;

use crate::render::HEADERS;
use crate::route;
use crate::site::Site;

/// Where a site stands.
#[derive(Debug, Serialize)]
pub struct HostView {
    /// `https` or `http`.
    pub scheme: String,
    /// The name of the host; `localhost` where the site has no address.
    pub name: String,
    /// The port.
    pub port: u16,
    /// The path of the site, with a slash at both ends.
    pub root: String,
    /// Former and other paths of pages.
    pub moved: Vec<MovedView>,
    /// The headers of answers.
    pub headers: Vec<HeadersView>,
}

/// Another path of a page.
#[derive(Debug, Serialize)]
pub struct MovedView {
    /// The path from the root of the host, without a slash at the end.
    pub from: String,
    /// The path of the page.
    pub to: String,
}

/// Headers of some answers.
#[derive(Debug, Serialize)]
pub struct HeadersView {
    /// The path from the root of the host: `/assets/*`, `*.md`.
    pub path: String,
    /// Names and values.
    pub headers: &'static [(&'static str, &'static str)],
}

impl HostView {
    /// What a site says of its host.
    pub(super) fn new(site: &Site) -> Self {
        let catalog = &site.catalog;
        let url = catalog.config.site_url().and_then(|url| url::Url::parse(&url).ok());
        let root = catalog.config.site_path();
        // Paths have letters, digits and `-_.~/` only, so they can stand anywhere.
        let moved = catalog.redirects.iter().map(|redirect| MovedView {
            from: format!("{root}{}", redirect.path),
            to: format!("{root}{}", route::page(&catalog[redirect.entry].path)),
        });
        let headers = HEADERS.iter().map(|(path, headers)| {
            let is_anywhere = path.starts_with('*');
            HeadersView { path: if is_anywhere { (*path).to_owned() } else { format!("{root}{path}") }, headers }
        });
        Self {
            scheme: url.as_ref().map_or("http", |url| url.scheme()).to_owned(),
            name: url.as_ref().and_then(|url| url.host_str()).unwrap_or("localhost").to_owned(),
            port: url.as_ref().and_then(url::Url::port_or_known_default).unwrap_or(80),
            moved: moved.collect(),
            headers: headers.collect(),
            root,
        }
    }
}
