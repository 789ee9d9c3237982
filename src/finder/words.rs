//! Typed search: a half-remembered code, or words of title, summary, causes and tags.

use super::rank::{Evidence, Trust};
use super::recognise::{Piece, Reading, is_code_field};
use super::text::{distance, each_word, is_common, name, squeeze, weight, words};
use super::{Index, Kind, Record};
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::HashMap;

/// The words of all entries and where they stand.
#[derive(Debug, Default)]
pub struct Words {
    /// Sorted by word. A posting is twice the row, plus one where the word stands in code or title.
    pub list: Vec<(String, Vec<u32>)>,
}

impl Words {
    /// Collects the words of all records, in so many pieces beside each other.
    #[must_use]
    pub fn new(records: &[Record], pieces: usize) -> Self {
        // They are put together in their order: so the rows of a word ascend.
        let size = records.len().div_ceil(pieces).max(SMALLEST_PIECE);
        let pieces = (0_u32..).step_by(size).zip(records.chunks(size)).collect::<Vec<_>>();
        let mut all: HashMap<String, Vec<u32>, RandomState> = HashMap::default();
        for piece in pieces.into_par_iter().map(|(first, records)| postings(first, records)).collect::<Vec<_>>() {
            for (word, rows) in piece {
                all.entry(word).or_default().extend(rows);
            }
        }
        let most = records.len().max(200) / 2;
        let mut list: Vec<_> = all.into_iter().filter(|(_, p)| p.len() <= most || p.iter().any(|p| p % 2 == 1)).collect();
        for (_, postings) in list.iter_mut().filter(|(_, p)| p.len() > most) {
            postings.retain(|p| p % 2 == 1);
        }
        list.sort_unstable();
        Self { list }
    }

    /// The known words that a typed one may mean, with how well they fit: the word itself, longer ones, misspelt ones.
    fn meant(&self, word: &str, is_last: bool) -> Vec<(usize, u32)> {
        let from = self.list.partition_point(|(w, _)| w.as_str() < word);
        let exact = self.list.get(from).filter(|(w, _)| w == word).map(|_| (from, 8));
        let mut out: Vec<_> = exact.into_iter().collect();
        if is_last {
            let longer = (from..self.list.len()).take_while(|&i| self.list[i].0.starts_with(word));
            out.extend(longer.filter(|&i| self.list[i].0 != word).take(48).map(|i| (i, 5)));
        }
        let length = word.chars().count();
        if out.is_empty() && length >= 4 {
            let letters: Vec<char> = word.chars().collect();
            let most = if length < 8 { 1 } else { 2 };
            let near = self.list.iter().enumerate().filter_map(|(i, (w, _))| {
                let may = w.len().abs_diff(word.len()) <= 4 * most;
                Some((may.then(|| distance(&letters, &w.chars().collect::<Vec<_>>(), most))??, i))
            });
            let mut near: Vec<_> = near.collect();
            near.sort_unstable();
            out.extend(near.into_iter().take(16).map(|(edits, i)| (i, if edits == 1 { 4 } else { 3 })));
        }
        out
    }
}

/// Fewer records than this are not worth a thread.
const SMALLEST_PIECE: usize = 256;

/// The words of some records, of which the first has the row `first`.
fn postings(first: u32, records: &[Record]) -> Vec<(String, Vec<u32>)> {
    let mut all: HashMap<String, Vec<u32>, RandomState> = HashMap::default();
    for (row, record) in (first..).zip(records) {
        let mut add = |word: &str, posting: u32| match all.get_mut(word) {
            // A word of code or title comes first, and counts once.
            Some(rows) => {
                if rows.last().is_none_or(|last| last / 2 != row) {
                    rows.push(posting);
                }
            }
            None => drop(all.insert(word.to_owned(), vec![posting])),
        };
        for text in [&record.code, &record.title] {
            each_word(text, |word| add(word, row * 2 + 1));
        }
        for text in [&record.summary].into_iter().chain(&record.tags).chain(&record.causes) {
            each_word(text, |word| {
                if !is_common(word) {
                    add(word, row * 2);
                }
            });
        }
    }
    all.into_iter().collect()
}

