//! The JSON Schema of `catalog.json`.

use serde_json::{Value, json};

use crate::model::{RetryPolicy, Severity};

/// The JSON Schema (draft 2020-12) of `catalog.json`. Keys may be added in a later version; what is here stays.
#[must_use]
pub fn catalog_schema() -> Value {
    let text = |what: &str| json!({ "type": "string", "description": what });
    let texts = |what: &str| json!({ "type": "array", "items": { "type": "string" }, "description": what });
    let named = |what: &str| {
        json!({
            "type": "object",
            "description": what,
            "properties": { "path": text("Its path."), "code": text("Its code."), "why": text("Why a reader would go there.") },
            "required": ["path", "code"]
        })
    };
    let milestone = |what: &str| {
        json!({
            "type": "object",
            "description": what,
            "properties": { "since": text("The version."), "note": text("What there is to say about it (Markdown).") },
            "required": ["since"]
        })
    };
    let error = json!({
        "type": "object",
        "description": "An error.",
        "properties": {
            "code": text("What a service sends."),
            "path": text("Where it stands in the book: PATH/ is its page, PATH.md its Markdown twin, PATH.json all that is known about it."),
            "url": uri("The address of its page."),
            "title": text("Its title, plain text."),
            "status": { "type": "integer", "minimum": 100, "maximum": 599, "description": "The HTTP status." },
            "summary": text("What it means and what to do, plain text."),
            "severity": { "enum": Severity::ALL.map(|(_, name)| name), "description": "How bad it is." },
            "retry": { "enum": RetryPolicy::ALL.map(|(_, name)| name), "description": "Whether the same request may be sent again." },
            "category": text("The path of its category; left out for an error that stands in none."),
            "tags": texts("Words to find and filter by."),
            "aliases": texts("Other spellings, former codes, and former paths with a leading slash."),
            "lifecycle": {
                "type": "object",
                "description": "Since when it is sent, and until when.",
                "properties": {
                    "introduced": text("The version that first sent it."),
                    "deprecated": milestone("The version that advised against relying on it."),
                    "removed": milestone("The version that no longer sends it."),
                    "replaced_by": named("The error that takes its place.")
                }
            },
            "related": { "type": "array", "items": named("Another error that a reader may want.") },
            "reviewed": { "type": "string", "format": "date", "description": "When somebody last made sure that all of it is true." }
        },
        "required": ["code", "path", "title", "summary", "severity"]
    });
    let category = json!({
        "type": "object",
        "description": "A folder of errors.",
        "properties": {
            "path": text("Its path."),
            "title": text("Its title."),
            "summary": text("What its errors have in common, plain text."),
            "count": { "type": "integer", "minimum": 0, "description": "How many errors stand in it and below." }
        },
        "required": ["path", "title", "count"]
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "errbook catalog",
        "description": "The index of all errors of a book. The errors come last, one a line, by path.",
        "type": "object",
        "properties": {
            "version": { "const": 1, "description": "The version of this form." },
            "title": text("The title of the book."),
            "url": uri("The address of the site, with a slash at its end."),
            "categories": { "type": "array", "items": category, "description": "The categories in reading order." },
            "errors": { "type": "array", "items": error, "description": "The errors by path." }
        },
        "required": ["version", "title", "categories", "errors"]
    })
}

fn uri(what: &str) -> Value {
    json!({ "type": "string", "format": "uri", "description": what })
}
