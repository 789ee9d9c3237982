//! Messages as patterns, and which of them fit what another one prints.

use std::collections::HashMap;

use crate::catalog::{Catalog, EntryId};

/// What stands for a value in a message: no service prints it.
const VALUE: char = '\u{0}';
/// Patterns without a word of their own fit everything; of more than this many only the first are compared with all others.
const MAX_LOOSE: usize = 16;

/// The messages of all entries, findable by their rarest word.
pub(super) struct Templates<'a> {
    all: Vec<Template<'a>>,
    /// By the rarest of their whole words.
    by_word: HashMap<String, Vec<usize>>,
    /// Those that have no whole word.
    loose: Vec<usize>,
    /// The place of the first message of each entry.
    first: HashMap<EntryId, usize>,
}

/// A message.
pub(super) struct Template<'a> {
    pub(super) entry: EntryId,
    /// Its place in `messages`.
    pub(super) place: usize,
    /// As it is written.
    pub(super) source: &'a str,
    /// In small letters, each placeholder as [`VALUE`], doubled braces as one.
    text: String,
}

impl<'a> Templates<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let mut all = Vec::new();
        let mut first = HashMap::new();
        for (id, entry) in catalog.ids() {
            first.insert(id, all.len());
            let messages = entry.definition().messages.iter().enumerate();
            all.extend(messages.map(|(place, source)| Template { entry: id, place, source, text: text(source) }));
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in all.iter().flat_map(|template| words(&template.text)).filter(|word| word.is_whole).map(|word| word.text) {
            *counts.entry(word).or_default() += 1;
        }
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let mut loose = Vec::new();
        for (number, template) in all.iter().enumerate() {
            match words(&template.text).filter(|word| word.is_whole).min_by_key(|word| (counts[word.text], word.text)) {
                Some(rarest) => by_word.entry(rarest.text.to_owned()).or_default().push(number),
                None if loose.len() < MAX_LOOSE => loose.push(number),
                None => {}
            }
        }
        Self { all, by_word, loose, first }
    }

    /// The messages of an entry.
    pub(super) fn of(&self, id: EntryId) -> impl Iterator<Item = (usize, &Template<'a>)> {
        let first = self.first.get(&id).copied().unwrap_or(self.all.len());
        self.all.iter().enumerate().skip(first).take_while(move |(_, template)| template.entry == id)
    }

    /// The first message of another entry that fits all that this one prints. Of two that fit each other, the later one has the other.
    pub(super) fn wider(&self, number: usize) -> Option<&Template<'a>> {
        let own = &self.all[number];
        let mut candidates: Vec<usize> = words(&own.text).filter_map(|word| self.by_word.get(word.text)).flatten().copied().collect();
        candidates.extend(&self.loose);
        candidates.sort_unstable();
        candidates.dedup();
        let is_wider = |candidate: &&usize| {
            let other = &self.all[**candidate];
            other.entry != own.entry && fits(&other.text, &own.text) && (**candidate < number || !fits(&own.text, &other.text))
        };
        candidates.iter().find(is_wider).map(|found| &self.all[*found])
    }
}

struct Word<'a> {
    text: &'a str,
    /// Whether no placeholder touches it, so that whatever the pattern fits has this very word.
    is_whole: bool,
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let is_whole = !text[..start].ends_with(VALUE) && !text[start + word.len()..].starts_with(VALUE);
        Word { text: word, is_whole }
    })
}

/// Whether a pattern fits a text, where each [`VALUE`] of the pattern stands for one character or more.
fn fits(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split(VALUE);
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        // The first place is the best: it leaves the most for what follows.
        let Some(found) = skip_one(rest).and_then(|rest| rest.find(piece).map(|at| &rest[at + piece.len()..])) else {
            return false;
        };
        rest = found;
    }
    skip_one(rest).is_some_and(|rest| rest.ends_with(last))
}

fn skip_one(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    letters.next().map(|_| letters.as_str())
}

/// A message as a pattern.
fn text(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        if rest[at + 1..].starts_with(brace) {
            out.push_str(brace);
            rest = &rest[at + 2..];
        } else {
            out.push(VALUE);
            rest = rest[at..].find('}').map_or("", |close| &rest[at + close + 1..]);
        }
    }
    out.push_str(rest);
    out.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wide: &str, narrow: &str, expect: bool) {
        assert_eq!(fits(&text(wide), &text(narrow)), expect, "{wide} | {narrow}");
    }

    #[test]
    fn wider_patterns() {
        check("{thing} not found", "customer {id} not found", true);
        check("customer {id} not found", "{thing} not found", false);
        check("no key {id}", "no key {name}", true);
        check("{x}", "anything", true);
        check("{a}b{c}", "bb", false);
        check("{a}b{c}", "abbc", true);
        check("no key {id}", "{service} unavailable", false);
        check("{{x}} {y}", "{{x}} is here", true);
        check("Not Found", "not found", true);
    }
}
