//! `opensearch.xml` (OpenSearch 1.1): lets a browser search the book from its address bar.

use super::xml::escape;
use crate::route;
use crate::site::Site;

/// Longer names do not satisfy the format.
const SHORT_NAME: usize = 16;
const LONG_NAME: usize = 48;
const DESCRIPTION: usize = 1024;

/// The description of the finder: what is typed becomes the `q` of the catalog page.
pub(super) fn opensearch(site: &Site) -> String {
    let Some(site_url) = site.catalog.config.site_url() else {
        return String::new();
    };
    let book = &site.catalog.config.book;
    let says = if book.description.is_empty() { &book.title } else { &book.description };
    let favicon = &site.catalog.config.output.html.favicon;
    let favicon = if favicon.is_empty() { "favicon.svg" } else { favicon };
    let icon = site.theme.location(favicon).map(|location| format!("<Image>{}</Image>\n", escape(&route::absolute(&site_url, location))));
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n",
        &format!("<ShortName>{}</ShortName>\n", escape(&within(&book.title, SHORT_NAME))),
        &format!("<LongName>{}</LongName>\n", escape(&within(&book.title, LONG_NAME))),
        &format!("<Description>{}</Description>\n", escape(&within(says, DESCRIPTION))),
        "<InputEncoding>UTF-8</InputEncoding>\n",
        icon.as_deref().unwrap_or_default(),
        &format!("<Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n", escape(&site_url)),
        "</OpenSearchDescription>\n",
    ]
    .concat()
}

/// As many whole words as the format takes; of a single long word, its beginning.
fn within(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let cut = if text[end..].starts_with(' ') { end } else { text[..end].rfind(' ').unwrap_or(end) };
    text[..cut].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    #[test]
    fn says_where_the_finder_is() {
        let site = site(&[
            (
                "book.toml",
                "[book]\ntitle = 'Errors of <Acme> & daughters'\n[output.html]\nsite-url = 'https://e.com/a&b'\nfavicon = 'f.png'",
            ),
            ("static/f.png", "x"),
        ]);
        let expect = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
            <ShortName>Errors of &lt;Acme&gt;</ShortName>\n\
            <LongName>Errors of &lt;Acme&gt; &amp; daughters</LongName>\n\
            <Description>Errors of &lt;Acme&gt; &amp; daughters</Description>\n\
            <InputEncoding>UTF-8</InputEncoding>\n\
            <Image>https://e.com/a&amp;b/f.png</Image>\n\
            <Url type=\"text/html\" template=\"https://e.com/a&amp;b/?q={searchTerms}\"/>\n\
            </OpenSearchDescription>\n";
        assert_eq!(opensearch(&site), expect);
    }

    #[test]
    fn names_are_cut_between_words() {
        for (text, expect) in [
            ("Errors", "Errors"),
            ("sixteen letters!", "sixteen letters!"),
            ("Errors of the shop", "Errors of the"),
            ("äääääääääääääääääää", "ääääääääääääääää"),
        ] {
            assert_eq!(within(text, 16), expect);
        }
    }
}
