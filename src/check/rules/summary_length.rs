//! One text serves the head of the page, the lists, the search results and `llms.txt`.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, RawHtml};
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "summary-length",
    default: Some(Level::Warn),
    summary: "a summary that is too short or too long",
    group: Group::Content,
    run: Run::Entry(check),
};

/// A search result shows about 60 to 200 characters; what is off by a little does no harm.
const SHORTEST: usize = 25;
const LONGEST: usize = 240;

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let summary = &look.definition().summary;
    // A text without marks is as long as it is written.
    let count = if summary.contains(['`', '[', '*', '_', '<', '&']) {
        markdown::inline_plain(summary, RawHtml::Shown).chars().count()
    } else {
        summary.trim().chars().count()
    };
    let (extreme, help) = match count {
        0..SHORTEST => ("short", "write one or two sentences, what it means and what to do"),
        SHORTEST..=LONGEST => return,
        _ => ("long", "keep what it means and what to do, and move the rest to `meaning`"),
    };
    let message = format!("the summary is too {extreme}: {count} characters");
    found.push(Diagnostic::warning(RULE.name, look.place("/summary"), message).help(help));
}
