//! A client has to ignore a member of RFC 9457 that holds a value of another type.

use crate::check::look::Look;
use crate::check::payload::is_problem;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Value;

pub(in crate::check) const RULE: Rule = Rule {
    name: "reserved-member",
    default: Some(Level::Warn),
    summary: "a member of a problem with a value of the wrong type",
    group: Group::Problems,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for payload in look.payloads().iter().filter(|payload| is_problem(&payload.data)) {
        for name in ["type", "title", "status", "detail", "instance"] {
            let Some(value) = payload.data.get(name) else {
                continue;
            };
            let expected = if name == "status" { "a number" } else { "a string" };
            let is = kind(value);
            if is == expected {
                continue;
            }
            let message = format!("the member `{name}` should be {expected}, not {is}");
            let diagnostic = Diagnostic::warning(RULE.name, payload.place(look.entry, &format!("/{name}")), message);
            found.push(match value {
                Value::String(text) if text.parse::<u16>().is_ok() => diagnostic.help(format!("write `{text}` without quotes")),
                _ => diagnostic.help("give a member of your own another name"),
            });
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
