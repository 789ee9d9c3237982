//! A table of the errors (RFC 4180), harmless in a spreadsheet.

use super::view::ErrorView;
use crate::catalog::EntryId;
use crate::site::Site;

const COLUMNS: [&str; 12] =
    ["code", "path", "url", "title", "status", "severity", "retry", "category", "summary", "type", "tags", "deprecated"];

/// Makes the table: a line of names, then one for each entry.
pub(super) fn csv(site: &Site, entries: &[EntryId]) -> String {
    let rows = entries.iter().map(|id| {
        let error = ErrorView::new(site, *id, String::new());
        let status = error.status.map(|status| status.to_string()).unwrap_or_default();
        let retry = error.retry.unwrap_or_default().to_owned();
        let severity = error.severity.to_owned();
        let tags = error.tags.join(", ");
        let cells = [error.code, error.path, error.url, error.title, status, severity, retry, error.category, error.summary];
        line(cells.into_iter().chain([error.problem_type, tags, error.deprecated]))
    });
    std::iter::once(line(COLUMNS.map(str::to_owned))).chain(rows).collect()
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().map(|cell| cell_text(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn cell_text(text: &str) -> String {
    // A spreadsheet would compute what begins so; a number (`-32600`) is what it looks like.
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err();
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell_text;

    #[test]
    fn cells() {
        for (text, expect) in [
            ("plain", "plain"),
            ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("-32600", "-32600"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+inf", "+inf"),
        ] {
            assert_eq!(cell_text(text), expect);
        }
    }
}
