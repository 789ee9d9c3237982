//! The JSON of small books.

use serde_json::{Value, json};

use super::{catalog, catalog_rows, entry, problem_types};
use crate::catalog::EntryId;
use crate::site::testing::site;

const FILES: [(&str, &str); 4] = [
    ("book.toml", "[book]\ntitle = 'B \"q\"'\n[output.html]\nsite-url = 'https://e.com'"),
    (
        "errors/a/x.yaml",
        "
code: x
title: The `x`
summary: See [[y]].
status: 409
type: https://e.com/same
retry: after
lifecycle: {introduced: 1.10, deprecated: {since: 2}, replaced_by: y}
compare: [{with: y, choose_this: A}]
related: [{code: y, why: W}]
examples:
  - response: {z: 1, a: {n: 1.50, big: 12345678901234567890}, 404: no}
  - response: {meta: {}, error: {type: t, title: T, balance: 30, accounts: [a]}}
",
    ),
    ("errors/a/y.yaml", "{code: y, title: Y, summary: S, type: 'https://e.com/same', status: 404, tags: [t], reviewed: 2026-01-02}"),
    ("errors/z.yaml", "{code: 01000, title: Z, summary: S}"),
];

fn keys(value: &str) -> Vec<String> {
    let crate::model::Value::Object(keys) = crate::model::parse_json(value).expect("it is JSON") else {
        panic!("it is an object: {value}");
    };
    keys.into_iter().map(|(key, _)| key).collect()
}

#[test]
fn an_entry_has_its_keys_in_order_and_its_references_resolved() {
    let site = site(&FILES);
    let text = entry(&site, EntryId(1));
    let expect = [
        "path",
        "url",
        "category",
        "code",
        "title",
        "status",
        "type",
        "retry",
        "lifecycle",
        "summary",
        "examples",
        "compare",
        "related",
        "problem",
    ];
    assert_eq!(keys(&text), expect);
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(value["lifecycle"]["replaced_by"], json!({ "path": "a/y", "code": "y" }));
    assert_eq!(value["related"], json!([{ "path": "a/y", "code": "y", "why": "W" }]));
    assert_eq!(value["compare"][0]["page"], "compare/a.x-vs-a.y");
    assert_eq!(
        value["problem"],
        json!({ "type": "https://e.com/same", "title": "The x", "status": 409, "extensions": { "balance": 30, "accounts": ["a"] } })
    );
    assert!(text.contains("\"z\": 1,\n        \"a\": {\n"), "payloads keep their order: {text}");
    let other: Value = serde_json::from_str(&entry(&site, EntryId(2))).expect("it is JSON");
    assert_eq!(other["compare"][0]["choose_that"], "A");
    assert_eq!(other["backlinks"], json!([{ "path": "a/x", "code": "x", "why": "W" }]));
}

#[test]
fn the_catalog_has_an_error_a_line() {
    let site = site(&FILES);
    let text = catalog(&site.catalog);
    assert_eq!(keys(&text), ["version", "title", "url", "categories", "errors"]);
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.contains("\"errors\":[")).collect();
    assert_eq!(lines.len(), 5, "{text}");
    let last: Value = serde_json::from_str(lines[3]).expect("a line is an error");
    let expect =
        json!({ "code": "01000", "path": "01000", "url": "https://e.com/01000/", "title": "Z", "summary": "S", "severity": "error" });
    assert_eq!(serde_json::from_str::<Value>(lines[1].trim_end_matches(',')).expect("a line is an error"), expect);
    assert_eq!(last["reviewed"], "2026-01-02");
    let first: Value = serde_json::from_str(lines[2].trim_end_matches(',')).expect("a line is an error");
    assert_eq!(first["title"], "The x");
    assert_eq!(
        first["lifecycle"],
        json!({ "introduced": "1.10", "deprecated": { "since": "2" }, "replaced_by": { "path": "a/y", "code": "y" } })
    );
    let rows = catalog_rows(&site.catalog, &[&site.catalog.entries[2]]);
    assert_eq!(rows, format!("[\n{}\n]\n", lines[3]));
}

#[test]
fn errors_of_one_type_share_a_row() {
    let value: Value = serde_json::from_str(&problem_types(&site(&FILES))).expect("it is JSON");
    let shared = &value["problem_types"][1];
    assert_eq!(shared["type"], "https://e.com/same");
    assert_eq!(shared["recommended_status_codes"], json!([404, 409]));
    assert_eq!(shared["errors"], json!(["a/x", "a/y"]));
    assert_eq!(shared["status"], Value::Null);
    assert_eq!(value["problem_types"].as_array().map(Vec::len), Some(2));
}
