//! Evidence → matches: what speaks for an entry is added up, what leaves several equal is said.

use super::recognise::{Piece, Reading};
use super::text::{is_letter, squeeze, words};
use super::{Because, Index, Kind, Match, Record};
use std::collections::{BTreeMap, HashMap, HashSet};

/// When a piece of evidence is enough to be sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// On its own.
    Always,
    /// Where it leads to one entry alone, by itself or with what else the query says.
    WhenUnique,
    /// It is a hint.
    Never,
}

/// Something in the query that speaks for an entry.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The entry.
    pub row: u32,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: String,
    /// What stands there.
    pub text: String,
    /// How much it counts: the kinds keep to their own ranges.
    pub score: u32,
    /// Whether it is enough.
    pub trust: Trust,
    /// Evidence of one group comes from the same words and leads to different entries.
    pub group: usize,
    /// Evidence of one event stands in the same body or line.
    pub event: usize,
    /// What stood in a message's placeholders.
    pub captures: Vec<(String, String)>,
}

impl Evidence {
    /// Evidence found in a piece.
    #[must_use]
    pub fn new(row: u32, kind: Kind, piece: &Piece, text: &str, score: u32) -> Self {
        let (place, text, captures) = (piece.place.clone(), text.to_owned(), Vec::new());
        Self { row, kind, place, text, score, trust: Trust::Never, group: 0, event: piece.event, captures }
    }

    /// The same, trusted as said.
    #[must_use]
    pub fn trusted(mut self, trust: Trust, group: usize) -> Self {
        (self.trust, self.group) = (trust, group);
        self
    }

    fn names(&self) -> bool {
        matches!(self.kind, Kind::Url | Kind::Code | Kind::Alias)
    }
}

/// Adds the evidence up: the matches, best first, ties by path.
#[must_use]
pub fn rank(index: &Index, reading: &Reading, mut evidence: Vec<Evidence>) -> Vec<Match> {
    drop_explained(reading, &mut evidence);
    let mut groups: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for e in &evidence {
        groups.entry(e.group).or_default().push(e.row);
    }
    for rows in groups.values_mut() {
        rows.sort_unstable();
        rows.dedup();
    }
    let contested: HashSet<u32> = groups.values().filter(|rows| rows.len() > 1).flatten().copied().collect();
    let heard = if contested.is_empty() { Heard::default() } else { Heard::of(&reading.text) };

    let mut by_row: BTreeMap<u32, Vec<Evidence>> = BTreeMap::new();
    for e in evidence {
        by_row.entry(e.row).or_default().push(e);
    }
    let score = |(&row, evidence): (&u32, &Vec<Evidence>)| {
        let record = &index.records()[row as usize];
        let service = if contested.contains(&row) { service(record, &heard) } else { 0 };
        (row, total(record, reading, evidence) + service)
    };
    let scores: HashMap<u32, u32> = by_row.iter().map(score).collect();
    let lead = |(&group, rivals): (&usize, &Vec<u32>)| {
        let best = rivals.iter().map(|row| scores[row]).max().unwrap_or(0);
        (group, (best, rivals.iter().filter(|row| scores[*row] == best).count()))
    };
    let leads: HashMap<usize, (u32, usize)> = groups.iter().map(lead).collect();
    let holds = |e: &Evidence| {
        let (best, winners) = leads[&e.group];
        e.trust != Trust::Never && scores[&e.row] == best && (winners == 1 || e.trust == Trust::Always)
    };
    let named: HashSet<(usize, u32)> = by_row.values().flatten().filter(|e| e.names() && holds(e)).map(|e| (e.event, e.row)).collect();
    let is_other_named = |e: &Evidence| named.iter().any(|&(event, row)| event == e.event && row != e.row);
    let mut matches: Vec<Match> = by_row
        .iter()
        .map(|(&row, evidence)| Match {
            id: index.records()[row as usize].id,
            row,
            score: scores[&row],
            confident: evidence.iter().any(|e| holds(e) && (e.names() || !is_other_named(e))),
            because: reasons(&index.records()[row as usize], reading, evidence),
            captures: evidence.iter().max_by_key(|e| (!e.captures.is_empty(), e.score)).map_or_else(Vec::new, |e| e.captures.clone()),
        })
        .collect();
    let path = |m: &Match| index.records()[m.row as usize].path.as_str();
    matches.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| path(a).cmp(path(b))));
    matches
}

