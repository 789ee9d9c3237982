//! Text as the finder compares it: folded, squeezed, cut into words, hashed.
//!
//! Every function here has a twin of the same name in the browser's script, and the two must agree to the last
//! character. That is why they know ASCII alone, take any other character for a letter, and count in integers.

/// Where a letter stands for itself in a code: ASCII letters and digits, and everything outside ASCII.
#[must_use]
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii()
}

/// Straightens quotation marks and spaces that a word processor or a chat has bent.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|&c| c != '\r' && c != '\u{feff}')
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{a0}' | '\t' => ' ',
            c => c,
        })
        .collect()
}

/// Every run of white space becomes one space.
#[must_use]
pub fn squash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Letters and digits alone, in lower case, numbers without leading zeros: `ORA-01033` becomes `ora1033`.
#[must_use]
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_number = false;
    while let Some(c) = chars.next() {
        let leads = c == '0' && !in_number && chars.peek().is_some_and(char::is_ascii_digit);
        if leads || !is_letter(c) {
            in_number = false;
            continue;
        }
        in_number = c.is_ascii_digit();
        if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
    }
    out
}

/// The text without the leading zeros of its numbers, all else kept.
#[must_use]
pub fn without_zeros(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_number = false;
    while let Some(c) = chars.next() {
        if c == '0' && !in_number && chars.peek().is_some_and(char::is_ascii_digit) {
            continue;
        }
        in_number = c.is_ascii_digit();
        out.push(c);
    }
    out
}

/// The last part of a code or path: what stands behind the last `:`, `/` or `#`.
#[must_use]
pub fn name(code: &str) -> &str {
    code.rsplit([':', '/', '#']).next().unwrap_or(code)
}

/// FNV-1a over the text's bytes: which shard holds it, and which bits of the filter it sets.
#[must_use]
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// Words too common to tell one error from another, in order.
const STOP: [&str; 58] = [
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for", "from", "had", "has", "have", "if",
    "in", "into", "is", "it", "its", "may", "more", "must", "no", "not", "of", "on", "one", "only", "or", "our", "so", "such", "than",
    "that", "the", "their", "then", "there", "these", "this", "those", "to", "was", "we", "were", "when", "which", "will", "with", "would",
    "you", "your",
];

/// No common word is longer, in bytes: most words need no search.
const LONGEST_COMMON: usize = 5;

/// Whether the word is one of those that every text has.
#[must_use]
pub fn is_common(word: &str) -> bool {
    word.len() <= LONGEST_COMMON && STOP.binary_search(&word).is_ok()
}

/// Words as a reader types them: lower case, camel case taken apart, of two letters or more.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    each_word(text, |word| out.push(word.to_owned()));
    out
}

/// Tells the [`words`] of a text one by one.
pub fn each_word(text: &str, mut tell: impl FnMut(&str)) {
    let mut lowered = String::new();
    let mut end = |word: &str| {
        if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
            if word.len() > 1 {
                tell(word);
            }
            return;
        }
        lowered.clear();
        for c in word.chars() {
            if c.is_ascii() { lowered.push(c.to_ascii_lowercase()) } else { lowered.extend(c.to_lowercase()) }
        }
        if lowered.chars().nth(1).is_some() {
            tell(&lowered);
        }
    };
    let mut start = 0;
    let mut before = None::<char>;
    for (at, c) in text.char_indices() {
        let after = || text[at + 1..].chars().next();
        let humps = c.is_ascii_uppercase()
            && (before.is_some_and(|b| b.is_ascii_lowercase())
                || before.is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) && after().is_some_and(|a| a.is_ascii_lowercase()));
        if humps || !is_letter(c) {
            end(&text[start..at]);
            start = if is_letter(c) { at } else { at + 1 };
        }
        before = Some(c);
    }
    end(&text[start..]);
}

/// A word of a message, and where it stands in the text (in characters).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower case.
    pub text: String,
    /// Its first character.
    pub start: usize,
    /// Behind its last character.
    pub end: usize,
}

/// The words of a message that mean the same on every day: numbers, ids, quoted parts, dates and paths are left out.
#[must_use]
pub fn message_words(chars: &[char]) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if matches!(c, '"' | '\'' | '`') {
            at = behind_quoted(chars, at).unwrap_or(at + 1);
        } else if breaks(c) {
            at += 1;
        } else {
            let start = at;
            while at < chars.len() && (!breaks(chars[at]) || is_apostrophe(chars, at)) {
                at += 1;
            }
            run_words(chars, start, at, &mut out);
        }
    }
    out
}

