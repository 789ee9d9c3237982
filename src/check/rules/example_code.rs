//! The code in a response is what programs branch on and the finder goes by: another one leads to another page.

use crate::check::look::Look;
use crate::check::payload::scalars;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Response;
use crate::text::Place;

pub(in crate::check) const RULE: Rule = Rule {
    name: "example-code",
    default: Some(Level::Warn),
    summary: "a response that carries the code of another entry",
    group: Group::Examples,
    run: Run::Entry(check),
};

/// Names under which services send their codes.
const NAMES: [&str; 7] = ["type", "__type", "error", "name", "reason", "errno", "sqlstate"];

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for payload in look.payloads() {
        let mut others = Vec::new();
        let mut has_own = false;
        scalars(&payload.data, &mut |pointer, value| {
            let Some(text) = value.as_str() else {
                return;
            };
            if is_own(look, text) {
                has_own = true;
            } else if is_name_of_code(pointer) && is_other(look, text) {
                others.push((pointer.to_owned(), text));
            }
        });
        if !has_own {
            found.extend(others.into_iter().map(|(pointer, text)| finding(look, text, payload.place(look.entry, &pointer))));
        }
    }
    for (place, example) in look.definition().examples.iter().enumerate() {
        if let Some(response @ Response::Text(text)) = &example.response
            && response.data().is_none()
        {
            in_text(look, &format!("/examples/{place}/response"), text, found);
        }
    }
}

/// Codes in XML or plain text, where they have no names: those that are too marked to be words.
fn in_text(look: &Look<'_>, pointer: &str, text: &str, found: &mut Vec<Diagnostic>) {
    let words = || text.split(|c: char| c.is_whitespace() || "<>\"'()[]{},;=".contains(c)).filter(|word| word.len() > 4);
    if words().any(|word| is_own(look, word)) {
        return;
    }
    if let Some(other) = words().find(|word| word.contains(|c: char| !c.is_lowercase()) && is_other(look, word)) {
        found.push(finding(look, other, look.text(pointer, other)));
    }
}

fn finding(look: &Look<'_>, other: &str, place: Place) -> Diagnostic {
    let message = format!("the example carries the code of another entry: `{other}`");
    Diagnostic::warning(RULE.name, place, message).help(format!("write `{}`", look.definition().code))
}

fn is_own(look: &Look<'_>, text: &str) -> bool {
    text == look.definition().code || look.definition().aliases.iter().any(|alias| alias == text)
}

fn is_other(look: &Look<'_>, text: &str) -> bool {
    look.book.catalog.code(text, &look.entry.source.folder).is_some_and(|id| id != look.id)
}

fn is_name_of_code(pointer: &str) -> bool {
    let name = pointer.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap_or_default().to_lowercase();
    name.contains("code") || NAMES.contains(&name.as_str())
}
