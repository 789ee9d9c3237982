//! `PATH.json`: what a definition says, with all that is known about it.

use std::borrow::Cow;

use serde::Serialize;

use super::problem;
use crate::catalog::{Catalog, ComparisonId, EntryId, PlaybookId, Relation};
use crate::markdown::json::{Members, Struct};
use crate::model::{Lifecycle, Value, parse_json};
use crate::site::Site;

/// What the definition has behind comparisons and playbooks.
const LATER: [&str; 8] = ["related", "references", "intros", "callouts", "provider", "authors", "reviewed", "editorial"];

/// What is known about an entry beside its definition.
#[derive(Serialize)]
struct Known<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    category: Titled<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compare: Vec<Compared<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    playbooks: Vec<Guide<'a>>,
    related: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    backlinks: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Titled<'a> {
    path: &'a str,
    title: String,
}

/// An entry as others name it.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    pub(super) path: &'a str,
    pub(super) code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<Cow<'a, str>>,
}

/// A comparison, seen from one side.
#[derive(Serialize)]
struct Compared<'a> {
    path: &'a str,
    code: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    choose_this: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choose_that: Option<String>,
    page: &'a str,
}

#[derive(Serialize)]
struct Guide<'a> {
    path: &'a str,
    playbook: &'a str,
    title: &'a str,
}

/// The JSON of an entry: the keys of its definition, references resolved, Markdown as it was written.
#[must_use]
pub fn entry(site: &Site, id: EntryId) -> String {
    let catalog = &site.catalog;
    let entry = &catalog[id];
    let known = Struct::new(&Known {
        path: &entry.path,
        url: catalog.url(id),
        category: Titled { path: &catalog[entry.category].path, title: catalog.full_title(entry.category) },
        compare: comparisons(catalog, id),
        playbooks: playbooks(catalog, id),
        related: relations(catalog, &entry.related),
        backlinks: relations(catalog, &entry.backlinks),
    });
    let mut out = Members::default();
    let add = |out: &mut Members, keys: &[&str]| {
        for member in known.members().filter(|member| keys.contains(&member.key())) {
            out.add_drawn(member);
        }
    };
    add(&mut out, &["path", "url", "category"]);
    // The entry may have these from others alone.
    let mut of_several: &[&str] = &["compare", "playbooks"];
    let definition = Struct::new(entry.definition());
    for member in definition.members() {
        let key = member.key();
        if LATER.contains(&key) {
            add(&mut out, std::mem::take(&mut of_several));
        }
        match (key, &entry.definition().lifecycle) {
            ("compare" | "playbooks", _) => {}
            ("related", _) => add(&mut out, &[key]),
            ("lifecycle", Some(life)) => out.add(key, &lifecycle(catalog, id, life)),
            _ => out.add_drawn(member),
        }
    }
    add(&mut out, of_several);
    add(&mut out, &["backlinks"]);
    out.add("problem", &problem::problem(site, id));
    out.finish() + "\n"
}

/// A life cycle, in which what takes the place is an entry.
pub(super) fn lifecycle(catalog: &Catalog, id: EntryId, life: &Lifecycle) -> Value {
    let Value::Object(mut keys) = value(life) else { unreachable!("a struct is a mapping") };
    keys.retain(|(key, _)| key != "replaced_by");
    keys.extend(catalog[id].replaced_by.map(|other| ("replaced_by".to_owned(), value(&Named::new(catalog, other)))));
    Value::Object(keys)
}

/// Plain data as a value, through its text: that keeps the order of the keys.
fn value(data: &impl Serialize) -> Value {
    let written = serde_json::to_string(data).and_then(|written| parse_json(&written));
    written.expect("plain data is a value")
}

impl<'a> Named<'a> {
    pub(super) fn new(catalog: &'a Catalog, id: EntryId) -> Self {
        Self { path: &catalog[id].path, code: &catalog[id].definition().code, why: None }
    }
}

/// Links with their reasons.
fn relations<'a>(catalog: &'a Catalog, relations: &'a [Relation]) -> Vec<Named<'a>> {
    let named = |relation: &'a Relation| Named { why: relation.why.as_deref().map(Cow::Borrowed), ..Named::new(catalog, relation.entry) };
    relations.iter().map(named).collect()
}

/// The comparisons that the entry is part of, seen from its side.
fn comparisons(catalog: &Catalog, id: EntryId) -> Vec<Compared<'_>> {
    let view = |place: &ComparisonId| {
        let comparison = &catalog[*place];
        let (other, this, that) = if comparison.left == id {
            (comparison.right, &comparison.choose_left, &comparison.choose_right)
        } else {
            (comparison.left, &comparison.choose_right, &comparison.choose_left)
        };
        let Named { path, code, .. } = Named::new(catalog, other);
        let joined = |texts: &[String]| (!texts.is_empty()).then(|| texts.join("\n\n"));
        Compared { path, code, title: &comparison.title, choose_this: joined(this), choose_that: joined(that), page: &comparison.path }
    };
    catalog[id].comparisons.iter().map(view).collect()
}

fn playbooks(catalog: &Catalog, id: EntryId) -> Vec<Guide<'_>> {
    let view = |place: &PlaybookId| {
        let playbook = &catalog[*place];
        Guide { path: &playbook.path, playbook: &playbook.playbook.playbook, title: &playbook.playbook.title }
    };
    catalog[id].playbooks.iter().map(view).collect()
}
