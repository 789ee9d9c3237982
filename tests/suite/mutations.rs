//! Random slips in real definitions: nothing panics, what breaks the book is found where it was broken, and the published JSON Schema and
//! `check` agree on the shape of every file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use errbook::catalog::{Audience, resolve};
use errbook::check::{Levels, check};
use errbook::diagnostic::Diagnostic;
use errbook::model::definition_schema;
use errbook::source::{self, Sources, from_memory, locate};
use errbook::text::{Files, line_column};
use jiff::civil::date;
use rayon::prelude::*;

use crate::book::Book;

const EDITS: u64 = 2_000;
/// What the shape of a file alone can break.
const SHAPE: [&str; 5] = ["unknown-key", "missing-key", "wrong-type", "invalid-value", "conflicting-keys"];

/// Random numbers that are the same each time (xorshift64*).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.below(2);
        random
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = u32::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap();
        high as usize % limit
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { of.get(self.below(of.len())) }
    }
}

/// A file after a slip of the hand.
struct Slip {
    what: &'static str,
    bytes: Vec<u8>,
    /// The lines that changed, from 1.
    lines: Vec<usize>,
    /// What a finding elsewhere would name.
    names: Vec<String>,
    /// Whether it breaks the book, whatever else there is to say.
    breaks: bool,
}

/// A line `key: value`, with the lines below that belong to it.
#[derive(Clone)]
struct Entry {
    line: usize,
    end: usize,
    indent: usize,
    key: String,
    value: String,
    is_item: bool,
}

fn entries(lines: &[&str]) -> Vec<Entry> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut entries = Vec::new();
    let mut block: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.trim().is_empty() || block.is_some_and(|block| indent(line) > block) {
            continue;
        }
        block = None;
        let is_item = line.trim_start().starts_with("- ");
        let own = indent(line) + if is_item { 2 } else { 0 };
        let rest = line.get(own..).unwrap_or_default();
        let Some((key, value)) = rest.split_once(':').filter(|(key, value)| is_key(key) && (value.is_empty() || value.starts_with(' ')))
        else {
            continue;
        };
        let value = value.trim().to_owned();
        if value.starts_with(['|', '>']) {
            block = Some(own);
        }
        let below = lines[at + 1..].iter().take_while(|line| line.trim().is_empty() || indent(line) > own);
        let end = at + 1 + below.count();
        entries.push(Entry { line: at, end, indent: own, key: key.to_owned(), value, is_item });
    }
    entries
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
}

