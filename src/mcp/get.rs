//! `get_error`: a code, an alias, a path or an address → all that is known about the error.

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, Answered, Failure};
use super::find::quoted;
use super::schema;
use crate::catalog::EntryId;
use crate::render::{entry_json, entry_markdown};
use crate::site::{Meant, Site};

/// So many are named where none, or more than one, is meant.
const MOST: usize = 20;
const NEAREST: usize = 5;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Its code, an alias, its path in the book, or the address of its page
    error: String,
}

pub(super) fn output() -> JsonObject {
    let mut properties = schema::keys(&["code", "path", "url", "title", "status", "summary", "severity", "tags", "aliases", "reviewed"]);
    properties["category"] = json!({
        "type": "object",
        "properties": { "path": { "type": "string" }, "title": { "type": "string" } },
        "description": "The category that it stands in."
    });
    properties["problem"] = json!({ "type": "object", "description": "The problem type (RFC 9457) with what the example sends." });
    for (key, what) in [("causes", "What may have led to it, the likeliest first."), ("fixes", "What makes it go away, the best first.")] {
        properties[key] = json!({ "type": "array", "items": { "type": "object" }, "description": what });
    }
    properties["retry"] = json!({ "description": "Whether the same request may be sent again." });
    schema::output(properties, &["code", "path", "title", "summary", "category"])
}

pub(super) fn answer(site: &Site, arguments: &Arguments) -> Answered {
    let id = meant(site, &arguments.error)?;
    let data = serde_json::from_str(&entry_json(site, id)).expect("what is published as JSON can be read");
    Ok(Answer { text: entry_markdown(site, id), data })
}

/// The one entry that is meant.
pub(super) fn meant(site: &Site, reference: &str) -> Result<EntryId, Failure> {
    let reference = reference.trim();
    match site.meant(reference) {
        Meant::One(id) => return Ok(id),
        Meant::Several(ids) => {
            let paths: Vec<&str> = ids.iter().take(MOST).map(|id| site.catalog[*id].path.as_str()).collect();
            let more = if ids.len() > MOST { format!(", and {} more", ids.len() - MOST) } else { String::new() };
            return Err(Failure::new(
                format!("{} errors are called {}", ids.len(), named(reference)),
                format!("ask for one by its path: {}{more}", quoted(&paths)),
            ));
        }
        Meant::Nothing => {}
    }
    let found = site.finder().find(reference, NEAREST);
    let mut sure = found.matches.iter().filter(|found| found.confident);
    if let (Some(only), None) = (sure.next(), sure.next()) {
        return Ok(EntryId(only.id));
    }
    let mut near: Vec<&str> = site.near(reference).take(NEAREST).map(|entry| entry.definition().code.as_str()).collect();
    if near.is_empty() {
        near = found.matches.iter().map(|found| site.catalog[EntryId(found.id)].path.as_str()).collect();
    }
    let help = match near.as_slice() {
        [] => "`find_error` takes any text, and `list_errors` tells what there is".to_owned(),
        near => format!("did you mean {}?", near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")),
    };
    Err(Failure::new(format!("no error is called {}", named(reference)), help))
}

/// What was asked for, as far as it makes a line.
fn named(reference: &str) -> String {
    const LINE: usize = 100;
    let line: String = reference.chars().take(LINE).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if reference.chars().nth(LINE).is_some() { format!("`{line}…`") } else { format!("`{line}`") }
}
