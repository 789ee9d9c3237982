//! A client treats a status that it does not know as the first of its class (RFC 9110, section 15).

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::is_registered;

pub(in crate::check) const RULE: Rule = Rule {
    name: "status-unknown",
    default: Some(Level::Warn),
    summary: "an HTTP status that is not registered",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let Some(status) = look.definition().status.filter(|status| !is_registered(*status)) else {
        return;
    };
    let near = match status {
        420 | 430 => 429,
        440 | 498 => 401,
        495 | 496 => 403,
        499 => 408,
        509 | 529 => 503,
        520..=530 => 502,
        598 | 599 => 504,
        _ => status / 100 * 100,
    };
    let diagnostic = Diagnostic::warning(RULE.name, look.place("/status"), format!("the status {status} is not registered for HTTP"));
    found.push(diagnostic.help(format!("use a registered status, such as {near}")));
}
