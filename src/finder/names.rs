//! Codes, aliases and addresses in the pieces of a query.

use super::rank::{Evidence, Trust};
use super::recognise::{Piece, Reading, announces, is_code_field, words_before};
use super::text::{distance, hash, is_letter, name, squeeze, without_zeros};
use super::{Index, Kind, Record};

/// Everything that an entry may be called by, squeezed: what the index looks up.
#[must_use]
pub fn names_of(record: &Record) -> Vec<String> {
    let mut out = Vec::with_capacity(4);
    let spelled = std::iter::once(&record.code).chain(&record.aliases).chain(record.own_type()).chain(record.spoken());
    for code in spelled {
        let code = code.trim_end_matches('/');
        out.push(squeeze(name(code)));
        if let Some((_, tail)) = name(code).rsplit_once('.') {
            out.push(squeeze(tail));
        }
        if code.contains(|c| !is_token(c)) {
            out.push(squeeze(code));
        }
    }
    out.push(squeeze(name(&record.path)));
    out.push(squeeze(&record.title));
    out.sort_unstable();
    out.dedup();
    out.retain(|n| !n.is_empty());
    out
}

/// The hashes of all names with their records, sorted.
#[must_use]
pub fn index_names(records: &[Record]) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = (0..).zip(records).flat_map(|(row, r)| names_of(r).into_iter().map(move |n| (hash(&n), row))).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A bare number, a common word, a letter or two: such a code stands in too many texts that do not mean it.
#[must_use]
pub fn is_weak(code: &str) -> bool {
    const LOUD: [&str; 12] =
        ["EMPTY", "END", "ENTRY", "ERR", "ERROR", "ERRORS", "EVENT", "EXCEPTION", "EXISTS", "EXIT", "EXPIRED", "EXTERNAL"];
    let is_errno = code.starts_with('E') && code.chars().all(|c| c.is_ascii_uppercase()) && !LOUD.contains(&code);
    let is_word = code.chars().all(|c| c.is_ascii_alphabetic())
        && (code.chars().skip(1).all(|c| c.is_ascii_lowercase()) || code.chars().all(|c| c.is_ascii_uppercase()));
    code.chars().count() < 3 || !code.chars().any(char::is_alphabetic) || is_word && !(is_errno && code.len() > 3)
}

/// Finds codes, aliases and addresses in every piece, and whole titles.
#[must_use]
pub fn find(index: &Index, reading: &Reading) -> Vec<Evidence> {
    let mut finder = Finder { index, reading, out: Vec::new(), group: 0 };
    for piece in &reading.pieces {
        for (start, end) in tokens(&piece.text) {
            finder.token(piece, start, end);
        }
        finder.whole(piece);
    }
    finder.out
}

struct Finder<'a> {
    index: &'a Index,
    reading: &'a Reading,
    out: Vec<Evidence>,
    group: usize,
}

/// A record that answers to some text.
struct Candidate<'a> {
    row: u32,
    kind: Kind,
    /// 0: written so; 1: but for letter case; 2: but for zeros; 3: but for separators.
    level: u32,
    known: &'a str,
    is_full: bool,
    start: usize,
}

