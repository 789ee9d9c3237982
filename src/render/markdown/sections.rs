//! The sections of the text of an entry.

use std::borrow::Cow;

use super::entry::{Text, external};
use super::{escape, example, list};
use crate::catalog::{Comparison, EntryId};
use crate::model::{CodeBlock, Definition};
use crate::render::words;
use crate::route;

/// Writes the sections that have something.
pub(super) fn all(text: &mut Text<'_>) {
    let definition = text.definition;
    section(text, "example", !definition.examples.is_empty(), example::all);
    section(text, "meaning", definition.meaning.is_some(), |text| prose(text, definition.meaning.as_deref(), 3));
    section(text, "causes", !definition.causes.is_empty(), causes);
    section(text, "fixes", !definition.fixes.is_empty(), fixes);
    section(text, "mistakes", !definition.mistakes.is_empty(), mistakes);
    section(text, "diagnosis", definition.diagnosis.is_some(), diagnosis);
    free(text);
    section(text, "verify", !definition.verify.is_empty(), |text| {
        let items = items(text, definition.verify.iter().map(|item| (item, None)));
        text.blocks.tasks(&items);
    });
    section(text, "prevent", !definition.prevent.is_empty(), |text| {
        let items = items(text, definition.prevent.iter().map(|item| (item, None)));
        text.blocks.list(&items);
    });
    section(text, "faq", !definition.faq.is_empty(), questions);
    section(text, "takeaways", !definition.takeaways.is_empty(), |text| {
        let items: Vec<_> = definition.takeaways.iter().map(|item| text.twin.inline(item)).collect();
        text.blocks.list(&items);
    });
    section(text, "compare", !text.entry.comparisons.is_empty(), comparisons);
    section(text, "playbooks", !text.entry.playbooks.is_empty(), playbooks);
    section(text, "related", !text.entry.related.is_empty(), |text| {
        let rows: Vec<String> = text.entry.related.iter().map(|link| list::relation(text.twin, link, &text.entry.source.folder)).collect();
        text.blocks.list(&rows);
    });
    let folder = |id: EntryId| text.twin.site.catalog[id].source.folder.as_str();
    let back: Vec<String> = text.entry.only_backlinks().map(|link| list::relation(text.twin, link, folder(link.entry))).collect();
    section(text, "backlinks", !back.is_empty(), |text| text.blocks.list(&back));
    section(text, "references", !definition.references.is_empty(), |text| {
        let links: Vec<String> = definition.references.iter().map(|reference| external(&reference.title, &reference.url)).collect();
        text.blocks.list(&links);
    });
}

