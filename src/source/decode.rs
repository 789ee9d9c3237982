//! The text of a file → what it says, or all that is wrong in it.

use std::sync::{Arc, LazyLock};

use super::shape::{self, Report, Shapes};
use super::tree::{self, Document, Kind, Node, Problem};
use super::typed::{self, typed};
use super::{Content, Written};
use crate::diagnostic::Diagnostic;
use crate::model::{Definition, category_schema, definition_schema, parse_json};
use crate::text::{FileId, Place, Span};

static DEFINITION: LazyLock<Shapes> = LazyLock::new(|| Shapes::new(&definition_schema()));
static CATEGORY: LazyLock<Shapes> = LazyLock::new(|| Shapes::new(&category_schema()));

/// The bytes of a file as text, without a byte order mark.
pub(super) fn text(bytes: &[u8], file: FileId) -> Result<&str, Box<Diagnostic>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("byte {:#04x} is not UTF-8", bytes[at]);
            Err(Box::new(Diagnostic::error("not-utf8", Place::span(file, at..at + 1), message).help("save the file as UTF-8")))
        }
    }
}

/// Reads a file in `errors/`.
pub(super) fn file(bytes: &[u8], name: &str, file: FileId) -> (Content, Vec<Diagnostic>) {
    let source = match text(bytes, file) {
        Ok(text) => text,
        Err(diagnostic) => return (Content::Broken(Vec::new()), vec![*diagnostic]),
    };
    let document = tree::parse(source);
    let mut diagnostics = problems(&document, source, file);
    let Some(root) = &document.root else {
        if diagnostics.is_empty() {
            diagnostics.push(empty(name, file));
        }
        return (Content::Broken(seeming_codes(source)), diagnostics);
    };
    if root.text().is_some_and(|text| text.trim().is_empty()) {
        return (Content::Broken(Vec::new()), vec![empty(name, file)]);
    }
    let is_category = name.ends_with("/_category.yaml") || name.ends_with("/_category.yml");
    let (shapes, def) = if is_category {
        (&CATEGORY, "")
    } else if root.entry("errors").is_some() {
        (&DEFINITION, "Catalog")
    } else if root.entry("playbook").is_some() {
        (&DEFINITION, "Playbook")
    } else {
        (&DEFINITION, "Definition")
    };
    let Report { diagnostics: shape, texts } = shapes.check(root, def, file, shape::YAML);
    diagnostics.extend(shape);
    if !diagnostics.is_empty() {
        return (Content::Broken(seeming_codes(source)), diagnostics);
    }
    let is_json = std::path::Path::new(name).extension().is_some_and(|extension| extension == "json");
    if let Some(diagnostic) = is_json.then(|| json_syntax(source, &texts, file)).flatten() {
        return (Content::Broken(seeming_codes(source)), vec![diagnostic]);
    }
    let definition = |definition: Definition| Content::Definitions {
        definitions: vec![Written { definition: Arc::new(definition), pointer: String::new(), keys: keys(root) }],
        defaults: None,
    };
    let content = match def {
        "" => typed(root, &texts).map(|category| Content::Category(Box::new(category))),
        "Playbook" => typed(root, &texts).map(|playbook| Content::Playbook(Arc::new(playbook))),
        "Catalog" => typed(root, &texts).map(|catalog| flat(catalog, root)),
        _ => typed(root, &texts).map(definition),
    };
    match content {
        Ok(content) => (content, diagnostics),
        Err(typed::Error { at, message }) => {
            let diagnostic = Diagnostic::error("yaml-syntax", Place::span(file, at), message);
            (Content::Broken(seeming_codes(source)), vec![diagnostic])
        }
    }
}

#[derive(serde::Deserialize)]
struct Catalog {
    #[serde(default)]
    defaults: Option<Box<Definition>>,
    errors: Vec<Definition>,
}

