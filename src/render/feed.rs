//! `feed.xml` (Atom, RFC 4287): what was reviewed last.

use super::xml::escape;
use crate::catalog::EntryId;
use crate::route;
use crate::site::Site;

/// How many entries the feed has at most.
const FEED_SIZE: usize = 100;

/// Makes the feed. Its times are the days of the reviews, so that it is the same whenever it is built.
pub(super) fn feed(site: &Site) -> String {
    let catalog = &site.catalog;
    let book = &catalog.config.book;
    let Some(site_url) = catalog.config.site_url() else {
        return String::new();
    };
    let mut reviewed: Vec<_> = catalog.ids().filter_map(|(id, entry)| Some((entry.definition().reviewed?, id))).collect();
    reviewed.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
    let Some((latest, _)) = reviewed.first() else {
        return String::new();
    };
    let authors = if book.authors.is_empty() { std::slice::from_ref(&book.title) } else { &book.authors };
    let mut lines = vec![
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escape(&book.language)),
        tag("id", &site_url),
        tag("title", &book.title),
    ];
    lines.extend((!book.description.is_empty()).then(|| tag("subtitle", &book.description)));
    lines.push(tag("updated", &format!("{latest}T00:00:00Z")));
    lines.push(format!("<link href=\"{}\"/>", escape(&site_url)));
    lines.push(format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&route::absolute(&site_url, route::FEED))));
    lines.extend(authors.iter().map(|name| author(name)));
    for (date, id) in reviewed.into_iter().take(FEED_SIZE) {
        lines.extend(entry(site, &site_url, id, &format!("{date}T00:00:00Z")));
    }
    lines.push("</feed>\n".to_owned());
    lines.join("\n")
}

fn entry(site: &Site, site_url: &str, id: EntryId, updated: &str) -> Vec<String> {
    let entry = &site.catalog[id];
    let definition = entry.definition();
    let address = route::absolute(site_url, &route::page(&entry.path));
    let mut lines = vec!["<entry>".to_owned(), tag("id", &address), tag("title", &site.plain(&definition.title)), tag("updated", updated)];
    lines.push(format!("<link href=\"{}\"/>", escape(&address)));
    lines.extend(definition.authors.iter().map(|name| author(name)));
    lines.push(tag("summary", &site.plain(&definition.summary)));
    lines.extend(definition.tags.iter().map(|tag| format!("<category term=\"{}\"/>", escape(tag))));
    lines.push("</entry>".to_owned());
    lines
}

fn author(name: &str) -> String {
    format!("<author>{}</author>", tag("name", name))
}

fn tag(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    #[test]
    fn the_newest_review_comes_first() {
        let site = site(&[
            ("book.toml", "[output.html]\nsite-url = 'https://e.com'"),
            ("errors/a.yaml", "{code: a, title: A, summary: S, reviewed: 2025-01-02}"),
            ("errors/b.yaml", "{code: b, title: '<b> & `x`', summary: S, reviewed: 2026-03-04, authors: [Me], tags: ['\"']}"),
            ("errors/c.yaml", "{code: c, title: C, summary: S}"),
            ("errors/d.yaml", "{code: d, title: D, summary: S, reviewed: 2026-03-04}"),
        ]);
        let text = feed(&site);
        let ids: Vec<&str> = text.lines().filter(|line| line.starts_with("<id>")).collect();
        assert_eq!(ids, ["<id>https://e.com/</id>", "<id>https://e.com/b/</id>", "<id>https://e.com/d/</id>", "<id>https://e.com/a/</id>"]);
        assert!(text.contains("<updated>2026-03-04T00:00:00Z</updated>\n<link href=\"https://e.com/\"/>"), "{text}");
        assert!(text.contains("<title>&lt;b&gt; &amp; x</title>"), "{text}");
        assert!(text.contains("<author><name>Me</name></author>\n<summary>S</summary>\n<category term=\"&quot;\"/>"), "{text}");
    }
}
