//! A log of any size, as a stream → which known errors it holds, how often, from which line to which.
//!
//! From each code, address and message template eight bytes are chosen that few others have. The log is then read
//! eight bytes at a time, at each position, against one bitmap of those; only what passes is compared with what is
//! known. So the speed does not depend on how much is known, and the memory not on how long the log is.

use super::grams::{FOLD, Grams, Numbered, THREE, gram};
use super::names::is_weak;
use super::recognise::{announces, is_code_field, words_before};
use super::services::Services;
use super::template::Template;
use super::text::{name, squash, squeeze};
use super::{Index, Kind};
use std::collections::BTreeMap;
use std::io::{self, BufRead};

/// All that a log is searched for.
#[derive(Debug)]
pub struct Scanner {
    known: Vec<Known>,
    long: Grams,
    short: Grams,
    services: Services,
}

/// What was counted so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines that were read.
    pub lines: u64,
    /// Bytes that were read.
    pub bytes: u64,
    seen: Numbered<u32, Seen>,
    rest: Vec<u8>,
}

/// An error that a log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The record's index.
    pub row: u32,
    /// In how many lines.
    pub count: u64,
    /// The first of them, from 1.
    pub first: u64,
    /// The last of them.
    pub last: u64,
    /// What it was known by first.
    pub kind: Kind,
    /// How many other entries have the same code or message, where nothing in the line decides.
    pub others: usize,
}

/// A text that is looked for.
#[derive(Debug)]
struct Known {
    kind: Kind,
    rows: Vec<u32>,
    /// For a template its longest piece of text, in lower case.
    text: String,
    template: Option<Template>,
}

/// Where something known stands in a line.
struct Hit {
    known: usize,
    start: usize,
    end: usize,
}

/// A line longer than this is cut.
const LONGEST: usize = 1 << 20;