fn section(text: &mut Text<'_>, key: &'static str, is_there: bool, fill: impl FnOnce(&mut Text<'_>)) {
    if is_there {
        text.section(key);
        fill(text);
        text.asides(key);
    }
}

fn prose(text: &mut Text<'_>, source: Option<&str>, level: u8) {
    if let Some(source) = source {
        text.blocks.push(&text.twin.blocks(source, level));
    }
}

/// A line with blocks below it, as one item of a list.
fn item<'a>(line: Cow<'a, str>, below: impl IntoIterator<Item = Cow<'a, str>>) -> Cow<'a, str> {
    let mut item = line;
    for part in below.into_iter().filter(|part| !part.is_empty()) {
        if item.is_empty() {
            item = part;
        } else {
            item.to_mut().extend(["\n\n", &part]);
        }
    }
    item
}

fn causes(text: &mut Text<'_>) {
    let twin = text.twin;
    let causes = text.definition.causes.iter().map(|cause| {
        let mut title = twin.inline(&cause.title);
        if let Some(likelihood) = cause.likelihood {
            title.to_mut().extend([" (", words::likelihood(likelihood), ")"]);
        }
        let detail = cause.detail.as_ref().map(|detail| twin.blocks(detail, 3));
        let example = cause.example.as_ref().map(|example| format!("For example: {}", twin.inline(example)).into());
        item(title, detail.into_iter().chain(example))
    });
    let causes: Vec<_> = causes.collect();
    text.blocks.numbered(&causes);
}

fn fixes(text: &mut Text<'_>) {
    for (fix, number) in text.definition.fixes.iter().zip(1..) {
        text.blocks.heading(3, &format!("{number}. {}", text.twin.title(&fix.title)));
        let difficulty = fix.difficulty.map(|difficulty| words::difficulty(difficulty).into());
        let effort: Vec<_> = difficulty.into_iter().chain(fix.time.as_deref().map(escape::line)).collect();
        if !effort.is_empty() {
            text.blocks.push(&format!("Effort: {}", effort.join(", ")));
        }
        prose(text, fix.detail.as_deref(), 4);
        code(text, &fix.code);
        tip(text, fix.tip.as_deref());
    }
}

fn tip(text: &mut Text<'_>, tip: Option<&str>) {
    if let Some(tip) = tip {
        text.blocks.alert("TIP", &text.twin.blocks(tip, 4));
    }
}

/// Code blocks. One of several says which it is.
pub(super) fn code(text: &mut Text<'_>, blocks: &[CodeBlock]) {
    for block in blocks {
        let language = block.language.as_deref().unwrap_or("text");
        let label = block.title.as_deref().or_else(|| (blocks.len() > 1).then(|| crate::markdown::highlight::label(language)));
        if let Some(label) = label {
            text.blocks.push(&format!("**{}:**", escape::line(label)));
        }
        text.blocks.fence(language, &block.code);
    }
}

fn mistakes(text: &mut Text<'_>) {
    let twin = text.twin;
    let mistakes = text
        .definition
        .mistakes
        .iter()
        .map(|mistake| item(twin.inline(&mistake.title), mistake.detail.as_ref().map(|detail| twin.blocks(detail, 3))));
    let mistakes: Vec<_> = mistakes.collect();
    text.blocks.list(&mistakes);
}

fn diagnosis(text: &mut Text<'_>) {
    let Some(diagnosis) = &text.definition.diagnosis else {
        return;
    };
    let symptom = diagnosis.symptom.as_ref().map(|symptom| format!("You see: {}", text.twin.inline(symptom)));
    let time = diagnosis.time.as_ref().map(|time| format!("Takes: {}", escape::line(time)));
    let facts: Vec<String> = symptom.into_iter().chain(time).collect();
    text.blocks.list(&facts);
    for (step, number) in diagnosis.steps.iter().zip(1..) {
        text.blocks.heading(3, &format!("{number}. {}", text.twin.title(&step.title)));
        prose(text, step.detail.as_deref(), 4);
        if let Some(example) = &step.example {
            text.blocks.push(&format!("For example: {}", text.twin.inline(example)));
        }
        code(text, &step.code);
        tip(text, step.tip.as_deref());
    }
}

fn free(text: &mut Text<'_>) {
    for free in &text.definition.sections {
        text.part("free");
        let anchor = Definition::section_anchor(&free.title);
        text.blocks.heading(2, &text.twin.title(&free.title));
        text.intro(&anchor);
        prose(text, free.body.as_deref(), 3);
        let items = items(text, free.items.iter().map(|item| (&item.text, item.example.as_ref())));
        text.blocks.list(&items);
        text.asides(&anchor);
    }
}

fn items<'a>(text: &Text<'_>, list: impl Iterator<Item = (&'a String, Option<&'a String>)>) -> Vec<Cow<'a, str>> {
    let example = |example: &String| format!("For example: {}", text.twin.inline(example)).into();
    list.map(|(source, case)| item(text.twin.blocks(source, 3), case.map(example))).collect()
}

fn questions(text: &mut Text<'_>) {
    for question in &text.definition.faq {
        text.blocks.heading(3, &text.twin.title(&question.question));
        if let Some(short) = &question.short {
            text.blocks.push(&text.twin.inline(short));
        }
        prose(text, Some(&question.answer), 4);
    }
}

fn comparisons(text: &mut Text<'_>) {
    let catalog = &text.twin.site.catalog;
    for id in &text.entry.comparisons {
        let comparison: &Comparison = &catalog[*id];
        let is_left = catalog[comparison.left].path == text.entry.path;
        let (other, this, that) = if is_left {
            (comparison.right, &comparison.choose_left, &comparison.choose_right)
        } else {
            (comparison.left, &comparison.choose_right, &comparison.choose_left)
        };
        let title = text.twin.link(&text.twin.site.plain(&comparison.title), &route::twin(&route::page(&comparison.path)));
        text.blocks.heading(3, &title);
        let status = catalog[other].definition().status.map(|status| format!("{status} ")).unwrap_or_default();
        let sides = [("This error".to_owned(), this), (format!("{status}{}", text.twin.entry(other)), that)];
        let sides: Vec<_> = sides
            .into_iter()
            .filter(|(_, texts)| !texts.is_empty())
            .map(|(name, texts)| item(format!("{name}:").into(), texts.iter().map(|source| text.twin.blocks(source, 4))))
            .collect();
        text.blocks.list(&sides);
    }
}

fn playbooks(text: &mut Text<'_>) {
    let link = |id: &crate::catalog::PlaybookId| {
        let playbook = &text.twin.site.catalog[*id];
        let title = text.twin.link(&text.twin.site.plain(&playbook.playbook.title), &route::twin(&route::page(&playbook.path)));
        list::described(title, &text.twin.in_folder("").inline(&playbook.playbook.summary))
    };
    let links: Vec<String> = text.entry.playbooks.iter().map(link).collect();
    text.blocks.list(&links);
}
