//! Text → XML.

/// A text as XML text or the value of an attribute. Characters that XML 1.0 has no place for become U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn signs_and_controls() {
        assert_eq!(escape("<a b=\"c\"> & \u{1b}\u{ffff}\r\nd"), "&lt;a b=&quot;c&quot;&gt; &amp; \u{fffd}\u{fffd}  d");
    }
}