/// Evidence that other evidence accounts for: a message that the named entry prints too is no reason to name others.
fn drop_explained(reading: &Reading, evidence: &mut Vec<Evidence>) {
    let named: HashSet<(u32, usize)> = evidence.iter().filter(|e| e.names() && e.score > 800).map(|e| (e.row, e.event)).collect();
    let held: Vec<(u32, usize, String)> =
        evidence.iter().filter(|e| e.kind == Kind::Message && e.trust != Trust::Never).map(|e| (e.row, e.event, e.text.clone())).collect();
    // a code that a known message mentions is not the error that the message tells of
    for e in evidence.iter_mut().filter(|e| e.names() && e.score > 600) {
        let of_event = || {
            held.iter().filter(|(_, event, text)| {
                let inside = text.matches(&e.text).count();
                *event == e.event && inside > 0 && reading.text.matches(&e.text).count() <= inside
            })
        };
        if of_event().next().is_some() && of_event().all(|(row, ..)| *row != e.row) {
            (e.score, e.trust) = (600, Trust::Never);
        }
    }
    let mut explained: HashMap<(usize, String), u32> = HashMap::new();
    for e in evidence.iter().filter(|e| e.kind == Kind::Message && named.contains(&(e.row, e.event))) {
        let best = explained.entry((e.event, e.place.clone())).or_default();
        *best = e.score.max(*best);
    }
    evidence.retain(|e| {
        let best = explained.get(&(e.event, e.place.clone()));
        e.kind != Kind::Message || named.contains(&(e.row, e.event)) || best.is_none_or(|&b| e.score > b)
    });
}

/// The best piece of evidence, and a little for each of another kind.
fn total(record: &Record, reading: &Reading, evidence: &[Evidence]) -> u32 {
    let best = evidence.iter().max_by_key(|e| e.score).expect("a row has evidence");
    let of = |kinds: &[Kind]| evidence.iter().filter(|e| e.kind != best.kind && kinds.contains(&e.kind)).map(|e| e.score).max();
    let named = if best.names() { of(&[Kind::Url, Kind::Code, Kind::Alias]).map_or(0, |_| 4) } else { 0 };
    let message = of(&[Kind::Message]).map_or(0, |s| (s / 100).min(7));
    let title = of(&[Kind::Status]).map_or(0, |_| 2);
    let words = of(&[Kind::Words]).map_or(0, |s| (s / 50).min(6));
    let status = if status(record, reading).is_some() { 5 } else { 0 };
    best.score + named + message + title + words + status
}

fn status(record: &Record, reading: &Reading) -> Option<Because> {
    let found = reading.statuses.iter().find(|s| Some(s.code) == record.status)?;
    Some(Because { kind: Kind::Status, place: found.place.clone(), text: found.code.to_string() })
}

/// The best evidence of each kind, best first.
fn reasons(record: &Record, reading: &Reading, evidence: &[Evidence]) -> Vec<Because> {
    let mut sorted: Vec<&Evidence> = evidence.iter().collect();
    sorted.sort_by_key(|e| std::cmp::Reverse(e.score));
    let mut out: Vec<Because> = Vec::new();
    for e in sorted {
        if out.iter().all(|b| b.kind != e.kind) {
            out.push(Because { kind: e.kind, place: e.place.clone(), text: e.text.clone() });
        }
    }
    if out.iter().all(|b| b.kind != Kind::Status) {
        out.extend(status(record, reading));
    }
    out
}

/// More for a longer name of the entry's service or folder that the text has; less where it is part of another word.
pub(super) fn service(record: &Record, heard: &Heard) -> u32 {
    let product = record.service.iter().map(String::as_str);
    let folders = record.path.split('/').rev().skip(1);
    let worth = |name: &str| {
        let key = squeeze(name);
        let length = |most: usize| u32::try_from(key.chars().count().min(most)).unwrap_or(0);
        if heard.names.contains(&key) {
            15 + length(25)
        } else if heard.parts.contains(&key) {
            5 + length(9)
        } else {
            0
        }
    };
    product.chain(folders).map(worth).max().unwrap_or(0)
}

/// What the text may call a service.
#[derive(Default)]
pub(super) struct Heard {
    /// One to six words.
    names: HashSet<String>,
    /// The same of words taken apart: `AmazonS3Exception` holds `S3`.
    parts: HashSet<String>,
}

impl Heard {
    pub(super) fn of(text: &str) -> Self {
        let runs: Vec<String> = text.split(|c| !is_letter(c)).filter(|r| !r.is_empty()).map(str::to_owned).collect();
        Self { names: joined(&runs), parts: joined(&words(text)) }
    }
}

fn joined(words: &[String]) -> HashSet<String> {
    let mut out = HashSet::new();
    for start in 0..words.len() {
        let mut name = String::new();
        for word in words.iter().skip(start).take(6) {
            name.push_str(word);
            out.insert(squeeze(&name));
        }
    }
    out
}
