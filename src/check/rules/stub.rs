//! A page of two lines disappoints everyone who opens it.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "stub",
    default: Some(Level::Warn),
    summary: "an entry with nothing but a title and a summary",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    if look.is_finished() && look.is_stub() {
        let diagnostic = Diagnostic::warning(RULE.name, look.code(), "there is only a title and a summary here");
        found.push(diagnostic.help("add a meaning, a cause, a fix or an example"));
    }
}
