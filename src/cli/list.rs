//! `errbook list`: the catalog on a terminal.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::book::Book;
use super::{Outcome, print, table};
use crate::catalog::{Audience, Entry};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// How the list is shown
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Only this status (`404`) or class (`4xx`)
    #[arg(long)]
    status: Option<String>,
    /// Only this category and those below it
    #[arg(long, value_name = "PATH")]
    category: Option<String>,
    /// Only entries with this tag
    #[arg(long)]
    tag: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut book = Book::read(arguments.dir.as_deref(), Audience::default())?;
    let status = arguments.status.as_deref().map(wanted).transpose()?;
    let category = arguments.category.as_deref().map(|path| path.trim_matches('/'));
    if let Some(category) = category.filter(|path| book.catalog.category_at(path).is_none()) {
        bail!("there is no category `{category}`");
    }
    let is_wanted = |entry: &&Entry| {
        let definition = entry.definition();
        status.is_none_or(|(from, to)| definition.status.is_some_and(|status| (from..=to).contains(&status)))
            && category.is_none_or(|path| path.is_empty() || entry.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
            && arguments.tag.as_ref().is_none_or(|tag| definition.tags.contains(tag))
    };
    let entries: Vec<&Entry> = book.catalog.ids().map(|(_, entry)| entry).filter(is_wanted).collect();
    print(&match arguments.format {
        Format::Table => rows(&entries),
        Format::Json => crate::render::catalog_rows(&book.catalog, &entries),
    })?;
    if book.is_broken() {
        // What cannot be read is not in the list: that must not be passed over.
        book.diagnostics.retain(|diagnostic| diagnostic.severity == crate::diagnostic::Severity::Error);
        super::say(&super::book::summary(&book.diagnostics, book.diagnostics.len()));
        super::say("the list is not complete: `errbook check` says why");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Clean)
}

fn rows(entries: &[&Entry]) -> String {
    let row = |entry: &&Entry| {
        let definition = entry.definition();
        vec![
            definition.status.map(|status| status.to_string()).unwrap_or_default(),
            definition.code.clone(),
            entry.path.clone(),
            definition.title.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = entries.iter().map(row).collect();
    table::table(&["STATUS", "CODE", "PATH", "TITLE"], &rows, table::width())
}

/// The statuses that `404` or `4xx` means.
fn wanted(text: &str) -> Result<(u16, u16)> {
    if let Some(class) = text.strip_suffix("xx").and_then(|class| class.parse::<u16>().ok()).filter(|class| (1..=5).contains(class)) {
        return Ok((class * 100, class * 100 + 99));
    }
    match text.parse::<u16>() {
        Ok(status @ 100..=599) => Ok((status, status)),
        _ => bail!("`{text}` is no status: write `404` or `4xx`"),
    }
}
