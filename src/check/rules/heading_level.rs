//! Screen readers read headings as an outline: a gap in it sounds as if something were missing.

use crate::check::passage::Passage;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "heading-level",
    default: Some(Level::Warn),
    summary: "a heading of level 1 in prose, or one that skips a level",
    group: Group::Content,
    run: Run::Prose(check),
};

fn check(passage: &Passage<'_>, found: &mut Vec<Diagnostic>) {
    let mut previous = 1;
    for heading in &passage.survey().headings {
        let written = passage.text.get(heading.range.clone()).unwrap_or_default().trim_end();
        let level = level(written);
        let line = written.lines().next().unwrap_or_default();
        if level == 1 {
            let better = format!("#{line}");
            let diagnostic = Diagnostic::warning(RULE.name, passage.place(line), "a heading of level 1 belongs to the page");
            found.push(if line.starts_with('#') {
                diagnostic.help(format!("write `{better}`")).fix(passage.place(line), better)
            } else {
                diagnostic.help(format!("write `## {line}`"))
            });
        } else if level > previous + 1 {
            let message = format!("a heading of level {level} follows one of level {previous}");
            let hashes = "#".repeat(previous + 1);
            found.push(Diagnostic::warning(RULE.name, passage.place(line), message).help(format!("begin it with `{hashes}`")));
        }
        // What is moved below the page's own heading starts one deeper.
        previous = level.max(2);
    }
}

/// The level as it is written: by the hashes before it, or the line below it.
fn level(written: &str) -> usize {
    let hashes = written.bytes().take_while(|byte| *byte == b'#').count();
    match (hashes, written.lines().last()) {
        (1.., _) => hashes,
        (0, Some(line)) if line.trim_start().starts_with('=') => 1,
        _ => 2,
    }
}
