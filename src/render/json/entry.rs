//! `PATH.json`: what a definition says, with all that is known about it.

use super::{Object, problem, text};
use crate::catalog::{Catalog, EntryId, Relation};
use crate::markdown::json::{Members, Struct};
use crate::model::{Lifecycle, Value, parse_json};
use crate::site::Site;

/// What the definition has behind comparisons and playbooks.
const LATER: [&str; 8] = ["related", "references", "intros", "callouts", "provider", "authors", "reviewed", "editorial"];

/// The JSON of an entry: the keys of its definition, references resolved, Markdown as it was written.
#[must_use]
pub fn entry(site: &Site, id: EntryId) -> String {
    let catalog = &site.catalog;
    let entry = &catalog[id];
    let category = Object::new().text("path", catalog[entry.category].path.clone()).text("title", catalog.full_title(entry.category));
    let mut out = Members::default();
    out.add("path", &text(&entry.path));
    if let Some(url) = catalog.url(id) {
        out.add("url", &text(url));
    }
    out.add("category", &category.done());
    // The entry may have these from others alone.
    let mut of_several = Some([("compare", comparisons(catalog, id)), ("playbooks", playbooks(catalog, id))]);
    let mut add_of_several = |out: &mut Members| {
        for (key, items) in of_several.take().into_iter().flatten().filter(|(_, items)| !items.is_empty()) {
            out.add(key, &Value::Array(items));
        }
    };
    let definition = Struct::new(entry.definition());
    for member in definition.members() {
        let key = member.key();
        if LATER.contains(&key) {
            add_of_several(&mut out);
        }
        match (key, &entry.definition().lifecycle) {
            ("compare" | "playbooks", _) => {}
            ("related", _) => out.add(key, &Value::Array(relations(catalog, &entry.related))),
            ("lifecycle", Some(life)) => out.add(key, &lifecycle(catalog, id, life)),
            _ => out.add_drawn(member),
        }
    }
    add_of_several(&mut out);
    let backlinks = relations(catalog, &entry.backlinks);
    if !backlinks.is_empty() {
        out.add("backlinks", &Value::Array(backlinks));
    }
    out.add("problem", &problem::problem(site, id));
    out.finish() + "\n"
}

/// A life cycle, in which what takes the place is an entry.
pub(super) fn lifecycle(catalog: &Catalog, id: EntryId, life: &Lifecycle) -> Value {
    // Through its text: that keeps the order of the keys.
    let written = serde_json::to_string(life).and_then(|written| parse_json(&written));
    let Value::Object(mut keys) = written.expect("a life cycle is plain data") else { unreachable!("a struct is a mapping") };
    keys.retain(|(key, _)| key != "replaced_by");
    Object(keys).with("replaced_by", catalog[id].replaced_by.map(|other| named(catalog, other).done())).done()
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
