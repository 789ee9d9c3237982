//! A relative `type` is resolved against the address of the request, and so is another one for each endpoint.

use crate::check::look::Look;
use crate::check::payload::is_problem;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Value;

pub(in crate::check) const RULE: Rule = Rule {
    name: "relative-type",
    default: Some(Level::Warn),
    summary: "a problem type that is no absolute URI",
    group: Group::Problems,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for payload in look.payloads() {
        for (pointer, error) in payload.errors() {
            let Some(uri) = error.get("type").and_then(Value::as_str).filter(|_| pointer.is_empty() && is_problem(error)) else {
                continue;
            };
            if url::Url::parse(uri).is_err() {
                let place = payload.place(look.entry, "/type");
                let diagnostic = Diagnostic::warning(RULE.name, place, format!("the problem type `{uri}` is not an absolute URI"));
                found.push(match look.book.problem_type(look.id) {
                    Some(own) => diagnostic.help(format!("write `{own}`")),
                    None => diagnostic.help("set `site-url`, and write the address of this page"),
                });
            }
        }
    }
}
