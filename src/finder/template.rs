//! Message templates: `Rate limit exceeded: {limit} requests per {window}` → what stood in the braces.

/// A message as a service prints it, with its changing parts named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Text that always stands there, in ASCII lower case.
    Text(String),
    Slot(String),
}

/// Where a template stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The bytes that it takes.
    pub span: std::ops::Range<usize>,
    /// The name of each placeholder, and what stood in its place.
    pub captures: Vec<(String, String)>,
}

const LONGEST_SLOT: usize = 400;

impl Template {
    /// Reads a template: `{name}` is a placeholder, `{{` a brace.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            if rest.starts_with("{{") || rest.starts_with("}}") {
                text.push(c);
                rest = &rest[2..];
                continue;
            }
            let slot = rest.strip_prefix('{').and_then(|r| r.split_once('}')).filter(|(n, _)| is_slot_name(n));
            if let Some((name, behind)) = slot {
                push_text(&mut parts, &mut text);
                parts.push(Part::Slot(name.to_owned()));
                rest = behind;
            } else {
                text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        push_text(&mut parts, &mut text);
        Self { parts }
    }

    /// A template that is one text, braces and all.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        let mut parts = Vec::new();
        push_text(&mut parts, &mut text.to_owned());
        Self { parts }
    }

    /// The template's text with `0` in each placeholder, for those who look at its words.
    #[must_use]
    pub fn plain(&self) -> String {
        self.parts.iter().map(|p| if let Part::Text(t) = p { t } else { "0" }).collect()
    }

    /// The pieces of text between the placeholders.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|p| if let Part::Text(t) = p { Some(t.as_str()) } else { None })
    }

    /// Finds the template in a text whose spaces are squashed; letter case of ASCII letters does not count.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Filled> {
        let lower = text.to_ascii_lowercase();
        let first = self.texts().next()?;
        let starts: Vec<usize> = lower.match_indices(first).map(|(i, _)| i).take(50).collect();
        starts.into_iter().find_map(|at| self.find_at(text, &lower, at))
    }

    /// With the first text standing at `at`.
    fn find_at(&self, text: &str, lower: &str, at: usize) -> Option<Filled> {
        let mut captures = Vec::new();
        let mut waiting: Option<&str> = None;
        let mut start = at;
        let mut end = at;
        let last = self.parts.len() - 1;
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Slot(name) => waiting = waiting.or(Some(name)),
                Part::Text(part) => {
                    let leads = end == at && captures.is_empty();
                    let from = if leads { at } else { end };
                    let whole = |i: &usize| (index > 0 || !cuts_word(lower, *i)) && (index < last || !cuts_word(lower, i + part.len()));
                    let found = if leads {
                        Some(at).filter(whole)
                    } else {
                        lower[from..].match_indices(part.as_str()).map(|(i, _)| from + i).find(|i| i > &from && whole(i))
                    }?;
                    if let Some(name) = waiting.take() {
                        let value = if leads { value_before(text, at) } else { Some(&text[from..found]) }?;
                        if leads {
                            start -= value.len();
                        }
                        captures.push((name.to_owned(), trimmed(value)?));
                    }
                    end = found + part.len();
                }
            }
        }
        if let Some(name) = waiting {
            let value = value_behind(&text[end..]);
            captures.push((name.to_owned(), trimmed(value)?));
            end += value.len();
        }
        Some(Filled { span: start..end, captures })
    }
}

/// Any name without spaces: `{name}`, `{0}`, `{user.id}`, and `{}`.
fn is_slot_name(name: &str) -> bool {
    name.len() <= 60 && !name.contains([' ', '{', '"', ':', ',', '\n'])
}

fn push_text(parts: &mut Vec<Part>, text: &mut String) {
    let squashed = super::text::squash(text).to_ascii_lowercase();
    if !squashed.is_empty() {
        parts.push(Part::Text(squashed));
    }
    text.clear();
}

/// Whether a cut at `at` goes through a word.
fn cuts_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at..].chars().next();
    before.zip(behind).is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
}

fn trimmed(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty() && value.len() <= LONGEST_SLOT).then(|| value.to_owned())
}

/// What a leading placeholder stands for: the word or the quoted part that ends at `at`.
fn value_before(text: &str, at: usize) -> Option<&str> {
    let before = &text[..at];
    let start = before.trim_end().rfind(' ').map_or(0, |i| i + 1);
    Some(&before[start..]).filter(|v| !v.is_empty())
}

/// What a trailing placeholder stands for: the rest of the text, or of the string or sentence that ends in it.
fn value_behind(text: &str) -> &str {
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => text[1..].find(quote).map_or(text, |i| &text[..i + 2]),
        _ => &text[..text.find(['"', ';', '\n', '`']).or_else(|| text.find(". ")).unwrap_or(text.len())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, text: &str, expect: Option<&[(&str, &str)]>) {
        let found = Template::parse(template).find(text).map(|f| f.captures);
        let expect = expect.map(|c| c.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>());
        assert_eq!(found, expect, "{template} in {text}");
    }

    #[test]
    fn placeholders_are_captured() {
        check("limit exceeded: {n} per {unit}", "WARN Limit exceeded: 10 per minute", Some(&[("n", "10"), ("unit", "minute")]));
        check("user {id} is gone", "user \"a b\" is gone.", Some(&[("id", "\"a b\"")]));
        check("{table} has no {column}", "error: users has no email", Some(&[("table", "users"), ("column", "email")]));
        check("constraint \"{c}\"", "violates constraint \"pk_users\"", Some(&[("c", "pk_users")]));
    }

    #[test]
    fn braces_are_written_twice() {
        check("expected {{ but got {what}", "expected { but got )", Some(&[("what", ")")]));
    }

    #[test]
    fn texts_are_whole() {
        check("key not found", "monkey not found", None);
        check("key not found", "key not founder", None);
        check("key {id} expired", "key  expired", None);
        check("", "anything", None);
    }
}
