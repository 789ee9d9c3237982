//! Titles stand below each other in lists: small differences make a list hard to scan.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "title-style",
    default: Some(Level::Warn),
    summary: "a title with a full stop, in capitals, or too long",
    group: Group::Content,
    run: Run::Entry(check),
};

/// What fits a browser tab and a search result.
const LONGEST: usize = 70;

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let title = &look.definition().title;
    let place = || look.text("/title", title);
    if title.ends_with('.') && !title.ends_with("..") && !title.ends_with("etc.") {
        let better = title.trim_end_matches('.');
        found.push(
            Diagnostic::warning(RULE.name, place(), "the title ends with a full stop")
                .help(format!("write `{better}`"))
                .fix(place(), better),
        );
    }
    if title.chars().count() > LONGEST {
        let diagnostic = Diagnostic::warning(RULE.name, place(), format!("the title is longer than {LONGEST} letters"));
        found.push(diagnostic.help("say the rest in `subtitle` or `summary`"));
    }
    // A name that a vendor writes in capitals is its code, or one word.
    let is_shouted = title.contains(' ') && title.chars().filter(|c| c.is_alphabetic()).count() > 5 && !title.contains(char::is_lowercase);
    if is_shouted && *title != look.definition().code {
        let diagnostic = Diagnostic::warning(RULE.name, place(), "the title is written in capitals");
        found.push(diagnostic.help("write it as in a sentence"));
    }
}
