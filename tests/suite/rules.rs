//! Every rule, on a small book that breaks it: the exact text for people, and the exact JSON.
//!
//! `UPDATE=1 cargo test --test suite` writes what is found now; read the difference before you keep it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::check::{RULES, Rule, rule};
use errbook::model::Definition;
use errbook::source::{Content, Sources};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fixtures() -> PathBuf {
    root().join("tests/suite/fixtures")
}

/// What `errbook check` prints for a book.
fn check(book: &Path, format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errbook")).args(["check", "--quiet", "--format", format]).arg(book).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.is_empty(), "{}: {errors}", book.display());
    String::from_utf8(output.stdout).unwrap()
}

/// Compares with a file, or writes it where the environment says so.
fn differs(file: &Path, found: &str) -> Option<String> {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, found).unwrap();
        return None;
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    (expected != found).then(|| format!("--- {}\n{found}", file.display()))
}

#[test]
fn findings_are_exact() {
    let look = |rule: &Rule| {
        let book = fixtures().join(rule.name);
        let (human, json) = (check(&book, "human"), check(&book, "json"));
        let misses = !json.contains(&format!("\"rule\": \"{}\"", rule.name));
        let missed = misses.then(|| format!("the book of {} does not break its rule:\n{human}", rule.name));
        [missed, differs(&book.join("expected.txt"), &human), differs(&book.join("expected.json"), &json)]
    };
    let failed: Vec<String> = RULES.iter().flat_map(look).flatten().collect();
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
    assert_eq!(rules, names(root().join("errors/errbook"), ".yaml"), "rules and definitions");
}

/// The page of a rule shows a file, and what errbook prints for it. Both are true.
#[test]
fn pages_of_rules_show_what_is_printed() {
    let mut failed = Vec::new();
    for definition in &definitions() {
        let fixture = fixtures().join(&definition.code);
        let printed = std::fs::read_to_string(fixture.join("expected.txt")).unwrap_or_default();
        let example =
            definition.examples.iter().find(|example| !example.output.is_empty()).expect("the page of a rule shows what is printed");
        let (before, output) = (&example.before[0], &example.output[0].code);
        if !printed.contains(output.trim_end()) {
            failed.push(format!("--- {} shows\n{output}and what is printed is\n{printed}", definition.code));
        }
        let file = output.lines().nth(1).and_then(|line| line.trim().strip_prefix("--> ")).and_then(|place| place.split(':').next());
        let file = file.expect("the second line of a finding is its place");
        // What a file cannot show as text, the page shows as the command that makes it.
        let is_file = before.language.as_deref() != Some("bash");
        if is_file && std::fs::read_to_string(fixture.join(file)).ok().as_ref() != Some(&before.code) {
            failed.push(format!("--- {} shows another file than {file} of its fixture", definition.code));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn pages_of_rules_know_their_messages_and_levels() {
    let mut failed = Vec::new();
    for definition in &definitions() {
        let Some(rule) = rule(&definition.code) else {
            continue;
        };
        let printed = std::fs::read_to_string(fixtures().join(rule.name).join("expected.txt")).unwrap_or_default();
        let name = format!("[{}]: ", rule.name);
        let message = printed.lines().find_map(|line| line.split_once(&name)).map_or("", |(_, message)| message);
        if !definition.messages.iter().any(|template| fits(template, message)) {
            failed.push(format!("{}: no message fits {message:?}", rule.name));
        }
        let says = match rule.level() {
            "error" => "This is always an error",
            "allow" => "Off by default",
            _ => "A warning by default",
        };
        if !definition.meaning.as_ref().is_some_and(|meaning| meaning.contains(says)) {
            failed.push(format!("{}: the meaning does not say: {says}", rule.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn definitions() -> Vec<Definition> {
    let sources: Sources = errbook::source::from_memory(&errbook::rules::files());
    let mut all = Vec::new();
    for parsed in sources.parsed.values() {
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        if let Content::Definitions { definitions, .. } = &*parsed.content {
            all.extend(definitions.iter().map(|written| Definition::clone(&written.definition)));
        }
    }
    all
}

/// Whether a template with `{placeholders}` fits a text.
fn fits(template: &str, text: &str) -> bool {
    let template = template.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let text = text.replace('{', "\u{1}").replace('}', "\u{2}");
    let mut pieces =
        template.split('{').enumerate().map(|(place, piece)| if place == 0 { piece } else { piece.split_once('}').unwrap().1 });
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.is_empty() || template.ends_with('}')
}
