//! Text that holds JSON → the scalars in it, each with its place: `errors[0].type`.
//!
//! A parser for documents would refuse most of what people paste. This one takes what there is: a body that is cut
//! off, one inside a log line, one escaped in a string, Python's and Ruby's way of printing a map.

/// A scalar of a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its place: `error.type`, `["odd.key"][0]`.
    pub place: String,
    /// The innermost key above it.
    pub key: String,
    /// The string, or the number as written.
    pub text: String,
}

const DEEPEST: usize = 100;

/// Reads the map or list of maps that opens at `start`; gives its scalars and where it ends.
///
/// `None` where nothing of that kind opens there.
#[must_use]
pub fn read(text: &str, start: usize) -> Option<(Vec<Leaf>, usize)> {
    let bytes = text.as_bytes();
    let next = skip_space(bytes, start + 1);
    match (bytes[start], bytes.get(next)) {
        (b'{', Some(b'"' | b'\'' | b':')) | (b'[', Some(b'{')) => {
            let mut reader = Reader { text, at: start, leaves: Vec::new(), keys: 0, depth: 0 };
            reader.value("", "");
            (reader.keys > 0).then_some((reader.leaves, reader.at))
        }
        (b'{', Some(b'\\')) => read_escaped(text, start),
        _ => None,
    }
}

/// The place of `key` inside of `place`.
#[must_use]
pub fn join(place: &str, key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'));
    match (plain, place.is_empty()) {
        (true, true) => key.to_owned(),
        (true, false) => format!("{place}.{key}"),
        (false, _) => format!("{place}[\"{key}\"]"),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    leaves: Vec<Leaf>,
    keys: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        self.at = skip_space(self.text.as_bytes(), self.at);
        self.text.as_bytes().get(self.at).copied()
    }

    /// False where the text ends or stops being JSON: everything above ends there too.
    fn value(&mut self, place: &str, key: &str) -> bool {
        match self.peek() {
            Some(b'{') if self.depth < DEEPEST => self.nested(|r| r.map(place)),
            Some(b'[') if self.depth < DEEPEST => self.nested(|r| r.list(place, key)),
            Some(quote @ (b'"' | b'\'')) => {
                let (text, whole) = self.string(quote);
                self.leaves.push(Leaf { place: place.to_owned(), key: key.to_owned(), text });
                whole
            }
            Some(c) if c.is_ascii_alphanumeric() || c == b'-' => {
                let start = self.at;
                let more = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'+' | b'.' | b'_');
                self.at += self.text.as_bytes()[start..].iter().take_while(|&&c| more(c)).count();
                let text = &self.text[start..self.at];
                if c.is_ascii_digit() || c == b'-' {
                    self.leaves.push(Leaf { place: place.to_owned(), key: key.to_owned(), text: text.to_owned() });
                }
                true
            }
            _ => false,
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        self.at += 1;
        self.depth += 1;
        let whole = read(self);
        self.depth -= 1;
        whole
    }

    fn map(&mut self, place: &str) -> bool {
        loop {
            let key = match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(b'}') => {
                    self.at += 1;
                    return true;
                }
                Some(quote @ (b'"' | b'\'')) => match self.string(quote) {
                    (key, true) => key,
                    _ => return false,
                },
                Some(b':') => {
                    let start = self.at + 1;
                    let symbol = |c: &&u8| c.is_ascii_alphanumeric() || **c == b'_';
                    self.at = start + self.text.as_bytes()[start..].iter().take_while(symbol).count();
                    self.text[start..self.at].to_owned()
                }
                _ => return false,
            };
            match self.peek() {
                Some(b':') => self.at += 1,
                Some(b'=') if self.text[self.at..].starts_with("=>") => self.at += 2,
                _ => return false,
            }
            self.keys += 1;
            if !self.value(&join(place, &key), &key) {
                return false;
            }
        }
    }

    fn list(&mut self, place: &str, key: &str) -> bool {
        let mut index = 0;
        loop {
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return true;
                }
                _ if !self.value(&format!("{place}[{index}]"), key) => return false,
                _ => index += 1,
            }
        }
    }

    /// The string that opens here, and whether it is closed.
    fn string(&mut self, quote: u8) -> (String, bool) {
        let mut out = String::new();
        let rest = &self.text[self.at + 1..];
        let mut chars = rest.char_indices();
        while let Some((i, c)) = chars.next() {
            if c == char::from(quote) {
                self.at += 1 + i + 1;
                return (out, true);
            }
            if c != '\\' {
                out.push(c);
                continue;
            }
            match chars.next() {
                Some((i, 'u')) => {
                    let code = rest.get(i + 1..i + 5).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                    match code.and_then(char::from_u32) {
                        Some(c) => {
                            out.push(c);
                            chars.nth(3);
                        }
                        None => out.push('?'),
                    }
                }
                Some((_, c)) => out.push(escaped(c)),
                None => {}
            }
        }
        self.at = self.text.len();
        (out, false)
    }
}

