//! Where something stands: files of a book and places in them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A file of the book, as a number that [`Files`] knows the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A byte range in the text of a file.
pub type Span = Range<usize>;

/// A place in a file, as exact as it is known.
///
/// Definitions are decoded without places, for speed; a place in one is the path of the value. It becomes a [`Span`] when
/// there is something to report, by reading the file once more (`source::locate`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in the file.
    pub at: At,
}

/// Where in a file a [`Place`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The file as a whole.
    File,
    /// A known byte range.
    Span(Span),
    /// The value at this JSON pointer (RFC 6901): `/related/2`; where there is none, the nearest one above it.
    Value(String),
    /// The key at this JSON pointer.
    Key(String),
    /// The first place of this text in the value at this pointer; the whole value where it is not there to the letter.
    Text(String, String),
    /// For a change: where a further item of the list at this pointer goes. The list need not be there yet.
    Append(String),
    /// For a change: the list item at this pointer, with its dash or comma.
    Item(String),
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn file(file: FileId) -> Self {
        Self { file, at: At::File }
    }

    /// A byte range.
    #[must_use]
    pub fn span(file: FileId, span: Span) -> Self {
        Self { file, at: At::Span(span) }
    }

    /// The value at a JSON pointer.
    #[must_use]
    pub fn value(file: FileId, pointer: impl Into<String>) -> Self {
        Self { file, at: At::Value(pointer.into()) }
    }

    /// The key at a JSON pointer.
    #[must_use]
    pub fn key(file: FileId, pointer: impl Into<String>) -> Self {
        Self { file, at: At::Key(pointer.into()) }
    }

    /// A piece of text in the value at a JSON pointer.
    #[must_use]
    pub fn text(file: FileId, pointer: impl Into<String>, text: impl Into<String>) -> Self {
        Self { file, at: At::Text(pointer.into(), text.into()) }
    }

    /// Where a further item of the list at a JSON pointer goes.
    #[must_use]
    pub fn append(file: FileId, pointer: impl Into<String>) -> Self {
        Self { file, at: At::Append(pointer.into()) }
    }

    /// The list item at a JSON pointer, with its dash or comma.
    #[must_use]
    pub fn item(file: FileId, pointer: impl Into<String>) -> Self {
        Self { file, at: At::Item(pointer.into()) }
    }

    /// The byte range; the start of the file where none is known.
    #[must_use]
    pub fn range(&self) -> Span {
        match &self.at {
            At::Span(span) => span.clone(),
            _ => 0..0,
        }
    }
}

/// The names of the files of a book, and the texts of those that a finding points into.
///
/// A clone shares the names, until one of the two gets a new one.
#[derive(Clone, Debug, Default)]
pub struct Files {
    names: Arc<Names>,
    texts: HashMap<FileId, Arc<str>>,
}

#[derive(Clone, Debug, Default)]
struct Names {
    in_order: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, FileId>,
}

impl Files {
    /// The id of the file of this name (relative to the book, with `/`), new or known.
    pub fn add(&mut self, name: &str) -> FileId {
        if let Some(id) = self.find(name) {
            return id;
        }
        let id = FileId(u32::try_from(self.len()).expect("a book has fewer than four billion files"));
        let names = Arc::make_mut(&mut self.names);
        let name: Arc<str> = name.into();
        names.in_order.push(Arc::clone(&name));
        names.ids.insert(name, id);
        id
    }

    /// The id of a known file.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.names.ids.get(name).copied()
    }

    /// How many files are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.in_order.len()
    }

    /// Whether none is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.in_order.is_empty()
    }

    /// The name of a file, relative to the book, with `/`.
    #[must_use]
    pub fn name(&self, id: FileId) -> &str {
        &self.names.in_order[id.0 as usize]
    }

    /// Keeps the text of a file, so that findings can quote it.
    pub fn set_text(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        self.texts.insert(id, text.into());
    }

    /// The text of a file, where it is kept.
    #[must_use]
    pub fn text(&self, id: FileId) -> Option<&Arc<str>> {
        self.texts.get(&id)
    }

    /// Lets go of all texts.
    pub fn forget_texts(&mut self) {
        self.texts.clear();
    }
}

/// Line and column of a byte offset, both from 1, the column in characters.
#[must_use]
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// The step of a JSON pointer for this key, escaped (RFC 6901).
#[must_use]
pub fn pointer_step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The candidate that `wrong` was probably meant to be: near in letters, the nearest first.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    let limit = (wrong.chars().count() / 3).clamp(1, 4);
    let candidates = candidates.into_iter();
    candidates
        .clone()
        .filter(|candidate| candidate.len().abs_diff(wrong.len()) <= limit)
        .map(|candidate| (strsim::osa_distance(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
        .or_else(|| only_longer(&folded, candidates))
}

/// The only candidate that begins with these letters.
fn only_longer<'a>(folded: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut longer = candidates.filter(|candidate| folded.len() >= 3 && candidate.to_lowercase().starts_with(folded));
    longer.next().filter(|_| longer.next().is_none())
}

/// A table of the bytes that are in a list: one look tells of a byte whether it is.
#[must_use]
pub const fn byte_set(bytes: &[u8]) -> [bool; 256] {
    let mut set = [false; 256];
    let mut place = 0;
    while place < bytes.len() {
        set[bytes[place] as usize] = true;
        place += 1;
    }
    set
}

/// A path as a URI reference (RFC 3986): all but unreserved characters and `/` percent-encoded.
#[must_use]
pub fn percent_encode(path: &str) -> Cow<'_, str> {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    if path.bytes().all(is_kept) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() + 8);
    for &byte in path.as_bytes() {
        if is_kept(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_column("aé\nüx", 3), (1, 3));
        assert_eq!(line_column("aé\nüx", 6), (2, 2));
        assert_eq!(line_column("", 9), (1, 1));
    }

    #[test]
    fn nearest_is_near() {
        assert_eq!(nearest("sumary", ["title", "summary"]), Some("summary"));
        assert_eq!(nearest("Title", ["title", "summary"]), Some("title"));
        assert_eq!(nearest("colour", ["title", "summary"]), None);
        assert_eq!(nearest("fix", ["causes", "fixes"]), Some("fixes"));
        assert_eq!(nearest("tit", ["title", "titles"]), None);
    }
}
