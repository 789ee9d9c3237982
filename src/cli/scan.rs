//! `errbook scan`: which known errors a log holds.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::book::Book;
use super::{Outcome, Talk, print, say, table};
use crate::catalog::{Audience, EntryId};
use crate::finder::scan::{Scanner, Tally};
use crate::markdown::highlight::Highlighter;
use crate::site::{Site, site};

/// How long the bar of the most frequent error is.
const BAR: u64 = 20;
/// How often a log that is followed is looked at.
const PAUSE: Duration = Duration::from_millis(250);

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The log; standard input where left out or `-`
    file: Option<PathBuf>,
    /// The folder of the book; the current one where left out
    #[arg(short = 'C', long = "directory", value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How the result is shown
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Go on reading as the log grows, and tell each error when it first comes
    #[arg(long)]
    follow: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let book = Book::read(arguments.dir.as_deref(), Audience::ALL)?;
    let (site, _) = site(book.catalog, &book.sources, Highlighter::off());
    let scanner = Scanner::new(site.finder());
    let named = arguments.file.as_deref().filter(|file| file.as_os_str() != "-");
    if arguments.follow {
        let Some(file) = named else {
            bail!("`--follow` needs the name of a file");
        };
        return follow(&site, &scanner, File::open(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    let tally = match named {
        Some(file) => {
            let log = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
            scanner.scan(BufReader::with_capacity(1 << 20, log)).with_context(|| format!("cannot read {}", file.display()))?
        }
        None => scanner.scan(BufReader::with_capacity(1 << 20, std::io::stdin())).context("cannot read standard input")?,
    };
    print(&match arguments.format {
        Format::Table => rows(&site, &tally),
        Format::Json => json(&site, &tally)?,
    })?;
    if talk > Talk::Quiet {
        let lines = usize::try_from(tally.lines).unwrap_or(usize::MAX);
        say(&format!("{} in {}", super::count(tally.seen().len(), "known error"), super::count(lines, "line")));
    }
    Ok(Outcome::Clean)
}

fn rows(site: &Site, tally: &Tally) -> String {
    let seen = tally.seen();
    let most = seen.iter().map(|seen| seen.count).max().unwrap_or(1);
    let row = |seen: &crate::finder::scan::Seen| {
        let id = EntryId(seen.row);
        let entry = &site.catalog[id];
        let bar = (seen.count * BAR).div_ceil(most).max(1);
        vec![
            seen.count.to_string(),
            "▇".repeat(usize::try_from(bar).unwrap_or_default()),
            seen.first.to_string(),
            seen.last.to_string(),
            entry.definition().code.clone(),
            site.catalog.url(id).unwrap_or_else(|| entry.path.clone()),
        ]
    };
    table::table(&["COUNT", "", "FIRST", "LAST", "CODE", "PAGE"], &seen.iter().map(row).collect::<Vec<_>>(), table::width())
}

fn json(site: &Site, tally: &Tally) -> Result<String> {
    let one = |seen: &crate::finder::scan::Seen| {
        let id = EntryId(seen.row);
        let entry = &site.catalog[id];
        let mut value = serde_json::json!({ "code": entry.definition().code, "path": entry.path });
        if let Some(url) = site.catalog.url(id) {
            value["url"] = url.into();
        }
        value["count"] = seen.count.into();
        value["first"] = seen.first.into();
        value["last"] = seen.last.into();
        value
    };
    let all = serde_json::json!({ "lines": tally.lines, "errors": tally.seen().iter().map(one).collect::<Vec<_>>() });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// Tells each error when it first comes, until the program is ended.
fn follow(site: &Site, scanner: &Scanner, mut log: File) -> Result<Outcome> {
    let mut tally = Tally::default();
    let mut told = std::collections::BTreeSet::new();
    let mut block = vec![0; 1 << 20];
    loop {
        let length = log.read(&mut block).context("cannot read the log")?;
        if length == 0 {
            std::thread::sleep(PAUSE);
            continue;
        }
        scanner.feed(&mut tally, &block[..length]);
        for seen in tally.seen() {
            if told.insert(seen.row) {
                let entry = &site.catalog[EntryId(seen.row)];
                let page = site.catalog.url(EntryId(seen.row)).unwrap_or_else(|| entry.path.clone());
                print(&format!("line {}: {} {page}\n", seen.first, entry.definition().code))?;
            }
        }
    }
}
