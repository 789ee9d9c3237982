//! `errbook check`: all findings at once.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::book::Book;
use super::{Outcome, Talk, print};
use crate::catalog::Audience;
use crate::diagnostic::{self, Severity};
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
    let mut book = Book::read(arguments.dir.as_deref(), Audience::ALL)?;
    let (_, found) = site(book.catalog.clone(), &book.sources, Highlighter::off());
    book.diagnostics.extend(found);
    if let Format::Human = arguments.format {
        book.report(arguments.max_findings, talk)?;
    } else {
        book.locate();
        let shown = arguments.max_findings.unwrap_or(book.diagnostics.len()).min(book.diagnostics.len());
        let (found, files) = (&book.diagnostics[..shown], &book.sources.files);
        print(&match arguments.format {
            Format::Human | Format::Short => diagnostic::short(found, files),
            Format::Json => diagnostic::json(found, files),
            Format::Sarif => diagnostic::sarif(found, files),
            Format::Github => diagnostic::github(found, files),
        })?;
    }
    let fails = |severity| severity == Severity::Error || arguments.deny.is_some();
    let failed = book.diagnostics.iter().any(|diagnostic| fails(diagnostic.severity));
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}
