//! `errbook check`: all findings at once, and those mended that can be.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;

use super::book::{Book, folder, summary};
use super::{Outcome, Talk, count, fix, print, say};
use crate::catalog::Audience;
use crate::check::{Levels, check};
use crate::diagnostic::{self, Severity, Style};
use crate::markdown::highlight::Highlighter;
use crate::site::site;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// What else makes the run fail
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// With rules that are off by default
    #[arg(long)]
    pedantic: bool,
    /// Mend what can be mended without a person looking
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Show at most so many findings
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Human,
    Short,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    Warnings,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let levels = if arguments.pedantic { Levels::Pedantic } else { Levels::AsWritten };
    let dir = folder(arguments.dir.as_deref())?;
    if arguments.dry_run {
        return dry_run(&dir, levels, talk);
    }
    let fixed = if arguments.fix { fix::all(&dir, levels)? } else { 0 };
    let book = read(&dir, levels)?;
    let shown = arguments.max_findings.unwrap_or(book.diagnostics.len()).min(book.diagnostics.len());
    let (found, files) = (&book.diagnostics[..shown], &book.sources.files);
    print(&match arguments.format {
        // Colours are taken out again by the stream where there is no terminal.
        Format::Human => diagnostic::human(found, files, Style::Coloured),
        Format::Short => diagnostic::short(found, files),
        Format::Json => diagnostic::json(found, files),
        Format::Sarif => diagnostic::sarif(found, files),
        Format::Github => diagnostic::github(found, files),
    })?;
    if talk > Talk::Quiet {
        if fixed > 0 {
            say(&format!("{} mended", count(fixed, "finding")));
        }
        if let Format::Human | Format::Short = arguments.format {
            say(&summary(&book.diagnostics, shown));
        }
    }
    let fails = |severity| severity == Severity::Error || arguments.deny.is_some();
    let failed = book.diagnostics.iter().any(|diagnostic| fails(diagnostic.severity));
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// A book with all that is wrong with it, in order, with exact places.
pub(super) fn read(dir: &Path, levels: Levels) -> Result<Book> {
    let mut book = Book::read(Some(dir), Audience::ALL)?;
    let today = jiff::Zoned::now().date();
    book.diagnostics.extend(check(&book.catalog, &book.sources, levels, today));
    let (site, found) = site(book.catalog.clone(), &book.sources, Highlighter::off());
    book.diagnostics.extend(found);
    if !book.is_broken() && !book.sources.templates.is_empty() {
        book.diagnostics.extend(super::build::template_errors(&site, &book.sources));
    }
    book.locate();
    book.diagnostics.dedup();
    Ok(book)
}

/// Shows what would change, worked out on a copy of the book.
fn dry_run(dir: &Path, levels: Levels, talk: Talk) -> Result<Outcome> {
    let copy = fix::copy(dir)?;
    let fixed = fix::all(copy.path(), levels)?;
    print(&fix::diff(dir, copy.path())?)?;
    if talk > Talk::Quiet {
        say(&format!("{} would be mended", count(fixed, "finding")));
    }
    Ok(if fixed > 0 { Outcome::Findings } else { Outcome::Clean })
}
