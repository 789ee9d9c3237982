//! `errbook scan`: which known errors a log holds.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::book::{Book, NOT_ALL};
use super::{Outcome, Talk, print, say, table};
use crate::catalog::{Audience, EntryId};
use crate::finder::scan::{Scanner, Seen, Tally};
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
    /// Go on reading as the log grows, and tell each error when it first comes, one a line
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
    let is_broken = book.is_broken();
    if is_broken {
        say(NOT_ALL);
    }
    let (site, _) = site(book.catalog, &book.sources, Highlighter::off());
    let scanner = Scanner::new(site.finder());
    let named = arguments.file.as_deref().filter(|file| file.as_os_str() != "-");
    if arguments.follow {
        let Some(file) = named else {
            bail!("`--follow` needs the name of a file");
        };
        let log = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        return follow(&site, &scanner, log, arguments.format);
    }
    let tally = match named {
        Some(file) => {
            let log = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
            scanner.scan(BufReader::with_capacity(1 << 20, log)).with_context(|| format!("cannot read {}", file.display()))?
        }
        None => scanner.scan(BufReader::with_capacity(1 << 20, std::io::stdin())).context("cannot read standard input")?,
    };
    print(&match arguments.format {
        Format::Table if tally.seen().is_empty() => String::new(),
        Format::Table => rows(&site, &tally, table::width()),
        Format::Json => json(&site, &tally)?,
    })?;
    if talk > Talk::Quiet {
        let lines = usize::try_from(tally.lines).unwrap_or(usize::MAX);
        say(&format!("{} in {}", super::count(tally.seen().len(), "known error"), super::count(lines, "line")));
    }
    Ok(if is_broken { Outcome::Findings } else { Outcome::Clean })
}

/// The table, with as much of a row as the terminal has room for: a page's path is shorter than its address, and says more than a bar.
fn rows(site: &Site, tally: &Tally, width: Option<usize>) -> String {
    const FORMS: [(bool, bool, bool); 4] = [(true, true, true), (true, true, false), (false, true, false), (false, false, false)];
    let seen = tally.seen();
    let most = seen.iter().map(|seen| seen.count).max().unwrap_or(1);
    let form = |(has_bar, has_code, has_address): (bool, bool, bool)| {
        let row = |seen: &Seen| {
            let id = EntryId(seen.row);
            let entry = &site.catalog[id];
            let bar = (seen.count * BAR).div_ceil(most).max(1);
            let bar = "▇".repeat(usize::try_from(bar).unwrap_or_default());
            let page = site.catalog.url(id).filter(|_| has_address).unwrap_or_else(|| entry.path.clone());
            let cells = [
                Some(seen.count.to_string()),
                has_bar.then_some(bar),
                Some(seen.first.to_string()),
                Some(seen.last.to_string()),
                has_code.then(|| entry.definition().code.clone()),
                Some(page),
            ];
            cells.into_iter().flatten().collect::<Vec<_>>()
        };
        let head = [Some("COUNT"), has_bar.then_some(""), Some("FIRST"), Some("LAST"), has_code.then_some("CODE"), Some("PAGE")];
        let head: Vec<&str> = head.into_iter().flatten().collect();
        (head, seen.iter().map(row).collect::<Vec<_>>())
    };
    let fitting = FORMS.map(form).into_iter().find(|(head, rows)| table::fits(&table::table(head, rows, None), width));
    let (head, rows) = fitting.unwrap_or_else(|| form(FORMS[3]));
    table::table(&head, &rows, width)
}

fn one(site: &Site, seen: &Seen) -> serde_json::Value {
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
}

fn json(site: &Site, tally: &Tally) -> Result<String> {
    let errors: Vec<_> = tally.seen().iter().map(|seen| one(site, seen)).collect();
    Ok(serde_json::to_string_pretty(&serde_json::json!({ "lines": tally.lines, "errors": errors }))? + "\n")
}

/// Tells each error when it first comes, until the program is ended. A log that became shorter was begun anew.
fn follow(site: &Site, scanner: &Scanner, mut log: File, format: Format) -> Result<Outcome> {
    let mut tally = Tally::default();
    let mut told = std::collections::BTreeSet::new();
    let mut block = vec![0; 1 << 20];
    let mut read = 0;
    loop {
        let length = log.read(&mut block).context("cannot read the log")?;
        read += length as u64;
        if length == 0 {
            if log.metadata().is_ok_and(|log| log.is_file() && log.len() < read) {
                log.seek(SeekFrom::Start(0)).context("cannot read the log")?;
                (tally, read) = (Tally::default(), 0);
            }
            std::thread::sleep(PAUSE);
            continue;
        }
        scanner.feed(&mut tally, &block[..length]);
        let mut new: Vec<Seen> = tally.seen().into_iter().filter(|seen| told.insert(seen.row)).collect();
        new.sort_by_key(|seen| seen.first);
        for seen in new {
            let entry = &site.catalog[EntryId(seen.row)];
            let page = || site.catalog.url(EntryId(seen.row)).unwrap_or_else(|| entry.path.clone());
            print(&match format {
                Format::Table => format!("line {}: {} {}\n", seen.first, entry.definition().code, page()),
                Format::Json => format!("{}\n", one(site, &seen)),
            })?;
        }
    }
}
