//! Most readers scroll straight to the fixes.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-fix",
    default: Some(Level::Warn),
    summary: "an entry without fixes",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    // Of a stub it is enough to say that it is one.
    if look.is_finished() && !look.is_stub() && look.definition().fixes.is_empty() {
        found
            .push(Diagnostic::warning(RULE.name, look.code(), "no fix is given").help("add `fixes`, starting with the most frequent case"));
    }
}
