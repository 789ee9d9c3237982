//! A bare list of codes makes the reader open each of them.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "related-without-why",
    default: Some(Level::Allow),
    summary: "a reference that does not say why",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (place, link) in look.definition().related.iter().enumerate() {
        if link.why.as_ref().is_none_or(|why| why.trim().is_empty()) {
            let message = format!("the reference to `{}` does not say why", link.code);
            found.push(
                Diagnostic::warning(RULE.name, look.related(place), message).help(format!("write `{{code: {}, why: ...}}`", link.code)),
            );
        }
    }
}
