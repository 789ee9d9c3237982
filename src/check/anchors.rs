//! The anchors that the page of an entry has.

use super::book::Book;
use super::passage::survey;
use crate::catalog::Entry;
use crate::model::{Definition, Prose};

/// The anchors of sections and their items.
pub(super) fn of_sections(entry: &Entry) -> Vec<String> {
    let definition = entry.definition();
    let mut anchors: Vec<String> = Vec::new();
    let mut section = |key: &str, item: &str, count: usize| {
        if count > 0 {
            anchors.push(key.to_owned());
            if !item.is_empty() {
                anchors.extend((1..=count).map(|number| format!("{item}-{number}")));
            }
        }
    };
    let only_backlinks = entry.backlinks.iter().filter(|back| entry.related.iter().all(|relation| relation.entry != back.entry)).count();
    section("example", "", definition.examples.len());
    section("meaning", "", usize::from(definition.meaning.is_some()));
    section("causes", "cause", definition.causes.len());
    section("fixes", "fix", definition.fixes.len());
    section("mistakes", "", definition.mistakes.len());
    section("diagnosis", "", usize::from(definition.diagnosis.is_some()));
    section("steps", "step", definition.diagnosis.as_ref().map_or(0, |diagnosis| diagnosis.steps.len()));
    section("verify", "", definition.verify.len());
    section("prevent", "", definition.prevent.len());
    section("faq", "faq", definition.faq.len());
    section("takeaways", "", definition.takeaways.len());
    section("compare", "", entry.comparisons.len());
    section("playbooks", "", entry.playbooks.len());
    section("related", "", entry.related.len());
    section("backlinks", "", only_backlinks);
    section("references", "", definition.references.len());
    // Steps have anchors; their list has that of the diagnosis.
    anchors.retain(|anchor| anchor != "steps");
    anchors.extend(definition.sections.iter().map(|free| Definition::section_anchor(&free.title)));
    anchors
}

/// Whether the page of an entry has an anchor, in its prose too.
pub(super) fn has(book: &Book<'_>, entry: &Entry, anchor: &str) -> bool {
    of_sections(entry).iter().any(|own| own == anchor) || {
        let mut found = false;
        entry.definition().prose(|pointer, text, kind| {
            if kind == Prose::Block && !found {
                // The page puts the name of the place before the heading's own: `meaning-in-short`.
                let ends_with = |heading: &crate::markdown::Heading| {
                    anchor
                        .strip_suffix(heading.anchor.as_str())
                        .is_some_and(|before| before.ends_with('-') && place(entry.definition(), pointer) == before)
                };
                found = survey(book, text, kind).headings.iter().any(ends_with);
            }
        });
        found
    }
}

/// What the page puts before the anchors of headings in the prose at a pointer.
fn place(definition: &Definition, pointer: &str) -> String {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let number = |part: &str| part.parse::<usize>().map_or(0, |index| index + 1);
    match parts.as_slice() {
        ["causes", index, _] => format!("cause-{}-", number(index)),
        ["fixes", index, "tip"] => format!("fix-{}-tip-", number(index)),
        ["fixes", index, _] => format!("fix-{}-", number(index)),
        ["mistakes", index, _] => format!("mistake-{}-", number(index)),
        ["diagnosis", "steps", index, "tip"] => format!("step-{}-tip-", number(index)),
        ["diagnosis", "steps", index, _] => format!("step-{}-", number(index)),
        ["faq", index, _] => format!("faq-{}-", number(index)),
        ["callouts", index, _] => format!("callout-{}-", number(index)),
        ["intros", key] => format!("{key}-intro-"),
        ["sections", index, "body"] => {
            let title =
                index.parse::<usize>().ok().and_then(|index| definition.sections.get(index)).map_or("", |section| section.title.as_str());
            format!("{}-", Definition::section_anchor(title))
        }
        [key] => format!("{key}-"),
        _ => String::new(),
    }
}
