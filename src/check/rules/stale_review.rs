//! An outdated fix costs more than a missing one: readers trust it.

use crate::check::age;
use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "stale-review",
    default: Some(Level::Allow),
    summary: "an entry that nobody has looked through for too long",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let limit = &look.book.catalog.config.lint.review_after;
    let Some(oldest) = age::parse(limit).and_then(|age| look.book.today.checked_sub(age).ok()) else {
        return;
    };
    let help = "review the page, then set `reviewed` to the day";
    match look.definition().reviewed {
        None => found.push(Diagnostic::warning(RULE.name, look.code(), "this entry was never reviewed").help(help)),
        Some(date) if date < oldest => {
            let message = format!("last reviewed on {date}, longer ago than {limit}");
            found.push(Diagnostic::warning(RULE.name, look.place("/reviewed"), message).help(help));
        }
        Some(_) => {}
    }
}
