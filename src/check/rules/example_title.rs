//! In RFC 9457 the title belongs to the type: it stays the same from one occurrence to the next.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "example-title",
    default: Some(Level::Warn),
    summary: "two responses of one problem type with different titles",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for payload in look.payloads() {
        for (uri, pointer, title) in payload.titles() {
            let Some((first, expected)) = look.book.titles().get(&uri).filter(|(_, expected)| *expected != title) else {
                continue;
            };
            let message = format!("the example's `title` is `{title}`, elsewhere `{expected}`");
            let diagnostic = Diagnostic::warning(RULE.name, payload.place(look.entry, &pointer), message);
            found.push(diagnostic.related(first.clone(), "another title here").help("use one title for the type"));
        }
    }
}
