//! The headings of a text: their levels below the section's own, and their anchors.

use super::document::{Document, Mark, Tag};
use std::collections::HashMap;

/// A heading of the prose.
pub(super) struct Heading {
    /// The place of its mark.
    pub at: usize,
    /// One for the topmost; a level below another one is exactly one more.
    pub depth: u8,
    /// Its words.
    pub text: String,
    /// Its anchor, unique in the prose.
    pub slug: String,
}

/// The headings in order.
pub(super) fn headings(document: &Document) -> Vec<Heading> {
    let mut above: Vec<u8> = Vec::new();
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut headings = Vec::new();
    for (at, (mark, _)) in document.marks.iter().enumerate() {
        let Mark::Open(Tag::Heading(level)) = mark else { continue };
        while above.last().is_some_and(|top| top >= level) {
            above.pop();
        }
        above.push(*level);
        let text = document.text(at..document.close_of(at)).trim().to_string();
        let slug = unique(&mut used, &slug(&text));
        headings.push(Heading { at, depth: u8::try_from(above.len()).unwrap_or(6), text, slug });
    }
    headings
}

/// The level in the page of a heading at `depth`, where the topmost have level `top`.
pub(super) fn level(top: u8, depth: u8) -> u8 {
    (top.max(1) + depth - 1).min(6)
}

/// Letters and digits in lower case, with `-` for blanks.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() || character == '_' {
            slug.extend(character.to_lowercase());
        } else if (character.is_whitespace() || character == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".into() } else { slug }
}

fn unique(used: &mut HashMap<String, usize>, slug: &str) -> String {
    let mut candidate = slug.to_string();
    while let Some(count) = used.get_mut(&candidate) {
        *count += 1;
        let number = *count;
        candidate = format!("{slug}-{number}");
        if used.contains_key(&candidate) {
            slug.clone_into(&mut candidate);
        }
    }
    used.insert(candidate.clone(), 0);
    candidate
}

#[cfg(test)]
mod tests {
    use super::{headings, level};
    use crate::markdown::context::RawHtml;
    use crate::markdown::document::Document;

    fn check(source: &str, expect: &[(u8, &str)]) {
        let document = Document::blocks(source, RawHtml::Shown, None);
        let found = headings(&document);
        assert_eq!(found.iter().map(|heading| (level(3, heading.depth), heading.slug.as_str())).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn levels_never_jump() {
        check("# A\n## B\n# C", &[(3, "a"), (4, "b"), (3, "c")]);
        check("## A\n#### B\n##### C\n#### D", &[(3, "a"), (4, "b"), (5, "c"), (4, "d")]);
        check("#### A\n# B\n### C", &[(3, "a"), (3, "b"), (4, "c")]);
        check("# A\n## B\n### C\n#### D\n##### E", &[(3, "a"), (4, "b"), (5, "c"), (6, "d"), (6, "e")]);
    }

    #[test]
    fn anchors_are_unique_and_readable() {
        check("# What `x_y` *does* -- to you?\n# \n# 日本\n# É", &[(3, "what-x_y-does-to-you"), (3, "section"), (3, "日本"), (3, "é")]);
        check("# A\n# A\n# A-1\n# A", &[(3, "a"), (3, "a-1"), (3, "a-1-1"), (3, "a-2")]);
    }
}
