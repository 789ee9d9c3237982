//! A log of any size, as a stream → which known errors it holds, how often, from which line to which.
//!
//! From each code, address and message template eight bytes are chosen that few others have. The log is then read
//! eight bytes at a time, at each position, against one filter of those; only what passes is compared with what is
//! known. So the speed does not depend on how much is known, and the memory not on how long the log is.

use super::grams::{FOLD, Grams, THREE, gram};
use super::known::{Hit, Known};
use super::services::Services;
use super::{Index, Kind};
use std::io::{self, BufRead};

/// All that a log is searched for.
#[derive(Debug)]
pub struct Scanner {
    known: Known,
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
    /// By row.
    seen: Vec<Option<Seen>>,
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

/// So much is looked through at a time.
const WINDOW: usize = 1 << 14;

/// A line longer than this is cut.
const LONGEST: usize = 1 << 20;

impl Scanner {
    /// Makes ready to look for everything that the index knows.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        let known = Known::new(index);
        let (long, short): (Vec<_>, Vec<_>) = known.texts().partition(|(_, text)| text.len() >= 8);
        let (long, short) = (Grams::new(&long, 8), Grams::new(&short, 3));
        let services = Services::new(index, known.contested());
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
        let mut places: Vec<usize> = Vec::with_capacity(WINDOW);
        // First the filter alone, over a stretch that stays in the cache; then what passed.
        for from in (0..lines.len()).step_by(WINDOW) {
            self.promising(lines, from, &mut places);
            for at in places.drain(..) {
                let gram = eight(lines, at);
                for (known, found) in self.long.found(gram, lines, at).chain(self.short.found(gram & THREE, lines, at)) {
                    if found.start >= line.end {
                        self.count(tally, &lines[line.clone()], &mut hits);
                        let from = memchr::memrchr(b'\n', &lines[..found.start]).map_or(0, |i| i + 1);
                        let to = memchr::memchr(b'\n', &lines[found.start..]).map_or(lines.len(), |i| found.start + i);
                        tally.lines += memchr::memchr_iter(b'\n', &lines[counted..from]).count() as u64;
                        (counted, line) = (from, from..to);
                    }
                    hits.push(Hit { known, start: found.start - line.start, end: found.end - line.start });
                }
            }
        }
        self.count(tally, &lines[line], &mut hits);
        tally.lines += memchr::memchr_iter(b'\n', &lines[counted..]).count() as u64;
        tally.bytes += lines.len() as u64;
    }

    /// Where in a window something known may stand.
    fn promising(&self, lines: &[u8], from: usize, places: &mut Vec<usize>) {
        if self.short.is_empty() {
            promising(|gram| self.long.may_hold(gram), lines, from, places);
        } else {
            promising(|gram| self.long.may_hold(gram) | self.short.may_hold(gram & THREE), lines, from, places);
        }
    }

    /// Counts what really stands in the line; `tally.lines` lines are before it.
    fn count(&self, tally: &mut Tally, line: &[u8], hits: &mut Vec<Hit>) {
        hits.retain(|hit| self.known.is_there(hit, line));
        // of what overlaps, the longer counts: a message that mentions a code, a code in an address
        let covers = |a: &Hit, b: &Hit| a.start <= b.start && b.end <= a.end && a.end - a.start > b.end - b.start;
        let is_kept = |b: &&Hit| !hits.iter().any(|a| covers(a, b));
        let is_message = |h: &Hit| self.known.kind(h) == Kind::Message;
        let is_named = hits.iter().any(|h| !is_message(h) && is_kept(&h));
        let number = tally.lines + 1;
        for hit in hits.iter().filter(is_kept).filter(|h| !(is_named && is_message(h))) {
            let (row, others) = self.services.decide(self.known.rows(hit), line);
            tally.saw(Seen { row, count: 1, first: number, last: number, kind: self.known.kind(hit), others });
        }
        hits.clear();
    }
}

/// Where in a window something may stand, of which the first bytes pass.
#[inline]
fn promising(may_hold: impl Fn(u64) -> bool, lines: &[u8], from: usize, places: &mut Vec<usize>) {
    let to = lines.len().min(from + WINDOW);
    let window = &lines[from..lines.len().min(to + 7)];
    // Eight places are asked about at once, and nearly always none of them passes.
    let mut rest = from;
    for stretch in window.windows(15).step_by(8).filter_map(|stretch| stretch.first_chunk::<15>()) {
        let mut passed = (0..8).fold(0_u32, |passed, at| passed | u32::from(may_hold(gram(&stretch[at..at + 8]))) << at);
        while passed != 0 {
            places.push(rest + passed.trailing_zeros() as usize);
            passed &= passed - 1;
        }
        rest += 8;
    }
    // The last bytes of all may still hold something short.
    places.extend((rest..to).filter(|&at| may_hold(eight(lines, at))));
}

impl Tally {
    /// The errors found, the most frequent first, then in the order of the records.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        let mut out: Vec<Seen> = self.seen.iter().flatten().cloned().collect();
        out.sort_by_key(|s| std::cmp::Reverse(s.count));
        out
    }

    /// Adds what one line holds, once.
    fn saw(&mut self, new: Seen) {
        let row = new.row as usize;
        if row >= self.seen.len() {
            self.seen.resize(row + 1, None);
        }
        match &mut self.seen[row] {
            Some(seen) if seen.last == new.last => {}
            Some(seen) => (seen.count, seen.last) = (seen.count + 1, new.last),
            seen => *seen = Some(new),
        }
    }
}

/// The eight bytes at a place as a gram; behind the end there are zeros.
fn eight(lines: &[u8], at: usize) -> u64 {
    gram(&lines[at..lines.len().min(at + 8)]) | FOLD
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
    fn a_code_is_found_wherever_it_stands() {
        // A code of less than eight bytes is looked for in another way; and where there is none, nothing is asked about it.
        for known in [&["E0308"][..], &["key_not_found"], &["E0308", "key_not_found"]] {
            let scanner = Scanner::new(&Index::new(known.iter().map(|code| record(code, code, &[])).collect()));
            for before in (0..20).chain(WINDOW - 20..WINDOW + 4) {
                let start = "x".repeat(before);
                for (end, code) in ["", "\n", " and more\n"].iter().flat_map(|end| known.iter().map(move |code| (end, code))) {
                    let log = format!("{start} {code}{end}");
                    let count = scanner.scan(log.as_bytes()).expect("memory can be read").seen().len();
                    assert_eq!(count, 1, "{code} behind {before} of {known:?}");
                }
            }
        }
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