fn slip(text: &str, random: &mut Random) -> Option<Slip> {
    let lines: Vec<&str> = text.lines().collect();
    let entries = entries(&lines);
    let entry = random.pick(&entries)?.clone();
    let whole = |lines: Vec<String>| (lines.join("\n") + "\n").into_bytes();
    let mut new: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let scalar = |value: &str| !value.is_empty() && !value.starts_with(['|', '>', '[', '{', '&', '*']);
    let names = vec![entry.key.clone()];
    match random.below(8) {
        0 if !entry.is_item => {
            new.drain(entry.line..entry.end);
            Some(Slip { what: "a key dropped", bytes: whole(new), lines: vec![entry.line, entry.line + 1], names, breaks: false })
        }
        1 if !entry.is_item => {
            let copy: Vec<String> = new[entry.line..entry.end].to_vec();
            let again = entry.end;
            new.splice(again..again, copy);
            Some(Slip { what: "a key doubled", bytes: whole(new), lines: vec![again + 1], names, breaks: true })
        }
        2 => {
            let value = *random.pick(&["[x]", "{x: y}", "", "12", "text", "true", "[[x]]", "2026-13-01"])?;
            let start = new[entry.line].len() - new[entry.line].split_once(':')?.1.len();
            new[entry.line].truncate(start);
            new[entry.line].push(' ');
            new[entry.line].push_str(value);
            new.drain(entry.line + 1..entry.end);
            Some(Slip { what: "a value retyped", bytes: whole(new), lines: vec![entry.line + 1], names, breaks: false })
        }
        3 => {
            let siblings = |other: &&Entry| {
                other.indent == entry.indent && other.line != entry.line && scalar(&other.value) && other.end == other.line + 1
            };
            let others: Vec<&Entry> = entries.iter().filter(siblings).collect();
            let other = *random.pick(&others)?;
            if !scalar(&entry.value) || entry.end != entry.line + 1 {
                return None;
            }
            new[entry.line] = new[entry.line].replacen(&entry.value, &other.value, 1);
            new[other.line] = new[other.line].replacen(&other.value, &entry.value, 1);
            let names = vec![entry.key, other.key.clone()];
            Some(Slip { what: "two values swapped", bytes: whole(new), lines: vec![entry.line + 1, other.line + 1], names, breaks: false })
        }
        4 => {
            let at = random.below(entry.key.len());
            let mut key = entry.key.clone();
            key.remove(at);
            if key.is_empty() {
                return None;
            }
            new[entry.line] = new[entry.line].replacen(&entry.key, &key, 1);
            Some(Slip { what: "a key misspelled", bytes: whole(new), lines: vec![entry.line + 1], names, breaks: false })
        }
        5 => {
            // A code, in a reference or where it is defined.
            let places: Vec<(usize, usize)> = lines.iter().enumerate().filter_map(|(line, text)| Some((line, reference(text)?))).collect();
            let (line, start) = *random.pick(&places)?;
            let code: String = lines[line][start..].chars().take_while(|c| c.is_alphanumeric() || ":_-.".contains(*c)).collect();
            let mut wrong = code.trim_end_matches(':').to_owned();
            wrong.pop();
            new[line].replace_range(start..=start + wrong.len(), &wrong);
            Some(Slip { what: "a code misspelled", bytes: whole(new), lines: vec![line + 1], names: vec![code, wrong], breaks: true })
        }
        6 => {
            let mut bytes = text.as_bytes().to_vec();
            let at = random.below(bytes.len());
            bytes[at] = *random.pick(&[0xff, 0xc0, 0x80])?;
            let line = String::from_utf8_lossy(&text.as_bytes()[..at]).matches('\n').count() + 1;
            Some(Slip { what: "a byte broken", bytes, lines: vec![line], names: Vec::new(), breaks: true })
        }
        7 => {
            // A sign of the YAML itself is lost.
            let signs: Vec<usize> = text.char_indices().filter(|(_, c)| ":\"'{}[]|>-,".contains(*c)).map(|(at, _)| at).collect();
            let at = *random.pick(&signs)?;
            let mut bytes = text.as_bytes().to_vec();
            bytes.remove(at);
            let line = text[..at].matches('\n').count() + 1;
            Some(Slip { what: "a sign lost", bytes, lines: vec![line, line + 1], names: Vec::new(), breaks: false })
        }
        _ => None,
    }
}

/// Where the code begins in a line that has one.
fn reference(line: &str) -> Option<usize> {
    let at = if line.starts_with("code: ") { 6 } else { line.find("- {code: ")? + 9 };
    line[at..].starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(at)
}

/// Definitions that slips are made in, each folder as a book of its own.
const BOOKS: [&str; 2] = ["errors/http", "errors/keyring"];

/// The files of a folder of definitions, with the settings of the book.
fn real(folder: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut open: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }
    files.insert("book.toml".to_owned(), std::fs::read_to_string(root.join("book.toml")).unwrap());
    files
}

/// The files that are definitions.
fn definitions(files: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    files.iter().filter(|(name, text)| name.ends_with(".yaml") && text.contains("code: ") && !name.contains("/_")).collect()
}

