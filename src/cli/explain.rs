//! `errbook explain`: from what one has to the page of the error, on the terminal.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::book::{self, Book};
use super::terminal::{self, Screen};
use super::{Outcome, print, say, style, table};
use crate::catalog::{Audience, Catalog, Entry, EntryId, Lookup, resolve};
use crate::finder::{Because, Found, Kind, Match};
use crate::markdown::highlight::Highlighter;
use crate::render::entry_markdown;
use crate::site::{Site, site};
use crate::source;

/// So many are named where none is known.
const NEAREST: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A code, an alias, an address, a payload, a log line, or the name of one of errbook's own rules; `-` reads standard input
    #[arg(required = true)]
    query: Vec<String>,
    /// The folder of the book; the current one where left out
    #[arg(short = 'C', long = "directory", value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// At most so many matches
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Terminal,
    Markdown,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let query = match arguments.query.join(" ") {
        dash if dash == "-" => std::io::read_to_string(std::io::stdin()).context("cannot read standard input")?,
        words => words,
    };
    if query.trim().is_empty() {
        bail!("there is nothing to look for: the query is empty");
    }
    let own = book::folder(arguments.dir.as_deref()).and_then(|dir| Book::read(Some(&dir), Audience::ALL));
    let own = own.map(|book| site(book.catalog, &book.sources, Highlighter::off()).0);
    let rules = rules();
    let site = own.as_ref().unwrap_or(&rules);
    let found = answer(site, query.trim(), arguments.limit);
    // The own rules are explained in any book, and where there is none; a book may define the same code for itself.
    let exact = found.matches.first().is_some_and(|best| best.confident);
    if !exact && let Some(id) = find(&rules.catalog, query.trim()) {
        return show(&rules, &[named(&rules, id)], query.trim(), arguments.format);
    }
    if let Err(error) = own.as_ref()
        && !exact
    {
        bail!("{error:#}");
    }
    if exact || !found.matches.is_empty() || matches!(arguments.format, Format::Json) {
        return show(site, &found.matches, query.trim(), arguments.format);
    }
    say("no error is known that fits this");
    let near = near(&site.catalog, &query).chain(self::near(&rules.catalog, &query)).take(NEAREST);
    let near: Vec<String> = near.map(|entry| format!("  {} ({})", entry.definition().code, entry.definition().title)).collect();
    if !near.is_empty() {
        say(&format!("did you mean one of these?\n{}", clean(&near.join("\n"))));
    }
    Ok(Outcome::Findings)
}

/// errbook's own errors as a site.
fn rules() -> Site {
    let sources = source::from_memory(&crate::rules::files());
    let (catalog, _) = resolve(&sources, Audience::ALL);
    site(catalog, &sources, Highlighter::off()).0
}

/// What the query means: a reference as definitions have them, or whatever the finder makes of it.
fn answer(site: &Site, query: &str, limit: usize) -> Found {
    let mut found = site.finder().find(query, limit);
    if let Some(id) = find(&site.catalog, query)
        && found.matches.first().is_none_or(|best| !best.confident || best.id != id.0)
    {
        found.matches = vec![named(site, id)];
    }
    found
}

/// A match for an entry that was named as definitions name it.
fn named(site: &Site, id: EntryId) -> Match {
    let because = Because { kind: Kind::Code, place: "line 1".to_owned(), text: site.catalog[id].definition().code.clone() };
    Match { id: id.0, row: id.0, score: 1000, confident: true, because: vec![because], captures: Vec::new() }
}

fn show(site: &Site, matches: &[Match], query: &str, format: Format) -> Result<Outcome> {
    let confident: Vec<&Match> = matches.iter().filter(|found| found.confident).collect();
    print(&match (format, confident.as_slice()) {
        (Format::Json, _) => escape(&json(site, matches, query)?),
        (Format::Terminal, [only]) => terminal::render(&entry_markdown(site, EntryId(only.id)), Screen::stdout()),
        (Format::Markdown, [only]) => clean(&entry_markdown(site, EntryId(only.id))),
        (_, []) => list(site, &matches.iter().collect::<Vec<_>>()),
        (_, several) => list(site, several),
    })?;
    match (format, confident.as_slice()) {
        (Format::Json, _) => {}
        // why it is this one, where the query says more than its name
        (_, [only]) if query.contains([' ', '\n', '{']) => say(&clean(&reasons(only).join("\n"))),
        (_, [_]) => {}
        (_, []) => say("nothing fits for sure; these are the nearest"),
        (_, several) => say(&format!("{} errors fit; `errbook explain PATH` shows one", several.len())),
    }
    Ok(if confident.is_empty() { Outcome::Findings } else { Outcome::Clean })
}

/// Matches one below the other, each with its path and the reasons.
fn list(site: &Site, matches: &[&Match]) -> String {
    let width = table::width();
    let one = |found: &&Match| {
        let entry = &site.catalog[EntryId(found.id)];
        let definition = entry.definition();
        let status = definition.status.map(|status| status.to_string()).unwrap_or_default();
        let title = style(
            anstyle::Style::new().bold(),
            &table::cut(&clean(&site.plain(&definition.title)), width.map(|width| width.saturating_sub(5))),
        );
        let below = [definition.code.clone(), entry.path.clone()].into_iter().chain(reasons(found));
        let below: Vec<String> = below.map(|line| table::cut(&format!("     {}", clean(&line)), width) + "\n").collect();
        format!("{status:3}  {title}\n{}", below.concat())
    };
    matches.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// What matched and where, and what stood in a message's placeholders.
fn reasons(found: &Match) -> Vec<String> {
    let because = found.because.iter().map(|because| format!("{} in {}", word(because.kind), because.place));
    let held = found.captures.iter().map(|(name, value)| format!("{name} = {value}"));
    [because.collect::<Vec<_>>().join(", "), held.collect::<Vec<_>>().join(", ")].into_iter().filter(|line| !line.is_empty()).collect()
}

fn word(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Matches for programs.
fn json(site: &Site, matches: &[Match], query: &str) -> Result<String> {
    let one = |found: &Match| {
        let id = EntryId(found.id);
        let entry = &site.catalog[id];
        let mut value = serde_json::json!({ "code": entry.definition().code, "path": entry.path });
        if let Some(url) = site.catalog.url(id) {
            value["url"] = url.into();
        }
        value["title"] = site.plain(&entry.definition().title).into();
        value["score"] = found.score.into();
        value["confident"] = found.confident.into();
        value["because"] = serde_json::to_value(&found.because).expect("texts become JSON");
        value
    };
    let all = serde_json::json!({ "query": query, "matches": matches.iter().map(one).collect::<Vec<_>>() });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
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
        .ids()
        .filter_map(|(_, entry)| {
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
