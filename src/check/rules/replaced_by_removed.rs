//! Whoever still sees an old error needs to know what to handle now, not what came in between.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "replaced-by-removed",
    default: Some(Level::Warn),
    summary: "the successor of an entry is removed itself",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let Some(written) = look.definition().lifecycle.as_ref().and_then(|life| life.replaced_by.as_ref()) else {
        return;
    };
    let catalog = look.book.catalog;
    let Some(successor) = look.entry.replaced_by.map(|id| &catalog[id]) else {
        return;
    };
    if successor.definition().lifecycle.as_ref().is_some_and(|life| life.removed.is_some()) {
        let message = format!("the successor `{written}` is removed itself");
        let help = match successor.replaced_by.filter(|next| *next != look.id) {
            Some(next) => format!("it was replaced by `{}`", catalog[next].definition().code),
            None => "name the error that is sent today".to_owned(),
        };
        found.push(Diagnostic::warning(RULE.name, look.text("/lifecycle/replaced_by", written), message).help(help));
    }
}
