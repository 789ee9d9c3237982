//! An example is how readers make sure that they are on the right page.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-example",
    default: Some(Level::Allow),
    summary: "an entry without an example",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    if look.is_finished() && !look.is_stub() && look.definition().examples.is_empty() {
        let diagnostic = Diagnostic::warning(RULE.name, look.code(), "no example is given");
        found.push(diagnostic.help("add `example` with a response, or with `before` and `output`"));
    }
}
