//! Spans of time as settings write them: `12 months`.

use jiff::Span;

/// Reads a number and a unit; `None` where it is not both.
pub(super) fn parse(text: &str) -> Option<Span> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: i64 = number.parse().ok().filter(|number| (0..10_000).contains(number))?;
    let span = Span::new();
    match unit.trim().trim_end_matches('s') {
        "day" => span.try_days(number).ok(),
        "week" => span.try_weeks(number).ok(),
        "month" => span.try_months(number).ok(),
        "year" => span.try_years(number).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        for (text, is_span) in [
            ("12 months", true),
            ("1 year", true),
            ("90 days", true),
            ("2 weeks", true),
            ("soon", false),
            ("12", false),
            ("-1 days", false),
        ] {
            assert_eq!(parse(text).is_some(), is_span, "{text}");
        }
    }
}
