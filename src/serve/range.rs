//! `Range` → a part of an answer (RFC 9110, section 14). One part at a time: that is what players of media ask for.

use std::ops::Range;

/// How much of an answer is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Some(Range<usize>),
    /// What is asked for is not there.
    Nothing,
}

/// The part of so many bytes that a `Range` header asks for. One that is not understood asks for all.
pub(super) fn part(header: &str, length: usize) -> Part {
    let asked = header.strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let Some((first, last)) = asked.filter(|(_, last)| !last.contains(',')) else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|_| !text.starts_with('+'));
    let wanted = match (first.trim(), last.trim()) {
        ("", "") => return Part::Whole,
        ("", suffix) => number(suffix).map(|suffix| (length.saturating_sub(suffix), length)),
        (first, "") => number(first).map(|first| (first, length)),
        (first, last) => number(first).zip(number(last)).map(|(first, last)| (first, last.saturating_add(1).min(length))),
    };
    match wanted {
        None => Part::Whole,
        Some((start, end)) if start < end => Part::Some(start..end),
        Some((start, end)) if start > end && start < length => Part::Whole,
        Some(_) => Part::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_ten_bytes() {
        for (header, expect) in [
            ("", Part::Whole),
            ("bytes=0-3", Part::Some(0..4)),
            ("bytes=8-", Part::Some(8..10)),
            ("bytes=-3", Part::Some(7..10)),
            ("bytes=-30", Part::Some(0..10)),
            ("bytes=4-99", Part::Some(4..10)),
            ("bytes=10-", Part::Nothing),
            ("bytes=10-12", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=5-2", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("bytes=0-18446744073709551615", Part::Some(0..10)),
        ] {
            assert_eq!(part(header, 10), expect, "{header}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Nothing);
    }
}