impl Scanner {
    /// Makes ready to look for everything that the index knows.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        let known = known(index);
        let (long, short): (Vec<usize>, Vec<usize>) = (0..known.len()).partition(|&k| known[k].text.len() >= 8);
        let texts = |chosen: &[usize]| chosen.iter().map(|&k| (k, known[k].text.as_str())).collect::<Vec<_>>();
        let (long, short) = (Grams::new(&texts(&long), 8), Grams::new(&texts(&short), 3));
        let services = Services::new(index, known.iter().filter(|k| k.rows.len() > 1).flat_map(|k| k.rows.iter().copied()));
        Self { known, long, short, services }
    }

    /// Reads a log to its end.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn scan(&self, mut log: impl BufRead) -> io::Result<Tally> {
        let mut tally = Tally::default();
        loop {
            let block = log.fill_buf()?;
            let length = block.len();
            if length == 0 {
                break;
            }
            self.feed(&mut tally, block);
            log.consume(length);
        }
        self.finish(&mut tally);
        Ok(tally)
    }

    /// Reads some more of a log; a line that is not complete waits for the rest.
    pub fn feed(&self, tally: &mut Tally, block: &[u8]) {
        let Some(end) = memchr::memrchr(b'\n', block).map(|i| i + 1) else {
            tally.rest.extend_from_slice(block);
            if tally.rest.len() > LONGEST {
                self.finish(tally);
                tally.lines -= 1;
            }
            return;
        };
        let mut from = 0;
        if !tally.rest.is_empty() {
            from = memchr::memchr(b'\n', block).map_or(end, |i| i + 1);
            let mut line = std::mem::take(&mut tally.rest);
            line.extend_from_slice(&block[..from]);
            self.read(tally, &line);
        }
        self.read(tally, &block[from..end]);
        tally.rest = block[end..].to_vec();
    }

    /// Takes a last line that has no end.
    pub fn finish(&self, tally: &mut Tally) {
        let mut line = std::mem::take(&mut tally.rest);
        if !line.is_empty() {
            line.push(b'\n');
            self.read(tally, &line);
            tally.bytes -= 1;
        }
    }

    /// Reads whole lines.
    fn read(&self, tally: &mut Tally, lines: &[u8]) {
        let mut counted = 0;
        let mut line = 0..0;
        let mut hits: Vec<Hit> = Vec::new();
        let mut take = |at: usize, grams: &Grams, gram: u64, tally: &mut Tally| {
            for chosen in grams.of(gram) {
                let Some(start) = at.checked_sub(chosen.offset) else { continue };
                if !chosen.may_start(lines, start) {
                    continue;
                }
                let text = &self.known[chosen.text].text;
                let end = start + text.len();
                if !lines.get(start..end).is_some_and(|found| found.eq_ignore_ascii_case(text.as_bytes())) {
                    continue;
                }
                if start >= line.end {
                    self.count(tally, &lines[line.clone()], &mut hits);
                    let from = memchr::memrchr(b'\n', &lines[..start]).map_or(0, |i| i + 1);
                    let to = memchr::memchr(b'\n', &lines[start..]).map_or(lines.len(), |i| start + i);
                    tally.lines += memchr::memchr_iter(b'\n', &lines[counted..from]).count() as u64;
                    (counted, line) = (from, from..to);
                }
                hits.push(Hit { known: chosen.text, start: start - line.start, end: end - line.start });
            }
        };
        for (at, eight) in lines.windows(8).enumerate() {
            let gram = u64::from_le_bytes(eight.try_into().expect("windows of eight")) | FOLD;
            if self.long.may_hold(gram) {
                take(at, &self.long, gram, tally);
            }
            if self.short.may_hold(gram & THREE) {
                take(at, &self.short, gram & THREE, tally);
            }
        }
        for at in lines.len().saturating_sub(7)..lines.len().saturating_sub(2) {
            take(at, &self.short, gram(&lines[at..at + 3]), tally);
        }
        self.count(tally, &lines[line], &mut hits);
        tally.lines += memchr::memchr_iter(b'\n', &lines[counted..]).count() as u64;
        tally.bytes += lines.len() as u64;
    }

    /// Counts what really stands in the line; `tally.lines` lines are before it.
    fn count(&self, tally: &mut Tally, line: &[u8], hits: &mut Vec<Hit>) {
        hits.retain(|hit| self.is_there(hit, line));
        // of what overlaps, the longer counts: a message that mentions a code, a code in an address
        let covers = |a: &Hit, b: &Hit| a.start <= b.start && b.end <= a.end && a.end - a.start > b.end - b.start;
        let is_kept = |b: &&Hit| !hits.iter().any(|a| covers(a, b));
        let is_message = |h: &Hit| self.known[h.known].kind == Kind::Message;
        let is_named = hits.iter().any(|h| !is_message(h) && is_kept(&h));
        let mut rows: Vec<(u32, Kind, usize)> = Vec::with_capacity(hits.len());
        for hit in hits.iter().filter(is_kept).filter(|h| !(is_named && is_message(h))) {
            let known = &self.known[hit.known];
            let (row, others) = self.services.decide(&known.rows, line);
            rows.push((row, known.kind, others));
        }
        rows.sort_unstable();
        rows.dedup_by_key(|r| r.0);
        for (row, kind, others) in rows {
            let number = tally.lines + 1;
            let seen = tally.seen.entry(row).or_insert(Seen { row, count: 0, first: number, last: number, kind, others });
            seen.count += 1;
            seen.last = number;
        }
        hits.clear();
    }

    fn is_there(&self, hit: &Hit, line: &[u8]) -> bool {
        let known = &self.known[hit.known];
        match (known.kind, &known.template) {
            (_, Some(template)) => template.find(&squash(&String::from_utf8_lossy(line))).is_some(),
            (Kind::Message, None) => !is_in_word(line, hit.start, hit.end),
            (Kind::Url, None) if known.text.contains("://") => !is_inside(line, hit.end),
            (Kind::Url, None) => {
                let before = hit.start.checked_sub(1).map(|i| line[i]);
                let end = [".md", ".json", ".html"].iter().find(|e| line[hit.end..].starts_with(e.as_bytes())).map_or(0, |e| e.len());
                before == Some(b'/') && !is_inside(line, hit.end + end)
            }
            (_, None) => is_code(line, hit, &known.text),
        }
    }
}

impl Tally {
    /// The errors found, the most frequent first, then in the order of the records.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        let mut out: Vec<Seen> = self.seen.values().cloned().collect();
        out.sort_by_key(|s| (std::cmp::Reverse(s.count), s.row));
        out
    }
}

