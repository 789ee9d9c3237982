//! What is wrong with settings that only show their meaning here: names of rules, patterns, ages, the schema of responses.

use super::age;
use super::book::Book;
use super::registry::{RULES, Rule, rule};
use super::schema::Schema;
use crate::diagnostic::Diagnostic;
use crate::model::{Level, Pattern};
use crate::source::SETTINGS;
use crate::text::{Place, nearest, pointer_step};

/// Looks at `book.toml`, and at the `lint` of each definition.
pub(super) fn check(book: &Book<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let config = &book.catalog.config;
    if let Some(file) = book.sources.files.find(SETTINGS) {
        for (name, level) in &config.lint.levels {
            found.extend(unknown(name, *level, || Place::key(file, format!("/lint/{}", pointer_step(name)))));
        }
        let mut invalid = |pointer: &str, message: String, help: &str| {
            found.push(Diagnostic::error("invalid-setting", Place::value(file, pointer), message).help(help));
        };
        if age::parse(&config.lint.review_after).is_none() {
            let message = format!("`lint.review-after` is `{}`, which is no age", config.lint.review_after);
            invalid("/lint/review-after", message, "write a number and a unit: `12 months`, `90 days`");
        }
        for (place, pattern) in config.codes.pattern.iter().enumerate() {
            if Pattern::parse(pattern).is_none() {
                let pointer = format!("/codes/pattern/{place}");
                invalid(
                    &pointer,
                    format!("`codes.pattern` is `{pattern}`, where a brace is open or closes nothing"),
                    "a part that changes is written as `{name}`",
                );
            }
        }
        if config.output.html.social_cards {
            let message = "this version of errbook makes no social cards".to_owned();
            invalid("/output/html/social-cards", message, "leave `social-cards` out, or set it to `false`");
        }
        if let Err(problem) = Schema::read(book.sources) {
            invalid("/example/schema", problem, "name a JSON Schema in the folder of the book");
        }
    }
    for entry in &book.catalog.entries {
        for (name, own) in &entry.definition().lint {
            found.extend(unknown(name, own.level, || entry.source.key(&format!("/lint/{}", pointer_step(name)))));
        }
    }
    found
}

fn unknown(name: &str, level: Level, place: impl FnOnce() -> Place) -> Option<Diagnostic> {
    match rule(name) {
        None => {
            let place = place();
            let diagnostic = Diagnostic::error("unknown-rule", place.clone(), format!("no rule is called `{name}`"));
            Some(match nearest(name, RULES.iter().filter(|rule| rule.default.is_some()).map(|rule| rule.name)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(place, near),
                None => diagnostic.help("each finding shows the name of its rule in brackets"),
            })
        }
        Some(Rule { default: None, .. }) if level != Level::Deny => {
            let diagnostic = Diagnostic::error("unknown-rule", place(), format!("`{name}` is always an error, and has no level"));
            Some(diagnostic.help("take it out, and correct what the findings name"))
        }
        Some(_) => None,
    }
}
