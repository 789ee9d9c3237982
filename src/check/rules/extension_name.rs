//! Names of letters, digits and underscores let a problem be written in XML and other formats too (RFC 9457, section 3.2).

use crate::check::look::Look;
use crate::check::payload::is_problem;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Value;
use crate::text::pointer_step;

pub(in crate::check) const RULE: Rule = Rule {
    name: "extension-name",
    default: Some(Level::Warn),
    summary: "a member of a problem with a name that not every format can carry",
    group: Group::Problems,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for payload in look.payloads().iter().filter(|payload| is_problem(&payload.data)) {
        let Value::Object(members) = payload.data.as_ref() else {
            continue;
        };
        for (name, _) in members.iter().filter(|(name, _)| !is_portable(name)) {
            let place = payload.key(look.entry, &format!("/{}", pointer_step(name)));
            let diagnostic = Diagnostic::warning(RULE.name, place, format!("the member name `{name}` breaks the advice of RFC 9457"));
            let portable: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
            found.push(if is_portable(&portable) {
                diagnostic.help(format!("use letters, digits and underscores, such as `{portable}`"))
            } else {
                diagnostic.help("begin with a letter, and use three characters or more")
            });
        }
    }
}

fn is_portable(name: &str) -> bool {
    name.len() >= 3 && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
