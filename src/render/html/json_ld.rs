//! Structured data for search engines (JSON-LD 1.1, schema.org).

use serde_json::{Value, json};

use super::view::{EntryView, Page};
use crate::catalog::EntryId;
use crate::site::Site;

/// What the page of an error is about.
pub(super) fn entry(site: &Site, id: EntryId, page: &Page, view: &EntryView) -> String {
    let catalog = &site.catalog;
    let definition = catalog[id].definition();
    let mut article = json!({ "@type": "TechArticle", "headline": page.title, "description": page.description, "inLanguage": catalog.config.book.language });
    let mut term = json!({ "@type": "DefinedTerm", "name": page.title, "termCode": definition.code, "description": page.description });
    if let Some(url) = &page.canonical {
        article["url"] = json!(url);
        article["mainEntityOfPage"] = json!(url);
        term["url"] = json!(url);
        term["inDefinedTermSet"] = json!(catalog.config.site_url());
    }
    if !view.reviewed.is_empty() {
        article["dateModified"] = json!(view.reviewed);
    }
    if !definition.authors.is_empty() {
        article["author"] = definition.authors.iter().map(|name| json!({ "@type": "Organization", "name": name })).collect();
    }
    article["about"] = term;
    graph(site, page, article)
}

/// What another page is about.
pub(super) fn page(site: &Site, page: &Page, kind: &str) -> String {
    let name = if kind == "TechArticle" { "headline" } else { "name" };
    let mut thing =
        json!({ "@type": kind, name: page.title, "description": page.description, "inLanguage": site.catalog.config.book.language });
    if let Some(url) = &page.canonical {
        thing["url"] = json!(url);
    }
    graph(site, page, thing)
}

/// What the catalog is.
pub(super) fn home(site: &Site, page: &Page) -> String {
    let mut set = json!({ "@type": "DefinedTermSet", "name": page.title, "description": page.description, "inLanguage": site.catalog.config.book.language });
    if let Some(url) = &page.canonical {
        set["url"] = json!(url);
    }
    graph(site, page, set)
}

fn graph(site: &Site, page: &Page, thing: Value) -> String {
    let mut graph = vec![thing];
    graph.extend(breadcrumbs(site, page));
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    in_script(text)
}

/// JSON as a script holds it: nothing may end the script, and nothing may be a line to a reader of JavaScript that is none to one of JSON.
fn in_script(json: String) -> String {
    // The two line breaks begin with 0xe2.
    if !json.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&' | 0xe2)) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 40);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The way to the page; only with full addresses, which search engines ask for.
fn breadcrumbs(site: &Site, page: &Page) -> Option<Value> {
    let canonical = url::Url::parse(page.canonical.as_ref()?).ok()?;
    let _ = site;
    if page.breadcrumbs.is_empty() {
        return None;
    }
    let way = page.breadcrumbs.iter().map(|link| (link.title.clone(), canonical.join(&link.url).map(String::from).unwrap_or_default()));
    let way = way.chain(std::iter::once((page.title.clone(), canonical.to_string())));
    let items: Vec<Value> = way
        .zip(1..)
        .map(|((name, url), position)| json!({ "@type": "ListItem", "position": position, "name": name, "item": url }))
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}
