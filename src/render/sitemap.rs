//! `sitemap.xml` (sitemaps.org): the pages that search engines should know.

use super::xml::escape;
use crate::route;
use crate::site::{SITEMAP_SIZE, Site};

/// The sitemap: 0 is `sitemap.xml`, which leads to the parts where there are some.
pub(super) fn sitemap(site: &Site, part: usize) -> String {
    let Some(site_url) = site.catalog.config.site_url() else {
        return String::new();
    };
    let parts = site.sitemap_parts();
    if part == 0 && parts > 0 {
        let names = (1..=parts).map(|part| format!("sitemap-{part}.xml"));
        return document("sitemapindex", "sitemap", names.map(|name| route::absolute(&site_url, &name)));
    }
    let pages = site.pages();
    let pages = pages.iter().skip(part.saturating_sub(1) * SITEMAP_SIZE).take(SITEMAP_SIZE);
    document("urlset", "url", pages.map(|page| route::absolute(&site_url, page)))
}

fn document(root: &str, item: &str, addresses: impl Iterator<Item = String>) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let items = addresses.map(|address| format!("<{item}><loc>{}</loc></{item}>\n", escape(&address)));
    let items: Vec<String> = items.collect();
    format!("{head}\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</{root}>\n", items.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    #[test]
    fn all_pages_stand_in_it() {
        let site = site(&[
            ("book.toml", "[output.html]\nsite-url = 'https://e.com/a&b'"),
            ("errors/x/y.yaml", "{code: y, title: T, summary: S, aliases: [/x/z]}"),
        ]);
        let expect = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
            <url><loc>https://e.com/a&amp;b/</loc></url>\n<url><loc>https://e.com/a&amp;b/x/</loc></url>\n\
            <url><loc>https://e.com/a&amp;b/x/y/</loc></url>\n</urlset>\n";
        assert_eq!(sitemap(&site, 0), expect);
    }
}
