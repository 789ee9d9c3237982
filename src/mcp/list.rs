//! `list_errors`: the catalog, or a part of it, page by page.

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, Failure};
use super::find::quoted;
use super::schema;
use crate::catalog::{Entry, Filter, Stage, statuses};
use crate::model::Severity;
use crate::render::{catalog_rows, words};
use crate::site::Site;
use crate::text::nearest;

const MOST: usize = 200;
/// What a cursor begins with: the path that was last listed follows, so that an edit between two pages leaves nothing out.
const CURSOR: &str = "after:";

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Only this HTTP status (`404`) or class (`4xx`)
    #[serde(default)]
    #[schemars(with = "String")]
    status: Option<Value>,
    /// Only the category at this path, and those below it
    #[serde(default)]
    #[schemars(with = "String")]
    category: Option<String>,
    /// Only errors with this tag
    #[serde(default)]
    #[schemars(with = "String")]
    tag: Option<String>,
    /// Only errors that are so bad
    #[serde(default)]
    #[schemars(with = "String", extend("enum" = Severity::ALL.map(|(_, name)| name)))]
    severity: Option<String>,
    /// Only errors that are sent, that are sent and not to be relied on, or that are no longer sent
    #[serde(default)]
    #[schemars(with = "String", extend("enum" = Stage::ALL.map(|(_, name)| name)))]
    lifecycle: Option<String>,
    /// At most so many (1 to 200)
    #[serde(default = "many")]
    #[schemars(range(min = 1, max = 200))]
    limit: usize,
    /// `next_cursor` of the answer before
    #[serde(default)]
    #[schemars(with = "String")]
    cursor: Option<String>,
}

fn many() -> usize {
    50
}

pub(super) fn output() -> JsonObject {
    let properties = json!({
        "errors": { "type": "array", "items": schema::row(), "description": "The errors by path, as `catalog.json` has them." },
        "total": { "type": "integer", "description": "How many fit in all." },
        "next_cursor": { "type": "string", "description": "Where the list goes on; left out at its end." }
    });
    schema::output(properties, &["errors", "total"])
}

pub(super) fn answer(site: &Site, arguments: &Arguments) -> Answered {
    let filter = filter(site, arguments)?;
    let after = match arguments.cursor.as_deref() {
        None | Some("") => None,
        Some(cursor) => match cursor.strip_prefix(CURSOR) {
            None => return Err(Failure::new("`cursor` is none that this tool gave", "leave it out to begin anew")),
            after => after,
        },
    };
    let wanted: Vec<&Entry> = site.catalog.ids().map(|(_, entry)| entry).filter(|entry| filter.keeps(entry)).collect();
    let from = after.map_or(0, |after| wanted.partition_point(|entry| entry.path.as_str() <= after));
    let page: Vec<&Entry> = wanted[from..].iter().take(arguments.limit.clamp(1, MOST)).copied().collect();
    let rows: Value = serde_json::from_str(&catalog_rows(&site.catalog, &page)).expect("what is published as JSON can be read");
    let mut text = match (wanted.len(), page.len()) {
        (0, _) => "No error fits.".to_owned(),
        (total, shown) if shown < total => format!("{}, of which {} to {} are:\n", words::count(total, "error"), from + 1, from + shown),
        (total, _) => format!("{}:\n", words::count(total, "error")),
    };
    text.extend(page.iter().map(|entry| line(site, entry)));
    let mut data = json!({ "errors": rows, "total": wanted.len() });
    if let Some(last) = page.last().filter(|_| from + page.len() < wanted.len()) {
        let cursor = format!("{CURSOR}{}", last.path);
        text.push_str(&format!("\n\nThe list goes on with the cursor `{cursor}`."));
        data["next_cursor"] = cursor.into();
    }
    Ok(Answer { text, data })
}

fn line(site: &Site, entry: &Entry) -> String {
    let definition = entry.definition();
    let status = definition.status.map(|status| format!(" ({status})")).unwrap_or_default();
    format!("\n- `{}`{status}: {}. Path: {}", definition.code, site.plain(&definition.title), entry.path)
}

fn filter(site: &Site, arguments: &Arguments) -> Result<Filter, Failure> {
    let mut filter = Filter::default();
    // A model writes 404 as often as "404".
    let status = arguments.status.as_ref().filter(|status| !status.is_null());
    if let Some(status) = status.map(|status| status.as_str().map_or_else(|| status.to_string(), str::to_owned)) {
        let range = statuses(status.trim());
        filter.status = Some(range.ok_or_else(|| Failure::new(format!("`{status}` is no status"), "write `404`, or `4xx` for a class"))?);
    }
    if let Some(category) = said(arguments.category.as_ref()) {
        let path = category.trim_matches('/');
        if site.catalog.category_at(path).is_none() {
            let paths: Vec<&str> = site.catalog.categories.iter().skip(1).map(|category| category.path.as_str()).collect();
            return Err(unknown("category", path, &paths));
        }
        filter.category = Some(path.to_owned());
    }
    if let Some(tag) = said(arguments.tag.as_ref()) {
        let mut tags: Vec<&str> = site.catalog.entries.iter().flat_map(|entry| &entry.definition().tags).map(String::as_str).collect();
        tags.sort_unstable();
        tags.dedup();
        if tags.binary_search(&tag).is_err() {
            return Err(unknown("tag", tag, &tags));
        }
        filter.tag = Some(tag.to_owned());
    }
    filter.severity = said(arguments.severity.as_ref()).map(|name| word("severity", name, &Severity::ALL)).transpose()?;
    filter.stage = said(arguments.lifecycle.as_ref()).map(|name| word("lifecycle", name, &Stage::ALL)).transpose()?;
    Ok(filter)
}

/// What an argument says; some clients send an empty text for one that is left out.
fn said(argument: Option<&String>) -> Option<&str> {
    argument.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The value that a name stands for.
fn word<T: Copy>(what: &str, name: &str, all: &[(T, &'static str)]) -> Result<T, Failure> {
    let found = all.iter().find(|(_, known)| *known == name).map(|(value, _)| *value);
    found.ok_or_else(|| unknown(what, name, &all.iter().map(|(_, known)| *known).collect::<Vec<_>>()))
}

fn unknown(what: &str, name: &str, all: &[&str]) -> Failure {
    const FEW: usize = 30;
    let help = match (nearest(name, all.iter().copied()), all.len()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, 0) => format!("leave it out: the book has no {what}"),
        (None, 1..=FEW) => format!("one of {}", quoted(all)),
        (None, _) => format!("one of {} and others; leave it out to see all errors", quoted(&all[..FEW])),
    };
    Failure::new(format!("there is no {what} `{name}`"), help)
}
