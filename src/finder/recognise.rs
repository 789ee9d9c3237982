//! What somebody pasted → the pieces in it, each with its place and the field that it stood in.
//!
//! A piece is a scalar of a JSON body, a `key=value` of a log, or a line. Nothing here knows any error.

use super::json;
use super::text::{fold, is_letter, squash, squeeze};

/// Some text of the query, and what is around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// `error.type` in a payload, `line 3` elsewhere.
    pub place: String,
    /// The field's name, squeezed; empty where there is none.
    pub field: String,
    /// The text.
    pub text: String,
    /// Whether this is all that stands in its field.
    pub is_value: bool,
    /// Pieces of one body, or of one line, tell of one event.
    pub event: usize,
}

/// An HTTP status that the query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The number.
    pub code: u16,
    /// Where it stands.
    pub place: String,
}

/// A query, taken apart.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Everything, in order.
    pub pieces: Vec<Piece>,
    /// The statuses.
    pub statuses: Vec<Status>,
    /// The query, folded and trimmed.
    pub text: String,
    /// Whether it is short enough that a hand may have typed it.
    pub is_typed: bool,
}

/// So many letters of a query are read.
pub const LONGEST: usize = 200_000;

/// Takes a query apart.
#[must_use]
pub fn recognise(query: &str) -> Reading {
    let text: String = fold(query).chars().take(LONGEST).collect();
    let mut reading = Reading { text: text.trim().to_owned(), ..Reading::default() };
    read(&text, None, 0, &mut reading);
    let bodies = reading.pieces.iter().any(|p| !p.place.starts_with("line "));
    reading.is_typed = !bodies && !reading.text.contains('\n') && reading.text.chars().count() <= 100;
    reading.statuses = reading.pieces.iter().flat_map(statuses).collect();
    if reading.is_typed
        && let Some(code) = reading.text.split(' ').next().and_then(status_number)
    {
        reading.statuses.push(Status { code, place: "line 1".to_owned() });
    }
    reading
}

/// Whether a field of this (squeezed) name holds codes.
#[must_use]
pub fn is_code_field(field: &str) -> bool {
    const NOT: [&str; 9] =
        ["statuscode", "httpcode", "zipcode", "postcode", "countrycode", "exitcode", "languagecode", "currencycode", "sourcecode"];
    const ALSO: [&str; 9] = ["type", "error", "err", "exception", "reason", "sqlstate", "errno", "errorname", "errorid"];
    if field.ends_with("code") {
        return !NOT.iter().any(|n| field.ends_with(n));
    }
    ALSO.contains(&field) || ["errortype", "exceptiontype", "problemtype"].iter().any(|e| field.ends_with(e))
}

/// Whether the word announces a code: `error 512`, `SQLSTATE: 23505`.
#[must_use]
pub fn announces(word: &str) -> bool {
    let ends = ["code", "error", "err", "errno", "exception", "errortype", "sqlstate", "errors"];
    ends.iter().any(|e| word.ends_with(e)) && (is_code_field(word) || word != "sourcecode" && !word.ends_with("code"))
}

/// The word before `at`, squeezed, and the one before that; punctuation that joins a name to its value is skipped.
#[must_use]
pub fn words_before(text: &str, at: usize) -> (String, String) {
    let joins = |c: char| " :=\"'`[(#>\\".contains(c);
    let word = |text: &str| {
        let text = text.trim_end_matches(joins);
        let start = text.trim_end_matches(|c| is_letter(c) || matches!(c, '_' | '-')).len();
        (squeeze(&text[start..]), start)
    };
    let (last, start) = word(&text[..at]);
    (last, word(&text[..start]).0)
}

/// The number of an HTTP status, if it is one.
#[must_use]
pub fn status_number(text: &str) -> Option<u16> {
    let code: u16 = if text.len() == 3 { text.parse().ok()? } else { return None };
    (100..600).contains(&code).then_some(code)
}

/// The request id and the time that a support team asks for.
#[must_use]
pub fn support(reading: &Reading, id_place: &str) -> (Option<String>, Option<String>) {
    const IDS: [&str; 7] = ["requestid", "xrequestid", "traceid", "correlationid", "xamznrequestid", "cfray", "reqid"];
    let at_place = reading.pieces.iter().find(|p| p.is_value && !id_place.is_empty() && p.place == id_place);
    let id = at_place.or_else(|| reading.pieces.iter().find(|p| p.is_value && IDS.contains(&p.field.as_str())));
    let header = || {
        let of_line = |p: &Piece| p.text.split_once(": ").filter(|(n, _)| IDS.contains(&squeeze(n).as_str())).map(|(_, v)| v.to_owned());
        reading.pieces.iter().find_map(of_line)
    };
    (id.map(|p| p.text.clone()).or_else(header), reading.pieces.iter().find_map(|p| time_in(&p.text)))
}

/// `2024-01-02T03:04:05.678Z`, or with a space between day and hour.
fn time_in(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let shape = b"0000-00-00 00:00:00";
    let fits = |at: &usize| {
        shape.iter().zip(&bytes[*at..]).all(|(s, b)| match s {
            b'0' => b.is_ascii_digit(),
            b' ' => matches!(b, b' ' | b'T'),
            s => s == b,
        })
    };
    let at = (0..=bytes.len().checked_sub(shape.len())?).find(fits)?;
    let tail = bytes[at + shape.len()..].iter().take_while(|b| b.is_ascii_digit() || b".,:+Z".contains(b)).count();
    Some(text[at..at + shape.len() + tail].trim_end_matches([',', ':', '.']).to_owned())
}