/// The number of edits (a letter wrong, missing, too many, two swapped) between two words, if it is at most `most`.
#[must_use]
pub fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        let mut fewest = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut edits = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                edits = edits.min(before[j - 2] + 1);
            }
            row[j] = edits;
            fewest = fewest.min(edits);
        }
        if fewest > most {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    (last[b.len()] <= most).then_some(last[b.len()])
}

/// What a word is worth that stands in `have` of `all` texts: 1 for a word of each, more for a rare one.
#[must_use]
pub fn weight(have: usize, all: usize) -> u32 {
    1 + (all / have.max(1) + 1).ilog2()
}

fn breaks(c: char) -> bool {
    c.is_ascii_whitespace() || "\"'`()[]{}<>,;=|".contains(c)
}

fn is_apostrophe(chars: &[char], at: usize) -> bool {
    chars[at] == '\'' && at > 0 && is_letter(chars[at - 1]) && chars.get(at + 1).is_some_and(|&c| is_letter(c))
}

/// Behind the closing mark, where one on this line closes what opens here.
fn behind_quoted(chars: &[char], open: usize) -> Option<usize> {
    if open > 0 && is_letter(chars[open - 1]) {
        return None;
    }
    let close = (open + 1..chars.len().min(open + 200))
        .take_while(|&i| chars[i] != '\n')
        .find(|&i| chars[i] == chars[open] && !chars.get(i + 1).is_some_and(|&c| is_letter(c)))?;
    Some(close + 1)
}

/// Takes a run without spaces apart, unless it is a path, an address or an id.
fn run_words(chars: &[char], start: usize, end: usize, out: &mut Vec<Word>) {
    let run = &chars[start..end];
    let slashes = run.iter().filter(|&&c| c == '/').count();
    let is_path = slashes > 1 || matches!(run[0], '/' | '~') || run.contains(&'\\') || run.contains(&'@');
    if is_path {
        return;
    }
    let joins = |c: char| is_letter(c) || matches!(c, '_' | '-' | '\'');
    let mut at = start;
    while at < end {
        let from = at;
        while at < end && joins(chars[at]) && (at == from || chars[at].is_ascii() == chars[at - 1].is_ascii()) {
            at += 1;
        }
        if !chars[from..at].iter().any(char::is_ascii_digit) {
            parts(chars, from, at, out);
        }
        if at < end && !joins(chars[at]) {
            at += 1;
        }
    }
}

fn parts(chars: &[char], start: usize, end: usize, out: &mut Vec<Word>) {
    let mut from = start;
    for at in start..=end {
        if at < end && !matches!(chars[at], '_' | '-') {
            continue;
        }
        let letters: String = chars[from..at].iter().filter(|&&c| c != '\'').collect();
        let text = letters.to_lowercase();
        if text.chars().count() > 1 || !text.is_ascii() || text == "a" {
            out.push(Word { text, start: from, end: at });
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezes_case_separators_and_zeros() {
        for (text, expect) in [
            ("ORA-01033", "ora1033"),
            ("E0308", "e308"),
            ("Key Not_Found", "keynotfound"),
            ("01000", "1000"),
            ("00", "0"),
            ("v1.05", "v15"),
        ] {
            assert_eq!(squeeze(text), expect, "{text}");
        }
    }

    #[test]
    fn a_message_keeps_what_does_not_change() {
        let of = |t: &str| message_words(&t.chars().collect::<Vec<_>>()).into_iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
        assert_eq!(of("Identity 'user 7' isn't in /etc/x.conf, id abc-123 (2024-01-02)"), "identity isnt in id");
        assert_eq!(of("rate-limited and key_not_found"), "rate limited and key not found");
        assert_eq!(of("用户42不存在"), "用户 不存在");
    }

    #[test]
    fn distance_counts_a_swap_once() {
        let of = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2);
        assert_eq!(of("forbidden", "forbiden"), Some(1));
        assert_eq!(of("teh", "the"), Some(1));
        assert_eq!(of("abcd", "wxyz"), None);
    }

    #[test]
    fn common_words_can_be_searched_for() {
        assert!(STOP.is_sorted());
        assert_eq!(STOP.iter().map(|word| word.len()).max(), Some(LONGEST_COMMON));
    }

    #[test]
    fn words_take_camel_case_apart() {
        assert_eq!(words("IAMService AmazonS3Error keyNotFound a"), ["iam", "service", "amazon", "s3", "error", "key", "not", "found"]);
        assert_eq!(words("  Ärger—HTTPÜber é É4 S3a X"), ["ärger—httpüber", "é4", "s3a"]);
    }
}
