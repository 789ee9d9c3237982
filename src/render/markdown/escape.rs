//! Plain text → Markdown that shows it to the letter.

use std::borrow::Cow;

use crate::text::byte_set;

/// A text within a line: what Markdown would take for a sign of its own gets a backslash, and addresses are links. Breaks become blanks.
pub(in crate::render) fn line(text: &str) -> Cow<'_, str> {
    if is_plain(text) && !text.contains("://") {
        return start(text);
    }
    let words = text.split(is_blank).filter(|word| !word.is_empty());
    let words = words.map(|word| match word.find("https://").or_else(|| word.find("http://")) {
        Some(at) if !word[at..].contains(['<', '>', '\\', '`']) => {
            let (before, rest) = word.split_at(at);
            let address = rest.trim_end_matches(['.', ',', ':', ';', '!', '?', ')', ']', '"', '\'', '*', '_']);
            format!("{}<{address}>{}", signs(before), signs(&rest[address.len()..])).into()
        }
        _ => signs(word),
    });
    start(&words.collect::<Vec<_>>().join(" ")).into_owned().into()
}

/// The text of a link: as a line, without links in it.
pub(in crate::render) fn label(text: &str) -> Cow<'_, str> {
    if is_plain(text) { start(text) } else { start(&signs(&one_line(text))).into_owned().into() }
}

/// What may mean something to Markdown within a line.
static SIGNS: [bool; 256] = byte_set(b"\\`*[]<|_~&");

/// Whether a text is words without signs, with single blanks between them. Most are.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let is_plain = text.bytes().all(|byte| {
        let is_ours = byte.is_ascii_graphic() && !SIGNS[usize::from(byte)] || byte == b' ' && before != b' ';
        before = byte;
        is_ours
    });
    is_plain && before != b' '
}

fn signs(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| SIGNS[usize::from(byte)]) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let is_sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
            // Within a word an underscore is nothing but that.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '~' => before == '~' || after == '~',
            '&' => after == '#' || after.is_ascii_alphabetic(),
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out.into()
}

/// A line at the start of a block: a sign that would make it a heading, a list, a quote or a rule gets a backslash.
pub(in crate::render) fn start(line: &str) -> Cow<'_, str> {
    if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return line.into();
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let ends = |sign: &str| rest[sign.len()..].chars().next().is_none_or(char::is_whitespace);
    let is_sign = if digits > 0 {
        [".", ")"].iter().any(|sign| rest.starts_with(sign) && ends(sign))
    } else {
        let hashes = &rest[..rest.bytes().take_while(|b| *b == b'#').count()];
        (!hashes.is_empty() && ends(hashes))
            || rest.starts_with('>')
            || ["-", "+", "*"].iter().any(|sign| rest.starts_with(sign) && ends(sign))
            || (rest.starts_with(['=', '-', '_', '*']) && rest.chars().all(|c| " =-_*".contains(c)))
            || rest.starts_with("~~~")
    };
    if is_sign { format!("{}\\{rest}", &line[..digits]).into() } else { line.into() }
}

/// A code span that shows a text to the letter.
pub(in crate::render) fn code(text: &str) -> Cow<'_, str> {
    let text = one_line(text);
    if text.is_empty() {
        return text;
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    [&ticks, pad, &text, pad, &ticks].concat().into()
}

/// An address as the destination of a link: nothing in it ends the link.
pub(in crate::render) fn address(url: &str) -> Cow<'_, str> {
    let is_kept = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'\\');
    if url.bytes().all(is_kept) {
        return url.into();
    }
    let mut out = String::with_capacity(url.len() + 8);
    for c in url.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str(&crate::text::percent_encode(c.encode_utf8(&mut [0; 4]))),
            c => out.push(c),
        }
    }
    out.into()
}

/// The longest run of backticks in a text.
fn longest_run(text: &str) -> usize {
    if text.contains('`') { text.split(|c| c != '`').map(str::len).max().unwrap_or_default() } else { 0 }
}

/// A text on one line, with single blanks.
pub(in crate::render) fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) { text.into() } else { text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into() }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (text, expect) in [
            ("snake_case_name", "snake_case_name"),
            ("_x_ *y* `z`", "\\_x\\_ \\*y\\* \\`z\\`"),
            ("[a](b) | <i> & &amp;", "\\[a\\](b) \\| \\<i> & \\&amp;"),
            ("a\r\n# b", "a # b"),
            ("# b", "\\# b"),
            ("#5", "#5"),
            ("1. b", "1\\. b"),
            ("1.5 b", "1.5 b"),
            ("- b", "\\- b"),
            ("---", "\\---"),
            ("-b", "-b"),
            ("> b", "\\> b"),
            ("(see https://e.com/a_b). c", "(see <https://e.com/a_b>). c"),
            ("~~b~~ ~c", "\\~\\~b\\~\\~ ~c"),
        ] {
            assert_eq!(line(text), expect, "{text}");
        }
    }

    #[test]
    fn code_spans() {
        for (text, expect) in [("a", "`a`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("a\nb", "`a b`"), ("", "")] {
            assert_eq!(code(text), expect, "{text}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(address("https://e.com/a (b)?c=[d]"), "https://e.com/a%20%28b%29?c=[d]");
    }
}
