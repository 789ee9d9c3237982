//! A comparison is one page for two entries: both should have their say.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "one-sided-compare",
    default: Some(Level::Allow),
    summary: "an entry compares itself with another that does not",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let catalog = look.book.catalog;
    for (place, compare) in look.definition().compare.iter().enumerate() {
        let Some(other) = look.reference(&compare.with).filter(|other| *other != look.id) else {
            continue;
        };
        let there = &catalog[other];
        let answers = there.definition().compare.iter().any(|back| catalog.reference(&back.with, &there.source.folder) == Some(look.id));
        if !answers {
            let message = format!("only this side compares itself with `{}`", compare.with);
            let help = format!("add `compare` to `{}`", look.book.file(there));
            found.push(Diagnostic::warning(RULE.name, look.compare(place), message).help(help));
        }
    }
}
