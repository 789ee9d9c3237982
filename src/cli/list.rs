//! `errbook list`: the catalog on a terminal.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::book::Book;
use super::{Outcome, print, table};
use crate::catalog::{Audience, Entry, Filter, statuses};

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
    let category = arguments.category.as_deref().map(|path| path.trim_matches('/').to_owned());
    if let Some(category) = category.as_ref().filter(|path| book.catalog.category_at(path).is_none()) {
        bail!("there is no category `{category}`");
    }
    let filter = Filter { status, category, tag: arguments.tag.clone(), ..Filter::default() };
    let entries: Vec<&Entry> = book.catalog.ids().map(|(_, entry)| entry).filter(|entry| filter.keeps(entry)).collect();
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

fn wanted(text: &str) -> Result<(u16, u16)> {
    statuses(text).with_context(|| format!("`{text}` is no status: write `404` or `4xx`"))
}
