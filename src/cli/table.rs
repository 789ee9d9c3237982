//! Columns on a terminal.

/// How wide the terminal is; `None` where there is none.
pub(super) fn width() -> Option<usize> {
    use std::io::IsTerminal;
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    std::io::stdout()
        .is_terminal()
        .then(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).or_else(columns).unwrap_or(80))
}

/// Puts rows under each other. Where a row is too wide for the terminal, its last column is cut.
pub(super) fn table(head: &[&str], rows: &[Vec<String>], width: Option<usize>) -> String {
    let all = || std::iter::once(head.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>()).chain(rows.iter().cloned());
    let columns = head.len();
    let widths: Vec<usize> = (0..columns).map(|column| all().map(|row| letters(&row[column])).max().unwrap_or_default()).collect();
    let mut out = String::new();
    for (number, row) in all().enumerate() {
        let mut line = String::new();
        for (column, text) in row.iter().enumerate() {
            if column + 1 == columns {
                line.push_str(text);
            } else {
                line.push_str(text);
                line.push_str(&" ".repeat(widths[column] - letters(text) + 2));
            }
        }
        let line = cut(line.trim_end(), width);
        if number == 0 {
            let style = anstyle::Style::new().bold();
            out.push_str(&format!("{style}{line}{style:#}\n"));
        } else {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// Whether the terminal has room for a table.
pub(super) fn fits(table: &str, width: Option<usize>) -> bool {
    width.is_none_or(|width| anstream::adapter::strip_str(table).to_string().lines().all(|line| letters(line) <= width))
}

fn letters(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// As much of a line as the terminal has room for.
pub(super) fn cut(line: &str, width: Option<usize>) -> String {
    match width {
        Some(width) if letters(line) > width && width > 1 => {
            let mut kept = String::new();
            let mut used = 0;
            for c in line.chars() {
                used += unicode_width::UnicodeWidthChar::width(c).unwrap_or_default();
                if used > width - 1 {
                    break;
                }
                kept.push(c);
            }
            kept + "…"
        }
        _ => line.to_owned(),
    }
}

/// A number with its thousands set apart.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes in a unit that fits: `1.4 MB`.
pub(super) fn bytes(number: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "it is rounded to a tenth anyway")]
    let float = number as f64;
    match number {
        0..1_000 => format!("{number} B"),
        1_000..1_000_000 => format!("{:.1} kB", float / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", float / 1e6),
        _ => format!("{:.1} GB", float / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        let rows = vec![vec!["409".into(), "a rather long title".into()], vec![String::new(), "é".into()]];
        assert_eq!(
            anstream::adapter::strip_str(&table(&["No", "Title"], &rows, Some(12))).to_string(),
            "No   Title\n409  a rath…\n     é\n"
        );
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(bytes(1_440_000), "1.4 MB");
    }
}
