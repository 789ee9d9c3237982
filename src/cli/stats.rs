//! `errbook stats`: how much of the book is there.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::book::Book;
use super::{Outcome, Talk, print, say};
use crate::catalog::Audience;
use crate::check::stats::{badge, stats, table};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// How the numbers are shown; `svg` is a badge
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Fail where fewer entries of a hundred are complete
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_complete: Option<u8>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
    Svg,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let book = Book::read(arguments.dir.as_deref(), Audience::ALL)?;
    let stats = stats(&book.catalog, jiff::Zoned::now().date());
    print(&match arguments.format {
        Format::Table => table(&stats),
        Format::Json => stats.json(),
        Format::Svg => badge(&stats),
    })?;
    if book.is_broken() {
        say("the numbers are not complete: `errbook check` says why");
        return Ok(Outcome::Findings);
    }
    match arguments.min_complete.map(usize::from).filter(|least| !stats.reaches(*least)) {
        Some(least) => {
            if talk > Talk::Quiet {
                say(&format!("{}% are complete, and {least}% should be", stats.complete_percent));
            }
            Ok(Outcome::Findings)
        }
        None => Ok(Outcome::Clean),
    }
}
