//! Findings for programs: one JSON document.

use serde::Serialize;

use super::{Diagnostic, counts};
use crate::text::{Files, Place, line_column};

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Finding<'a>>,
    counts: Counts,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: super::Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(flatten)]
    range: LineRange<'a>,
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct LineRange<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    safe: bool,
    edits: Vec<FixEdit<'a>>,
}

#[derive(Serialize)]
struct FixEdit<'a> {
    #[serde(flatten)]
    range: LineRange<'a>,
    text: &'a str,
}

/// Writes findings as JSON. Lines and columns are from 1, columns in characters.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], files: &Files) -> String {
    let findings = diagnostics.iter().map(|diagnostic| finding(diagnostic, files)).collect();
    let (errors, warnings) = counts(diagnostics);
    let report = Report { findings, counts: Counts { errors, warnings } };
    serde_json::to_string_pretty(&report).expect("texts and numbers become JSON") + "\n"
}

fn finding<'a>(diagnostic: &'a Diagnostic, files: &'a Files) -> Finding<'a> {
    let related = diagnostic.related.iter().map(|label| {
        let LineRange { file, line, column, .. } = range(&label.place, files);
        Related { file, line, column, message: &label.message }
    });
    let fix = diagnostic.fix.as_ref().map(|fix| Fix {
        safe: fix.safe,
        edits: fix.edits.iter().map(|edit| FixEdit { range: range(&edit.place, files), text: &edit.text }).collect(),
    });
    Finding {
        rule: diagnostic.rule,
        level: diagnostic.severity,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        range: range(&diagnostic.place, files),
        url: diagnostic.url(),
        related: related.collect(),
        fix,
    }
}

fn range<'a>(place: &Place, files: &'a Files) -> LineRange<'a> {
    let text = files.text(place.file).map_or("", |text| &**text);
    let span = place.range();
    let (line, column) = line_column(text, span.start);
    let (end_line, end_column) = line_column(text, span.end.max(span.start));
    LineRange { file: files.name(place.file), line, column, end_line, end_column }
}
