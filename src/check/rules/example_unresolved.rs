//! Most readers come with a response in their clipboard: what a page shows must lead back to it.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::{Level, Response};

pub(in crate::check) const RULE: Rule = Rule {
    name: "example-unresolved",
    default: Some(Level::Warn),
    summary: "a response that the finder does not lead from to its page",
    group: Group::Examples,
    run: Run::EntryAfter(|book| _ = book.finder(), check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (place, example) in look.definition().examples.iter().enumerate() {
        let query = match &example.response {
            Some(Response::Json(data)) => data.to_json().to_string(),
            Some(Response::Text(text)) => text.clone(),
            None => continue,
        };
        if look.book.finder().is_named(look.id.0, &query) {
            continue;
        }
        let matches = look.book.finder().find(&query, 3).matches;
        let sure: Vec<u32> = matches.iter().filter(|found| found.confident).map(|found| found.id).collect();
        if sure.contains(&look.id.0) {
            continue;
        }
        let message = match sure.first() {
            Some(other) => format!("the finder takes this example for `{}`", look.book.catalog.entries[*other as usize].definition().code),
            None => "the finder does not know this example".to_owned(),
        };
        let diagnostic = Diagnostic::warning(RULE.name, look.place(&format!("/examples/{place}/response")), message);
        found.push(diagnostic.help("show the code, the type or a message of this entry"));
    }
}
