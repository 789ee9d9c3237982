//! Which addresses may stand in a page, and how they are written there.

use ammonia::Url;

/// An address that is safe to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// As it goes into `href` or `src`, before HTML escaping.
    pub href: String,
    /// Where it leads.
    pub reach: Reach,
}

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Somewhere in this site.
    Here,
    /// Another host.
    Elsewhere,
    /// A mail program or a telephone.
    Contact,
}

/// The address that `destination` gives; `None` for one that a page must not hold: a scheme that
/// runs or reads something (`javascript:`, `data:`, `file:`), one that nobody knows, control
/// characters, a host that is none.
pub(super) fn address(destination: &str) -> Option<Address> {
    let destination = destination.trim();
    if destination.is_empty() || destination.chars().any(char::is_control) {
        return None;
    }
    let reach = match scheme(destination).as_deref() {
        // Without the slashes a browser takes the rest for a place in this site.
        Some("http" | "https" | "ftp") if destination.contains("://") => Reach::Elsewhere,
        Some("mailto" | "tel" | "sms") => Reach::Contact,
        Some(_) => return None,
        None if destination.starts_with("//") => Reach::Elsewhere,
        None => Reach::Here,
    };
    let href = encoded(destination);
    let absolute = if href.starts_with("//") { format!("https:{href}") } else { href.clone() };
    if reach == Reach::Elsewhere && !Url::parse(&absolute).is_ok_and(|url| url.has_host()) {
        return None;
    }
    Some(Address { href, reach })
}

/// The scheme in lower case: what stands before a colon that comes before any `/`, `?` or `#`.
/// Blanks and invisible characters are looked through, so that none can hide a scheme.
fn scheme(destination: &str) -> Option<String> {
    let end = destination.find([':', '/', '?', '#'])?;
    let (name, rest) = destination.split_at(end);
    rest.starts_with(':').then(|| name.chars().filter(char::is_ascii_graphic).collect::<String>().to_ascii_lowercase())
}

/// The destination with percent signs for what an address cannot hold; what is encoded stays so.
fn encoded(destination: &str) -> String {
    let mut out = String::with_capacity(destination.len() + 8);
    let mut fragment = false;
    let bytes = destination.as_bytes();
    for (at, character) in destination.char_indices() {
        let keep = match character {
            '%' => bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
            '#' => !std::mem::replace(&mut fragment, true),
            // Square brackets are for hosts that are numbers.
            '[' => destination[..at].ends_with("://"),
            ']' => destination[..at].contains("://["),
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            _ => !character.is_whitespace() && !invisible(character),
        };
        if keep {
            out.push(character);
        } else {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                out.push('%');
                out.push(char::from(b"0123456789ABCDEF"[usize::from(byte >> 4)]));
                out.push(char::from(b"0123456789ABCDEF"[usize::from(byte & 15)]));
            }
        }
    }
    out
}

/// Characters that show nothing or turn the text around, and those that HTML forbids.
fn invisible(character: char) -> bool {
    let point = u32::from(character);
    matches!(point, 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFDD0..=0xFDEF | 0xFEFF) || point & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::{Reach, address};

    fn check(destination: &str, expect: Option<(&str, Reach)>) {
        let found = address(destination);
        assert_eq!(found.as_ref().map(|found| (found.href.as_str(), found.reach)), expect, "{destination:?}");
    }

    #[test]
    fn ordinary_addresses_stay() {
        check("https://a.example/b?c=d&e#f", Some(("https://a.example/b?c=d&e#f", Reach::Elsewhere)));
        check("HTTP://a.example", Some(("HTTP://a.example", Reach::Elsewhere)));
        check("//a.example/b", Some(("//a.example/b", Reach::Elsewhere)));
        check("http://[::1]:80/", Some(("http://[::1]:80/", Reach::Elsewhere)));
        check("mailto:a@b.example", Some(("mailto:a@b.example", Reach::Contact)));
        check("../b/c.md#d", Some(("../b/c.md#d", Reach::Here)));
        check("#causes", Some(("#causes", Reach::Here)));
        check("a?b=c:d", Some(("a?b=c:d", Reach::Here)));
    }

    #[test]
    fn what_an_address_cannot_hold_is_encoded_once() {
        check("a b\"c<d>", Some(("a%20b%22c%3Cd%3E", Reach::Here)));
        check("a%20b%zz%", Some(("a%20b%25zz%25", Reach::Here)));
        check("a[0]#b#c", Some(("a%5B0%5D#b%23c", Reach::Here)));
        check("/\\evil.example", Some(("/%5Cevil.example", Reach::Here)));
        check("日本/é", Some(("日本/é", Reach::Here)));
        check("a\u{202e}b", Some(("a%E2%80%AEb", Reach::Here)));
    }

    #[test]
    fn unsafe_addresses_are_none() {
        for destination in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:x",
            "\u{1}javascript:x",
            "java script:x",
            "java\u{200b}script:x",
            "\u{feff}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:x",
            "about:blank",
            "view-source:x",
            "err:unkey:data",
            "http:",
            "http:a.example",
            "https://",
            "http://a b/",
            "http://",
            "",
            "  ",
            "a\u{0}b",
            "a\u{85}b",
            "livescript:x",
            "C:\\a",
            "\\javascript:x",
            "javascript\u{a0}:x",
        ] {
            check(destination, None);
        }
    }
}
