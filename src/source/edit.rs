//! Changes of a file → bytes to replace, in the file's own style: quotes, indentation and line ends stay as they are.

use super::locate::{find, within};
use super::tree::{Kind, Node};
use crate::diagnostic::Edit;
use crate::text::{At, Span};

/// What to replace and by what; `None` where it cannot be said for certain.
pub(super) fn exact(edit: &Edit, root: Option<&Node<'_>>, text: &str) -> Option<(Span, String)> {
    let scalar = |span: Span| scalar(span, &edit.text, text);
    match (&edit.place.at, root) {
        (At::Span(span), _) => scalar(span.clone()),
        (At::File, _) | (_, None) => None,
        (At::Value(pointer), Some(root)) => Some(find(root, pointer)).filter(|found| found.is_exact).and_then(|found| scalar(found.value)),
        (At::Key(pointer), Some(root)) => Some(find(root, pointer)).filter(|found| found.is_exact).and_then(|found| scalar(found.key?)),
        (At::Text(pointer, needle), Some(root)) => {
            let value = find(root, pointer).value;
            let span = within(&value, needle, text)?;
            // A whole scalar may need quotes now; a piece of one is text among text.
            if span == value { scalar(span) } else { Some((span, edit.text.clone())) }
        }
        (At::Append(pointer), Some(root)) => append(root, pointer, &edit.text, text),
        (At::Item(pointer), Some(root)) => remove(root, pointer, text).map(|span| (span, String::new())),
    }
}

/// A scalar for another: in the quotes that it has, or in new ones where it needs some.
fn scalar(span: Span, new: &str, text: &str) -> Option<(Span, String)> {
    let old = text.get(span.clone())?;
    let is_plain = |c: char| c.is_alphanumeric() || "_-./#~ :".contains(c);
    let reads_as_text = new.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '/')
        && new.chars().all(is_plain)
        && !new.contains(": ")
        && !new.contains(" #")
        && !new.ends_with([':', ' ']);
    for quote in ['"', '\''] {
        if old.len() > 1 && old.starts_with(quote) && old.ends_with(quote) {
            return (!new.contains(['"', '\'', '\\'])).then(|| (span.start + 1..span.end - 1, new.to_owned()));
        }
    }
    Some((span, if reads_as_text || new.is_empty() { new.to_owned() } else { format!("'{}'", new.replace('\'', "''")) }))
}

/// A further item of the list at a pointer, or the list with this item where there is none yet.
fn append(root: &Node<'_>, pointer: &str, item: &str, text: &str) -> Option<(Span, String)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let parent = super::locate::node(root, parent)?;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let insert = |at: usize, new: String| Some((at..at, new));
    let Some(entry) = parent.entry(key) else {
        let last = parent.entries().last()?;
        let first = parent.entries().first()?;
        if text[parent.span.clone()].starts_with('{') {
            let (key, item) = (written(root, text, key), written(root, text, item));
            return insert(last.value.span.end, format!(", {key}: [{item}]"));
        }
        let indent = " ".repeat(column(text, first.key_span.start));
        return insert(end_of_line(text, &last.value), format!("{newline}{indent}{key}:{newline}{indent}  - {item}"));
    };
    // What an anchor shares is not only this definition's.
    let Kind::Seq(items) = &entry.value.kind else {
        return None;
    };
    let is_flow = text[entry.value.span.clone()].starts_with('[');
    let item = &written(root, text, item);
    let Some(last) = items.last() else {
        return if is_flow { insert(entry.value.span.start + 1, item.clone()) } else { None };
    };
    let lead = lead(text, last.span.start);
    if is_flow {
        let between = if lead.trim().is_empty() { format!(",{newline}{lead}") } else { ", ".to_owned() };
        return insert(last.span.end, format!("{between}{item}"));
    }
    let dash = lead.rfind('-').filter(|dash| lead[..*dash].trim().is_empty())?;
    insert(end_of_line(text, last), format!("{newline}{}- {item}", &lead[..dash]))
}

/// A text as the file writes them: in a document that begins as JSON does, in double quotes.
fn written(root: &Node<'_>, text: &str, new: &str) -> String {
    let is_json = text[root.span.clone()].strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    if is_json { serde_json::Value::from(new).to_string() } else { new.to_owned() }
}

/// The lines or the place between commas that an item of a list has. The only item is left: nothing is no list.
fn remove(root: &Node<'_>, pointer: &str, text: &str) -> Option<Span> {
    let (list, index) = pointer.rsplit_once('/')?;
    let index: usize = index.parse().ok()?;
    let list = super::locate::node(root, list)?;
    let Kind::Seq(items) = &list.kind else {
        return None;
    };
    let item = items.get(index).filter(|_| items.len() > 1)?;
    if text[list.span.clone()].starts_with('[') {
        return Some(match index.checked_sub(1) {
            Some(before) => items[before].span.end..item.span.end,
            None => item.span.start..items[1].span.start,
        });
    }
    let lead = lead(text, item.span.start);
    let is_alone = lead.trim() == "-";
    let end = end_of_line(text, item);
    is_alone.then(|| item.span.start - lead.len()..(end + text[end..].find('\n').map_or(0, |newline| newline + 1)))
}

/// The last scalar or bracketed value in a block; a block itself ends only where the next thing begins.
fn last(node: &Node<'_>, text: &str) -> Span {
    let inner = match &node.kind {
        _ if text[node.span.clone()].starts_with(['[', '{']) => None,
        Kind::Seq(items) => items.last().map(|item| last(item, text)),
        Kind::Map(entries) => {
            entries.last().map(|entry| if entry.value.span.is_empty() { entry.key_span.clone() } else { last(&entry.value, text) })
        }
        Kind::Scalar { .. } | Kind::Alias(_) => None,
    };
    inner.filter(|inner| !inner.is_empty()).unwrap_or_else(|| node.span.clone())
}

/// What stands on a line before an offset.
fn lead(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    &text[start..at]
}

/// How many characters stand on a line before an offset.
fn column(text: &str, at: usize) -> usize {
    lead(text, at).chars().count()
}

/// Where the last line of a value ends, with the comment behind it, but not those below.
fn end_of_line(text: &str, node: &Node<'_>) -> usize {
    let span = last(node, text);
    let end = span.start + text[span].trim_end().len();
    let rest = &text[end..];
    end + rest.find('\n').map_or(rest.len(), |newline| rest[..newline].trim_end_matches('\r').len())
}
