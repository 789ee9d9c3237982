//! A line for each finding: `file:line:column: error[rule]: message`.

use std::fmt::Write;

use super::{Diagnostic, Severity};
use crate::text::{Files, line_column};

/// Writes a line for each finding.
#[must_use]
pub fn short(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (line, column) = files.text(diagnostic.place.file).map_or((1, 1), |text| line_column(text, diagnostic.place.range().start));
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let name = files.name(diagnostic.place.file);
        let _ = writeln!(out, "{name}:{line}:{column}: {severity}[{}]: {}", diagnostic.rule, diagnostic.message);
    }
    out
}
