//! `errbook new`: writes the skeleton of a definition at its place.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::book::Book;
use super::{Outcome, Talk, init, say};
use crate::catalog::{Audience, Lookup};
use crate::model::{Pattern, Value, parse_json, slug, words};
use crate::source::ERRORS;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The code of the error, as a service sends it
    code: String,
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// A response to start from: a file with its body, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let code = arguments.code.trim();
    if code.is_empty() {
        bail!("a code is not empty");
    }
    let book = Book::read(arguments.dir.as_deref(), Audience::ALL)?;
    let patterns: Vec<Pattern> = book.sources.config.codes.pattern.iter().filter_map(|pattern| Pattern::parse(pattern)).collect();
    let (folder, name) = place(code, &patterns)?;
    if let Lookup::Found(id) = book.catalog.index.code(code, &folder) {
        bail!("the code `{code}` is defined in {}", book.sources.files.name(book.catalog[id].source.file));
    }
    let sample = arguments.from.as_deref().map(sample).transpose()?;
    let below = if folder.is_empty() { PathBuf::from(ERRORS) } else { Path::new(ERRORS).join(&folder) };
    let path = book.sources.root.join(below).join(format!("{name}.yaml"));
    init::write(&path, &skeleton(code, sample.as_deref()))?;
    if talk > Talk::Quiet {
        say(&format!("wrote {}", path.display()));
    }
    Ok(Outcome::Clean)
}

/// The folder and file name for a code: the parts of the pattern that it fits, or its own parts, but the last.
fn place(code: &str, patterns: &[Pattern]) -> Result<(String, String)> {
    let captured = patterns.iter().find_map(|pattern| pattern.captures(code));
    if captured.is_none() && !patterns.is_empty() {
        let all: Vec<String> = patterns.iter().map(|pattern| format!("`{}`", pattern.as_str())).collect();
        bail!("the code `{code}` does not fit {}", all.join(" or "));
    }
    let mut parts: Vec<&str> = captured.unwrap_or_else(|| code.split([':', '/']).filter(|part| !part.is_empty()).collect());
    // "err:" says only that it is one.
    if patterns.is_empty() && parts.len() > 1 && matches!(parts[0], "err" | "error" | "errors") {
        parts.remove(0);
    }
    let name = slug(code);
    if name.chars().all(|c| c == '.') {
        bail!("the code `{code}` leaves nothing for a file name");
    }
    parts.pop();
    let folders: Vec<String> = parts.into_iter().map(slug).filter(|part| !part.chars().all(|c| c == '.')).collect();
    Ok((folders.join("/"), name))
}

fn sample(path: &Path) -> Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
        return Ok(text);
    }
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// A definition that builds, filled from a response where there is one.
fn skeleton(code: &str, sample: Option<&str>) -> String {
    let data = sample.and_then(|text| parse_json(text.trim()).ok());
    let find = |names: &[&str]| data.as_ref().and_then(|data| names.iter().find_map(|name| member(data, name)));
    let title = find(&["title"]).and_then(Value::as_str).map_or_else(|| words(&slug(code)), str::to_owned);
    let status = match find(&["status", "statusCode", "status_code", "code"]) {
        Some(Value::Number(number)) => number.parse::<u16>().ok().filter(|status| (100..=599).contains(status)),
        _ => None,
    };
    let mut out = format!("code: {}\ntitle: {}\n", scalar(code), scalar(&title));
    if let Some(status) = status {
        out.push_str(&format!("status: {status}\n"));
    }
    out.push_str("summary: What it means in one sentence. Say in a second one what to do.\n");
    if let Some(message) = find(&["detail", "message", "error_description"]).and_then(Value::as_str) {
        let template = message.replace('{', "{{").replace('}', "}}");
        out.push_str(&format!("messages:\n  # Put a {{name}} where the text differs from case to case.\n  - {}\n", scalar(&template)));
    }
    match (&data, sample) {
        (Some(data @ (Value::Object(_) | Value::Array(_))), _) => {
            let json = serde_json::to_string_pretty(data).unwrap_or_default();
            out.push_str(&format!("example:\n  response:\n{}\n", indent(&json, 4)));
        }
        (_, Some(text)) if !text.trim().is_empty() => {
            out.push_str(&format!("example:\n  language: text\n  response: |2\n{}\n", indent(text.trim_end(), 4)));
        }
        _ => {}
    }
    out.push_str("meaning: |\n  What happened, and what did not.\ncauses:\n  - title: The likeliest cause\n    likelihood: high\nfixes:\n  - title: The first thing to do\n");
    out
}

/// The value of a member, at the top or one level below.
fn member<'a>(data: &'a Value, name: &str) -> Option<&'a Value> {
    let below = || match data {
        Value::Object(entries) => entries.iter().find_map(|(_, value)| value.get(name)),
        _ => None,
    };
    data.get(name).or_else(below)
}

fn indent(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(by)) })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A text as a YAML scalar: JSON strings are YAML (YAML 1.2.2, section 1.3).
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && text.trim() == text
        && text.chars().all(|c| !c.is_control());
    if plain { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}
