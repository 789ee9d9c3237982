//! The summary is all that a search result, an editor or an agent shows: it should hold the first step.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::check::verbs;
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-summary-action",
    default: Some(Level::Allow),
    summary: "a summary that does not say what to do",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    // The verbs are English.
    if look.book.catalog.config.book.language.starts_with("en") && !verbs::has_instruction(&look.definition().summary) {
        let diagnostic = Diagnostic::warning(RULE.name, look.place("/summary"), "the summary does not say what to do");
        found.push(diagnostic.help("end it with an instruction: a sentence that starts with a verb, such as check, send or wait"));
    }
}
