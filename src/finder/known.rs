//! What a log is searched for: codes and aliases, addresses, messages; and whether one really stands in a line.

use super::grams::narrow;
use super::names::is_weak;
use super::recognise::{announces, is_code_field, words_before};
use super::template::Template;
use super::text::{name, squash, squeeze};
use super::{Index, Kind};
use std::collections::BTreeMap;

/// Everything that is looked for. What each hit needs is small and stands together: memory is asked once for it.
#[derive(Debug, Default)]
pub struct Known {
    told: Vec<Told>,
    /// The entries of the texts that several have.
    shared: Vec<u32>,
    /// Of a template its longest piece, in lower case.
    texts: Vec<String>,
    templates: Vec<Template>,
}

/// What is known of a text.
#[derive(Debug, Clone, Copy)]
struct Told {
    form: Form,
    kind: Kind,
    /// Its entry; or where in `shared` its entries begin.
    row: u32,
    /// How many entries have it.
    count: u32,
}

/// What must stand around a text.
#[derive(Debug, Clone, Copy)]
enum Form {
    Code {
        is_weak: bool,
        /// Whether no other word is written so: it has a digit or a sign.
        is_shaped: bool,
    },
    Address,
    /// An address without its host.
    Path,
    Message,
    /// A message with something between its pieces, by its place in `templates`.
    Template(u32),
}

/// Where something known may stand in a line.
#[derive(Debug)]
pub struct Hit {
    /// The number of the text.
    pub known: usize,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Known {
    /// Codes and aliases, addresses of two parts and more, and messages that say enough.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        let mut texts: BTreeMap<(&str, Kind), Vec<u32>> = BTreeMap::new();
        for (row, record) in (0..).zip(index.records()) {
            let (former, aliases): (Vec<&str>, Vec<&str>) = record.aliases.iter().map(String::as_str).partition(|a| a.starts_with('/'));
            let paths = former.into_iter().map(|a| a.trim_start_matches('/')).chain([record.path.as_str()]).filter(|p| p.contains('/'));
            let addresses = record.url.iter().chain(record.own_type()).map(|u| u.trim_end_matches('/'));
            let named = std::iter::once((record.code.as_str(), Kind::Code)).chain(aliases.into_iter().map(|a| (a, Kind::Alias)));
            for text in named.chain(paths.chain(addresses).map(|address| (address, Kind::Url))) {
                let rows = texts.entry(text).or_default();
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
        }
        let mut known = Self::default();
        for ((text, kind), rows) in texts.into_iter().filter(|((text, _), _)| text.len() >= 3) {
            let is_shaped = text.bytes().any(|b| b.is_ascii_digit() || !b.is_ascii_alphanumeric());
            let form = match kind {
                Kind::Url if text.contains("://") => Form::Address,
                Kind::Url => Form::Path,
                _ => Form::Code { is_weak: is_weak(text), is_shaped },
            };
            known.add(form, kind, &rows, text.to_owned());
        }
        for message in &index.messages().list {
            let template = message.template();
            let Some(text) = template.texts().max_by_key(|t| t.len()).map(str::to_owned) else { continue };
            if message.says_enough() && text.len() >= 8 {
                let is_whole = template.plain() == text;
                known.add(
                    if is_whole { Form::Message } else { Form::Template(narrow(known.templates.len())) },
                    Kind::Message,
                    &message.rows,
                    text,
                );
                known.templates.extend((!is_whole).then_some(template));
            }
        }
        known
    }

    fn add(&mut self, form: Form, kind: Kind, rows: &[u32], text: String) {
        let row = if let [row] = rows { *row } else { narrow(self.shared.len()) };
        self.told.push(Told { form, kind, row, count: narrow(rows.len()) });
        if rows.len() > 1 {
            self.shared.extend_from_slice(rows);
        }
        self.texts.push(text);
    }

    /// All texts with their numbers.
    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.texts.iter().map(String::as_str).enumerate()
    }

    /// The entries that share a text with others.
    pub fn contested(&self) -> impl Iterator<Item = u32> {
        self.shared.iter().copied()
    }

