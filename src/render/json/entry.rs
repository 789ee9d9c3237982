//! `PATH.json`: what a definition says, with all that is known about it.

use super::{Object, problem, text};
use crate::catalog::{Catalog, EntryId, Relation};
use crate::markdown::json;
use crate::model::{Value, parse_json};
use crate::site::Site;

/// The JSON of an entry: the keys of its definition, references resolved, Markdown as it was written.
#[must_use]
pub fn entry(site: &Site, id: EntryId) -> String {
    let catalog = &site.catalog;
    let entry = &catalog[id];
    let category = Object::new().text("path", catalog[entry.category].path.clone()).text("title", catalog.full_title(entry.category));
    let head = Object::new().text("path", entry.path.clone()).text("url", catalog.url(id)).with("category", category.done());
    let mut keys = head.0;
    // Through its text: that keeps the order of the keys, also within payloads.
    let written = serde_json::to_string(entry.definition()).and_then(|written| parse_json(&written));
    if let Value::Object(definition) = written.expect("a definition is plain data") {
        keys.extend(definition.into_iter().filter_map(|(key, value)| Some((key.clone(), resolved(catalog, id, &key, value)?))));
    }
    insert(&mut keys, "compare", comparisons(catalog, id));
    insert(&mut keys, "playbooks", playbooks(catalog, id));
    let rest = Object(keys).list("backlinks", relations(catalog, &entry.backlinks)).with("problem", problem::problem(site, id));
    json::text(&rest.done()) + "\n"
}

/// The value of a key with its references resolved; `None` for one that is written anew.
fn resolved(catalog: &Catalog, id: EntryId, key: &str, value: Value) -> Option<Value> {
    let entry = &catalog[id];
    Some(match (key, value) {
        ("compare" | "playbooks", _) => return None,
        ("related", _) => Value::Array(relations(catalog, &entry.related)),
        ("lifecycle", Value::Object(keys)) => lifecycle(catalog, id, keys),
        (_, value) => value,
    })
}

/// A life cycle, in which what takes the place is an entry.
pub(super) fn lifecycle(catalog: &Catalog, id: EntryId, keys: Vec<(String, Value)>) -> Value {
    let keys = keys.into_iter().filter(|(key, _)| key != "replaced_by").collect();
    Object(keys).with("replaced_by", catalog[id].replaced_by.map(|other| named(catalog, other).done())).done()
}

/// Puts a list where the definition would have it: the entry may have it from others alone.
fn insert(keys: &mut Vec<(String, Value)>, key: &str, items: Vec<Value>) {
    const LATER: [&str; 8] = ["related", "references", "intros", "callouts", "provider", "authors", "reviewed", "editorial"];
    if !items.is_empty() {
        let place = keys.iter().position(|(other, _)| LATER.contains(&other.as_str())).unwrap_or(keys.len());
        keys.insert(place, (key.to_owned(), Value::Array(items)));
    }
}

/// An entry as others name it.
pub(super) fn named(catalog: &Catalog, id: EntryId) -> Object {
    Object::new().text("path", catalog[id].path.clone()).text("code", catalog[id].definition().code.clone())
}

/// Links with their reasons.
fn relations(catalog: &Catalog, relations: &[Relation]) -> Vec<Value> {
    relations.iter().map(|relation| named(catalog, relation.entry).text("why", relation.why.clone()).done()).collect()
}

/// The comparisons that the entry is part of, seen from its side.
fn comparisons(catalog: &Catalog, id: EntryId) -> Vec<Value> {
    let view = |comparison: &crate::catalog::Comparison| {
        let (other, this, that) = if comparison.left == id {
            (comparison.right, &comparison.choose_left, &comparison.choose_right)
        } else {
            (comparison.left, &comparison.choose_right, &comparison.choose_left)
        };
        let joined = |texts: &[String]| (!texts.is_empty()).then(|| texts.join("\n\n"));
        let with = named(catalog, other).text("title", comparison.title.clone());
        with.text("choose_this", joined(this)).text("choose_that", joined(that)).text("page", comparison.path.clone()).done()
    };
    catalog[id].comparisons.iter().map(|comparison| view(&catalog[*comparison])).collect()
}

fn playbooks(catalog: &Catalog, id: EntryId) -> Vec<Value> {
    let view = |playbook: &crate::catalog::PlaybookEntry| {
        let named = Object::new().text("path", playbook.path.clone()).text("playbook", playbook.playbook.playbook.clone());
        named.with("title", text(&playbook.playbook.title)).done()
    };
    catalog[id].playbooks.iter().map(|playbook| view(&catalog[*playbook])).collect()
}
