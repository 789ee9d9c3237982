//! `compare_errors`: two errors that are easily confused, side by side.

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, Failure};
use super::{get, schema};
use crate::catalog::Comparison;
use crate::render::{catalog_rows, comparison_markdown};
use crate::route;
use crate::site::Site;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// One error: its code, an alias, its path, or the address of its page
    first: String,
    /// The other one
    second: String,
}

pub(super) fn output() -> JsonObject {
    let side = schema::keys(&["code", "path", "url", "title", "status", "summary", "severity", "retry"]);
    let side = json!({ "type": "object", "properties": side, "required": ["code", "path", "title", "summary"] });
    let properties = json!({
        "title": { "type": "string", "description": "What they are compared under, plain text." },
        "left": side,
        "right": side,
        "choose_left": schema::texts("When it is the left one (Markdown)."),
        "choose_right": schema::texts("When it is the right one (Markdown)."),
        "url": { "type": "string", "description": "The address of the page that compares them, where the book has one." }
    });
    schema::output(properties, &["title", "left", "right", "choose_left", "choose_right"])
}

pub(super) fn answer(site: &Site, arguments: &Arguments) -> Answered {
    let (first, second) = (get::meant(site, &arguments.first)?, get::meant(site, &arguments.second)?);
    if first == second {
        let code = &site.catalog[first].definition().code;
        return Err(Failure::new(format!("both are the error `{code}`"), "name two errors, or ask `get_error` for this one"));
    }
    let comparison = site.catalog.compare(first, second);
    Ok(Answer { text: comparison_markdown(site, &comparison), data: data(site, &comparison) })
}

fn data(site: &Site, comparison: &Comparison) -> Value {
    let sides = [comparison.left, comparison.right].map(|id| &site.catalog[id]);
    let rows: Value = serde_json::from_str(&catalog_rows(&site.catalog, &sides)).expect("what is published as JSON can be read");
    let mut data = json!({
        "title": site.plain(&comparison.title),
        "left": rows[0],
        "right": rows[1],
        "choose_left": comparison.choose_left,
        "choose_right": comparison.choose_right
    });
    let is_page = site.catalog.comparisons.iter().any(|other| other.path == comparison.path);
    if let Some(url) = site.catalog.config.site_url().filter(|_| is_page) {
        data["url"] = route::absolute(&url, &route::page(&comparison.path)).into();
    }
    data
}
