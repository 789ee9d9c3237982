//! A template that is mostly placeholders fits lines of every kind, and draws strangers to its page.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "message-ambiguous",
    default: Some(Level::Warn),
    summary: "a message that a template of another entry fits as well",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    if look.definition().messages.is_empty() {
        return;
    }
    let templates = look.book.templates();
    for (number, template) in templates.of(look.id) {
        let Some(wider) = templates.wider(number) else {
            continue;
        };
        let other = &look.book.catalog[wider.entry];
        let message = format!("this message also fits `{}` of `{}`", wider.source, other.definition().code);
        let diagnostic = Diagnostic::warning(RULE.name, look.text(&format!("/messages/{}", template.place), template.source), message);
        let there = other.source.text(&format!("/messages/{}", wider.place), wider.source);
        found.push(diagnostic.related(there, "the other template").help("use more of the fixed words"));
    }
}