    /// What the text of a hit is.
    #[must_use]
    pub fn kind(&self, hit: &Hit) -> Kind {
        self.told[hit.known].kind
    }

    /// The entries that have the text of a hit.
    #[must_use]
    pub fn rows(&self, hit: &Hit) -> &[u32] {
        match &self.told[hit.known] {
            Told { row, count: 1, .. } => std::slice::from_ref(row),
            Told { row, count, .. } => &self.shared[*row as usize..][..*count as usize],
        }
    }

    /// Whether the text of a hit means itself where it stands.
    #[must_use]
    pub fn is_there(&self, hit: &Hit, line: &[u8]) -> bool {
        match self.told[hit.known].form {
            Form::Template(template) => self.templates[template as usize].find(&squash(&String::from_utf8_lossy(line))).is_some(),
            Form::Message => !is_in_word(line, hit.start, hit.end),
            Form::Address => !is_inside(line, hit.end),
            Form::Path => {
                let before = hit.start.checked_sub(1).map(|i| line[i]);
                let end = [".md", ".json", ".html"].iter().find(|e| line[hit.end..].starts_with(e.as_bytes())).map_or(0, |e| e.len());
                before == Some(b'/') && !is_inside(line, hit.end + end)
            }
            Form::Code { is_weak, is_shaped } => {
                let code = || self.texts[hit.known].as_str();
                (is_shaped || &line[hit.start..hit.end] == code().as_bytes())
                    && is_whole(line, hit, code)
                    && (!is_weak || is_said(&String::from_utf8_lossy(&line[..hit.start])))
            }
        }
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Whether the stretch is part of a longer word.
fn is_in_word(line: &[u8], start: usize, end: usize) -> bool {
    let joined = |at: usize| at > 0 && at < line.len() && is_letter(line[at - 1]) && is_letter(line[at]);
    joined(start) || joined(end)
}

/// Whether an address goes on behind `end`.
fn is_inside(line: &[u8], end: usize) -> bool {
    let behind = line.get(end..).unwrap_or_default();
    let behind = behind.strip_prefix(b"/").unwrap_or(behind);
    behind.first().is_some_and(|&b| is_letter(b) || matches!(b, b'_' | b'-' | b'~'))
        || behind.first() == Some(&b'.') && behind.get(1).is_some_and(|&b| is_letter(b))
}

/// Whether the code is not a part of another one.
fn is_whole<'a>(line: &[u8], hit: &Hit, code: impl Fn() -> &'a str) -> bool {
    let behind = line.get(hit.end).copied().unwrap_or(b' ');
    let goes_on = line.get(hit.end + 1).is_some_and(|&b| is_letter(b) || b == b'_');
    let ends = match behind {
        b'_' => false,
        b':' | b'/' | b'#' => !goes_on || !code().contains(char::from(behind)),
        b'.' | b'-' | b'@' | b'+' | b'~' | b'$' | b'%' => !goes_on,
        b => !is_letter(b),
    };
    let before = &line[..hit.start];
    let starts = || match before.last() {
        Some(b'_' | b'-' | b'+' | b'~' | b'$' | b'%') => false,
        Some(&sign @ (b':' | b'/' | b'#' | b'@' | b'.')) if code().contains(char::from(sign)) => {
            let label = String::from_utf8_lossy(&before[..before.len() - 1]);
            let label = squeeze(name(label.rsplit(' ').next().unwrap_or_default()));
            label.is_empty() || sign == b':' && (announces(&label) || ["level", "type", "urn"].contains(&label.as_str()))
        }
        Some(&b) => !is_letter(b),
        None => true,
    };
    ends && starts()
}

/// Whether what stands before says that a code follows: `error 512`, `"code":"512"`.
fn is_said(before: &str) -> bool {
    let (last, other) = words_before(before, before.len());
    let is_field = before.trim_end_matches(['"', '\'', ' ', '\\']).ends_with([':', '=']) && is_code_field(&last);
    !["exit", "status", "http", "zip", "country", "source"].contains(&other.as_str()) && (announces(&last) || is_field)
}
