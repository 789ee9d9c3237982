//! Cleaned HTML → tags and text.
//!
//! This reads what a serializer wrote, where every attribute is quoted and every `<` of the text is
//! a reference. It is no parser for HTML as people write it.

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Start { name: &'a str, attributes: Attributes<'a> },
    End(&'a str),
    Text(String),
}

/// The attributes of a start tag.
#[derive(Debug, PartialEq, Clone, Copy)]
pub(super) struct Attributes<'a>(&'a str);

impl Attributes<'_> {
    /// No attributes.
    pub(super) fn none() -> Self {
        Self("")
    }

    /// The value of an attribute.
    pub(super) fn get(self, name: &str) -> Option<String> {
        let mut rest = self.0.trim_start();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"')?;
            if key.trim() == name {
                return Some(decoded(value));
            }
            rest = after;
        }
        None
    }
}

/// The pieces in order.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(tag) = rest.strip_prefix('<') {
            let (inner, after) = tag.split_at(end_of_tag(tag));
            rest = after.strip_prefix('>').unwrap_or(after);
            let name_end = inner.find([' ', '\n', '\t']).unwrap_or(inner.len());
            return Some(match inner.strip_prefix('/') {
                Some(name) => Token::End(name),
                None => Token::Start { name: &inner[..name_end], attributes: Attributes(&inner[name_end..]) },
            });
        }
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        rest = after;
        Some(Token::Text(decoded(text)))
    })
}

/// Where the tag ends: at the first `>` outside of quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

/// The text behind the few references that the serializer writes.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    #[test]
    fn tags_attributes_and_text_are_told_apart() {
        let html = r#"a &amp;lt; b<a href="x&quot;>y" title="t">c</a><br>d"#;
        let found: Vec<String> = tokens(html)
            .map(|token| match token {
                Token::Start { name, attributes } => format!("<{name} {:?} {:?}", attributes.get("href"), attributes.get("title")),
                Token::End(name) => format!(">{name}"),
                Token::Text(text) => text,
            })
            .collect();
        assert_eq!(found, ["a &lt; b", r#"<a Some("x\">y") Some("t")"#, "c", ">a", "<br None None", "d"]);
    }
}
