//! Known messages by their words: which of them a text holds, or comes close to.

use super::Record;
use super::recognise::Piece;
use super::template::Template;
use super::text::{Word, is_common, message_words, squash, weight};
use std::collections::HashMap;

/// A message that one or more entries print.
#[derive(Debug)]
pub struct Message {
    /// As its definition has it.
    pub source: String,
    /// Whether braces in `source` are placeholders.
    pub is_template: bool,
    /// The entries, as indices of records.
    pub rows: Vec<u32>,
    /// What its telling words weigh together, at most [`HEAVIEST`].
    pub total: u32,
    /// What all its words weigh together.
    pub all: u32,
}

/// All messages of a book, and the words that lead to them.
#[derive(Debug, Default)]
pub struct Messages {
    /// Sorted by text.
    pub list: Vec<Message>,
    /// For each word the messages that have it, ascending.
    pub words: HashMap<String, Vec<u32>>,
}

/// How a message stands in a piece.
#[derive(Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index in the list.
    pub message: u32,
    /// 600 and more: the text has it, perhaps with other numbers and ids; 300 and more: close to it.
    pub score: u32,
    /// Whether its text says enough to be sure.
    pub is_sure: bool,
    /// What stood in its placeholders.
    pub captures: Vec<(String, String)>,
    span: (usize, usize),
    /// Whether every word of the text is in the message, in its order.
    explains: bool,
    /// Whether the text has no other words.
    is_whole: bool,
}

/// A weight that fits into one character of the browser's index.
pub const HEAVIEST: u32 = 90;

/// So many messages are compared with a piece word by word.
const CANDIDATES: usize = 20;

/// A word that is in no known message counts against closeness as much as this.
const UNKNOWN: u32 = 2;

impl Messages {
    /// Collects the messages of all records.
    #[must_use]
    pub fn new(records: &[Record]) -> Self {
        let mut sorted: Vec<((&str, bool), Vec<u32>)> = by_text(records).into_iter().collect();
        sorted.retain(|((text, is_template), rows)| *is_template || is_told(records, text, rows));
        sorted.sort_unstable();
        let mut messages = Self::default();
        let mut vocabularies = Vec::with_capacity(sorted.len());
        for ((text, is_template), rows) in sorted {
            let words = words_of(text, is_template);
            let index = u32::try_from(messages.list.len()).unwrap_or(u32::MAX);
            for word in distinct(&words) {
                match messages.words.get_mut(&word) {
                    Some(list) => list.push(index),
                    None => drop(messages.words.insert(word, vec![index])),
                }
            }
            vocabularies.push(words);
            messages.list.push(Message { source: text.to_owned(), is_template, rows, total: 0, all: 0 });
        }
        let all = messages.list.len();
        messages.words.retain(|_, list| !is_too_frequent(list.len(), all));
        let weigh = |words: &[Word]| {
            let total: u32 = distinct(words).iter().filter_map(|w| messages.words.get(w)).map(|l| weight(l.len(), all)).sum();
            (total.min(HEAVIEST), words.iter().map(|w| messages.worth(&w.text, all)).sum())
        };
        let weights: Vec<(u32, u32)> = vocabularies.iter().map(|words| weigh(words)).collect();
        for (message, (total, all)) in messages.list.iter_mut().zip(weights) {
            (message.total, message.all) = (total, all);
        }
        messages
    }

    /// The messages that the piece holds or comes close to, best first.
    #[must_use]
    pub fn find(&self, piece: &Piece) -> Vec<Hit> {
        let Some(segment) = Segment::of(piece) else { return Vec::new() };
        let mut shared: HashMap<u32, u32> = HashMap::new();
        let mut heard = 0;
        for word in distinct(&segment.words) {
            let Some(list) = self.words.get(&word) else {
                heard += UNKNOWN;
                continue;
            };
            let worth = weight(list.len(), self.list.len());
            heard += worth;
            for &message in list {
                *shared.entry(message).or_default() += worth;
            }
        }
        let close = |(message, shared)| (closeness(shared, self.list[message as usize].total, heard, piece), message);
        let mut candidates: Vec<(u32, u32)> = shared.into_iter().map(close).filter(|(c, _)| *c >= 300).collect();
        candidates.sort_unstable_by_key(|&(close, message)| (std::cmp::Reverse(close), message));
        let best = candidates.first().map_or(0, |c| c.0);
        candidates.retain(|c| c.0 * 10 >= best * 6);
        candidates.truncate(CANDIDATES);
        pick(candidates.into_iter().filter_map(|(_, message)| self.judge(message, &segment, piece)).collect())
    }

