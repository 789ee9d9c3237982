//! Filters for templates that write code: a text → a literal or a comment of a language, from which it cannot break out.

use std::fmt::Write;

use tera::{Error, Kwargs, State, Tera, TeraResult};

/// A language that templates write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Rust
    Rust,
    /// JavaScript and TypeScript
    TypeScript,
    /// Python
    Python,
    /// Go
    Go,
    /// Java
    Java,
    /// C#
    CSharp,
}

impl Language {
    /// All, with the names that templates use.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Rust, "rust"),
        (Self::TypeScript, "typescript"),
        (Self::Python, "python"),
        (Self::Go, "go"),
        (Self::Java, "java"),
        (Self::CSharp, "csharp"),
    ];
}

/// Adds the filters `literal` and `comment`, both with the language: `{{ error.title | literal(of="rust") }}`.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("literal", |text: &str, arguments: Kwargs, _: &State| Ok::<_, Error>(literal(text, language(&arguments)?)));
    tera.register_filter("comment", |text: &str, arguments: Kwargs, _: &State| Ok::<_, Error>(comment(text, language(&arguments)?)));
}

fn language(arguments: &Kwargs) -> TeraResult<Language> {
    let name: &str = arguments.must_get("of")?;
    let found = Language::ALL.iter().find(|(_, other)| *other == name);
    found.map(|(language, _)| *language).ok_or_else(|| {
        let names: Vec<&str> = Language::ALL.iter().map(|(_, name)| *name).collect();
        Error::message(format!("`{name}` is not a language here: they are {}", names.join(", ")))
    })
}

/// A text in double quotes, as the language has it: what does not show is escaped.
#[must_use]
pub fn literal(text: &str, language: Language) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => escape(&mut out, c, language),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text as one line of a comment, which it cannot end; what has a meaning in documentation comments is taken as text.
#[must_use]
pub fn comment(text: &str, language: Language) -> String {
    let line = text.split(|c: char| c.is_whitespace() || is_hidden(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match (language, c) {
            // rustdoc reads Markdown, and links what stands in brackets.
            (Language::Rust, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~') => out.extend(['\\', c]),
            (Language::TypeScript | Language::Go, '*') => out.push('∗'),
            // `\u002a/` ends a comment of Java: escapes are read before all else.
            (Language::Java, '*' | '\\' | '@' | '{' | '}' | '<' | '>' | '&') => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            (Language::CSharp, '<' | '>' | '&') => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            (Language::TypeScript, '@') => out.push_str("(at)"),
            // gofmt makes one of two.
            (Language::Go, '\'' | '`') if out.ends_with(c) => out.extend([' ', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a letter is not to be seen, moves others, or ends a line somewhere.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn escape(out: &mut String, c: char, language: Language) {
    let number = u32::from(c);
    let _ = match language {
        Language::Rust => write!(out, "\\u{{{number:x}}}"),
        _ if number <= 0xffff => write!(out, "\\u{number:04x}"),
        Language::Python | Language::Go | Language::CSharp => write!(out, "\\U{number:08x}"),
        Language::TypeScript | Language::Java => c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}")),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_do_not_end_early() {
        for (text, language, expect) in [
            ("a\"b\\c\n\t$x", Language::Rust, r#""a\"b\\c\n\t$x""#),
            ("\u{1b}\u{202e}", Language::Rust, r#""\u{1b}\u{202e}""#),
            ("\u{85}\u{2028}é", Language::CSharp, r#""\u0085\u2028é""#),
            ("\u{e0001}", Language::Java, r#""\udb40\udc01""#),
            ("\u{e0001}", Language::Python, r#""\U000e0001""#),
            ("\\u0022", Language::Java, r#""\\u0022""#),
        ] {
            assert_eq!(literal(text, language), expect, "{language:?}");
        }
    }

    #[test]
    fn comments_do_not_end_early() {
        for (text, language, expect) in [
            ("a\n  b */ c", Language::TypeScript, "a b ∗/ c"),
            ("a */ \\u002a/", Language::Java, "a &#42;/ &#92;u002a/"),
            ("<script>", Language::CSharp, "&#60;script&#62;"),
            ("a\u{2028}b\u{0}c", Language::Python, "a b c"),
            ("[a](b)", Language::Rust, "\\[a\\](b)"),
        ] {
            assert_eq!(comment(text, language), expect, "{language:?}");
        }
    }
}
