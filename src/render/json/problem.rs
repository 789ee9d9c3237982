//! Problem types (RFC 9457): that of an entry, and all in the manner of the IANA registry of HTTP problem types.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::EntryId;
use crate::markdown::json;
use crate::model::{Definition, Value};
use crate::site::Site;

/// The members that RFC 9457 defines; all others of a problem are extensions.
const MEMBERS: [&str; 5] = ["type", "title", "status", "detail", "instance"];

/// The problem of an entry: type, title, status, and the extension members that its examples show.
pub(super) fn problem(site: &Site, id: EntryId) -> Value {
    let definition = site.catalog[id].definition();
    let mut members = vec![
        ("type".to_owned(), Value::String(site.catalog.problem_type(id))),
        ("title".to_owned(), Value::String(site.plain(&definition.title).into_owned())),
    ];
    members.extend(definition.status.map(|status| ("status".to_owned(), Value::Number(status.to_string()))));
    let extensions = extensions(definition);
    if !extensions.is_empty() {
        members.push(("extensions".to_owned(), Value::Object(extensions)));
    }
    Value::Object(members)
}

/// The extension members of a problem, with the values of the first example that has each.
fn extensions(definition: &Definition) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    let payloads = definition.examples.iter().filter_map(|example| example.response.as_ref()?.data());
    for payload in payloads {
        let Some(Value::Object(members)) = problem_in(&payload) else {
            continue;
        };
        for (name, value) in members {
            if !MEMBERS.contains(&name.as_str()) && found.iter().all(|(other, _)| other != name) {
                found.push((name.clone(), value.clone()));
            }
        }
    }
    found
}

/// The problem in a payload: the payload itself, or what it wraps (`{"meta": …, "error": {"type": …}}`, a list of problems).
fn problem_in(payload: &Value) -> Option<&Value> {
    let is_problem =
        |value: &&Value| value.get("type").and_then(Value::as_str).is_some() && MEMBERS[1..4].iter().any(|name| value.get(name).is_some());
    match payload {
        Value::Object(members) => Some(payload).filter(is_problem).or_else(|| members.iter().map(|(_, value)| value).find(is_problem)),
        Value::Array(items) => items.iter().find(is_problem),
        _ => None,
    }
}

/// `problem-types.json`
#[derive(Serialize)]
struct Registry<'a> {
    version: u8,
    title: &'a str,
    problem_types: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "type")]
    name: String,
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recommended_status_codes: Vec<u16>,
    reference: String,
    errors: Vec<&'a str>,
}

/// `problem-types.json`
pub(in crate::render) fn problem_types(site: &Site) -> String {
    let catalog = &site.catalog;
    let mut by_type: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
    for (id, _) in catalog.ids() {
        by_type.entry(catalog.problem_type(id)).or_default().push(id);
    }
    let row = |(name, ids): (String, Vec<EntryId>)| {
        let first = ids[0];
        let mut statuses: Vec<u16> = ids.iter().filter_map(|id| catalog[*id].definition().status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        Row {
            name,
            // Several errors may share a type; the registry has one title for each.
            title: site.plain(&catalog[first].definition().title),
            status: if let [status] = statuses[..] { Some(status) } else { None },
            recommended_status_codes: statuses,
            reference: catalog.url(first).unwrap_or_else(|| catalog[first].path.clone()),
            errors: ids.into_iter().map(|id| catalog[id].path.as_str()).collect(),
        }
    };
    let rows = by_type.into_iter().map(row).collect();
    json::drawn(&Registry { version: 1, title: &catalog.config.book.title, problem_types: rows }) + "\n"
}