/// Reads JSON that was written into a string, once or several times over: `{\"code\":\"E1\"}`.
fn read_escaped(text: &str, start: usize) -> Option<(Vec<Leaf>, usize)> {
    let line = text[start..].lines().next().unwrap_or_default();
    let mut plain = line.to_owned();
    let mut origin: Vec<usize> = (0..=line.len()).collect();
    for _ in 0..3 {
        (plain, origin) = unescape(&plain, &origin);
        if plain[1..].trim_start().starts_with('"') {
            let (leaves, end) = read(&plain, 0)?;
            return Some((leaves, start + origin[end]));
        }
    }
    None
}

/// Takes one level of backslashes away; `origin` says for each byte where it came from.
fn unescape(text: &str, origin: &[usize]) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut from = Vec::with_capacity(text.len());
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some((_, 'u')) => {
                    out.push('\\');
                    from.push(origin[i]);
                    'u'
                }
                Some((_, c)) => escaped(c),
                None => break,
            },
            c => c,
        };
        from.extend(std::iter::repeat_n(origin[i], c.len_utf8()));
        out.push(c);
    }
    from.push(origin[text.len()]);
    (out, from)
}

fn escaped(c: char) -> char {
    match c {
        'n' | 'r' => '\n',
        't' => ' ',
        c => c,
    }
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let (leaves, _) = read(text, text.find(['{', '[']).expect("text has a map")).expect("it opens");
        leaves.into_iter().map(|l| format!("{}={}", l.place, l.text)).collect()
    }

    #[test]
    fn a_whole_body_gives_all_places() {
        assert_eq!(
            places(r#"{"error": {"type": "x", "n": 4, "a.b": ["p", {"q": "r"}], "no": null}}"#),
            ["error.type=x", "error.n=4", "error[\"a.b\"][0]=p", "error[\"a.b\"][1].q=r"]
        );
    }

    #[test]
    fn a_cut_off_body_gives_what_is_there() {
        assert_eq!(places(r#"x {"code": "a", "error": {"detail": "the ke"#), ["code=a", "error.detail=the ke"]);
        assert_eq!(places(r#"[{"code": "a"}, {"code"#), ["[0].code=a"]);
    }

    #[test]
    fn escaped_bodies_and_other_languages_are_read() {
        assert_eq!(places(r#"log="{\"error\":{\"code\":\"a\"}} end""#), ["error.code=a"]);
        assert_eq!(places(r#"{\\\"code\\\":\\\"a\\\"}"#), ["code=a"]);
        assert_eq!(places("{'Error': {'Code': 'NoSuchKey'}}"), ["Error.Code=NoSuchKey"]);
        assert_eq!(places(r#"{:code=>"a", "b"=>2}"#), ["code=a", "b=2"]);
    }

    #[test]
    fn the_end_is_behind_the_body() {
        let text = r#"a {\"k\":\"v\"} b"#;
        assert_eq!(read(text, 2).map(|(_, end)| &text[end..]), Some(" b"));
        assert_eq!(read("{ return 1; }", 0), None);
        assert_eq!(read("[2024-01-02]", 0), None);
    }
}