impl Finder<'_> {
    fn token(&mut self, piece: &Piece, start: usize, end: usize) {
        let token = &piece.text[start..end];
        if token.contains('/') && self.address(piece, token) {
            return;
        }
        let cuts: Vec<usize> = token.match_indices([':', '/', '#']).map(|(i, _)| i).take(24).collect();
        for cut in cuts.into_iter().chain([token.len()]) {
            let slice = &token[..cut];
            if cut > 0 && is_letter(slice.chars().next_back().unwrap_or(' ')) || slice.ends_with('_') {
                self.code(piece, start, token, cut);
            }
        }
    }

    /// A code or alias that ends at `cut`, best class first.
    fn code(&mut self, piece: &Piece, start: usize, token: &str, cut: usize) {
        let slice = &token[..cut];
        let own = name(slice);
        let tail = own.rsplit('.').next().unwrap_or(own);
        let mut rows = self.index.named(&squeeze(own));
        if tail.len() < own.len() {
            rows.extend(self.index.named(&squeeze(tail)));
        }
        rows.sort_unstable();
        rows.dedup();
        let is_alone = self.is_alone(token);
        let in_field = piece.is_value && is_code_field(&piece.field) && start == 0;
        let mut found: Vec<Candidate> = rows
            .iter()
            .filter_map(|&row| self.full(row, token, cut).or_else(|| self.partial(row, own, tail, cut, is_alone || in_field)))
            .filter(|c| {
                !is_weak(c.known)
                    || is_alone
                    || in_field
                    || is_announced(&piece.text, start + c.start, self.index.records()[c.row as usize].status)
            })
            .collect();
        let best = found.iter().map(|c| (!c.is_full, c.level.max(u32::from(!c.is_full) * 2))).min();
        found.retain(|c| Some((!c.is_full, c.level.max(u32::from(!c.is_full) * 2))) == best);
        let group = self.group + 1;
        let mut evidence = Vec::with_capacity(found.len());
        for c in found {
            let base = match (c.is_full, c.kind) {
                (true, Kind::Url) => 1000,
                (true, Kind::Alias) => 870,
                (true, _) => 900,
                (false, _) if c.level < 3 => 780,
                (false, _) => 450,
            };
            let shaped = c.known.contains(|c: char| c.is_ascii_digit() || !c.is_ascii_alphanumeric());
            // a code with a mistake before its last part is the one that is nearest to what is written
            let nearer = match (c.is_full, own.len() < slice.len()) {
                (false, true) => near(slice, &self.index.records()[c.row as usize].code),
                _ => 0,
            };
            let trust = match (c.is_full, is_alone || in_field, c.level) {
                (true, true, _) => Trust::Always,
                (true, false, 0) => Trust::WhenUnique,
                (true, false, 1) if shaped => Trust::WhenUnique,
                (false, true, 0..=2) if own.len() == slice.len() => Trust::WhenUnique,
                _ => Trust::Never,
            };
            let text = &slice[c.start..];
            evidence.push(Evidence::new(c.row, c.kind, piece, text, base + nearer - 10 * c.level.min(2)).trusted(trust, group));
        }
        self.group = group;
        self.out.extend(evidence);
    }

    /// The whole code (or alias, or problem type) stands before `cut`, and nothing that makes it another.
    fn full(&self, row: u32, token: &str, cut: usize) -> Option<Candidate<'_>> {
        let record = &self.index.records()[row as usize];
        let codes = std::iter::once((&record.code, Kind::Code))
            .chain(record.aliases.iter().filter(|a| !a.starts_with('/')).map(|a| (a, Kind::Alias)))
            .chain(record.own_type().map(|u| (u, Kind::Url)));
        let slice = &token[..cut];
        let starts = || std::iter::once(0).chain(slice.match_indices([':', '/', '#', '@', '.']).map(|(i, _)| i + 1).take(24));
        codes
            .flat_map(|(known, kind)| starts().map(move |start| (known, kind, start)))
            .filter(|&(known, _, start)| is_bounded(token, start, cut, known))
            .filter_map(|(known, kind, start)| {
                let level = level(&slice[start..], known).filter(|&l| l < 3)?;
                Some(Candidate { row, kind, level, known, is_full: true, start })
            })
            .min_by_key(|c| c.level)
    }

    /// The last part of a code, the page's own name, or what the example's payload calls the error.
    fn partial(&self, row: u32, own: &str, tail: &str, cut: usize, may_squeeze: bool) -> Option<Candidate<'_>> {
        let record = &self.index.records()[row as usize];
        let codes = std::iter::once(&record.code).chain(record.aliases.iter().filter(|a| !a.starts_with('/')));
        let parts = codes.flat_map(|c| [name(c), name(c).rsplit('.').next().unwrap_or(c)]);
        let parts = parts.chain([name(&record.path)]).chain(record.spoken().map(String::as_str));
        parts
            .flat_map(|known| [own, tail].map(|written| (known, written)))
            .filter_map(|(known, written)| {
                let level = level(written, known).filter(|&l| l < 3 || may_squeeze)?;
                Some(Candidate { row, kind: Kind::Code, level, known, is_full: false, start: cut - written.len() })
            })
            .min_by_key(|c| c.level)
    }

    /// The address of a page, on any host.
    fn address(&mut self, piece: &Piece, token: &str) -> bool {
        let plain = token.split('#').next().unwrap_or(token).trim_end_matches('/');
        let has_host = plain.contains("://") || plain.starts_with("www.");
        let path = match plain.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
            None if has_host => plain.split_once('/').map_or("", |(_, path)| path),
            None => plain,
        };
        let path = [".md", ".json", ".html"].iter().find_map(|e| path.strip_suffix(e)).unwrap_or(path);
        let path = path.strip_suffix("/index").unwrap_or(path);
        let segments = path.split('/').filter(|s| !s.is_empty()).count();
        let Some(last) = path.split('/').rfind(|s| !s.is_empty()) else { return false };
        let mut found: Vec<(u32, usize, Kind)> = Vec::new();
        for row in self.index.named(&squeeze(last)) {
            let record = &self.index.records()[row as usize];
            let known = record.url.iter().chain(record.own_type()).any(|u| u.trim_end_matches('/') == plain);
            if known {
                found.push((row, 100, Kind::Url));
                continue;
            }
            let former = record.aliases.iter().filter(|a| a.starts_with('/')).map(|a| (a.as_str(), Kind::Alias));
            let paths = std::iter::once((record.path.as_str(), Kind::Url)).chain(former);
            found.extend(paths.filter_map(|(known, kind)| Some((row, shared_tail(path, known)?, kind))));
        }
        let best = found.iter().map(|f| f.1).max().unwrap_or(0);
        found.retain(|f| f.1 == best && (best > 1 || has_host && segments == 1));
        self.group += 1;
        for &(row, length, kind) in &found {
            let score = if length == 100 { 1000 } else { 960 + 2 * u32::try_from(length.min(9)).unwrap_or(9) };
            self.out.push(Evidence::new(row, kind, piece, token, score).trusted(Trust::Always, self.group));
        }
        !found.is_empty()
    }

    /// A title, or a code that has spaces in it, as the whole of a line or field.
    fn whole(&mut self, piece: &Piece) {
        const FIELDS: [&str; 8] = ["title", "message", "msg", "detail", "error", "description", "reason", "summary"];
        let text = piece.text.trim_matches(|c: char| c == ' ' || c == '"' || c == '\'' || c == '`');
        let may_hold =
            text.chars().count() <= 120 && (!piece.is_value || FIELDS.contains(&piece.field.as_str()) || is_code_field(&piece.field));
        if !may_hold {
            return;
        }
        let key = squeeze(text);
        let is_alone = self.is_alone(text);
        self.group += 1;
        for row in self.index.named(&key) {
            let record = &self.index.records()[row as usize];
            let has_odd = |code: &str| code.contains(|c| !is_token(c)) && squeeze(code) == key;
            let odd = std::iter::once((&record.code, Kind::Code))
                .chain(record.aliases.iter().map(|a| (a, Kind::Alias)))
                .find(|(code, _)| has_odd(code));
            if let Some((code, kind)) = odd {
                let level = level(text, code).unwrap_or(3);
                let trust = if is_weak(code) && !is_alone { Trust::Never } else { Trust::Always };
                self.out.push(Evidence::new(row, kind, piece, text, 900 - 10 * level).trusted(trust, self.group));
            } else if squeeze(&record.title) == key && !self.out.iter().rev().take_while(|e| e.place == piece.place).any(|e| e.row == row) {
                let trust = if is_alone && record.title.contains(' ') { Trust::WhenUnique } else { Trust::Never };
                self.out.push(Evidence::new(row, Kind::Status, piece, text, 400).trusted(trust, self.group));
            }
        }
    }

    /// Whether the query is this and nothing else.
    fn is_alone(&self, token: &str) -> bool {
        let query = self.reading.text.trim_matches(|c: char| !is_letter(c) && c != '_');
        query == token.trim_matches(|c: char| !is_letter(c) && c != '_')
    }
}

