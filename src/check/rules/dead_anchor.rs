//! A browser that does not find an anchor stays at the top of the page and says nothing.

use crate::check::anchors;
use crate::check::pages::{self, Lead};
use crate::check::passage::{Owner, Passage};
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "dead-anchor",
    default: Some(Level::Warn),
    summary: "a link to a part that a page does not have",
    group: Group::Links,
    run: Run::Prose(check),
};

fn check(passage: &Passage<'_>, found: &mut Vec<Diagnostic>) {
    let catalog = passage.book.catalog;
    for link in &passage.survey().links {
        let (entry, anchor) = match (pages::lead(passage.book, &link.text, passage.owner.folder()), passage.owner) {
            (Lead::This { anchor }, Owner::Entry(entry)) => (entry, anchor),
            (Lead::Here { path, anchor: Some(anchor) }, _) => match catalog.entry_at(&path) {
                Some(id) => (&catalog[id], anchor),
                None => continue,
            },
            _ => continue,
        };
        if anchors::has(passage.book, entry, &anchor) {
            continue;
        }
        let own = anchors::of_sections(entry);
        let written = format!("#{anchor}");
        let place = if link.text.contains(&written) { passage.place(&written) } else { passage.place(&link.text) };
        let message = format!("the page `{}` has no anchor `#{anchor}`", entry.path);
        let diagnostic = Diagnostic::warning(RULE.name, place, message);
        found.push(match own.as_slice() {
            [] => diagnostic.help("link to the page as a whole"),
            own => diagnostic.help(format!("this page has {}", list(own))),
        });
    }
}

fn list(anchors: &[String]) -> String {
    let shown: Vec<String> = anchors.iter().take(8).map(|anchor| format!("`#{anchor}`")).collect();
    match shown.as_slice() {
        [only] => only.clone(),
        [first @ .., last] if anchors.len() <= 8 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} more", shown.join(", "), anchors.len() - shown.len()),
    }
}
