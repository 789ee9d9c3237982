//! Entries of a catalog → what the finder knows of them.

use rayon::prelude::*;

use super::Record;
use crate::catalog::{Catalog, EntryId};
use crate::markdown;
use crate::model::{Definition, Value};
use crate::parallel::PIECE;

/// A record for each entry, in the order of the catalog.
#[must_use]
pub fn records(catalog: &Catalog) -> Vec<Record> {
    (0..catalog.entries.len()).into_par_iter().with_max_len(PIECE).map(|place| record(catalog, EntryId::at(place))).collect()
}

fn record(catalog: &Catalog, id: EntryId) -> Record {
    let entry = &catalog[id];
    let definition = entry.definition();
    let raw_html = catalog.config.raw_html();
    let plain = |text: &str| markdown::inline_plain(text, raw_html).into_owned();
    let provider = definition.provider.as_ref();
    let service = provider.and_then(|provider| provider.product.clone());
    Record {
        id: id.0,
        code: definition.code.clone(),
        path: entry.path.clone(),
        url: catalog.url(id),
        type_uri: definition.problem_type.clone().or_else(|| Some(catalog.problem_type(id))),
        title: plain(&definition.title),
        summary: plain(&definition.summary),
        status: definition.status,
        aliases: definition.aliases.clone(),
        messages: definition.messages.clone(),
        tags: definition.tags.clone(),
        causes: definition.causes.iter().map(|cause| plain(&cause.title)).collect(),
        payload: payload(definition),
        service,
    }
}

/// The strings of the example payloads, with their places.
fn payload(definition: &Definition) -> Vec<(String, String)> {
    let mut strings = Vec::new();
    for data in definition.examples.iter().filter_map(|example| example.response.as_ref()?.data()) {
        collect(&data, String::new(), &mut strings);
    }
    strings
}

fn collect(value: &Value, place: String, strings: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => strings.push((place, text.clone())),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| collect(item, format!("{place}[{index}]"), strings)),
        Value::Object(entries) => {
            for (key, item) in entries {
                let plain = key.chars().all(|c| c.is_alphanumeric() || "_-$".contains(c));
                let step = match (plain, place.is_empty()) {
                    (false, _) => format!("{place}[\"{key}\"]"),
                    (true, true) => key.clone(),
                    (true, false) => format!("{place}.{key}"),
                };
                collect(item, step, strings);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