/// A code, ready to be compared with one that has a mistake in it.
#[derive(Debug)]
pub struct Squeezed {
    own: String,
    full: String,
    own_letters: u64,
    full_letters: u64,
}

impl Squeezed {
    /// The code of a record: its last part, and all of it.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let (own, full) = (squeeze(name(&record.code)), squeeze(&record.code));
        Self { own_letters: letters(&own), full_letters: letters(&full), own, full }
    }
}

/// Which letters a text has: an edit changes two of them at most.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |all, b| all | 1 << (b % 64))
}

/// What the words of the query speak for.
#[must_use]
pub fn find(index: &Index, reading: &Reading) -> Vec<Evidence> {
    let piece =
        |text: &str| Piece { place: place(reading), field: String::new(), text: text.to_owned(), is_value: false, event: usize::MAX };
    let mut typed: Vec<String> = words(&asked(reading));
    let last = typed.last().cloned();
    if typed.iter().any(|w| !is_common(w)) {
        typed.retain(|w| !is_common(w));
    }
    let mut seen = std::collections::HashSet::new();
    typed.retain(|w| seen.insert(w.clone()));
    typed.truncate(10);
    let known = index.words();
    let mut best: HashMap<u32, Vec<(u32, usize)>> = HashMap::new();
    let mut most = 0;
    for (nth, word) in typed.iter().enumerate() {
        let mut heaviest = weight(1, index.records().len());
        let meant = known.meant(word, reading.is_typed && Some(word) == last.as_ref());
        for (place, &(i, fit)) in meant.iter().enumerate() {
            let postings = &known.list[i].1;
            let worth = weight(postings.len(), index.records().len());
            heaviest = if place == 0 { worth } else { heaviest.max(worth) };
            for posting in postings {
                let score = worth * fit * (1 + 2 * (posting % 2));
                let found = best.entry(posting / 2).or_default();
                match found.last_mut() {
                    Some(last) if last.1 == nth => last.0 = last.0.max(score),
                    _ => found.push((score, nth)),
                }
            }
        }
        most += heaviest * 24;
    }
    let evidence = best.into_iter().map(|(row, found)| {
        let score = 50 + 250 * found.iter().map(|f| f.0).sum::<u32>() / most.max(1);
        let text: Vec<&str> = found.iter().map(|&(_, nth)| typed[nth].as_str()).collect();
        Evidence::new(row, Kind::Words, &piece(""), &text.join(" "), score).trusted(Trust::Never, usize::MAX)
    });
    let mut evidence: Vec<Evidence> = evidence.collect();
    evidence.sort_by_key(|e| (std::cmp::Reverse(e.score), e.row));
    evidence.truncate(200);
    for (text, place) in half_codes(reading) {
        evidence.extend(near_codes(index, &text, &Piece { place, ..piece("") }));
    }
    evidence.extend(of_status(index, reading));
    evidence
}

/// A typed query, or the fields of a payload and the lines that may say what went wrong.
fn asked(reading: &Reading) -> String {
    if reading.is_typed {
        return reading.text.clone();
    }
    let tells = |p: &&Piece| !p.text.contains("://") && (!p.is_value || p.field != "requestid");
    reading.pieces.iter().filter(tells).map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ").chars().take(2000).collect()
}

fn place(reading: &Reading) -> String {
    reading.pieces.first().map_or_else(|| "line 1".to_owned(), |p| p.place.clone())
}

