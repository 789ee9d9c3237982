//! What errbook itself says in twins and lists: the same words as on the pages.

use crate::catalog::EntryId;
use crate::model::{CalloutKind, Definition, Difficulty, Likelihood, Retry, RetryPolicy, phrase};
use crate::site::Site;

/// How likely a cause is.
#[must_use]
pub fn likelihood(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::High => "Most likely",
        Likelihood::Medium => "Possible",
        Likelihood::Low => "Less likely",
    }
}

/// How hard a fix is.
#[must_use]
pub fn difficulty(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "Easy",
        Difficulty::Medium => "Medium",
        Difficulty::Hard => "Hard",
    }
}

/// The kind of alert, as GitHub calls it, that a callout is.
#[must_use]
pub fn alert(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Tip => "TIP",
        CalloutKind::Note => "NOTE",
        CalloutKind::Warning => "WARNING",
        CalloutKind::Danger => "CAUTION",
        CalloutKind::Info => "IMPORTANT",
    }
}

/// A status with its reason phrase: `409 Conflict`.
#[must_use]
pub fn status(status: u16) -> String {
    phrase(status).map_or_else(|| status.to_string(), |phrase| format!("{status} {phrase}"))
}

/// Whether and when the same request may be sent again: `Retry after 30 seconds`.
#[must_use]
pub fn retry(retry: &Retry) -> String {
    let after = match retry.after.as_deref() {
        None => String::new(),
        Some(seconds) if seconds.bytes().all(|b| b.is_ascii_digit()) => format!(" after {seconds} seconds"),
        Some(header) if !header.contains(' ') && header.contains(|c: char| c.is_ascii_uppercase()) => {
            format!(" after the time in {header}")
        }
        Some(words) => format!(" after {words}"),
    };
    match retry.policy {
        RetryPolicy::After if !after.is_empty() => format!("Retry{after}"),
        policy => format!("{}{after}", policy.label()),
    }
}

/// `Deprecated`, `Removed`, or nothing.
#[must_use]
pub fn life(definition: &Definition) -> &'static str {
    match &definition.lifecycle {
        Some(life) if life.removed.is_some() => "Removed",
        Some(life) if life.deprecated.is_some() => "Deprecated",
        _ => "",
    }
}

/// How many minutes it takes to read an entry, at 220 words a minute; at least one. Code is skimmed.
#[must_use]
pub fn minutes(site: &Site, id: EntryId) -> usize {
    // Page and texts ask alike.
    *site.memo.minutes[id.0 as usize].get_or_init(|| {
        let (mut read, mut skimmed) = (0, 0);
        site.catalog[id].definition().texts(|text| read += words(text), |code| skimmed += words(code) / 2);
        (read + skimmed).div_ceil(220).max(1)
    })
}

/// How many words there are between blanks. Each begins behind one: so the bytes can be looked at many at once, as long as a byte holds the sum.
fn words(text: &str) -> usize {
    let Some((first, rest)) = text.as_bytes().split_first() else {
        return 0;
    };
    let begins = |(before, byte): (&u8, &u8)| u8::from(is_blank(*before) & !is_blank(*byte));
    let pieces = text.as_bytes().chunks(255).zip(rest.chunks(255));
    let later: usize = pieces.map(|(before, piece)| usize::from(before.iter().zip(piece).map(begins).sum::<u8>())).sum();
    later + usize::from(!is_blank(*first))
}

/// Whether a byte is a blank of ASCII.
#[expect(clippy::needless_bitwise_bool, reason = "with a branch the bytes would be looked at one by one")]
fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\n') | (byte == b'\t') | (byte == b'\r') | (byte == 0x0c)
}

/// A number with its noun: `1 error`, `2 categories`, `5,847 errors`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("{grouped} {noun}"),
        (_, Some(stem)) => format!("{grouped} {stem}ies"),
        _ => format!("{grouped} {noun}s"),
    }
}

/// A word with a capital: `Warning`.
#[must_use]
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_blanks() {
        for text in ["", " ", "a", " a", "a b\n\n c ", "é\u{a0}b\tc", &"ab ".repeat(400), &"a  ".repeat(255)] {
            assert_eq!(words(text), text.split_ascii_whitespace().count(), "{text}");
        }
    }

    #[test]
    fn numbers_with_nouns() {
        for (number, noun, expect) in
            [(1, "error", "1 error"), (0, "error", "0 errors"), (12, "category", "12 categories"), (1_005_847, "error", "1,005,847 errors")]
        {
            assert_eq!(count(number, noun), expect);
        }
    }

    #[test]
    fn when_to_retry() {
        for (policy, after, expect) in [
            (RetryPolicy::After, None, "Retry later"),
            (RetryPolicy::After, Some("30"), "Retry after 30 seconds"),
            (RetryPolicy::After, Some("Retry-After"), "Retry after the time in Retry-After"),
            (RetryPolicy::Safe, Some("a minute"), "Safe to retry after a minute"),
        ] {
            assert_eq!(retry(&Retry { policy, after: after.map(str::to_owned), note: None }), expect);
        }
    }
}
