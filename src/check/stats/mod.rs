//! How much of a book is there: coverage, as a value and as a table, JSON and a badge.

mod badge;
mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::catalog::Catalog;

pub use badge::badge;
pub use table::table;

/// How much of a book is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// How many entries there are.
    pub entries: usize,
    /// How many of a hundred are complete, rounded down: a hundred is all.
    pub complete_percent: usize,
    /// How many have a cause, a fix, an example and neither `draft` nor a stub's emptiness.
    pub complete: usize,
    /// How many have each part.
    pub with: With,
    /// How many have nothing but a title and a summary.
    pub stubs: usize,
    /// How many have each HTTP status.
    pub by_status: BTreeMap<u16, usize>,
    /// How many stand in each folder.
    pub by_category: BTreeMap<String, usize>,
    /// When they were last looked through.
    pub reviewed: Reviewed,
}

/// How many entries have a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct With {
    /// An example.
    pub example: usize,
    /// A cause.
    pub cause: usize,
    /// A fix.
    pub fix: usize,
    /// A way to see that the fix worked.
    pub verify: usize,
    /// A related entry.
    pub related: usize,
    /// A message that services print.
    pub message: usize,
}

/// How many entries were last looked through in each span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    /// Within three months.
    pub within_3_months: usize,
    /// Within a year.
    pub within_12_months: usize,
    /// Longer ago.
    pub older: usize,
    /// Never.
    pub never: usize,
}

/// Counts.
#[must_use]
pub fn stats(catalog: &Catalog, today: Date) -> Stats {
    let mut stats = Stats { entries: catalog.entries.len(), ..Stats::default() };
    let ago = |months: i32| today.checked_sub(jiff::Span::new().months(months)).unwrap_or(Date::MIN);
    let (quarter, year) = (ago(3), ago(12));
    for entry in &catalog.entries {
        let definition = entry.definition();
        let has = [
            (&mut stats.with.example, !definition.examples.is_empty()),
            (&mut stats.with.cause, !definition.causes.is_empty()),
            (&mut stats.with.fix, !definition.fixes.is_empty()),
            (&mut stats.with.verify, !definition.verify.is_empty()),
            (&mut stats.with.related, !entry.related.is_empty()),
            (&mut stats.with.message, !definition.messages.is_empty()),
        ];
        for (count, has) in has {
            *count += usize::from(has);
        }
        let is_stub = definition.is_stub() && definition.examples.is_empty();
        let is_complete =
            [definition.examples.is_empty(), definition.causes.is_empty(), definition.fixes.is_empty()].iter().all(|missing| !missing);
        stats.stubs += usize::from(is_stub);
        stats.complete += usize::from(is_complete && definition.visibility != Some(crate::model::Visibility::Draft));
        if let Some(status) = definition.status {
            *stats.by_status.entry(status).or_default() += 1;
        }
        *stats.by_category.entry(entry.source.folder.clone()).or_default() += 1;
        *match definition.reviewed {
            None => &mut stats.reviewed.never,
            Some(date) if date >= quarter => &mut stats.reviewed.within_3_months,
            Some(date) if date >= year => &mut stats.reviewed.within_12_months,
            Some(_) => &mut stats.reviewed.older,
        } += 1;
    }
    stats.complete_percent = (stats.complete * 100).checked_div(stats.entries).unwrap_or(100);
    stats
}

impl Stats {
    /// The counts as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("numbers and names become JSON") + "\n"
    }

    /// Whether at least this many of a hundred are complete.
    #[must_use]
    pub fn reaches(&self, percent: usize) -> bool {
        self.complete_percent >= percent
    }
}