/// What may be a code with a mistake in it: each word of a typed query, each field for codes of a payload.
fn half_codes(reading: &Reading) -> Vec<(String, String)> {
    if reading.is_typed {
        let words = reading.text.split(' ').filter(|w| squeeze(w).chars().count() >= 3);
        let all: Vec<_> = words.map(|w| (w.to_owned(), "line 1".to_owned())).collect();
        return if all.len() > 1 { all.into_iter().filter(|(w, _)| looks_like_code(w)).collect() } else { all };
    }
    let fields = reading.pieces.iter().filter(|p| p.is_value && is_code_field(&p.field) && !p.text.contains(' '));
    let mut out: Vec<_> = fields.map(|p| (p.text.clone(), p.place.clone())).take(8).collect();
    for line in reading.pieces.iter().filter(|p| !p.is_value).take(20) {
        let words = line.text.split([' ', ',', '"', '\'', '(', ')', '[', ']', '=']).map(|w| w.trim_matches(['.', ':', ';', '`']));
        out.extend(words.filter(|w| looks_like_code(w) && !w.contains("//")).take(12).map(|w| (w.to_owned(), line.place.clone())));
    }
    out.truncate(24);
    out
}

/// Has a separator inside, a digit next to a letter, or a hump.
fn looks_like_code(word: &str) -> bool {
    let has = |test: fn(&char) -> bool| word.chars().any(|c| test(&c));
    let inside = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    has(char::is_ascii_alphabetic)
        && (inside.contains(|c: char| ":_-.".contains(c)) || has(char::is_ascii_digit) || words(inside).len() > 1)
}

/// Codes that begin with, hold, or almost are what was written.
fn near_codes(index: &Index, text: &str, piece: &Piece) -> Vec<Evidence> {
    let wanted = squeeze(name(text));
    let whole = squeeze(text);
    let (own_chars, all_chars): (Vec<char>, Vec<char>) = (wanted.chars().collect(), whole.chars().collect());
    let (own_letters, all_letters) = (letters(&wanted), letters(&whole));
    let most = |length: usize| {
        if length < 4 {
            0
        } else if length < 9 {
            1
        } else {
            2
        }
    };
    let edits = |a: &[char], held: u64, b: &str, has: u64| {
        let most = most(a.len());
        // a character outside ASCII has up to four bytes, and each may be another
        let may = (held ^ has).count_ones() as usize <= if whole.is_ascii() && b.is_ascii() { 2 * most } else { 16 * most };
        if may { distance(a, &b.chars().collect::<Vec<_>>(), most) } else { None }
    };
    let score = |edits: usize| 570 - 40 * u32::try_from(edits).unwrap_or(2);
    let longer = |text: &str, part: &str| u32::try_from(text[part.len()..].chars().count().min(40)).unwrap_or(40);
    let mut out = Vec::new();
    for (row, code) in (0..).zip(index.squeezed()) {
        let (own, full) = (&code.own, &code.full);
        let in_full = edits(&all_chars, all_letters, full, code.full_letters).map(|d| score(d) + 10);
        let in_name = || edits(&own_chars, own_letters, own, code.own_letters).map(score);
        let opens = || (all_chars.len() >= 3 && full.starts_with(&whole)).then(|| 480 - longer(full, &whole));
        let begins = || (own_chars.len() >= 3 && own.starts_with(&wanted)).then(|| 480 - longer(own, &wanted));
        let holds = || (own_chars.len() >= 4 && own.contains(&wanted)).then(|| 430 - longer(own, &wanted));
        let found = in_full.or_else(in_name).or_else(opens).or_else(begins).or_else(holds);
        out.extend(found.map(|score| Evidence::new(row, Kind::Code, piece, text, score).trusted(Trust::Never, usize::MAX)));
    }
    out.sort_by_key(|e| (std::cmp::Reverse(e.score), e.row));
    out.truncate(200);
    out
}

/// A status and nothing better: the entries that have it.
fn of_status(index: &Index, reading: &Reading) -> Vec<Evidence> {
    let Some(status) = reading.statuses.first() else { return Vec::new() };
    let piece = Piece { place: status.place.clone(), field: String::new(), text: String::new(), is_value: false, event: usize::MAX };
    let rows = (0..).zip(index.records()).filter(|(_, r)| r.status == Some(status.code)).take(200);
    rows.map(|(row, _)| Evidence::new(row, Kind::Status, &piece, &status.code.to_string(), 320).trusted(Trust::Never, usize::MAX)).collect()
}