    /// What a word counts in one of `all` messages.
    fn worth(&self, word: &str, all: usize) -> u32 {
        if is_common(word) { 1 } else { self.words.get(word).map_or(UNKNOWN, |l| weight(l.len(), all)) }
    }

    /// Compares the texts themselves.
    fn judge(&self, index: u32, segment: &Segment, piece: &Piece) -> Option<Hit> {
        let message = &self.list[index as usize];
        let words = words_of(&message.source, message.is_template);
        let is_all = same_words(&words, &segment.words);
        let is_sure = says_enough(&words, message.is_template) || is_all && distinct(&words).len() >= 2 && piece.is_value;
        let length = u32::try_from(words.len().min(16)).unwrap_or(16);
        let hit = |score, unsure, captures, span| {
            let score = if is_sure { score } else { unsure };
            Hit {
                message: index,
                score: score + length * 4 + u32::from(is_all) * 10,
                is_sure,
                captures,
                span,
                explains: false,
                is_whole: is_all,
            }
        };
        if let Some(filled) = message.template().find(&segment.text) {
            let chars = |byte: usize| segment.text[..byte].chars().count();
            let span = (chars(filled.span.start), chars(filled.span.end));
            return Some(hit(655, 605, filled.captures, span));
        }
        if let Some(span) = run_of(&words, &segment.words) {
            return Some(hit(645, 600, Vec::new(), span));
        }
        let worth = |w: &Word| self.worth(&w.text, self.list.len());
        let heard: u32 = segment.words.iter().map(worth).sum();
        let shared = in_order(&words, &segment.words, worth);
        let close = closeness(shared, message.all, heard, piece);
        // words may be missing from what was written, but nothing else was written
        let explains = shared == heard && distinct(&segment.words).len() >= 3;
        let score = if explains && close >= 400 { 600 + close / 10 } else { 300 + close * 3 / 10 };
        let hit = Hit { message: index, score, is_sure: false, captures: Vec::new(), span: (0, 0), explains, is_whole: false };
        (close >= 300).then_some(hit)
    }
}

impl Message {
    /// What is looked for in a text.
    #[must_use]
    pub fn template(&self) -> Template {
        template(&self.source, self.is_template)
    }

    /// Whether a text that has it can be said to mean it.
    #[must_use]
    pub fn says_enough(&self) -> bool {
        says_enough(&words_of(&self.source, self.is_template), self.is_template)
    }
}

/// Whether nobody else says this by chance; those who name placeholders mean it as a message.
fn says_enough(words: &[Word], is_template: bool) -> bool {
    let telling = || words.iter().filter(|w| !is_common(&w.text));
    let letters: usize = telling().map(|w| w.text.chars().count()).sum();
    telling().count() >= 3 && letters >= 14 || is_template && words.len() >= 5 && telling().count() >= 2 && letters >= 10
}

/// Whether a word of `have` messages leads nowhere.
fn is_too_frequent(have: usize, all: usize) -> bool {
    all > 100 && have * 2 > all || have > 4096 && have * 8 > all
}

/// The records of each text: messages proper (with placeholders or without), and what may be a sentence of a payload.
fn by_text(records: &[Record]) -> HashMap<(&str, bool), Vec<u32>> {
    let mut out: HashMap<(&str, bool), Vec<u32>> = HashMap::new();
    for (row, record) in (0..).zip(records) {
        let templates = record.messages.iter().map(|m| (m.as_str(), m.contains(['{', '}'])));
        let payload = record.payload.iter().filter(|(place, text)| !place.ends_with("title") && text.contains(' '));
        for text in templates.chain(payload.map(|(_, text)| (text.as_str(), false))) {
            let rows = out.entry(text).or_default();
            if rows.last() != Some(&row) {
                rows.push(row);
            }
        }
    }
    out
}