/// The stretches of a text that may hold a code or an address.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_token(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                let token = text[from..at].trim_end_matches(is_edge);
                let lead = token.len() - token.trim_start_matches(|c| is_edge(c) && c != '/').len();
                if lead < token.len() && token[lead..].chars().count() <= 300 {
                    out.push((from + lead, from + token.len()));
                }
            }
            _ => {}
        }
    }
    out
}

fn is_token(c: char) -> bool {
    is_letter(c) || "_-.:/#@+~$%".contains(c)
}

fn is_edge(c: char) -> bool {
    ".:-/#@+~$%".contains(c)
}

/// How far what is written is from what is known.
fn level(written: &str, known: &str) -> Option<u32> {
    if written == known {
        return Some(0);
    }
    if written.eq_ignore_ascii_case(known) {
        return Some(1);
    }
    if without_zeros(written).eq_ignore_ascii_case(&without_zeros(known)) {
        return Some(2);
    }
    (squeeze(written) == squeeze(known)).then_some(3)
}

/// More for a code that is an edit or two away: more than a service that the text names by chance.
fn near(written: &str, known: &str) -> u32 {
    let letters = |s: &str| squeeze(s).chars().collect::<Vec<_>>();
    distance(&letters(written), &letters(known), 2).map_or(0, |edits| 70 - 10 * u32::try_from(edits).unwrap_or(2))
}

/// `a:b` is not whole in `x:a:b` nor in `a:b:c`, but in `error:a:b`.
fn is_bounded(token: &str, start: usize, end: usize, known: &str) -> bool {
    let behind = token[end..].chars().next().is_none_or(|c| !known.contains(c));
    let before = start == 0 || {
        let (rest, sign) = token[..start].split_at(start - 1);
        let label = squeeze(name(rest));
        !known.contains(sign) || sign == ":" && (announces(&label) || ["level", "type", "urn"].contains(&label.as_str()))
    };
    before && behind
}

fn is_announced(text: &str, at: usize, status: Option<u16>) -> bool {
    let (last, before) = words_before(text, at);
    let number: String = text[at..].chars().take_while(char::is_ascii_digit).collect();
    let is_status = ["status", "http"].contains(&before.as_str());
    let is_other = ["exit", "zip", "country", "source"].contains(&before.as_str());
    announces(&last) && !is_other && !(is_status && number.parse().ok() != status)
}

/// The number of parts of `known`, if `path` ends in them all.
fn shared_tail(path: &str, known: &str) -> Option<usize> {
    let mut path = path.rsplit('/').filter(|p| !p.is_empty());
    let mut length = 0;
    for part in known.rsplit('/').filter(|p| !p.is_empty()) {
        if !path.next()?.eq_ignore_ascii_case(part) {
            return None;
        }
        length += 1;
    }
    (length > 0).then_some(length)
}
