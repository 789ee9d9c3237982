//! A code span that is exactly a known code becomes a link; one that is nearly the same misleads whoever copies it.

use crate::check::passage::Passage;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "spelling-of-code",
    default: Some(Level::Warn),
    summary: "a code span that is nearly a known code",
    group: Group::Links,
    run: Run::Prose(check),
};

fn check(passage: &Passage<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.text.contains('`') {
        return;
    }
    for span in &passage.survey().codes {
        if passage.book.catalog.index.knows(&span.text) {
            continue;
        }
        if let Some(near) = passage.book.codes().nearest(&span.text) {
            let message = format!("almost the code `{near}`, but spelled `{}`", span.text);
            let place = passage.place(&span.text);
            found.push(Diagnostic::warning(RULE.name, place.clone(), message).help(format!("write `{near}`")).fix(place, near));
        }
    }
}