/// Whether a text without placeholders is a message: some entry lists it, or it is a sentence that few payloads have.
fn is_told(records: &[Record], text: &str, rows: &[u32]) -> bool {
    let has_words = || {
        let words = words_of(text, false);
        words.len() >= 3 && distinct(&words).len() >= 2
    };
    let is_listed = || rows.iter().any(|&row| records[row as usize].messages.iter().any(|m| m == text));
    rows.len() <= 100 && !text.contains('\n') && has_words() || is_listed()
}

fn template(source: &str, is_template: bool) -> Template {
    let source = super::text::fold(source);
    let source = source.trim();
    if is_template { Template::parse(source) } else { Template::literal(source) }
}

fn words_of(source: &str, is_template: bool) -> Vec<Word> {
    message_words(&template(source, is_template).plain().chars().collect::<Vec<_>>())
}

/// Each telling word once, sorted.
fn distinct(words: &[Word]) -> Vec<String> {
    let mut out: Vec<String> = words.iter().filter(|w| !is_common(&w.text)).map(|w| w.text.clone()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A piece, ready to be compared.
struct Segment {
    text: String,
    words: Vec<Word>,
}

impl Segment {
    /// Frames of a stack trace hold no message.
    fn of(piece: &Piece) -> Option<Self> {
        let text = squash(piece.text.trim());
        if text.starts_with("at ") && text.ends_with(')') || text.starts_with("File \"") {
            return None;
        }
        let chars: Vec<char> = text.chars().take(2000).collect();
        let mut words = message_words(&chars);
        words.retain(|w| !is_level(&chars[w.start..w.end]));
        Some(Self { text, words })
    }
}

/// The word with which a log says how bad a line is.
fn is_level(word: &[char]) -> bool {
    const LEVELS: [&str; 8] = ["ERROR", "WARN", "WARNING", "INFO", "DEBUG", "TRACE", "FATAL", "CRITICAL"];
    LEVELS.iter().any(|level| word.iter().copied().eq(level.chars()))
}

/// In thousandths: how much of a message is there, and how much else is; in a line of a log that counts for little.
fn closeness(shared: u32, all: u32, heard: u32, piece: &Piece) -> u32 {
    let other = heard.saturating_sub(shared) / if piece.is_value { 1 } else { 4 };
    (1000 * shared / (all + other).max(1)).min(1000)
}

/// What the words weigh that both have, in the same order.
fn in_order(a: &[Word], b: &[Word], worth: impl Fn(&Word) -> u32) -> u32 {
    let mut last = vec![0; b.len() + 1];
    for word in a {
        let mut row = vec![0; b.len() + 1];
        for (j, other) in b.iter().enumerate() {
            let both = if word.text == other.text { last[j] + worth(word) } else { 0 };
            row[j + 1] = both.max(last[j + 1]).max(row[j]);
        }
        last = row;
    }
    last[b.len()]
}

fn same_words(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.text == b.text)
}

/// Where the words stand one behind the other.
fn run_of(words: &[Word], text: &[Word]) -> Option<(usize, usize)> {
    if words.len() < 2 {
        return None;
    }
    text.windows(words.len()).find(|w| same_words(w, words)).map(|w| (w[0].start, w[w.len() - 1].end))
}

/// The texts that do not overlap a better one; only where there is none, those that come close.
fn pick(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|h| (std::cmp::Reverse(h.score), h.message));
    let best = hits.first().map_or(0, |h| h.score);
    let any_held = hits.iter().any(Hit::is_held);
    let any_whole = hits.iter().any(|h| h.is_whole);
    let mut out: Vec<Hit> = Vec::new();
    for hit in hits {
        let covered = out.iter().any(|o| o.score > hit.score && o.span.0 < hit.span.1 && hit.span.0 < o.span.1);
        let counts = if any_held { hit.is_held() && !covered || hit.explains && !any_whole } else { hit.score + 60 >= best };
        if counts && out.len() < 12 {
            out.push(hit);
        }
    }
    out
}

impl Hit {
    /// Whether the text has the whole message, not only most of its words.
    fn is_held(&self) -> bool {
        self.span.1 > 0
    }
}