#[test]
fn slips_are_found_where_they_are() {
    let chunks = 4;
    let results: Vec<(usize, usize, Vec<String>)> = (0..chunks)
        .into_par_iter()
        .map(|chunk| {
            let files = real(BOOKS[usize::from(chunk % 2 == 0)]);
            let definitions = definitions(&files);
            assert!(definitions.len() > 15, "there are too few definitions to make slips in");
            let book = Book::new(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
            let base = source::read(book.path()).unwrap();
            let standard: Vec<String> = findings(&base).0.iter().map(|diagnostic| diagnostic.message.clone()).collect();
            let (mut breaking, mut found, mut missed) = (0, 0, Vec::new());
            for seed in (0..EDITS).filter(|seed| seed % chunks == chunk) {
                let mut random = Random::new(seed);
                let (name, text) = *random.pick(&definitions).unwrap();
                let Some(slip) =
                    std::iter::repeat_with(|| slip(text, &mut random)).take(50).flatten().find(|slip| slip.bytes != text.as_bytes())
                else {
                    continue;
                };
                std::fs::write(book.path().join(name), &slip.bytes).unwrap();
                let mut sources = base.clone();
                sources.refresh(&[book.path().join(name)]).unwrap();
                let (mut all, files) = findings(&sources);
                std::fs::write(book.path().join(name), text.as_str()).unwrap();
                all.retain(|diagnostic| !standard.contains(&diagnostic.message));
                if !all.is_empty() || slip.breaks || !is_valid(&String::from_utf8_lossy(&slip.bytes)) {
                    breaking += 1;
                    if all.iter().any(|diagnostic| is_there(diagnostic, &slip, name, &files)) {
                        found += 1;
                    } else {
                        missed.push(format!("{seed} {name}: {} at line {:?}: {:?}", slip.what, slip.lines, places(&all, &files)));
                    }
                }
            }
            (breaking, found, missed)
        })
        .collect();
    let breaking: usize = results.iter().map(|result| result.0).sum();
    let found: usize = results.iter().map(|result| result.1).sum();
    let missed: Vec<&String> = results.iter().flat_map(|result| &result.2).collect();
    assert!(breaking > 1_000, "only {breaking} of {EDITS} slips break the book");
    assert!(found * 100 >= breaking * 95, "{found} of {breaking} are found:\n{missed:#?}");
}

/// All that is wrong with a book, with exact places.
fn findings(sources: &Sources) -> (Vec<Diagnostic>, Files) {
    let (catalog, resolved) = resolve(sources, Audience::ALL);
    let mut found: Vec<Diagnostic> = sources.findings().cloned().chain(resolved).collect();
    found.extend(check(&catalog, sources, Levels::Pedantic, date(2026, 11, 22)));
    let mut files = sources.files.clone();
    locate(&mut found, &mut files, &sources.root);
    (found, files)
}

/// Whether a finding is on a changed line, or names what was changed.
fn is_there(diagnostic: &Diagnostic, slip: &Slip, name: &str, files: &Files) -> bool {
    let places = std::iter::once(&diagnostic.place).chain(diagnostic.related.iter().map(|label| &label.place));
    let on_line = places.filter(|place| files.name(place.file) == name).any(|place| {
        let text = files.text(place.file).map_or("", |text| &**text);
        let range = place.range();
        let (first, last) = (line_column(text, range.start).0, line_column(text, range.end.max(range.start)).0);
        slip.lines.iter().any(|line| (first..=last).contains(line))
    });
    let help = diagnostic.help.as_deref().unwrap_or_default();
    let names = |name: &String| {
        [diagnostic.message.as_str(), help].iter().any(|text| text.contains(&format!("`{name}")) || text.contains(&format!(".{name}`")))
    };
    on_line || slip.names.iter().any(names)
}

fn places(all: &[Diagnostic], files: &Files) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        line_column(files.text(diagnostic.place.file).map_or("", |text| &**text), diagnostic.place.range().start).0
    };
    all.iter().take(4).map(|found| format!("{}:{} [{}] {}", files.name(found.place.file), line(found), found.rule, found.message)).collect()
}

/// Whether the published schema has nothing to say about a file; not for what is no YAML.
fn is_valid(text: &str) -> bool {
    static JUDGE: std::sync::LazyLock<jsonschema::Validator> =
        std::sync::LazyLock::new(|| jsonschema::options().should_validate_formats(true).build(&definition_schema()).unwrap());
    serde_yaml::from_str::<serde_json::Value>(text).is_ok_and(|value| JUDGE.is_valid(&value))
}

#[test]
fn the_schema_and_the_check_agree_on_shapes() {
    let mut files = real(BOOKS[0]);
    files.extend(real(BOOKS[1]));
    let definitions = definitions(&files);
    let (mut valid, mut invalid) = (0, 0);
    for seed in 0..EDITS {
        let mut random = Random::new(seed);
        let (name, text) = *random.pick(&definitions).unwrap();
        let Some(slip) = slip(text, &mut random) else {
            continue;
        };
        let Ok(text) = String::from_utf8(slip.bytes) else {
            continue;
        };
        let sources = from_memory(&[(name.clone(), text.as_str())]);
        let found = &sources.parsed[name].diagnostics;
        // What is no YAML, or says a thing twice, has no shape.
        if found.iter().any(|diagnostic| !SHAPE.contains(&diagnostic.rule)) || serde_yaml::from_str::<serde_json::Value>(&text).is_err() {
            continue;
        }
        let agrees = is_valid(&text) == found.is_empty();
        let messages: Vec<&str> = found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        let line = text.lines().nth(slip.lines[0].saturating_sub(1)).unwrap_or_default();
        assert!(agrees, "{seed}: {} in {name}: {line:?}: the schema says {}, and check says {messages:?}", slip.what, is_valid(&text));
        if found.is_empty() { valid += 1 } else { invalid += 1 }
    }
    assert!(valid > 200 && invalid > 400, "{valid} valid and {invalid} broken files are too few to tell");
}
