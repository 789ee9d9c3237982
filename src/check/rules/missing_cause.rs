//! Readers compare the causes with what they know of their own case, and pick the fix that fits.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-cause",
    default: Some(Level::Warn),
    summary: "an entry without causes, where there is more than one fix or none",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let definition = look.definition();
    // Of a stub it is enough to say that it is one; and where there is one fix, nothing has to be picked.
    if look.is_finished() && !look.is_stub() && definition.causes.is_empty() && definition.fixes.len() != 1 {
        found.push(Diagnostic::warning(RULE.name, look.code(), "no cause is given").help("add `causes`, the most frequent first"));
    }
}