/// `inside`: the place of the string that `text` was found in.
fn read(text: &str, inside: Option<&str>, depth: usize, out: &mut Reading) {
    let mut rest = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some(open) = text[at..].find(['{', '[']).map(|i| at + i) {
        at = open + 1;
        let Some((leaves, end)) = json::read(text, open) else { continue };
        let event = out.pieces.len();
        for leaf in leaves {
            let place = match inside {
                Some(outer) if leaf.place.starts_with('[') => format!("{outer}{}", leaf.place),
                Some(outer) => format!("{outer}.{}", leaf.place),
                None => leaf.place,
            };
            leaf_pieces(Piece { place, field: squeeze(&leaf.key), text: leaf.text, is_value: true, event }, depth, out);
        }
        rest[open..end].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
        at = end.max(at);
    }
    let rest = String::from_utf8(rest).expect("only whole bodies were blanked");
    for (number, line) in rest.split('\n').enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let event = out.pieces.len();
        let place = inside.map_or_else(|| format!("line {}", number + 1), str::to_owned);
        for (field, value) in pairs(line) {
            out.pieces.push(Piece { place: place.clone(), field, text: value, is_value: true, event });
        }
        out.pieces.push(Piece { place, field: String::new(), text: squash(line.trim()), is_value: false, event });
    }
}

/// A string may hold a body of its own, or many lines.
fn leaf_pieces(leaf: Piece, depth: usize, out: &mut Reading) {
    let opens = |s: &str| ["{\"", "{\\", "{'", "{ \"", "[{", "{\n"].iter().any(|o| s.contains(o));
    if depth < 4 && (leaf.text.contains('\n') || opens(&leaf.text)) {
        read(&leaf.text, Some(&leaf.place), depth + 1, out);
    } else {
        out.pieces.push(leaf);
    }
}

/// The `key=value` pairs of a line.
fn pairs(line: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (at, _) in line.match_indices('=') {
        let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
        let before = &line[..at];
        let key = &before[before.trim_end_matches(named).len()..];
        let rest = &line[at + 1..];
        let value = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            _ => rest.split([' ', ',', ';', '&', ')', ']', '}', '"', '\'', '<']).next(),
        };
        if let Some(value) = value.filter(|v| !v.is_empty() && !key.is_empty()) {
            let field = squeeze(key.rsplit('.').next().unwrap_or(key));
            out.push((field, value.to_owned()));
        }
    }
    out
}

fn statuses(piece: &Piece) -> Vec<Status> {
    const FIELDS: [&str; 6] = ["status", "statuscode", "httpstatus", "httpstatuscode", "responsestatus", "code"];
    let found = |text: &str| status_number(text).map(|code| Status { code, place: piece.place.clone() });
    if piece.is_value {
        let named = FIELDS.contains(&piece.field.as_str());
        return piece.text.split(' ').next().filter(|_| named).and_then(found).into_iter().collect();
    }
    let mut out = Vec::new();
    let mut before: (&str, &str) = ("", "");
    for word in piece.text.split([' ', ':', '"', '\'', '=', '(', ')', ',', '[', ']']).filter(|w| !w.is_empty()) {
        let last = before.1;
        let says = last.eq_ignore_ascii_case("status")
            || last.to_ascii_uppercase().starts_with("HTTP")
            || last.eq_ignore_ascii_case("code") && before.0.eq_ignore_ascii_case("status")
            || last.eq_ignore_ascii_case("statuscode");
        if says {
            out.extend(found(word.trim_end_matches('.')));
        }
        before = (last, word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> Vec<String> {
        recognise(query).pieces.into_iter().map(|p| format!("{} {} {}", p.place, p.field, p.text)).collect()
    }

    #[test]
    fn a_body_in_a_log_line_leaves_the_line() {
        assert_eq!(
            shown("ok\nWARN bad {\"error\":{\"type\":\"x\"}} id=7"),
            ["error.type type x", "line 1  ok", "line 2 id 7", "line 2  WARN bad id=7"]
        );
    }

    #[test]
    fn a_body_in_a_string_continues_the_place() {
        assert_eq!(shown(r#"{"log":"{\"error\":{\"code\":\"a\"}}"}"#), ["log.error.code code a"]);
    }

    #[test]
    fn statuses_are_found_where_a_word_says_so() {
        let of = |q: &str| recognise(q).statuses.into_iter().map(|s| s.code).collect::<Vec<_>>();
        assert_eq!(of("HTTP/1.1 404 Not Found\nserver: x"), [404]);
        assert_eq!(of("\"GET /a HTTP/1.1\" 503 512"), [503]);
        assert_eq!(of("failed with status code 409, took 200 ms"), [409]);
        assert_eq!(of("{\"status\": 422}"), [422]);
        assert_eq!(of("level=error status=429 bytes=512"), [429, 429]);
        assert_eq!(of("in 200 steps\nand 404 more"), [] as [u16; 0]);
    }
}
