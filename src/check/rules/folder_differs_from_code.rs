//! People guess addresses from codes, and colleagues guess files.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Pattern;

pub(in crate::check) const RULE: Rule = Rule {
    name: "folder-differs-from-code",
    default: Some(Level::Warn),
    summary: "a definition in another folder than its code says",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let code = &look.definition().code;
    let Some(parts) = parts(look, code) else {
        return;
    };
    let expected = parts.join("/");
    let folder = &look.entry.source.folder;
    // The book may keep all of a system below another folder: `vendors/pay/card`.
    let is_there = folder.strip_suffix(&expected).is_some_and(|above| above.is_empty() || above.ends_with('/'));
    if !is_there {
        let file = look.book.file(look.entry);
        let name = file.rsplit('/').next().unwrap_or(file);
        let message = format!("by its code this file belongs in `errors/{expected}`");
        found.push(Diagnostic::warning(RULE.name, look.code(), message).help(format!("move it to `errors/{expected}/{name}`")));
    }
}

/// The folders that a code names: what the pattern's parts but the last stand for; without a pattern, its middle.
fn parts<'a>(look: &Look<'_>, code: &'a str) -> Option<Vec<&'a str>> {
    let patterns = &look.book.catalog.config.codes.pattern;
    let mut parts = if patterns.is_empty() {
        let all: Vec<&str> = code.split([':', '/']).collect();
        all.get(1..).filter(|rest| rest.len() > 1)?.to_vec()
    } else {
        patterns.iter().filter_map(|pattern| Pattern::parse(pattern)).find_map(|pattern| pattern.captures(code))?
    };
    parts.pop();
    let is_folder = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    (!parts.is_empty() && parts.iter().all(is_folder)).then_some(parts)
}
