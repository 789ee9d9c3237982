//! `Accept` → the form in which a page is sent (RFC 9110, section 12.5).

/// A form that a page can be sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// For people.
    Html,
    /// The Markdown twin.
    Markdown,
    /// For programs.
    Json,
    /// The error itself, as a service would send it (RFC 9457).
    Problem,
}

impl Kind {
    /// Its media type, without parameters.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Json => "application/json",
            Self::Problem => "application/problem+json",
        }
    }
}

/// One media range of an `Accept` header.
struct Range<'a> {
    name: &'a str,
    quality: u16,
}

/// The form that is wanted most; the first one where nothing is said, or nothing fits.
///
/// Of forms that are wanted equally, one that is named wins over one that `*/*` lets through, then the one that is named first.
pub(super) fn choose(accept: &str, offered: &[Kind]) -> Kind {
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(range).collect();
    let wanted = offered.iter().enumerate().filter_map(|(place, kind)| {
        let (specific, at) = best(&ranges, kind.media_type())?;
        let quality = ranges[at].quality;
        (quality > 0).then_some(((quality, specific, usize::MAX - if specific == 2 { at } else { 0 }, usize::MAX - place), *kind))
    });
    wanted.max_by_key(|(rank, _)| *rank).map_or(offered[0], |(_, kind)| kind)
}

/// Whether a content coding is welcome in an `Accept-Encoding` header.
pub(super) fn takes(accept_encoding: &str, coding: &str) -> bool {
    accept_encoding.split(',').filter_map(range).any(|range| range.name.eq_ignore_ascii_case(coding) && range.quality > 0)
}

/// The most specific range that covers a media type, and how specific it is.
fn best(ranges: &[Range<'_>], media_type: &str) -> Option<(u8, usize)> {
    let top = media_type.split('/').next().unwrap_or_default();
    let covers = |name: &str| {
        let is_top = name.strip_suffix("/*").is_some_and(|name| name.eq_ignore_ascii_case(top));
        if name.eq_ignore_ascii_case(media_type) {
            Some(2)
        } else if is_top {
            Some(1)
        } else {
            (name == "*/*" || name == "*").then_some(0)
        }
    };
    let all = ranges.iter().enumerate().filter_map(|(at, range)| Some((covers(range.name)?, at)));
    // Of equals the first.
    all.max_by_key(|(specific, at)| (*specific, usize::MAX - at))
}

fn range(text: &str) -> Option<Range<'_>> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some(Range { name, quality: quality.map_or(1000, thousandths) })
}

/// A weight in thousandths; one that is none counts as nothing.
fn thousandths(weight: &str) -> u16 {
    let weight: f32 = weight.trim().parse().unwrap_or(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 1000")]
    let thousandths = (weight.clamp(0.0, 1.0) * 1000.0).round() as u16;
    thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accept: &str, expect: Kind) {
        assert_eq!(choose(accept, &[Kind::Html, Kind::Markdown, Kind::Json, Kind::Problem]), expect, "{accept}");
    }

    #[test]
    fn the_most_wanted_wins() {
        use Kind::{Html, Json, Markdown, Problem};
        for (accept, expect) in [
            ("", Html),
            ("*/*", Html),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Html),
            ("text/markdown", Markdown),
            ("text/markdown, text/html, */*", Markdown),
            ("text/html, text/markdown", Html),
            ("text/html;q=0.5, text/markdown;q=0.9", Markdown),
            ("text/*;q=0.5, text/html;q=0.1", Markdown),
            ("application/json, text/plain, */*", Json),
            ("application/problem+json", Problem),
            ("application/problem+json, application/json", Problem),
            ("application/json;q=0, application/*", Problem),
            ("TEXT/MARKDOWN; charset=utf-8; q=1", Markdown),
            ("image/png", Html),
            ("text/html;q=0", Html),
            ("text/html;q=0, */*", Markdown),
            ("text/markdown;q=nonsense", Html),
            (",;,q=1", Html),
        ] {
            check(accept, expect);
        }
    }

    #[test]
    fn codings() {
        assert!(takes("gzip, deflate, br", "gzip"));
        assert!(takes("br;q=1.0, gzip;q=0.8", "gzip"));
        assert!(!takes("gzip;q=0", "gzip"));
        assert!(!takes("", "gzip"));
    }
}
