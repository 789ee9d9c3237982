//! Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS).

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::{Diagnostic, Severity, rule_url};
use crate::text::{Files, Place, line_column};

/// Writes findings as a SARIF log with one run.
#[must_use]
pub fn sarif(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut rules: BTreeMap<&str, usize> = diagnostics.iter().map(|diagnostic| (diagnostic.rule, 0)).collect();
    for (index, slot) in rules.values_mut().enumerate() {
        *slot = index;
    }
    let descriptors: Vec<Value> = rules.keys().map(|rule| json!({ "id": rule, "helpUri": rule_url(rule) })).collect();
    let results: Vec<Value> = diagnostics.par_iter().map(|diagnostic| result(diagnostic, rules[diagnostic.rule], files)).collect();
    let mut log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "errbook",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": super::HOMEPAGE,
                "rules": descriptors
            } },
            "columnKind": "unicodeCodePoints"
        }]
    });
    // What stands within `json!` is copied.
    log["runs"][0]["results"] = Value::Array(results);
    serde_json::to_string_pretty(&log).expect("texts and numbers become JSON") + "\n"
}

fn result(diagnostic: &Diagnostic, index: usize, files: &Files) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let text = match &diagnostic.help {
        Some(help) => format!("{} (help: {help})", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical(&diagnostic.place, files) }]
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(
            |(id, label)| json!({ "id": id, "physicalLocation": physical(&label.place, files), "message": { "text": label.message } }),
        );
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &diagnostic.fix {
        let changes = fix.edits.iter().map(|edit| {
            json!({
                "artifactLocation": { "uri": uri(files.name(edit.place.file)) },
                "replacements": [{ "deletedRegion": region(&edit.place, files), "insertedContent": { "text": edit.text } }]
            })
        });
        let description = diagnostic.help.as_deref().unwrap_or("apply the change");
        result["fixes"] = json!([{ "description": { "text": description }, "artifactChanges": changes.collect::<Vec<_>>() }]);
    }
    result
}

fn physical(place: &Place, files: &Files) -> Value {
    json!({ "artifactLocation": { "uri": uri(files.name(place.file)) }, "region": region(place, files) })
}

fn region(place: &Place, files: &Files) -> Value {
    let text = files.text(place.file).map_or("", |text| &**text);
    let span = place.range();
    let (line, column) = line_column(text, span.start);
    let (end_line, end_column) = line_column(text, span.end.max(span.start));
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A file name as a relative URI reference (RFC 3986): all but unreserved letters and `/` percent-encoded.
fn uri(name: &str) -> String {
    crate::text::percent_encode(name).into_owned()
}
