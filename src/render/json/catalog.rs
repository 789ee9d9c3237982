//! `catalog.json`: the index of all errors, one a line, so that a large one can be read as a stream.

use std::fmt::Write;

use rayon::prelude::*;

use super::entry::{lifecycle, named};
use super::{Object, number, text};
use crate::catalog::{Catalog, Category, Entry, EntryId};
use crate::markdown;
use crate::model::Value;

/// `catalog.json`
pub(in crate::render) fn catalog(catalog: &Catalog) -> String {
    let head =
        Object::new().with("version", number(1)).text("title", catalog.config.book.title.clone()).text("url", catalog.config.site_url());
    let mut out = String::from("{");
    for (key, value) in &head.0 {
        let _ = write!(out, "{}:{},", line(&text(key)), line(value));
    }
    // `errors/` itself is no category to choose.
    let categories = catalog.categories.iter().skip(1).map(|category| line(&self::category(catalog, category)));
    let categories: Vec<String> = categories.collect();
    let errors: Vec<String> = (0..catalog.entries.len()).into_par_iter().map(|place| line(&row(catalog, EntryId::at(place)))).collect();
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

fn line(value: &Value) -> String {
    serde_json::to_string(value).expect("a value is plain data")
}

fn category(catalog: &Catalog, category: &Category) -> Value {
    let summary = category.summary.as_deref().map(|summary| plain(catalog, summary)).filter(|summary| !summary.is_empty());
    Object::new()
        .text("path", category.path.clone())
        .text("title", category.title.clone())
        .text("summary", summary)
        .with("count", number(category.total))
        .done()
}

fn row(catalog: &Catalog, id: EntryId) -> Value {
    let entry = &catalog[id];
    let definition = entry.definition();
    let texts = |list: &[String]| list.iter().map(text).collect::<Vec<_>>();
    let related = entry.related.iter().map(|relation| {
        let why = relation.why.as_deref().map(|why| plain(catalog, why));
        named(catalog, relation.entry).text("why", why).done()
    });
    let life = definition.lifecycle.as_ref().map(|life| lifecycle(catalog, id, life));
    let category = &catalog[entry.category].path;
    let row = Object::new().text("code", definition.code.clone()).text("path", entry.path.clone()).text("url", catalog.url(id));
    let row = row.text("title", plain(catalog, &definition.title)).with("status", definition.status.map(number));
    let row = row.text("summary", plain(catalog, &definition.summary)).with("severity", text(definition.severity().name()));
    let row = row.with("retry", definition.retry.as_ref().map(|retry| text(retry.policy.name())));
    let row = row.text("category", (!category.is_empty()).then(|| category.clone()));
    let row = row.list("tags", texts(&definition.tags)).list("aliases", texts(&definition.aliases)).with("lifecycle", life);
    row.list("related", related.collect()).text("reviewed", definition.reviewed.map(|date| date.to_string())).done()
}

/// Markdown as plain text: what reads this shows titles in lists.
fn plain(catalog: &Catalog, source: &str) -> String {
    markdown::inline_plain(source, catalog.config.raw_html())
}
