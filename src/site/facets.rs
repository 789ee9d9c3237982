//! What errors are filtered by, on the catalog page.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::catalog::Catalog;
use crate::model::Definition;

/// What an error can be filtered by, with the values that it has.
pub(crate) fn of(definition: &Definition) -> impl Iterator<Item = (&'static str, String)> {
    let class = definition.status.map(|code| ("status", format!("{}xx", code / 100)));
    let severity = ("severity", definition.severity().name().to_owned());
    let retry = definition.retry.as_ref().map(|retry| ("retry", retry.policy.name().to_owned()));
    let life = definition.lifecycle.as_ref().and_then(|life| {
        let gone = life.removed.as_ref().map(|_| "removed");
        gone.or(life.deprecated.as_ref().map(|_| "deprecated")).map(|name| ("life", name.to_owned()))
    });
    let tags = definition.tags.iter().map(|tag| ("tag", tag.clone()));
    class.into_iter().chain([severity]).chain(retry).chain(life).chain(tags)
}

/// Which errors have which values, for books whose catalog page does not list them: their places in the catalog, each as the step from the one
/// before. The status stands in the index of the finder, and the severity of an error is `error` where nothing is said.
pub(super) fn file(catalog: &Catalog) -> Vec<u8> {
    let mut places: BTreeMap<&str, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    for (place, entry) in catalog.entries.iter().enumerate() {
        for (key, value) in
            of(entry.definition()).filter(|(key, value)| !matches!((*key, value.as_str()), ("status", _) | ("severity", "error")))
        {
            places.entry(key).or_default().entry(value).or_default().push(place);
        }
    }
    let steps = |places: &Vec<usize>| -> Value {
        let mut last = 0;
        places.iter().map(|place| place - std::mem::replace(&mut last, *place)).collect()
    };
    let named = |values: &BTreeMap<String, Vec<usize>>| values.iter().map(|(value, places)| (value.clone(), steps(places))).collect();
    let all: serde_json::Map<String, Value> =
        places.iter().map(|(key, values)| ((*key).to_owned(), Value::Object(named(values)))).collect();
    json!(all).to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn places_are_steps() {
        let site = site(&[
            ("errors/a.yaml", "{code: a, title: T, summary: S, status: 404, tags: [x, error], retry: never}"),
            ("errors/b.yaml", "{code: b, title: T, summary: S, severity: warning}"),
            ("errors/c.yaml", "{code: c, title: T, summary: S, tags: [x], lifecycle: {deprecated: {since: 1}, removed: {since: 2}}}"),
        ]);
        let text = String::from_utf8(super::file(&site.catalog)).unwrap();
        assert_eq!(text, r#"{"life":{"removed":[2]},"retry":{"never":[0]},"severity":{"warning":[1]},"tag":{"error":[0],"x":[0,2]}}"#);
    }
}
