//! Text → HTML text. Every character that reaches a page goes through here once.

/// Appends `text` as HTML text: `&`, `<` and `>` become references, and characters that HTML
/// forbids (controls, non-characters) become U+FFFD.
pub fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Appends `text` as the inside of a double-quoted attribute value.
pub fn attribute(out: &mut String, text: &str) {
    escape(out, text, true);
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    out.reserve(text.len() + text.len() / 16);
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if KIND[usize::from(byte)] == PLAIN {
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            continue; // inside a character that its first byte has dealt with
        };
        let replacement = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if quotes => "&quot;",
            '\r' => "",
            character if forbidden(character) => "\u{FFFD}",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(replacement);
        copied = at + character.len_utf8();
    }
    out.push_str(&text[copied..]);
}

/// Whether HTML forbids this character in text.
fn forbidden(character: char) -> bool {
    let point = u32::from(character);
    matches!(point, 0..=8 | 0x0B..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF) || point & 0xFFFE == 0xFFFE
}

const PLAIN: u8 = 0;
const LOOK: u8 = 1;

/// The bytes at which the slow path has to look: markup, controls, and the first bytes of those
/// sequences that may be a forbidden character.
static KIND: [u8; 256] = {
    let mut kind = [PLAIN; 256];
    let mut byte = 0;
    while byte < 256 {
        let plain_control = byte == 0x09 || byte == 0x0A;
        if (byte < 0x20 && !plain_control) || byte == 0x7F || byte == 0xC2 || byte >= 0xEF {
            kind[byte] = LOOK;
        }
        byte += 1;
    }
    kind[b'&' as usize] = LOOK;
    kind[b'<' as usize] = LOOK;
    kind[b'>' as usize] = LOOK;
    kind[b'"' as usize] = LOOK;
    kind
};

#[cfg(test)]
mod tests {
    fn check(input: &str, expect: &str) {
        let mut out = String::new();
        super::attribute(&mut out, input);
        assert_eq!(out, expect);
    }

    #[test]
    fn markup_is_escaped_and_the_rest_is_kept() {
        check("a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;");
        check("naïve © 日本 🦀\ttab\nline", "naïve © 日本 🦀\ttab\nline");
    }

    #[test]
    fn what_html_forbids_is_replaced() {
        check("\u{1b}[31m\0\u{85}\u{fdd0}\u{fffe}\u{1ffff}", "\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}");
        check("a\r\nb", "a\nb");
    }

    #[test]
    fn quotes_stay_in_text() {
        let mut out = String::new();
        super::text(&mut out, "say \"hi\"");
        assert_eq!(out, "say \"hi\"");
    }
}
