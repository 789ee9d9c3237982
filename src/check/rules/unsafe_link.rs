//! A link that runs code, or carries a page in itself, never reaches a page: its author should know.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::text::Place;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unsafe-link",
    default: Some(Level::Warn),
    summary: "a link with a scheme that pages do not have",
    group: Group::Links,
    run: Run::Entry(check),
};

/// What pages let through.
const SAFE: [&str; 6] = ["http", "https", "ftp", "mailto", "tel", "sms"];

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let definition = look.definition();
    let mut see = |address: &str, place: Place| {
        let Some(scheme) = scheme(address).filter(|scheme| !SAFE.contains(&scheme.as_str())) else {
            return;
        };
        let diagnostic = Diagnostic::warning(RULE.name, place, format!("the address `{scheme}:` is unsafe, its link is taken out"));
        found.push(match look.reference(address) {
            Some(_) => diagnostic.help(format!("write `[[{address}]]` for a link to this error")),
            None => diagnostic.help("use `https:`, a relative address or a reference"),
        });
    };
    for passage in look.passages() {
        let survey = passage.survey();
        for link in survey.links.iter().chain(&survey.images) {
            see(&link.text, passage.place(&link.text));
        }
    }
    for (place, reference) in definition.references.iter().enumerate() {
        see(&reference.url, look.place(&format!("/references/{place}/url")));
    }
    if let Some(runbook) = &definition.runbook {
        see(runbook, look.place("/runbook"));
    }
}

/// The scheme in small letters. Blanks and invisible characters do not hide one, as they do not for a browser.
fn scheme(address: &str) -> Option<String> {
    let end = address.find([':', '/', '?', '#', '\\'])?;
    let name: String = address[..end].chars().filter(char::is_ascii_graphic).collect();
    address[end..].starts_with(':').then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes() {
        for (address, expect) in [
            ("https://a.example", Some("https")),
            ("Java\nScript:x", Some("javascript")),
            (" data:text/html,x", Some("data")),
            ("../a:b/", None),
            ("#a:b", None),
            ("a/b", None),
        ] {
            assert_eq!(scheme(address).as_deref(), expect, "{address}");
        }
    }
}
