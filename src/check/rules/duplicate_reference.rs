//! Two links to one place, side by side: a reader tries both.

use crate::catalog::EntryId;
use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::text::Place;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-reference",
    default: Some(Level::Warn),
    summary: "a list of references names one entry twice",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let definition = look.definition();
    let related: Vec<&str> = definition.related.iter().map(|link| link.code.as_str()).collect();
    for (first, again) in repeated(look, &related) {
        let diagnostic = finding(related[again], look.related(again), look.related(first));
        let why = |place: usize| &definition.related[place].why;
        // Which of two reasons is the better one is for a person to say.
        let spare = if why(again).is_none() || why(first) == why(again) { Some(again) } else { why(first).is_none().then_some(first) };
        found.push(match spare {
            Some(spare) => {
                diagnostic.fix(Place::item(look.entry.source.file, format!("{}/related/{spare}", look.entry.source.pointer)), "")
            }
            None => diagnostic,
        });
    }
    let compare: Vec<&str> = definition.compare.iter().map(|compare| compare.with.as_str()).collect();
    found.extend(
        repeated(look, &compare).into_iter().map(|(first, again)| finding(compare[again], look.compare(again), look.compare(first))),
    );
}

/// The places in a list that name an entry again, each with the place that named it first.
fn repeated(look: &Look<'_>, references: &[&str]) -> Vec<(usize, usize)> {
    let mut first: HashMap<EntryId, usize> = HashMap::new();
    let mut repeated = Vec::new();
    for (place, id) in references.iter().enumerate().filter_map(|(place, text)| Some((place, look.reference(text)?))) {
        match first.entry(id) {
            Entry::Occupied(first) => repeated.push((*first.get(), place)),
            Entry::Vacant(vacant) => {
                vacant.insert(place);
            }
        }
    }
    repeated
}

fn finding(reference: &str, again: Place, first: Place) -> Diagnostic {
    Diagnostic::warning(RULE.name, again, format!("`{reference}` is listed twice"))
        .related(first, "first listed here")
        .help("remove one of the two")
}
