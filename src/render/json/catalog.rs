//! `catalog.json`: the index of all errors, one a line, so that a large one can be read as a stream.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::entry::{Named, lifecycle};
use crate::catalog::{Catalog, Category, Entry, EntryId};
use crate::markdown;
use crate::model::Value;
use crate::parallel::PIECE;

/// What stands before the lists.
#[derive(Serialize)]
struct Head<'a> {
    version: u8,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct CategoryRow<'a> {
    path: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'a, str>>,
    count: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    summary: Cow<'a, str>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    category: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    lifecycle: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
}

/// `catalog.json`
pub(in crate::render) fn catalog(catalog: &Catalog) -> String {
    let head = line(&Head { version: 1, title: &catalog.config.book.title, url: catalog.config.site_url() });
    let mut out = head.trim_end_matches('}').to_owned() + ",";
    // `errors/` itself is no category to choose.
    let categories = catalog.categories.iter().skip(1).map(|category| line(&self::category(catalog, category)));
    let categories: Vec<String> = categories.collect();
    let errors: Vec<String> =
        (0..catalog.entries.len()).into_par_iter().with_max_len(PIECE).map(|place| line(&row(catalog, EntryId::at(place)))).collect();
    // One allocation: the list is nearly all of the file.
    out.reserve(categories.iter().chain(&errors).map(|line| line.len() + 2).sum::<usize>() + 64);
    out.push_str("\"categories\":");
    add_lines(&mut out, &categories);
    out.push_str(",\"errors\":");
    add_lines(&mut out, &errors);
    out.push_str("}\n");
    out
}

/// Some entries as `catalog.json` has them, one a line.
#[must_use]
pub fn catalog_rows(catalog: &Catalog, entries: &[&Entry]) -> String {
    let ids = entries.iter().filter_map(|entry| catalog.entry_at(&entry.path));
    let rows: Vec<String> = ids.map(|id| line(&row(catalog, id))).collect();
    let mut out = String::new();
    add_lines(&mut out, &rows);
    out + "\n"
}

fn add_lines(out: &mut String, values: &[String]) {
    for (place, value) in values.iter().enumerate() {
        out.push_str(if place == 0 { "[\n" } else { ",\n" });
        out.push_str(value);
    }
    out.push_str(if values.is_empty() { "[]" } else { "\n]" });
}

fn line(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("a row is plain data")
}

fn category<'a>(catalog: &Catalog, category: &'a Category) -> CategoryRow<'a> {
    let summary = category.summary.as_deref().map(|summary| plain(catalog, summary)).filter(|summary| !summary.is_empty());
    CategoryRow { path: &category.path, title: &category.title, summary, count: category.total }
}

fn row(catalog: &Catalog, id: EntryId) -> Row<'_> {
    let entry = &catalog[id];
    let definition = entry.definition();
    let related = entry.related.iter().map(|relation| {
        let why = relation.why.as_deref().map(|why| plain(catalog, why));
        Named { why, ..Named::new(catalog, relation.entry) }
    });
    Row {
        code: &definition.code,
        path: &entry.path,
        url: catalog.url(id),
        title: plain(catalog, &definition.title),
        status: definition.status,
        summary: plain(catalog, &definition.summary),
        severity: definition.severity().name(),
        retry: definition.retry.as_ref().map(|retry| retry.policy.name()),
        category: &catalog[entry.category].path,
        tags: &definition.tags,
        aliases: &definition.aliases,
        lifecycle: definition.lifecycle.as_ref().map(|life| lifecycle(catalog, id, life)),
        related: related.collect(),
        reviewed: definition.reviewed.map(|date| date.to_string()),
    }
}

/// Markdown as plain text: what reads this shows titles in lists.
fn plain<'a>(catalog: &Catalog, source: &'a str) -> Cow<'a, str> {
    markdown::inline_plain(source, catalog.config.raw_html())
}
