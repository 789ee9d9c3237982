//! Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.

use std::fmt::Write;

use super::{Diagnostic, Severity};
use crate::text::{Files, line_column};

/// Writes a workflow command for each finding.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let text = files.text(diagnostic.place.file).map_or("", |text| &**text);
        let span = diagnostic.place.range();
        let (line, column) = line_column(text, span.start);
        let (end_line, end_column) = line_column(text, span.end.max(span.start));
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let file = property(files.name(diagnostic.place.file));
        // A range of columns is for one line only.
        let columns = if end_line == line { format!(",col={column},endColumn={end_column}") } else { format!(",col={column}") };
        let _ =
            writeln!(out, "::{command} file={file},line={line},endLine={end_line}{columns},title={}::{}", diagnostic.rule, data(&message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
