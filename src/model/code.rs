//! Codes: the last part of a path, words, and the pattern that a book's codes fit.

/// The last part of the path for a code: its last `:`- or `/`-separated part, with ASCII letters, digits and `-_.~` kept and all else one `-`.
#[must_use]
pub fn slug(code: &str) -> String {
    let last = code.rsplit([':', '/']).find(|part| !part.is_empty()).unwrap_or(code);
    let mut slug = String::with_capacity(last.len());
    for c in last.chars() {
        if c.is_ascii_alphanumeric() || "-_.~".contains(c) {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// A bare code in words: `EntityAlreadyExists` is "Entity already exists", `key_not_found` is "Key not found".
#[must_use]
pub fn words(code: &str) -> String {
    if code.contains(char::is_whitespace) || !code.contains(|c: char| c.is_lowercase()) {
        return code.to_owned();
    }
    let chars: Vec<char> = code.chars().collect();
    let mut out = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let starts = c.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit())
                || (before.is_some_and(char::is_uppercase) && chars.get(i + 1).is_some_and(|n| n.is_lowercase())));
        if "_-.".contains(c) || starts {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            if !starts {
                continue;
            }
        }
        // A run of capitals is a name of its own: `InvalidARNFault` keeps "ARN".
        let lone = starts && !chars.get(i + 1).is_some_and(|n| n.is_uppercase());
        out.extend(if lone && !out.is_empty() { c.to_lowercase().collect::<Vec<_>>() } else { vec![c] });
    }
    let mut letters = out.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A pattern that codes fit: literal text and `{placeholders}`, each standing for one or more letters, digits and `_-.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    source: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Placeholder,
}

impl Pattern {
    /// Reads a pattern; `None` where a brace is left open.
    #[must_use]
    pub fn parse(source: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = source;
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}')? + open;
            if open > 0 {
                parts.push(Part::Literal(rest[..open].to_owned()));
            }
            parts.push(Part::Placeholder);
            rest = &rest[close + 1..];
        }
        if rest.contains('}') {
            return None;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        Some(Self { source: source.to_owned(), parts })
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// What the placeholders stand for in a code that fits.
    #[must_use]
    pub fn captures<'a>(&self, code: &'a str) -> Option<Vec<&'a str>> {
        fn fit<'a>(parts: &[Part], rest: &'a str, found: &mut Vec<&'a str>) -> bool {
            match parts {
                [] => rest.is_empty(),
                [Part::Literal(text), more @ ..] => rest.strip_prefix(text.as_str()).is_some_and(|rest| fit(more, rest, found)),
                [Part::Placeholder, more @ ..] => {
                    let longest = rest.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(rest.len());
                    let ends = rest[..longest].char_indices().map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>();
                    for end in ends.into_iter().rev() {
                        found.push(&rest[..end]);
                        if fit(more, &rest[end..], found) {
                            return true;
                        }
                        found.pop();
                    }
                    false
                }
            }
        }
        let mut found = Vec::new();
        // The work is bounded: codes are short, and a placeholder ends where its letters end.
        (code.len() <= 300 && fit(&self.parts, code, &mut found)).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (code, expect) in [
            ("err:unkey:data:key_not_found", "key_not_found"),
            ("aws.iam.EntityAlreadyExists", "aws.iam.EntityAlreadyExists"),
            ("ORA-01033", "ORA-01033"),
            ("a/b c//d e", "d-e"),
            ("err:a:", "a"),
            ("ошибка", ""),
            ("a (b)", "a-b"),
        ] {
            assert_eq!(slug(code), expect, "{code}");
        }
    }

    #[test]
    fn codes_in_words() {
        for (code, expect) in [
            ("EntityAlreadyExists", "Entity already exists"),
            ("key_not_found", "Key not found"),
            ("InvalidARNFault", "Invalid ARN fault"),
            ("E0308", "E0308"),
            ("Not split", "Not split"),
        ] {
            assert_eq!(words(code), expect, "{code}");
        }
    }

    #[test]
    fn patterns() {
        let pattern = Pattern::parse("err:{system}:{category}:{name}").expect("braces are balanced");
        assert_eq!(pattern.captures("err:a:b:c_d"), Some(vec!["a", "b", "c_d"]));
        assert_eq!(pattern.captures("err:a:b"), None);
        assert_eq!(Pattern::parse("E{number}").and_then(|p| p.captures("E0308").map(|c| c.join(","))), Some("0308".into()));
        assert_eq!(Pattern::parse("err:{a"), None);
    }
}
