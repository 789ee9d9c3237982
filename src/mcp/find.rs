//! `find_error`: whatever somebody has of an error → the errors that it may be, with the reasons.

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, Failure};
use super::schema;
use crate::catalog::EntryId;
use crate::finder::Match;
use crate::finder::recognise::LONGEST;
use crate::render::{entry_markdown, matches_json};
use crate::site::Site;

const MOST: usize = 50;
/// So many are named where nothing fits.
const NEAREST: usize = 5;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Any text of the error: a response body, a log line, a stack trace, a code, a message, an address. Paste it as it is
    text: String,
    /// At most so many matches (1 to 50)
    #[serde(default = "few")]
    #[schemars(range(min = 1, max = 50))]
    limit: usize,
}

fn few() -> usize {
    5
}

pub(super) fn output() -> JsonObject {
    let mut found = schema::keys(&["code", "path", "url", "title", "status", "summary"]);
    found["score"] = json!({ "type": "integer", "description": "Higher is better." });
    found["confident"] = json!({ "type": "boolean", "description": "Whether this is the error, and not only something like it." });
    found["because"] = json!({
        "type": "array",
        "description": "The reasons, best first.",
        "items": {
            "type": "object",
            "properties": {
                "kind": { "type": "string", "description": "What matched: url, code, alias, message, status, words." },
                "where": { "type": "string", "description": "A place in the payload (`errors[0].type`), or `line 3`." },
                "text": { "type": "string", "description": "The text that matched." }
            },
            "required": ["kind", "where", "text"]
        }
    });
    found["captures"] = json!({
        "type": "object",
        "additionalProperties": { "type": "string" },
        "description": "What stood in the placeholders of the message."
    });
    let required = ["code", "path", "title", "summary", "score", "confident", "because"];
    let matches = json!({
        "type": "array",
        "description": "Best first.",
        "items": { "type": "object", "properties": found, "required": required }
    });
    let properties = json!({
        "matches": matches,
        "near": schema::texts("Where nothing matches: codes that are spelled alike."),
        "request_id": { "type": "string", "description": "The id of the failed request, for support." },
        "time": { "type": "string", "description": "When it happened, as the text has it." },
        "cut": { "type": "boolean", "description": "The text was too long; its end was not read." }
    });
    schema::output(properties, &["matches"])
}

pub(super) fn answer(site: &Site, arguments: &Arguments) -> Answered {
    let text = arguments.text.trim();
    if text.is_empty() {
        return Err(Failure::new("`text` is empty", "paste what there is of the error: the response body, the log line, the code"));
    }
    let found = site.ask(text, arguments.limit.clamp(1, MOST));
    let mut data = json!({ "matches": matches(site, &found.matches) });
    for (key, value) in [("request_id", &found.request_id), ("time", &found.time)] {
        if let Some(value) = value {
            data[key] = value.as_str().into();
        }
    }
    let mut said = if found.matches.is_empty() { nothing(site, text, &mut data) } else { list(site, &found.matches) };
    // More than the finder reads. Letters are not fewer than bytes by more than a factor of four.
    if text.len() > LONGEST && text.chars().nth(LONGEST).is_some() {
        data["cut"] = true.into();
        said.push_str(&format!("\n\nOnly the first {LONGEST} letters of the text were read; send the lines around the failure."));
    }
    Ok(Answer { text: said, data })
}

fn matches(site: &Site, matches: &[Match]) -> Value {
    let mut all = matches_json(site, matches);
    for (value, found) in all.iter_mut().zip(matches) {
        let definition = site.catalog[EntryId(found.id)].definition();
        value["summary"] = site.plain(&definition.summary).into();
        if let Some(status) = definition.status {
            value["status"] = status.into();
        }
        if !found.captures.is_empty() {
            value["captures"] = found.captures.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str()))).collect();
        }
    }
    all.into()
}

/// The matches in words, and the whole of the error where it is sure which one it is.
fn list(site: &Site, matches: &[Match]) -> String {
    let sure: Vec<&Match> = matches.iter().filter(|found| found.confident).collect();
    let line = |found: &&Match| {
        let entry = &site.catalog[EntryId(found.id)];
        let definition = entry.definition();
        let status = definition.status.map(|status| format!(" ({status})")).unwrap_or_default();
        let why = found.because.first().map(|because| format!(" Because of `{}` in {}.", because.text, because.place)).unwrap_or_default();
        let (title, summary) = (site.plain(&definition.title), site.plain(&definition.summary));
        format!("- `{}`{status}: {title}. {summary}{why} Path: {}", definition.code, entry.path)
    };
    let lines = |found: &[&Match]| found.iter().map(line).collect::<Vec<_>>().join("\n");
    match sure.as_slice() {
        [only] => format!("It is this error:\n\n{}\n\n{}", line(only), entry_markdown(site, EntryId(only.id)).trim_end()),
        [] => format!("Nothing fits for sure. The nearest, best first:\n\n{}", lines(&matches.iter().collect::<Vec<_>>())),
        several => format!("These errors fit, best first:\n\n{}", lines(several)),
    }
}

/// Says that nothing matches, and what is spelled alike.
fn nothing(site: &Site, text: &str, data: &mut Value) -> String {
    let near: Vec<&str> = site.near(text).take(NEAREST).map(|entry| entry.definition().code.as_str()).collect();
    let mut said = "No error of this book fits this text.".to_owned();
    if !near.is_empty() {
        said.push_str(&format!(" Spelled alike: {}.", quoted(&near)));
        data["near"] = near.into();
    }
    said
}

/// `` `a`, `b` ``
pub(super) fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
