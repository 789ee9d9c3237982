//! Problem types (RFC 9457): that of an entry, and all in the manner of the IANA registry of HTTP problem types.

use std::collections::BTreeMap;

use super::{Object, number, text};
use crate::catalog::EntryId;
use crate::markdown::json;
use crate::model::{Definition, Value};
use crate::site::Site;

/// The members that RFC 9457 defines; all others of a problem are extensions.
const MEMBERS: [&str; 5] = ["type", "title", "status", "detail", "instance"];

/// The problem of an entry: type, title, status, and the extension members that its examples show.
pub(super) fn problem(site: &Site, id: EntryId) -> Value {
    let definition = site.catalog[id].definition();
    let problem = Object::new().text("type", site.catalog.problem_type(id)).text("title", site.plain(&definition.title));
    let problem = problem.with("status", definition.status.map(number));
    let extensions = extensions(definition);
    problem.with("extensions", (!extensions.is_empty()).then_some(Value::Object(extensions))).done()
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
pub(in crate::render) fn problem_types(site: &Site) -> String {
    let catalog = &site.catalog;
    let mut by_type: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
    for (id, _) in catalog.ids() {
        by_type.entry(catalog.problem_type(id)).or_default().push(id);
    }
    let row = |(name, ids): (String, Vec<EntryId>)| {
        let first = catalog[ids[0]].definition();
        let mut statuses: Vec<u16> = ids.iter().filter_map(|id| catalog[*id].definition().status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        // Several errors may share a type; the registry has one title for each.
        let row = Object::new().text("type", name).text("title", site.plain(&first.title));
        let row = row.with("status", (statuses.len() == 1).then(|| number(statuses[0])));
        let row = row.list("recommended_status_codes", statuses.into_iter().map(number).collect());
        let reference = catalog.url(ids[0]).unwrap_or_else(|| catalog[ids[0]].path.clone());
        row.text("reference", reference).list("errors", ids.iter().map(|id| text(&catalog[*id].path)).collect()).done()
    };
    let rows = by_type.into_iter().map(row).collect();
    let book = &catalog.config.book;
    json::text(&Object::new().with("version", number(1)).text("title", book.title.clone()).with("problem_types", Value::Array(rows)).done())
        + "\n"
}
