//! Files that hosts and robots read: `robots.txt`, `_redirects`, `_headers`.

use crate::route;
use crate::site::Site;
use crate::text::percent_encode;

/// What a page may load: its own files and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `robots.txt`: everything may be read.
pub(super) fn robots(site: &Site) -> String {
    let sitemap = site.catalog.config.site_url().map(|url| format!("\nSitemap: {}\n", route::absolute(&url, "sitemap.xml")));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

/// `_redirects` of Netlify and Cloudflare Pages: former and other paths, with and without the slash at the end.
pub(super) fn redirects(site: &Site) -> String {
    let root = site.catalog.config.site_path();
    let catalog = &site.catalog;
    let mut lines = Vec::new();
    for redirect in &catalog.redirects {
        let from = percent_encode(&redirect.path);
        let page = route::page(&catalog[redirect.entry].path);
        let to = percent_encode(&page);
        lines.extend(["", "/"].map(|end| format!("{root}{from}{end} {root}{to} 301\n")));
    }
    lines.concat()
}

/// Headers by the paths that they belong to, below the root of the site; `*` stands for anything.
pub const HEADERS: [(&str, &[(&str, &str)]); 8] = [
    (
        "*",
        &[
            ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ],
    ),
    // The names of these carry a hash of their content.
    ("assets/*", &[("Cache-Control", "public, max-age=31536000, immutable")]),
    ("*.md", &[("Content-Type", "text/markdown; charset=utf-8")]),
    ("*.txt", &[("Content-Type", "text/plain; charset=utf-8")]),
    ("*.json", &[("Content-Type", "application/json; charset=utf-8")]),
    (route::FEED, &[("Content-Type", "application/atom+xml; charset=utf-8")]),
    (route::OPENSEARCH, &[("Content-Type", route::OPENSEARCH_TYPE)]),
    (route::API_CATALOG, &[("Content-Type", "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"")]),
];

/// `_headers` of Netlify and Cloudflare Pages.
pub(super) fn headers(site: &Site) -> String {
    let root = site.catalog.config.site_path();
    let mut lines = Vec::new();
    for (path, headers) in HEADERS {
        lines.push(format!("{root}{path}\n"));
        lines.extend(headers.iter().map(|(name, value)| format!("  {name}: {value}\n")));
    }
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    const ENTRY: (&str, &str) = ("errors/x/new.yaml", "{code: new, title: T, summary: S, aliases: [/old/path, older]}");

    #[test]
    fn redirects_stand_below_the_site() {
        let bare = site(&[ENTRY]);
        assert_eq!(redirects(&bare), "/old/path /x/new/ 301\n/old/path/ /x/new/ 301\n/x/older /x/new/ 301\n/x/older/ /x/new/ 301\n");
        let below = site(&[ENTRY, ("book.toml", "[output.html]\nsite-url = 'https://e.com/errors'")]);
        assert!(redirects(&below).starts_with("/errors/old/path /errors/x/new/ 301\n"));
        assert!(headers(&below).starts_with("/errors/*\n  Content-Security-Policy: default-src 'none'; script-src"));
    }

    #[test]
    fn robots_know_the_sitemap_where_there_is_one() {
        assert_eq!(robots(&site(&[ENTRY])), "User-agent: *\nAllow: /\n");
        let full = site(&[ENTRY, ("book.toml", "[output.html]\nsite-url = 'https://e.com/errors/'")]);
        assert_eq!(robots(&full), "User-agent: *\nAllow: /\n\nSitemap: https://e.com/errors/sitemap.xml\n");
    }
}
