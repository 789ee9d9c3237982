//! Structured data for search engines (JSON-LD 1.1, schema.org).

use serde::Serialize;

use super::view::{EntryView, Page};
use crate::catalog::EntryId;
use crate::route;
use crate::site::Site;

/// A document of linked data: what the page is about, and the way to it.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Thing(Box<Thing<'a>>),
    Way(Way<'a>),
}

/// Something with its properties; those that it does not have are left out.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_defined_term_set: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Box<Thing<'a>>>,
}

/// The way to a page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Way<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

/// What the page of an error is about.
pub(super) fn entry(site: &Site, id: EntryId, page: &Page, view: &EntryView) -> String {
    let catalog = &site.catalog;
    let definition = catalog[id].definition();
    let set = catalog.config.site_url();
    let url = page.canonical.as_deref();
    let term = Thing {
        kind: "DefinedTerm",
        name: Some(&page.title),
        term_code: Some(&definition.code),
        description: Some(&page.description),
        url,
        in_defined_term_set: set.as_deref().filter(|_| url.is_some()),
        ..Thing::default()
    };
    let author = |name| Thing { kind: "Organization", name: Some(name), ..Thing::default() };
    let article = Thing {
        kind: "TechArticle",
        headline: Some(&page.title),
        main_entity_of_page: url,
        date_modified: Some(view.reviewed.as_str()).filter(|date| !date.is_empty()),
        author: definition.authors.iter().map(|name| author(name.as_str())).collect(),
        about: Some(Box::new(term)),
        ..about(site, page)
    };
    document(site, page, article)
}

/// What another page is about.
pub(super) fn page(site: &Site, page: &Page, kind: &'static str) -> String {
    let title = Some(page.title.as_str());
    let is_article = kind == "TechArticle";
    let thing = Thing { kind, headline: title.filter(|_| is_article), name: title.filter(|_| !is_article), ..about(site, page) };
    document(site, page, thing)
}

/// What the catalog is.
pub(super) fn home(site: &Site, page: &Page) -> String {
    self::page(site, page, "DefinedTermSet")
}

/// What can be said of every page.
fn about<'a>(site: &'a Site, page: &'a Page) -> Thing<'a> {
    Thing {
        description: Some(&page.description),
        in_language: Some(&site.catalog.config.book.language),
        url: page.canonical.as_deref(),
        ..Thing::default()
    }
}

fn document(site: &Site, page: &Page, thing: Thing<'_>) -> String {
    let mut graph = vec![Node::Thing(Box::new(thing))];
    graph.extend(breadcrumbs(site, page).map(Node::Way));
    let document = Document { context: "https://schema.org", graph };
    in_script(serde_json::to_string(&document).expect("texts and numbers are data"))
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
fn breadcrumbs<'a>(site: &Site, page: &'a Page) -> Option<Way<'a>> {
    let is_full = |url: &String| url.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let canonical = page.canonical.clone().filter(|url| is_full(url) && !page.breadcrumbs.is_empty())?;
    let site_url = site.catalog.config.site_url()?;
    let above = page.breadcrumbs.iter().map(|step| (step.title.as_str(), route::absolute(&site_url, &step.location)));
    let way = above.chain([(page.title.as_str(), canonical)]);
    let steps = way.zip(1..).map(|((name, item), position)| Step { kind: "ListItem", position, name, item });
    Some(Way { kind: "BreadcrumbList", item_list_element: steps.collect() })
}
