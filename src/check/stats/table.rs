//! Counts for a person at a terminal.

use std::fmt::Write;

use super::Stats;
use crate::model::phrase;

/// Draws counts as a table.
#[must_use]
pub fn table(stats: &Stats) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} {}, {}% complete (with example, cause and fix)",
        stats.entries,
        if stats.entries == 1 { "error" } else { "errors" },
        stats.complete_percent
    );
    let with = &stats.with;
    let share = |count: usize| (count, Some(stats.entries));
    group(
        &mut out,
        "with",
        [
            ("example", with.example),
            ("cause", with.cause),
            ("fix", with.fix),
            ("verify", with.verify),
            ("related", with.related),
            ("message", with.message),
        ]
        .map(|(name, count)| (name.to_owned(), share(count))),
    );
    group(&mut out, "without", [("stub: title and summary only".to_owned(), share(stats.stubs))]);
    let reviewed = &stats.reviewed;
    group(
        &mut out,
        "reviewed",
        [
            ("within 3 months", reviewed.within_3_months),
            ("within 12 months", reviewed.within_12_months),
            ("longer ago", reviewed.older),
            ("never", reviewed.never),
        ]
        .map(|(name, count)| (name.to_owned(), share(count))),
    );
    let status =
        |(status, count): (&u16, &usize)| (format!("{status} {}", phrase(*status).unwrap_or_default()).trim().to_owned(), (*count, None));
    group(&mut out, "by status", stats.by_status.iter().map(status));
    let category = |(folder, count): (&String, &usize)| (if folder.is_empty() { ".".to_owned() } else { folder.clone() }, (*count, None));
    group(&mut out, "by category", stats.by_category.iter().map(category));
    out
}

/// Rows under a heading; with a whole, each also says its share.
fn group(out: &mut String, heading: &str, rows: impl IntoIterator<Item = (String, (usize, Option<usize>))>) {
    let rows: Vec<_> = rows.into_iter().collect();
    if rows.is_empty() {
        return;
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().max(16);
    let _ = writeln!(out, "\n{heading}");
    for (name, (count, whole)) in rows {
        let pad = width - name.chars().count();
        let share = whole.and_then(|whole| (count * 100).checked_div(whole)).map_or_else(String::new, |percent| format!("  {percent:>3}%"));
        let _ = writeln!(out, "  {name}{}  {count:>6}{share}", " ".repeat(pad));
    }
}