fn flat(catalog: Catalog, root: &Node<'_>) -> Content {
    let nodes = match root.entry("errors").map(|entry| &entry.value.target().kind) {
        Some(Kind::Seq(items)) => items.as_slice(),
        _ => &[],
    };
    let written = |(index, (definition, node)): (usize, (Definition, &Node<'_>))| Written {
        definition: Arc::new(definition),
        pointer: format!("/errors/{index}"),
        keys: keys(node),
    };
    Content::Definitions {
        definitions: catalog.errors.into_iter().zip(nodes).enumerate().map(written).collect(),
        defaults: catalog.defaults,
    }
}

/// The keys of a definition that has the right shape.
fn keys(node: &Node<'_>) -> Arc<[&'static str]> {
    node.entries().iter().filter_map(|entry| DEFINITION.key("Definition", &entry.key)).collect()
}

/// What keeps a text that is right as YAML from being JSON, but for the texts that may stand without quotes. YAML lets more pass.
fn json_syntax(source: &str, texts: &[Span], file: FileId) -> Option<Diagnostic> {
    let mut quoted = String::with_capacity(source.len() + 2 * texts.len());
    let mut done = 0;
    for span in texts {
        quoted.extend([&source[done..span.start], "\"", &source[span.clone()], "\""]);
        done = span.end;
    }
    quoted.push_str(&source[done..]);
    let error = parse_json(&quoted).err()?;
    let at = quoted.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>() + error.column();
    let at = at.saturating_sub(1);
    // Without the quotes that stand before it.
    let before = (1..).zip(texts).take_while(|(number, span)| span.end + 2 * number <= at).count();
    let at = (at - 2 * before).min(source.len());
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Some(Diagnostic::error("yaml-syntax", Place::span(file, at..at), format!("this is not JSON: {message}")))
}

/// The codes that a file with mistakes seems to define: what follows `code:` at the beginning of a line or item.
fn seeming_codes(source: &str) -> Vec<String> {
    let code = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '-', '{']);
        let text = line.strip_prefix("code:").or_else(|| line.strip_prefix("\"code\":"))?;
        let text = text.split([',', '}']).next()?.split(" #").next()?.trim();
        Some(text.trim_matches(['"', '\'']).to_owned())
    };
    source.lines().filter_map(code).filter(|code| !code.is_empty()).collect()
}

fn empty(name: &str, file: FileId) -> Diagnostic {
    let help = if name.ends_with("_category.yaml") {
        "remove the file, or give the folder a `title`"
    } else {
        "a definition has at least `code`, `title` and `summary`"
    };
    Diagnostic::error("empty-file", Place::span(file, 0..0), "there is nothing in this file").help(help)
}

fn problems(document: &Document<'_>, source: &str, file: FileId) -> Vec<Diagnostic> {
    let place = |span: &Span| Place::span(file, span.clone());
    let diagnostic = |problem: &Problem| match problem {
        Problem::Syntax { at, message } => syntax(source, at, message, file),
        Problem::SecondDocument(at) => Diagnostic::error("yaml-syntax", place(at), "a second document begins here")
            .help("one file holds one document; put several definitions under `errors:`"),
        Problem::DuplicateKey { key, first, again } => {
            Diagnostic::error("duplicate-key", place(again), format!("the key `{key}` stands here twice"))
                .related(place(first), "first written here")
                .help("keep one of the two")
        }
        Problem::Limit { at, message } => Diagnostic::error("yaml-limits", place(at), *message),
    };
    document.problems.iter().map(diagnostic).collect()
}

fn syntax(source: &str, at: &Span, message: &str, file: FileId) -> Diagnostic {
    let start = source[..at.start].rfind('\n').map_or(0, |newline| newline + 1);
    // What begins on one line often fails on the next.
    let second = source[start..].find('\n').map(|newline| start + newline + 1);
    for start in std::iter::once(start).chain(second) {
        let line = &source[start..];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let place = Place::span(file, start + tab..start + tab + 1);
            return Diagnostic::error("yaml-syntax", place, "a tab cannot indent YAML").help("indent with spaces");
        }
    }
    Diagnostic::error("yaml-syntax", Place::span(file, at.clone()), message.trim_end_matches('.').to_owned())
}
