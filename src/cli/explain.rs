//! `errbook explain`: one error, on the terminal.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::book::{self, Book};
use super::terminal::{self, Screen};
use super::{Outcome, print, say};
use crate::catalog::{Audience, Catalog, Entry, EntryId, Lookup, resolve};
use crate::markdown::highlight::Highlighter;
use crate::render::{entry_json, entry_markdown};
use crate::site::{Site, site};
use crate::source::{self, Sources};

/// So many are named where none is known.
const NEAREST: usize = 5;

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
    say(&format!("no error is known as `{query}`"));
    let near = near(&book.catalog, &query).chain(self::near(&catalog, &query)).take(NEAREST);
    let near: Vec<String> = near.map(|entry| format!("  {} ({})", entry.definition().code, entry.definition().title)).collect();
    if !near.is_empty() {
        say(&format!("did you mean one of these?\n{}", clean(&near.join("\n"))));
    }
    Ok(Outcome::Findings)
}

/// Entries whose code or short name is near to a query in letters, or has it as a part, the nearest first.
fn near<'a>(catalog: &'a Catalog, query: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
    let query = query.to_lowercase();
    let limit = (query.chars().count() / 3).clamp(1, 4);
    let distance = |name: &str| {
        let name = name.to_lowercase();
        let is_near = name.len().abs_diff(query.len()) <= limit;
        let letters = is_near.then(|| strsim::osa_distance(&query, &name)).filter(|distance| *distance <= limit);
        // A part of a name is further off than a slip of the hand.
        letters.or_else(|| name.contains(&query).then(|| limit + 1 + name.len() - query.len()))
    };
    let mut found: Vec<(usize, &Entry)> = catalog
        .entries
        .iter()
        .filter_map(|entry| {
            let names = [entry.definition().code.as_str(), entry.path.rsplit('/').next().unwrap_or_default()];
            Some((names.into_iter().filter_map(distance).min()?, entry))
        })
        .collect();
    // Stable: equals stay in the order of their paths.
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, entry)| entry)
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
        cuts.map(|at| &path[at..]).find_map(|end| catalog.entry_at(end))
    };
    by(query).or_else(by_address)
}

fn show(catalog: Catalog, sources: &Sources, id: EntryId, format: Format) -> Result<Outcome> {
    let (site, _): (Site, _) = site(catalog, sources, Highlighter::off());
    print(&match format {
        Format::Terminal => terminal::render(&entry_markdown(&site, id), Screen::stdout()),
        Format::Markdown => clean(&entry_markdown(&site, id)),
        Format::Json => escape(&entry_json(&site, id)),
    })?;
    Ok(Outcome::Clean)
}

/// A text without what a terminal would obey: definitions may come from strangers.
fn clean(text: &str) -> String {
    text.chars().filter_map(|letter| if matches!(letter, '\n' | '\t') { Some(letter) } else { terminal::clean(letter) }).collect()
}

/// JSON that says the same without a control character in its texts. JSON itself asks that of the first 32 only (RFC 8259, section 7).
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_control() && letter != '\n' {
            write!(out, "\\u{:04x}", u32::from(letter)).expect("a string takes what is written");
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_are_named() {
        let definition = |code: &str| (format!("errors/{code}.yaml"), format!("code: {code}\ntitle: T\nsummary: S.\n"));
        let files = ["key_not_found", "key_disabled", "http-409", "409"].map(definition);
        let files: Vec<(String, &str)> = files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
        let (catalog, _) = resolve(&source::from_memory(&files), Audience::ALL);
        for (query, expect) in [
            ("key_not_fuond", &["key_not_found"] as &[&str]),
            ("KEY", &["key_disabled", "key_not_found"]),
            ("408", &["409"]),
            ("something else", &[]),
        ] {
            let found: Vec<&str> = near(&catalog, query).map(|entry| entry.path.as_str()).collect();
            assert_eq!(found, expect, "{query}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_does_not_reach_it() {
        assert_eq!(clean("a\u{1b}[2Jb\n\tc\u{9b}1m"), "a[2Jb\n\tc1m");
        assert_eq!(escape("{\n\"a\u{9b}\u{7f}\"}"), "{\n\"a\\u009b\\u007f\"}");
    }
}
