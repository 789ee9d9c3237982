//! A log of any size, as a stream → which known errors it holds, how often, from which line to which.
//!
//! From each code, address and message template eight bytes are chosen that few others have. The log is then read
//! eight bytes at a time, at each position, against one bitmap of those; only what passes is compared with what is
//! known. So the speed does not depend on how much is known, and the memory not on how long the log is.

use super::names::is_weak;
use super::recognise::{announces, is_code_field, words_before};
use super::template::Template;
use super::text::{name, squash, squeeze};
use super::{Index, Kind};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
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

/// A map whose keys are numbers that are spread well enough.
type Numbered<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

#[derive(Debug, Clone, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&b| self.write_u64(self.0 << 8 | u64::from(b)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        let spread = spread(number);
        self.0 = spread ^ spread >> 32;
    }
}

/// A line longer than this is cut.
const LONGEST: usize = 1 << 20;

impl Scanner {
    /// Makes ready to look for everything that the index knows.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        let known = known(index);
        let (long, short): (Vec<usize>, Vec<usize>) = (0..known.len()).partition(|&k| known[k].text.len() >= 8);
        let (long, short) = (Grams::new(&known, &long, 8), Grams::new(&known, &short, 3));
        let services = Services::new(index, &known);
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
                let Some(start) = at.checked_sub(chosen.offset as usize) else { continue };
                let probe = lines.get(start + chosen.probe_at as usize..).and_then(|rest| rest.first_chunk::<8>());
                if probe.is_some_and(|eight| (u64::from_le_bytes(*eight) | FOLD) & chosen.mask != chosen.probe) {
                    continue;
                }
                let text = &self.known[chosen.known as usize].text;
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
                hits.push(Hit { known: chosen.known as usize, start: start - line.start, end: end - line.start });
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
            (Kind::Message, None) => !is_word(line, hit.start, hit.end),
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

const FOLD: u64 = 0x2020_2020_2020_2020;
const THREE: u64 = 0x00ff_ffff;

/// Chosen bytes of each known text, behind a bitmap.
#[derive(Debug)]
struct Grams {
    bits: Vec<u64>,
    shift: u32,
    lists: Numbered<u64, Vec<Chosen>>,
}

/// Where in a known text its chosen bytes stand, and the next best eight, which are looked at first.
#[derive(Debug)]
struct Chosen {
    known: u32,
    offset: u32,
    probe_at: u32,
    probe: u64,
    mask: u64,
}

impl Grams {
    /// Chooses from each text the stretch of `size` bytes that the fewest texts have.
    fn new(known: &[Known], chosen: &[usize], size: usize) -> Self {
        let grams = |k: usize| known[k].text.as_bytes().windows(size).map(gram);
        let mut have: Numbered<u64, u32> = Numbered::default();
        for gram in chosen.iter().flat_map(|&k| grams(k)) {
            *have.entry(gram).or_default() += 1;
        }
        let mut lists: Numbered<u64, Vec<Chosen>> = Numbered::default();
        for &k in chosen {
            let rarest = |but: u32| (0u32..).zip(grams(k)).filter(|(at, _)| at.abs_diff(but) >= 4).min_by_key(|(_, g)| have[g]);
            let Some((offset, gram)) = rarest(u32::MAX) else { continue };
            let other = rarest(offset).filter(|_| size == 8);
            let (probe_at, probe, mask) = other.map_or((offset, 0, 0), |(at, probe)| (at, probe, u64::MAX));
            let known = u32::try_from(k).expect("fewer texts than a u32 counts");
            lists.entry(gram).or_default().push(Chosen { known, offset, probe_at, probe, mask });
        }
        let size = (lists.len() * 64).next_power_of_two().clamp(1 << 12, 1 << 21);
        let mut bits = vec![0; size / 64];
        let shift = 64 - size.ilog2();
        for &gram in lists.keys() {
            let bit = spread(gram) >> shift;
            bits[usize::try_from(bit / 64).expect("in bounds")] |= 1 << (bit % 64);
        }
        Self { bits, shift, lists }
    }

    fn may_hold(&self, gram: u64) -> bool {
        let bit = spread(gram) >> self.shift;
        usize::try_from(bit / 64).ok().and_then(|i| self.bits.get(i)).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }

    fn of(&self, gram: u64) -> &[Chosen] {
        self.lists.get(&gram).map_or(&[], Vec::as_slice)
    }
}

/// The names of services and folders, which decide between entries with the same code or message.
#[derive(Debug, Default)]
struct Services {
    /// The hash of a squeezed name → its number and length.
    names: Numbered<u64, (u32, usize)>,
    /// The names of each record that has rivals.
    of_row: Numbered<u32, Vec<u32>>,
}

impl Services {
    fn new(index: &Index, known: &[Known]) -> Self {
        let mut out = Self::default();
        for &row in known.iter().filter(|k| k.rows.len() > 1).flat_map(|k| &k.rows) {
            let record = &index.records()[row as usize];
            let all = record.service.iter().map(String::as_str).chain(record.path.rsplit('/').skip(1));
            let mut numbers = Vec::new();
            for key in all.map(squeeze) {
                let next = u32::try_from(out.names.len()).expect("few services");
                numbers.push(out.names.entry(key.bytes().fold(0, step)).or_insert((next, key.len())).0);
            }
            out.of_row.insert(row, numbers);
        }
        out
    }

    /// The one that the line's words speak for, or the first of all; and how many others are equal to it.
    fn decide(&self, rows: &[u32], line: &[u8]) -> (u32, usize) {
        if rows.len() < 2 {
            return (rows[0], 0);
        }
        let mut heard: Vec<(usize, u32)> = Vec::new();
        let mut words = [0..0, 0..0, 0..0, 0..0];
        let mut at = 0;
        while let Some(start) = line[at..].iter().position(|&b| is_letter(b)).map(|i| at + i) {
            at = start + line[start..].iter().position(|&b| !is_letter(b)).unwrap_or(line.len() - start);
            words.rotate_left(1);
            words[3] = start..at;
            // names of one to four words that end here
            for first in 0..4 {
                let hash = words[first..].iter().flat_map(|w| &line[w.clone()]).map(u8::to_ascii_lowercase).fold(0, step);
                heard.extend(self.names.get(&hash).map(|&(number, length)| (length, number)));
            }
        }
        let worth = |row: &u32| {
            let own = self.of_row.get(row).map_or(&[][..], Vec::as_slice);
            heard.iter().filter(|(_, number)| own.contains(number)).map(|(length, _)| *length).max().unwrap_or(0)
        };
        let best = if heard.is_empty() { 0 } else { rows.iter().map(worth).max().unwrap_or(0) };
        if best == 0 {
            return (rows[0], rows.len() - 1);
        }
        let mut winners = rows.iter().filter(|row| worth(row) == best);
        (*winners.next().unwrap_or(&rows[0]), winners.count())
    }
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn gram(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |gram, &b| gram << 8 | u64::from(b | 0x20))
}

fn spread(gram: u64) -> u64 {
    gram.wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
        record.url.iter().chain(&record.type_uri).for_each(|u| add(u.trim_end_matches('/'), Kind::Url));
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
fn is_word(line: &[u8], start: usize, end: usize) -> bool {
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
