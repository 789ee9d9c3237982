//! Every rule, on a small book that breaks it: the exact text for people, and the exact JSON.
//!
//! `UPDATE=1 cargo test` writes what is found now; read the difference before you keep it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use errbook::check::{Levels, RULES, findings};
use errbook::diagnostic::{Diagnostic, Style, human, json};
use errbook::source::{Sources, read};
use jiff::civil::{Date, date};

/// The day on which fixtures are checked.
const TODAY: Date = date(2026, 11, 22);

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/fixtures")
}

fn check(book: &Path) -> (Sources, Vec<Diagnostic>) {
    let mut sources = read(book).unwrap();
    let found = findings(&mut sources, Levels::AsWritten, TODAY);
    (sources, found)
}

/// Compares with a file, or writes it where the environment says so.
fn same(file: &Path, found: &str, failed: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, found).unwrap();
    } else if std::fs::read_to_string(file).unwrap_or_default() != found {
        failed.push(format!("--- {}\n{found}", file.display()));
    }
}

#[test]
fn findings_are_exact() {
    let mut failed = Vec::new();
    for rule in RULES {
        let book = fixtures().join(rule.name);
        let (sources, found) = check(&book);
        assert!(found.iter().any(|diagnostic| diagnostic.rule == rule.name), "the book {} does not break its rule: {found:#?}", rule.name);
        same(&book.join("expected.txt"), &human(&found, &sources.files, Style::Plain), &mut failed);
        same(&book.join("expected.json"), &json(&found, &sources.files), &mut failed);
    }
    assert!(failed.is_empty(), "{} files differ; UPDATE=1 writes them\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn rules_definitions_and_fixtures_are_the_same() {
    let names = |folder: PathBuf, ending: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        entries.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).filter(|name| !name.starts_with('_')).collect()
    };
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(rules.len(), RULES.len(), "a rule is listed twice");
    assert_eq!(rules, names(fixtures(), ""), "rules and fixtures");
    let defined = names(Path::new(env!("CARGO_MANIFEST_DIR")).join("errors/errbook"), ".yaml");
    assert_eq!(rules, defined, "rules and definitions");
}
