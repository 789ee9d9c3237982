//! Opinions on a finished catalog: [`RULES`], one file for each rule.
//!
//! A rule looks at one entry, or at one piece of prose, and says what is wrong with it. What it needs to know of the whole book is worked out
//! once, by the first rule that asks ([`book`]), or on all cores before ([`registry::Run::EntryAfter`]).

mod age;
mod anchors;
mod book;
pub mod fix;
mod look;
mod near;
mod pages;
mod passage;
mod payload;
mod place;
mod registry;
mod rules;
mod schema;
mod secrets;
mod settings;
pub mod stats;
mod successors;
mod templates;
mod verbs;

use jiff::civil::Date;
use rayon::prelude::*;

pub use registry::{Group, RULES, Rule, rule};

use crate::catalog::{Audience, Catalog, Entry, EntryId, resolve};
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::model::Level;
use crate::parallel::PIECE;
use crate::source::{Sources, locate};
use book::Book;
use look::Look;
use passage::Passage;
use registry::Run;

/// Which rules are run, and how much their findings weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Levels {
    /// As the book says.
    #[default]
    AsWritten,
    /// As the book says, and what it allows is a warning. An entry's own exceptions stay: they have a reason.
    Pedantic,
    /// What keeps the book from being built, and nothing else.
    DeniedOnly,
}

/// Everything that is wrong with a book, in the order in which it is shown, with exact places.
///
/// The texts that findings point into are kept in `sources.files`.
#[must_use]
pub fn findings(sources: &mut Sources, levels: Levels, today: Date) -> Vec<Diagnostic> {
    let (catalog, resolved) = resolve(sources, Audience::ALL);
    let mut found: Vec<Diagnostic> = sources.findings().cloned().chain(resolved).collect();
    found.extend(check(&catalog, sources, levels, today));
    locate(&mut found, &mut sources.files, &sources.root);
    sort(&mut found, &sources.files);
    found.dedup();
    found
}

/// What rules have to say about a catalog. Their places are not exact yet ([`locate`]), and they are in no order.
#[must_use]
pub fn check(catalog: &Catalog, sources: &Sources, levels: Levels, today: Date) -> Vec<Diagnostic> {
    let book = Book::new(catalog, sources, today);
    let standard: Vec<Level> = RULES.iter().map(|rule| level(rule, catalog, levels)).collect();
    let mut found = settings::check(&book);
    for (rule, level) in RULES.iter().zip(&standard) {
        if let Run::EntryAfter(first, _) = rule.run
            && (*level != Level::Allow || catalog.entries.iter().any(|entry| is_raised(entry, rule, levels)))
        {
            first(&book);
        }
    }
    let entries: Vec<Vec<Diagnostic>> = (0..catalog.entries.len())
        .into_par_iter()
        .with_max_len(PIECE)
        .map(|place| entry(&book, EntryId::at(place), &standard, levels))
        .collect();
    found.extend(entries.into_iter().flatten());
    for (owner, pointer, text, kind) in passage::beside_entries(&book) {
        let passage = Passage::new(&book, owner, pointer, text, kind);
        for (rule, level) in RULES.iter().zip(&standard) {
            if let Run::Prose(run) = rule.run {
                weighed(*level, &mut found, |found| run(&passage, found));
            }
        }
    }
    found
}

fn entry<'a>(book: &'a Book<'a>, id: EntryId, standard: &[Level], levels: Levels) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let look = Look::new(book, id);
    let own = &look.definition().lint;
    let levels: Vec<Level> = RULES
        .iter()
        .zip(standard)
        .map(|(rule, standard)| match own.get(rule.name) {
            Some(own) if rule.default.is_some() => of_interest(own.level, levels),
            _ => *standard,
        })
        .collect();
    for (rule, level) in RULES.iter().zip(&levels) {
        if let Run::Entry(run) | Run::EntryAfter(_, run) = rule.run {
            weighed(*level, &mut found, |found| run(&look, found));
        }
    }
    let prose: Vec<_> = RULES
        .iter()
        .zip(&levels)
        .filter_map(|(rule, level)| Some((rule.prose()?, *level)))
        .filter(|(_, level)| *level != Level::Allow)
        .collect();
    for passage in if prose.is_empty() { &[] } else { look.passages() } {
        for (run, level) in &prose {
            weighed(*level, &mut found, |found| run(passage, found));
        }
    }
    found
}

/// Runs a rule, unless its findings are not shown, and gives them their weight.
fn weighed(level: Level, found: &mut Vec<Diagnostic>, run: impl FnOnce(&mut Vec<Diagnostic>)) {
    let severity = match level {
        Level::Allow => return,
        Level::Warn => Severity::Warning,
        Level::Deny => Severity::Error,
    };
    let before = found.len();
    run(found);
    for diagnostic in &mut found[before..] {
        diagnostic.severity = severity;
    }
}

/// Whether an entry asks for a rule by itself.
fn is_raised(entry: &Entry, rule: &Rule, levels: Levels) -> bool {
    let own = entry.definition().lint.get(rule.name);
    own.is_some_and(|own| of_interest(own.level, levels) != Level::Allow)
}

/// The level of a rule in a book.
fn level(rule: &Rule, catalog: &Catalog, levels: Levels) -> Level {
    let Some(default) = rule.default else {
        return Level::Deny;
    };
    let written = catalog.config.lint.levels.get(rule.name).copied().unwrap_or(default);
    match (levels, written) {
        (Levels::Pedantic, Level::Allow) => Level::Warn,
        _ => of_interest(written, levels),
    }
}

fn of_interest(level: Level, levels: Levels) -> Level {
    if levels == Levels::DeniedOnly && level != Level::Deny { Level::Allow } else { level }
}
