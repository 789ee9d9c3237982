//! Clients branch on the status, and copy it from the page: head and example should agree.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Value;

pub(in crate::check) const RULE: Rule = Rule {
    name: "example-status",
    default: Some(Level::Warn),
    summary: "a response whose status is not the definition's",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let Some(expected) = look.definition().status else {
        return;
    };
    for payload in look.payloads() {
        for (pointer, error) in payload.errors() {
            let Some(Value::Number(written) | Value::String(written)) = error.get("status") else {
                continue;
            };
            // Some services have words under this name: "fail", "RESOURCE_EXHAUSTED".
            let Some(status) = written.parse::<u16>().ok().filter(|status| (100..600).contains(status) && *status != expected) else {
                continue;
            };
            let place = payload.place(look.entry, &format!("{pointer}/status"));
            let diagnostic = Diagnostic::warning(RULE.name, place, format!("the example says status {status}, the definition {expected}"));
            found.push(
                diagnostic.related(look.place("/status"), "the status of this entry").help(format!("write {expected} in both places")),
            );
        }
    }
}
