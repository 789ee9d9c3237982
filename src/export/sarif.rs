//! The errors as rules (SARIF 2.1.0, section 3.49), for tools that report where code meets them.

use serde_json::{Map, Value, json};

use super::view::ErrorView;
use crate::catalog::EntryId;
use crate::site::Site;

/// A SARIF log without results, whose tool has a rule for each entry. Its id is the code; where several errors have that, the path.
pub(super) fn rules(site: &Site, entries: &[EntryId], names: &[String]) -> String {
    let mut driver = Map::new();
    let config = &site.catalog.config;
    driver.insert("name".into(), config.book.title.clone().into());
    if let Some(url) = config.site_url() {
        driver.insert("informationUri".into(), url.into());
    }
    let rules: Vec<Value> = entries.iter().zip(names).map(|(id, name)| rule(site, *id, name)).collect();
    driver.insert("rules".into(), rules.into());
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "results": [] }]
    });
    format!("{log:#}\n")
}

fn rule(site: &Site, id: EntryId, name: &str) -> Value {
    let catalog = &site.catalog;
    let entry = &catalog[id];
    let definition = entry.definition();
    let error = ErrorView::new(site, id, name.to_owned());
    let is_alone = catalog.index.namespace(&entry.source.folder).is_empty();
    let level = match error.severity {
        "warning" => "warning",
        "info" => "note",
        _ => "error",
    };
    let mut rule = json!({
        "id": if is_alone { &error.code } else { &error.path },
        "name": name,
        "shortDescription": { "text": error.title },
        "fullDescription": { "text": error.summary },
        "help": { "text": error.summary, "markdown": definition.summary },
        "defaultConfiguration": { "level": level }
    });
    if catalog.config.site_url().is_some() {
        rule["helpUri"] = error.url.into();
    }
    let former: Vec<&String> = definition.aliases.iter().filter(|alias| !alias.starts_with('/')).collect();
    if !former.is_empty() && is_alone {
        rule["deprecatedIds"] = json!(former);
    }
    let mut properties = Map::new();
    if !error.tags.is_empty() {
        properties.insert("tags".into(), json!(error.tags));
    }
    for (key, value) in [("status", error.status.map(Value::from)), ("retry", error.retry.map(Value::from))] {
        properties.extend(value.map(|value| (key.to_owned(), value)));
    }
    if !properties.is_empty() {
        rule["properties"] = properties.into();
    }
    rule
}
