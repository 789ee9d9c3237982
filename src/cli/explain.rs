//! `errbook explain`: from what one has to the page of the error, on the terminal.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::book::{self, Book};
use super::terminal::{self, Screen};
use super::{Outcome, print, say, style, table};
use crate::catalog::{Audience, EntryId, resolve};
use crate::finder::{Kind, Match};
use crate::markdown::highlight::Highlighter;
use crate::render::{entry_markdown, matches_json};
use crate::site::{Meant, Site, site};
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
    let is_broken = own.as_ref().is_ok_and(Book::is_broken);
    let own = own.map(|book| site(book.catalog, &book.sources, Highlighter::off()).0);
    let rules = rules();
    let site = own.as_ref().unwrap_or(&rules);
    let found = site.ask(query.trim(), arguments.limit);
    // The own rules are explained in any book, and where there is none; a book may define the same code for itself.
    let exact = found.matches.first().is_some_and(|best| best.confident);
    if !exact && let Meant::One(id) = rules.meant(query.trim()) {
        return show(&rules, &[rules.named(id)], query.trim(), arguments.format);
    }
    // What was found for certain is not missing.
    if is_broken && !exact {
        say(book::NOT_ALL);
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
    let near = site.near(&query).chain(rules.near(&query)).take(NEAREST);
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
    let all = serde_json::json!({ "query": query, "matches": matches_json(site, matches) });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
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
    fn what_a_terminal_would_obey_does_not_reach_it() {
        assert_eq!(clean("a\u{1b}[2Jb\n\tc\u{9b}1m"), "a[2Jb\n\tc1m");
        assert_eq!(escape("{\n\"a\u{9b}\u{7f}\"}"), "{\n\"a\\u009b\\u007f\"}");
    }
}