/// Codes and aliases, addresses of two parts and more, and messages that say enough.
fn known(index: &Index) -> Vec<Known> {
    let mut texts: BTreeMap<(String, Kind), Vec<u32>> = BTreeMap::new();
    for (row, record) in (0..).zip(index.records()) {
        let mut add = |text: &str, kind| texts.entry((text.to_owned(), kind)).or_default().push(row);
        add(&record.code, Kind::Code);
        record.aliases.iter().filter(|a| !a.starts_with('/')).for_each(|a| add(a, Kind::Alias));
        let former = record.aliases.iter().filter(|a| a.starts_with('/')).map(|a| a.trim_start_matches('/'));
        former.chain([record.path.as_str()]).filter(|p| p.contains('/')).for_each(|p| add(p, Kind::Url));
        record.url.iter().chain(record.own_type()).for_each(|u| add(u.trim_end_matches('/'), Kind::Url));
    }
    let mut out: Vec<Known> = texts
        .into_iter()
        .filter(|((text, _), _)| text.len() >= 3)
        .map(|((text, kind), mut rows)| {
            rows.dedup();
            Known { kind, rows, text, template: None }
        })
        .collect();
    for message in &index.messages().list {
        let template = message.template();
        let Some(text) = template.texts().max_by_key(|t| t.len()).map(str::to_owned) else { continue };
        if message.says_enough() && text.len() >= 8 {
            let is_whole = template.plain() == text;
            out.push(Known { kind: Kind::Message, rows: message.rows.clone(), text, template: (!is_whole).then_some(template) });
        }
    }
    out
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

/// Whether the code is whole, and one that means itself where it stands.
fn is_code(line: &[u8], hit: &Hit, code: &str) -> bool {
    let exact = &line[hit.start..hit.end] == code.as_bytes();
    if !exact && !code.bytes().any(|b| b.is_ascii_digit() || !b.is_ascii_alphanumeric()) {
        return false;
    }
    let behind = line.get(hit.end).copied().unwrap_or(b' ');
    let goes_on = line.get(hit.end + 1).is_some_and(|&b| is_letter(b) || b == b'_');
    let ends = match behind {
        b'_' => false,
        b':' | b'/' | b'#' => !goes_on || !code.contains(char::from(behind)),
        b'.' | b'-' | b'@' | b'+' | b'~' | b'$' | b'%' => !goes_on,
        b => !is_letter(b),
    };
    let before = &line[..hit.start];
    let starts = match before.last() {
        Some(b'_' | b'-' | b'+' | b'~' | b'$' | b'%') => false,
        Some(&sign @ (b':' | b'/' | b'#' | b'@' | b'.')) if code.contains(char::from(sign)) => {
            let label = String::from_utf8_lossy(&before[..before.len() - 1]);
            let label = squeeze(name(label.rsplit(' ').next().unwrap_or_default()));
            label.is_empty() || sign == b':' && (announces(&label) || ["level", "type", "urn"].contains(&label.as_str()))
        }
        Some(&b) => !is_letter(b),
        None => true,
    };
    starts && ends && (!is_weak(code) || is_said(&String::from_utf8_lossy(before)))
}

/// Whether what stands before says that a code follows: `error 512`, `"code":"512"`.
fn is_said(before: &str) -> bool {
    let (last, other) = words_before(before, before.len());
    let is_field = before.trim_end_matches(['"', '\'', ' ', '\\']).ends_with([':', '=']) && is_code_field(&last);
    !["exit", "status", "http", "zip", "country", "source"].contains(&other.as_str()) && (announces(&last) || is_field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finder::Record;

    fn record(code: &str, path: &str, messages: &[&str]) -> Record {
        let messages = messages.iter().map(|&m| m.to_owned()).collect();
        Record { code: code.into(), path: path.into(), title: code.into(), messages, ..Record::default() }
    }

    fn check(log: &str, expect: &[(usize, u64, u64, u64)]) {
        let index = Index::new(vec![
            record("err:a:data:key_not_found", "data/key_not_found", &["The key {id} is not in workspace {name}"]),
            record("E0308", "compiler/E0308", &["mismatched types: expected `{a}`, found `{b}`"]),
            record("512", "sql/512", &[]),
            record("Denied", "s3/Denied", &[]),
            record("Denied", "iam/Denied", &[]),
        ]);
        let scanner = Scanner::new(&index);
        for size in [1, 7, 4096] {
            let tally = scanner.scan(io::BufReader::with_capacity(size, log.as_bytes())).expect("memory can be read");
            let seen: Vec<_> = tally.seen().iter().map(|s| (s.row as usize, s.count, s.first, s.last)).collect();
            assert_eq!(seen, expect, "{log:?} in blocks of {size}");
            assert_eq!((tally.lines, tally.bytes), (log.lines().count() as u64, log.len() as u64));
        }
    }

    #[test]
    fn codes_are_whole() {
        check("a E0308 b\nE03081 xE0308 E0308_1 E0308-x\nerror[E0308]: no", &[(1, 2, 1, 3)]);
        check("err:a:data:key_not_found\nerr:a:data:key_not_found:x\nx:err:a:data:key_not_found", &[(0, 1, 1, 1)]);
    }

    #[test]
    fn a_number_counts_behind_a_word_for_it() {
        check("200 512\n512 bytes\nerror 512\n{\"code\":\"512\"}\nexit code 512\n", &[(2, 2, 3, 4)]);
    }

    #[test]
    fn addresses_and_messages_count() {
        check("see https://x.test/e/data/key_not_found/.\nsee /data/key_not_foundry", &[(0, 1, 1, 1)]);
        check("x\n\nWARN The key k_7 is not in workspace Blue", &[(0, 1, 3, 3)]);
        check("mismatched types: expected `u32`, found `&str`\n", &[(1, 1, 1, 1)]);
        check("mismatched types: expected nothing", &[]);
    }

    #[test]
    fn the_line_decides_between_equal_codes() {
        check("error=Denied service=iam\nerror=Denied service=s3\nerror=Denied svc=iam", &[(4, 2, 1, 3), (3, 1, 2, 2)]);
    }

    #[test]
    fn a_line_counts_once() {
        check("E0308 E0308 http://h/compiler/E0308", &[(1, 1, 1, 1)]);
    }
}
