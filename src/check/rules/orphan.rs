//! Search reaches every page, but helps only those who know what to look for.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "orphan",
    default: Some(Level::Allow),
    summary: "nothing leads to an entry",
    group: Group::Links,
    run: Run::EntryAfter(|book| _ = book.mentioned(), check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let has_own = !look.entry.backlinks.is_empty() || !look.entry.playbooks.is_empty();
    if !has_own && !look.book.mentioned().contains(&look.id) {
        found.push(
            Diagnostic::warning(RULE.name, look.code(), "nothing leads to this entry").help("name it under `related` of another entry"),
        );
    }
}
