//! `errbook explain`: one error, on the terminal.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::book::{self, Book};
use super::{Outcome, print, say};
use crate::catalog::{Audience, Catalog, EntryId, Lookup, resolve};
use crate::markdown::highlight::Highlighter;
use crate::render::{entry_json, entry_markdown};
use crate::site::{Site, site};
use crate::source::{self, Sources};
use crate::text::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A code, an alias, an address or path, or the name of one of errbook's own rules
    #[arg(required = true)]
    query: Vec<String>,
    /// The folder of the book; the current one where left out
    #[arg(short = 'C', long = "directory", value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Terminal,
    Markdown,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let query = arguments.query.join(" ");
    // The own rules are explained in any book, and where there is none; a book may define the same code for itself.
    let own = book::folder(arguments.dir.as_deref()).and_then(|dir| Book::read(Some(&dir), Audience::ALL));
    let found = own.as_ref().ok().and_then(|book| find(&book.catalog, &query));
    if let (Ok(book), Some(id)) = (own.as_ref(), found) {
        return show(book.catalog.clone(), &book.sources, id, arguments.format);
    }
    let rules = source::from_memory(&crate::rules::files());
    let (catalog, _) = resolve(&rules, Audience::ALL);
    if let Some(id) = find(&catalog, &query) {
        return show(catalog, &rules, id, arguments.format);
    }
    let book = own?;
    let codes: Vec<&str> = book.catalog.index.codes().chain(catalog.index.codes()).collect();
    say(&format!("no error is known as `{query}`"));
    if let Some(near) = nearest(&query, codes) {
        say(&format!("did you mean `{near}`?"));
    }
    Ok(Outcome::Findings)
}

fn find(catalog: &Catalog, query: &str) -> Option<EntryId> {
    let by = |text: &str| match catalog.index.lookup(text, "") {
        Lookup::Found(id) => Some(id),
        _ => None,
    };
    let by_address = || {
        let path = url::Url::parse(query).ok()?.path().trim_matches('/').to_owned();
        // The site may stand below a path: the longest end that is a path of the book.
        let cuts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
        cuts.filter_map(|at| catalog.entry_at(&path[at..])).next()
    };
    by(query).or_else(by_address)
}

fn show(catalog: Catalog, sources: &Sources, id: EntryId, format: Format) -> Result<Outcome> {
    let (site, _): (Site, _) = site(catalog, sources, Highlighter::off());
    print(&match format {
        Format::Terminal | Format::Markdown => entry_markdown(&site, id),
        Format::Json => entry_json(&site, id),
    })?;
    Ok(Outcome::Clean)
}
