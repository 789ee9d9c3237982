//! Readers arrive on either of two neighbours: the link should be there from both.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::text::Place;

pub(in crate::check) const RULE: Rule = Rule {
    name: "one-way-related",
    default: Some(Level::Allow),
    summary: "an entry names another one that does not name it",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let catalog = look.book.catalog;
    for (place, link) in look.definition().related.iter().enumerate() {
        let Some(other) = look.reference(&link.code).filter(|other| *other != look.id) else {
            continue;
        };
        let there = &catalog[other];
        if there.related.iter().any(|relation| relation.entry == look.id) {
            continue;
        }
        // A code may mean something else over there.
        let code = &look.definition().code;
        let name = if catalog.reference(code, &there.source.folder) == Some(look.id) { code } else { &look.entry.path };
        let file = look.book.file(there);
        let message = format!("`{}` does not name this entry in return", link.code);
        let diagnostic =
            Diagnostic::warning(RULE.name, look.related(place), message).help(format!("add `{name}` to `related` in `{file}`"));
        // A list of the file's or folder's defaults would be lost to one of the definition's own.
        let is_own = there.definition().related.is_empty() || there.source.has("related");
        found.push(if is_own {
            diagnostic.fix(Place::append(there.source.file, format!("{}/related", there.source.pointer)), name)
        } else {
            diagnostic
        });
    }
}
