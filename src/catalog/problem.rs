//! What an entry is called where it is not a page: its address and its problem type.

use super::{Catalog, EntryId};
use crate::route;
use crate::text::percent_encode;

impl Catalog {
    /// The address of the page of an entry, where the site has one.
    #[must_use]
    pub fn url(&self, id: EntryId) -> Option<String> {
        Some(route::absolute(&self.config.site_url()?, &route::page(&self[id].path)))
    }

    /// The problem type of an entry (RFC 9457, section 3.1.1): what it says itself, what `type-uri` makes of it, the address of its page, or
    /// its path where the site has no address.
    #[must_use]
    pub fn problem_type(&self, id: EntryId) -> String {
        let entry = &self[id];
        if let Some(own) = &entry.definition().problem_type {
            return own.clone();
        }
        let template = &self.config.codes.type_uri;
        if !template.is_empty() {
            return template.replace("{path}", &uri(&entry.path)).replace("{code}", &uri(&entry.definition().code));
        }
        self.url(id).unwrap_or_else(|| entry.path.clone())
    }
}

/// A text as a part of a URI: what may stand in a path there stays as it is, so that `err:data:gone` keeps its colons.
fn uri(text: &str) -> String {
    let mut uri = String::with_capacity(text.len());
    for c in text.chars() {
        if ":@!$&'()*+,;=".contains(c) {
            uri.push(c);
        } else {
            uri.push_str(&percent_encode(c.encode_utf8(&mut [0; 4])));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    const ERROR: &str = "{code: 'err:a:b c', title: T, summary: S}";

    fn check(settings: &str, error: &str, expect: &str) {
        let site = site(&[("book.toml", settings), ("errors/x/e.yaml", error)]);
        let (id, _) = site.catalog.ids().next().expect("there is one entry");
        assert_eq!(site.catalog.problem_type(id), expect, "{settings}");
    }

    #[test]
    fn the_nearest_source_wins() {
        check("", ERROR, "x/b-c");
        check("[output.html]\nsite-url = 'https://e.com/d'", ERROR, "https://e.com/d/x/b-c/");
        check("[codes]\ntype-uri = 'urn:acme:{code}'\n[output.html]\nsite-url = 'https://e.com'", ERROR, "urn:acme:err:a:b%20c");
        check("[codes]\ntype-uri = 'https://acme.com/problems/{path}'", ERROR, "https://acme.com/problems/x/b-c");
        check("", "{code: a, title: T, summary: S, type: 'about:blank'}", "about:blank");
    }
}
