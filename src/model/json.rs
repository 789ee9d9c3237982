//! What is wrong with JSON text, in words.

/// What is wrong with a text that is to be JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonProblem<'a> {
    /// What is wrong.
    pub what: String,
    /// The text at the place where it is.
    pub at: &'a str,
    /// What to do, where that is plain.
    pub help: Option<String>,
}

impl<'a> JsonProblem<'a> {
    /// Puts the error of the reader in words.
    #[must_use]
    pub fn new(text: &'a str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let message = message.split(" at line").next().unwrap_or_default();
        let at = offset(text, error.line(), error.column());
        let rest = &text[at..];
        let word = &rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len())];
        let line = rest.lines().next().unwrap_or_default();
        let (what, at, help) = match message {
            "key must be a string" if !word.is_empty() => ("a name needs quotes".to_owned(), word, Some(format!("write `\"{word}\"`"))),
            "key must be a string" => ("a name needs double quotes".to_owned(), line, None),
            "trailing comma" => ("a comma before the closing brace".to_owned(), from_comma(text, at), Some("remove the comma".to_owned())),
            "expected `,` or `}`" | "expected `,` or `]`" => ("a comma or a closing brace is missing".to_owned(), line, None),
            "expected `:`" => ("a colon is missing".to_owned(), line, None),
            "expected value" | "expected ident" => {
                ("a value is missing, or has no quotes".to_owned(), if word.is_empty() { line } else { word }, None)
            }
            "trailing characters" => ("something stands behind its end".to_owned(), line, None),
            other if other.starts_with("EOF") => (
                "it ends too early".to_owned(),
                text.lines().last().unwrap_or_default().trim(),
                Some("close every quote and brace".to_owned()),
            ),
            other => (other.to_owned(), line, None),
        };
        Self { what, at: if at.is_empty() { text.lines().next().unwrap_or_default() } else { at }, help }
    }
}

/// The text from the last comma before a place to the end of its line.
fn from_comma(text: &str, at: usize) -> &str {
    text[..at].rfind(',').map_or("", |comma| text[comma..].lines().next().unwrap_or_default())
}

/// The byte of a line and a column, both from 1, the column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_of_hands() {
        for (text, what, at) in [
            ("{\"a\": 1, b: 2}", "a name needs quotes", "b"),
            ("{\"a\": 1,}", "a comma before the closing brace", ",}"),
            ("{\"a\" 1}", "a colon is missing", "1}"),
            ("{\"a\": [1 2]}", "a comma or a closing brace is missing", "2]}"),
            ("{\"a\": x}", "a value is missing, or has no quotes", "x"),
            ("{\"a\": {", "it ends too early", "{\"a\": {"),
            ("{'a': 1}", "a name needs double quotes", "'a': 1}"),
            ("{} {}", "something stands behind its end", "{}"),
        ] {
            let error = crate::model::parse_json(text).expect_err("this is no JSON");
            let problem = JsonProblem::new(text, &error);
            assert_eq!((problem.what.as_str(), problem.at), (what, at), "{text}");
        }
    }
}
