//! Words → Markdown that means just these words.

use crate::text::byte_set;
use std::borrow::Cow;

/// What the words stand in.
#[derive(Default, Clone, Copy)]
pub(super) struct Place {
    pub in_cell: bool,
    pub in_link: bool,
    /// Whether a link comes next, which a `!` would turn into an image.
    pub before_link: bool,
}

/// What may need a backslash or a look: signs, and all that is not of ASCII's visible part.
static SIGNS: [bool; 256] = {
    let mut signs = byte_set(b"*`\\_~<&[]!|");
    let mut byte = 0;
    while byte < signs.len() {
        signs[byte] |= byte < b' ' as usize || byte >= 0x7f;
        byte += 1;
    }
    signs
};

/// Appends words with a backslash where a sign would mean something; addresses become links.
pub(super) fn text(out: &mut String, text: &str, place: Place) {
    // Most words mean themselves, and so do most of the signs between them.
    if !text.bytes().any(|byte| SIGNS[usize::from(byte)]) && !may_hold_address(text) {
        out.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() && first != '\u{a0}' {
            out.push(if first == '\n' { '\n' } else { ' ' });
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (mut word, after) = rest.split_at(rest.find(|other: char| other.is_whitespace() && other != '\u{a0}').unwrap_or(rest.len()));
        rest = after;
        while let Some((before, address, behind)) = address(word).filter(|_| !place.in_link) {
            signs(out, before, place, Some('<'));
            link(out, address);
            word = behind;
        }
        signs(out, word, place, rest.chars().next());
    }
}

/// Whether there may be an address in a text: what each has is looked for.
pub(super) fn may_hold_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'@', b'/', b'w', bytes).any(|at| match bytes[at] {
        b'@' => true,
        b'/' => bytes[..at].ends_with(b":") && bytes[at..].starts_with(b"//"),
        _ => bytes[at..].starts_with(b"www."),
    })
}

/// Escapes what begins a block at the start of a line.
pub(super) fn line_start(line: &str) -> Cow<'_, str> {
    if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return line.into();
    }
    let escaped = |at: usize| format!("{}\\{}", &line[..at], &line[at..]).into();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = |at: usize| line[at..].starts_with(' ') || line.len() == at;
    let is_rule = line.contains(['-', '=']) && line.chars().all(|character| "-=|: +".contains(character));
    match line.chars().next() {
        Some('#' | '>') => escaped(0),
        Some('-' | '+') if after(1) => escaped(0),
        Some(':') if line.starts_with(":::") => escaped(0),
        Some('[') if line.contains("]:") && !line.starts_with("[^") => escaped(0),
        Some(_) if is_rule => escaped(0),
        Some('0'..='9') if digits <= 9 && line[digits..].starts_with(['.', ')']) && after(digits + 1) => escaped(digits),
        _ => line.into(),
    }
}

/// One word; `following` is what comes after it.
fn signs(out: &mut String, word: &str, place: Place, following: Option<char>) {
    // Most words have none.
    if !word.bytes().any(|byte| SIGNS[usize::from(byte)]) {
        out.push_str(word);
        return;
    }
    let mut before = out.chars().next_back().filter(|last| !last.is_whitespace() && *last != '\u{1}');
    for (at, character) in word.char_indices() {
        let rest = &word[at + character.len_utf8()..];
        let next = rest.chars().next();
        let escape = match character {
            '*' | '`' => true,
            '\\' => next.or(following).is_none_or(|next| next.is_ascii_punctuation() || next == '\n'),
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '~' => before.is_some() || next == Some('~'),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_reference(rest),
            '[' => {
                matches!(before, Some(']' | ')'))
                    || matches!(next, Some('[' | '^' | '!' | ' '))
                    || is_box(rest)
                    || (next.is_none() && following == Some(' '))
            }
            ']' => matches!(next, Some('(' | '[')),
            '!' => (next.is_none() && place.before_link) || next == Some('['),
            '|' => place.in_cell,
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(if character.is_control() { '\u{FFFD}' } else { character });
        before = Some(character);
    }
}

/// Whether `&` and this make a reference.
fn is_reference(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    rest.contains(';') && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

/// Whether `[` and this are the box of a task.
fn is_box(rest: &str) -> bool {
    rest.starts_with("x]") || rest.starts_with("X]")
}

/// The address in a word, with what is before and behind it.
fn address(word: &str) -> Option<(&str, &str, &str)> {
    // What every address has; most words have neither.
    if !word.bytes().any(|byte| matches!(byte, b'.' | b'/')) {
        return None;
    }
    let web = ["https://", "http://", "www."].into_iter().find_map(|start| word.find(start));
    let (start, end) = match web {
        Some(start) if !word[..start].ends_with(char::is_alphanumeric) => {
            let end = word[start..].find(['<', '>', '"', '`', '\\', '|']).map_or(word.len(), |end| start + end);
            (start, end)
        }
        _ => {
            let at = word.find('@')?;
            let local = |character: char| !(character.is_ascii_alphanumeric() || ".-_+".contains(character));
            let host = |character: char| !(character.is_ascii_alphanumeric() || ".-".contains(character));
            let start = word[..at].rfind(local).map_or(0, |before| before + word[before..].chars().next().map_or(1, char::len_utf8));
            let end = word[at + 1..].find(host).map_or(word.len(), |end| at + 1 + end);
            (start, end)
        }
    };
    let mut address = &word[start..end];
    loop {
        let shorter = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~', '-']);
        let closes = (shorter.ends_with(')') && !shorter.contains('(')) || (shorter.ends_with(']') && !shorter.contains('['));
        let shorter = if closes { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    let is_whole = match address.split_once('@') {
        Some((local, host)) if web.is_none() => !local.is_empty() && host.contains('.') && !host.starts_with('.'),
        _ => address.len() > "https://".len() || (address.starts_with("www.") && address.len() > "www.".len()),
    };
    is_whole.then(|| (&word[..start], address, &word[start + address.len()..]))
}

/// Appends the destination of a link, so that nothing in it ends the link.
pub(super) fn destination(out: &mut String, href: &str) {
    if !href.bytes().any(|byte| byte <= b' ' || matches!(byte, b'(' | b')' | b'*' | b'|' | 0x7f | 0xc2)) {
        return out.push_str(href);
    }
    for character in href.chars() {
        match character {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '*' => out.push_str("%2A"),
            '|' => out.push_str("%7C"),
            character if character.is_control() || character == ' ' => out.push_str("%20"),
            character => out.push(character),
        }
    }
}

fn link(out: &mut String, address: &str) {
    if address.starts_with("www.") {
        out.push('[');
        out.push_str(address);
        out.push_str("](https://");
        out.push_str(&address.replace('(', "%28").replace(')', "%29"));
        out.push(')');
    } else {
        out.push('<');
        out.push_str(address);
        out.push('>');
    }
}
