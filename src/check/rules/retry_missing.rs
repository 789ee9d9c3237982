//! After 429 and 503 every client asks whether to try again.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "retry-missing",
    default: Some(Level::Warn),
    summary: "a status that invites to try again, without a word about it",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let definition = look.definition();
    if let (Some(status @ (429 | 503)), None) = (definition.status, &definition.retry) {
        let diagnostic = Diagnostic::warning(RULE.name, look.place("/status"), format!("status {status} without a word about `retry`"));
        found.push(diagnostic.help("add `retry: {policy: after, after: Retry-After}`"));
    }
}
