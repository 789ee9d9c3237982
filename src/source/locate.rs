//! Paths in a definition → byte ranges: the file is read once more, now for places.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::tree::{self, Kind, Node};
use super::{SETTINGS, edit, toml};
use crate::diagnostic::{Diagnostic, Edit};
use crate::parallel::PIECE;
use crate::text::{At, FileId, Files, Place, Span};

/// What is to be made exact in a file.
type Wanted<'a> = (Vec<&'a mut Place>, Vec<&'a mut Edit>);

/// Makes the places of findings exact, and keeps the texts that they point into.
///
/// A file that cannot be read any more leaves its findings at its first line. A change that has no exact place is dropped.
pub fn locate(diagnostics: &mut [Diagnostic], files: &mut Files, root: &Path) {
    let mut wanted: BTreeMap<FileId, Wanted<'_>> = BTreeMap::new();
    for diagnostic in &mut *diagnostics {
        let Diagnostic { place, related, fix, .. } = diagnostic;
        for place in std::iter::once(place).chain(related.iter_mut().map(|label| &mut label.place)) {
            wanted.entry(place.file).or_default().0.push(place);
        }
        for edit in fix.iter_mut().flat_map(|fix| fix.edits.iter_mut()) {
            wanted.entry(edit.place.file).or_default().1.push(edit);
        }
    }
    let named = &*files;
    let wanted: Vec<_> = wanted.into_iter().collect();
    let located =
        wanted.into_par_iter().with_max_len(PIECE).map(|(file, wanted)| Some((file, in_file(file, named.name(file), root, wanted)?)));
    for (file, text) in located.collect::<Vec<_>>().into_iter().flatten() {
        files.set_text(file, text);
    }
    for diagnostic in diagnostics {
        let is_exact = |edit: &Edit| matches!(edit.place.at, At::Span(_));
        diagnostic.fix.take_if(|fix| !fix.edits.iter().all(is_exact));
    }
}

/// Makes places in a file exact; gives its text.
fn in_file(file: FileId, name: &str, root: &Path, (places, edits): Wanted<'_>) -> Option<Arc<str>> {
    // A file that is named as a whole is not read: it may be one that must not be, like a link that leads out of the book.
    if edits.is_empty() && places.iter().all(|place| place.at == At::File) {
        return None;
    }
    let bytes = std::fs::read(root.join(name)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let known = |place: &Place| matches!(place.at, At::Span(_) | At::File);
    let tree = if places.iter().all(|place| known(place)) && edits.iter().all(|edit| known(&edit.place)) {
        None
    } else if name == SETTINGS {
        toml::tree(text)
    } else {
        tree::parse(text).root
    };
    for place in places {
        place.at = At::Span(exact(&place.at, tree.as_ref(), text));
    }
    for edit in edits {
        if let Some((span, replacement)) = edit::exact(edit, tree.as_ref(), text) {
            *edit = Edit { place: Place::span(file, span), text: replacement };
        }
    }
    Some(text.into())
}

fn exact(at: &At, root: Option<&Node<'_>>, text: &str) -> Span {
    match (at, root) {
        (At::Span(span), _) => span.start.min(text.len())..span.end.min(text.len()),
        (At::File, _) | (_, None) => 0..0,
        (At::Value(pointer) | At::Append(pointer) | At::Item(pointer), Some(root)) => narrow(find(root, pointer).value, text),
        (At::Key(pointer), Some(root)) => {
            let found = find(root, pointer);
            found.key.unwrap_or_else(|| narrow(found.value, text))
        }
        (At::Text(pointer, needle), Some(root)) => {
            let value = find(root, pointer).value;
            within(&value, needle, text).unwrap_or_else(|| narrow(value, text))
        }
    }
}

/// The first place of a text within a value.
pub(super) fn within(value: &Span, needle: &str, text: &str) -> Option<Span> {
    let at = text.get(value.clone())?.find(needle)? + value.start;
    Some(at..at + needle.len())
}

/// The very node at a pointer, not one behind an alias.
pub(super) fn node<'a, 'b>(root: &'b Node<'a>, pointer: &str) -> Option<&'b Node<'a>> {
    let mut node = root;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        node = match &node.kind {
            Kind::Map(entries) => &entries.iter().find(|entry| entry.key == step)?.value,
            Kind::Seq(items) => items.get(step.parse::<usize>().ok()?)?,
            Kind::Scalar { .. } | Kind::Alias(_) => return None,
        };
    }
    Some(node)
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

pub(super) struct Found {
    pub(super) key: Option<Span>,
    pub(super) value: Span,
    /// Whether it is the very value, not one above it.
    pub(super) is_exact: bool,
}

/// The value at a pointer, or the nearest above it.
///
/// Pointers are those of the decoded definition: where the file has the short form (a string for a mapping, one item for a list, `example` for
/// `examples`), the step is passed over.
pub(super) fn find(root: &Node<'_>, pointer: &str) -> Found {
    let mut found = Found { key: None, value: root.span.clone(), is_exact: true };
    let mut node = root.target();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        match &node.kind {
            Kind::Map(entries) => {
                let named = |name: &str| entries.iter().find(|entry| entry.key == name);
                match named(&step).or_else(|| if step == "examples" { named("example") } else { None }) {
                    Some(entry) => {
                        found = Found { key: Some(entry.key_span.clone()), value: entry.value.span.clone(), ..found };
                        node = entry.value.target();
                    }
                    None if step == "0" => {}
                    None => {
                        found.is_exact = false;
                        break;
                    }
                }
            }
            Kind::Seq(items) => match step.parse::<usize>().ok().and_then(|index| items.get(index)) {
                Some(item) => {
                    found = Found { key: None, value: item.span.clone(), ..found };
                    node = item.target();
                }
                None => {
                    found.is_exact = false;
                    break;
                }
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
