//! The `type` of a problem is the link by which a developer gets from a response to its page.

use crate::check::look::Look;
use crate::check::payload::is_problem;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Value;

pub(in crate::check) const RULE: Rule = Rule {
    name: "example-type",
    default: Some(Level::Warn),
    summary: "a response whose `type` is not the address of its page",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let Some(expected) = look.book.problem_type(look.id) else {
        return;
    };
    for payload in look.payloads() {
        for (pointer, error) in payload.errors() {
            let Some(uri) = error.get("type").and_then(Value::as_str).filter(|uri| is_address(uri) && is_problem(error)) else {
                continue;
            };
            if same(uri, &expected) || is_former(look, uri) {
                continue;
            }
            let place = payload.place(look.entry, &format!("{pointer}/type"));
            let message = format!("the example's `type` is `{uri}`, this page is `{expected}`");
            found.push(Diagnostic::warning(RULE.name, place, message).help(format!("write `{expected}`, or set `type`")));
        }
    }
}

/// Whether it is the full address of something; what is not is the matter of `relative-type`.
fn is_address(uri: &str) -> bool {
    url::Url::parse(uri).is_ok_and(|url| url.scheme() != "about")
}

/// Whether it is a former address of this page, from which readers are led on.
fn is_former(look: &Look<'_>, uri: &str) -> bool {
    let catalog = look.book.catalog;
    let path = catalog.config.site_url().and_then(|site| uri.strip_prefix(&site).map(|path| path.trim_end_matches('/').to_owned()));
    path.is_some_and(|path| catalog.redirects.iter().any(|redirect| redirect.entry == look.id && redirect.path == path))
}

fn same(a: &str, b: &str) -> bool {
    a.trim_end_matches('/') == b.trim_end_matches('/')
}
