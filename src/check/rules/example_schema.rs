//! With a schema in the settings, all pages show the envelope that the service really sends.

use crate::check::look::Look;
use crate::check::place;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "example-schema",
    default: Some(Level::Warn),
    summary: "a response that breaks the JSON Schema of the book",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    if look.payloads().is_empty() {
        return;
    }
    let Some(schema) = look.book.schema() else {
        return;
    };
    for payload in look.payloads() {
        for breach in schema.breaches(&payload.data.to_json()) {
            let at = place::written(&breach.pointer);
            let at = if at.is_empty() { String::new() } else { format!(" at `{at}`") };
            let message = format!("the example breaks `{}`{at}: {}", schema.name, breach.problem);
            found.push(Diagnostic::warning(RULE.name, payload.place(look.entry, &breach.pointer), message).maybe_help(breach.help));
        }
    }
}
