//! `:::agents` and `:::people` fences: parts of a text that only one audience is shown.

use super::context::Audience;
use std::ops::Range;

/// A stretch of the source between two fences, and for whom it is.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    pub range: Range<usize>,
    pub audience: Audience,
}

/// The parts of a text, and the text with its fence lines blanked, byte for byte as long as before.
/// `code` are the stretches in which a fence is only shown. A fence that is not closed reaches to
/// the end; fences can stand in each other.
pub(super) fn parts(source: &str, code: &[Range<usize>]) -> (Vec<Part>, String) {
    let mut parts = Vec::new();
    let mut blanked = String::with_capacity(source.len());
    let mut open: Vec<(usize, Audience)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let in_code = code.iter().any(|range| range.contains(&start));
        match fence(line).filter(|_| !in_code) {
            Some(Fence::Open(audience)) => open.push((at, audience)),
            Some(Fence::Close) if !open.is_empty() => {
                parts.extend(open.pop().map(|(from, audience)| Part { range: from..start, audience }));
            }
            _ => {
                blanked.push_str(line);
                continue;
            }
        }
        blanked.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
    parts.extend(open.into_iter().map(|(from, audience)| Part { range: from..source.len(), audience }));
    (parts, blanked)
}

enum Fence {
    Open(Audience),
    Close,
}

fn fence(line: &str) -> Option<Fence> {
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() > 3 {
        return None;
    }
    match text.strip_prefix(":::")?.trim() {
        "agents" => Some(Fence::Open(Audience::Agents)),
        "people" => Some(Fence::Open(Audience::People)),
        "" => Some(Fence::Close),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    /// `expect` marks what stands in each part.
    fn check(source: &str, expect: &[&str]) {
        let (found, blanked) = parts(source, &[]);
        assert_eq!(found.iter().map(|part| &source[part.range.clone()]).collect::<Vec<_>>(), expect);
        assert_eq!(blanked.len(), source.len());
    }

    #[test]
    fn fences_stand_on_lines_of_their_own() {
        check("a\n:::agents\nb\n:::\nc", &["b\n"]);
        check("a :::agents\nb\n:::\n", &[]);
        check("    :::agents\nb", &[]);
        check(":::note\nb\n:::", &[]);
    }

    #[test]
    fn an_open_fence_reaches_to_the_end_and_fences_nest() {
        check("::: people\nb\n\nc", &["b\n\nc"]);
        check(":::agents\na\n:::people\nb\n:::\nc\n:::\nd", &["b\n", "a\n:::people\nb\n:::\nc\n"]);
    }
}
