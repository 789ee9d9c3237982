//! Paths in a definition → byte ranges: the file is read once more, now for places.

use std::collections::BTreeMap;
use std::path::Path;

use super::tree::{self, Document, Kind, Node};
use crate::diagnostic::Diagnostic;
use crate::text::{At, FileId, Files, Place, Span};

/// Makes the places of findings exact, and keeps the texts that they point into.
///
/// A file that cannot be read any more leaves its findings at its first line.
pub fn locate(diagnostics: &mut [Diagnostic], files: &mut Files, root: &Path) {
    let mut wanted: BTreeMap<FileId, Vec<&mut Place>> = BTreeMap::new();
    for diagnostic in diagnostics {
        for place in diagnostic.places_mut() {
            wanted.entry(place.file).or_default().push(place);
        }
    }
    for (file, places) in wanted {
        // A file that is named as a whole is not read: it may be one that must not be, like a link that leads out of the book.
        if places.iter().all(|place| place.at == At::File) {
            continue;
        }
        let bytes = std::fs::read(root.join(files.name(file))).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // Settings are not YAML; their places are ranges already.
        let inexact = places.iter().any(|place| !matches!(place.at, At::Span(_) | At::File));
        let document = if inexact { tree::parse(text) } else { Document::default() };
        for place in places {
            let span = exact(&place.at, document.root.as_ref(), text);
            place.at = At::Span(span);
        }
        files.set_text(file, text);
    }
}

fn exact(at: &At, root: Option<&Node<'_>>, text: &str) -> Span {
    match (at, root) {
        (At::Span(span), _) => span.start.min(text.len())..span.end.min(text.len()),
        (At::File, _) | (_, None) => 0..0,
        (At::Value(pointer), Some(root)) => narrow(find(root, pointer).value, text),
        (At::Key(pointer), Some(root)) => {
            let found = find(root, pointer);
            found.key.unwrap_or_else(|| narrow(found.value, text))
        }
        (At::Text(pointer, needle), Some(root)) => {
            let value = find(root, pointer).value;
            let whole = text.get(value.clone()).unwrap_or_default();
            whole.find(needle.as_str()).map_or_else(|| narrow(value.clone(), text), |at| value.start + at..value.start + at + needle.len())
        }
    }
}

/// A block scalar begins with its indicator (`|`, `>-`): what is meant is the text below.
fn narrow(span: Span, text: &str) -> Span {
    let value = text.get(span.clone()).unwrap_or_default();
    if !value.starts_with(['|', '>']) {
        return span;
    }
    let body = value.find('\n').map_or(0, |newline| newline + 1);
    let indent = value[body..].len() - value[body..].trim_start().len();
    span.start + body + indent..span.end
}

struct Found {
    key: Option<Span>,
    value: Span,
}

/// The value at a pointer, or the nearest above it.
///
/// Pointers are those of the decoded definition: where the file has the short form (a string for a mapping, one item for a list, `example` for
/// `examples`), the step is passed over.
fn find(root: &Node<'_>, pointer: &str) -> Found {
    let mut found = Found { key: None, value: root.span.clone() };
    let mut node = root.target();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        match &node.kind {
            Kind::Map(entries) => {
                let named = |name: &str| entries.iter().find(|entry| entry.key == name);
                match named(&step).or_else(|| if step == "examples" { named("example") } else { None }) {
                    Some(entry) => {
                        found = Found { key: Some(entry.key_span.clone()), value: entry.value.span.clone() };
                        node = entry.value.target();
                    }
                    None if step == "0" => {}
                    None => break,
                }
            }
            Kind::Seq(items) => match step.parse::<usize>().ok().and_then(|index| items.get(index)) {
                Some(item) => {
                    found = Found { key: None, value: item.span.clone() };
                    node = item.target();
                }
                None => break,
            },
            Kind::Scalar { .. } | Kind::Alias(_) => break,
        }
    }
    // Of a whole file the first line says enough.
    if found.key.is_none() && found.value == root.span {
        found.value = root.entries().first().map_or(root.span.start..root.span.start, |entry| entry.key_span.clone());
    }
    found
}
