//! The sections of the page of an error, in the contract's order.

use super::scope::Scope;
use super::view::{
    AsideView, CalloutView, CauseView, DescribedLinkView, DiagnosisView, EntryComparisonView, FixView, Html, ItemView, MediaView,
    MistakeView, QuestionView, SectionView, StepView, WordView,
};
use super::{entry, example};
use crate::catalog::{Comparison, Entry};
use crate::model::{CalloutKind, Definition, Difficulty, Likelihood, Media};
use crate::route;

/// The sections that have something.
pub(super) fn all(scope: &Scope<'_>, entry: &Entry) -> Vec<SectionView> {
    let definition = entry.definition();
    let mut out = Sections { scope, entry, list: Vec::new() };
    out.add("example", !definition.examples.is_empty(), |section| section.examples = example::all(scope, entry));
    out.add("meaning", definition.meaning.is_some(), |section| {
        section.body_html = scope.maybe_blocks(definition.meaning.as_ref(), &"meaning-", 3);
    });
    out.add("causes", !definition.causes.is_empty(), |section| section.causes = causes(scope, definition));
    out.add("fixes", !definition.fixes.is_empty(), |section| section.fixes = fixes(scope, definition));
    out.add("mistakes", !definition.mistakes.is_empty(), |section| section.mistakes = mistakes(scope, definition));
    out.add("diagnosis", definition.diagnosis.is_some(), |section| section.diagnosis = diagnosis(scope, definition));
    for free in &definition.sections {
        let anchor = Definition::section_anchor(&free.title);
        let section = SectionView {
            key: "free",
            title_html: scope.inline(&free.title),
            title: scope.site.plain(&free.title).into_owned(),
            intro_html: out.intro(&anchor),
            body_html: scope.maybe_blocks(free.body.as_ref(), &format_args!("{anchor}-"), 3),
            items: items(scope, free.items.iter().map(|item| (item.text.as_str(), item.example.as_ref())), &anchor),
            asides: asides(scope, entry, &[&anchor], false),
            anchor,
            ..SectionView::default()
        };
        out.list.push(section);
    }
    for (key, list) in [("verify", &definition.verify), ("prevent", &definition.prevent)] {
        out.add(key, !list.is_empty(), |section| section.items = items(scope, list.iter().map(|text| (text.as_str(), None)), key));
    }
    out.add("faq", !definition.faq.is_empty(), |section| section.questions = questions(scope, definition));
    out.add("takeaways", !definition.takeaways.is_empty(), |section| {
        section.items = items(scope, definition.takeaways.iter().map(|text| (text.as_str(), None)), "takeaway");
    });
    out.add("compare", !entry.comparisons.is_empty(), |section| section.comparisons = comparisons(scope, entry));
    out.add("playbooks", !entry.playbooks.is_empty(), |section| section.links = playbooks(scope, entry));
    out.add("related", !entry.related.is_empty(), |section| {
        section.rows = entry.related.iter().map(|relation| scope.relation(relation)).collect();
    });
    let back: Vec<_> = entry.only_backlinks().collect();
    out.add("backlinks", !back.is_empty(), |section| {
        section.rows = back.iter().map(|relation| scope.relation(relation)).collect();
    });
    out.add("references", !definition.references.is_empty(), |section| {
        section.links = definition
            .references
            .iter()
            .map(|reference| DescribedLinkView {
                title: reference.title.clone(),
                url: entry::safe(Some(&reference.url)),
                text_html: Html::default(),
            })
            .collect();
    });
    out.list
}

struct Sections<'a> {
    scope: &'a Scope<'a>,
    entry: &'a Entry,
    list: Vec<SectionView>,
}

impl Sections<'_> {
    fn add(&mut self, key: &'static str, is_there: bool, fill: impl FnOnce(&mut SectionView)) {
        if is_there {
            let title = self.entry.definition().heading(key);
            let keys: &[&str] = if key == "example" { &["example", "examples"] } else { &[key] };
            let mut section = SectionView {
                key,
                anchor: key.to_owned(),
                title_html: self.scope.inline(&title),
                title: self.scope.site.plain(&title).into_owned(),
                intro_html: keys.iter().map(|key| self.intro(key)).collect(),
                asides: asides(self.scope, self.entry, keys, false),
                ..SectionView::default()
            };
            fill(&mut section);
            self.list.push(section);
        }
    }

    fn intro(&self, key: &str) -> Html {
        self.entry.definition().intros.get(key).map(|text| self.scope.blocks(text, &format_args!("{key}-intro-"), 3)).unwrap_or_default()
    }
}

/// Callouts and media that follow one of these sections; with `orphans`, also those that name no section, or one that is not there.
pub(super) fn asides(scope: &Scope<'_>, entry: &Entry, keys: &[&str], orphans: bool) -> Vec<AsideView> {
    let definition = entry.definition();
    let belongs = |after: Option<&String>| match after {
        Some(after) => keys.contains(&after.as_str()) || (orphans && !definition.has_section(after)),
        None => orphans,
    };
    let callouts = definition.callouts.iter().enumerate().filter(|(_, callout)| belongs(callout.after.as_ref())).map(|(i, callout)| {
        let (kind, label) = callout_words(callout.kind);
        let html = scope.blocks(&callout.text, &format_args!("callout-{}-", i + 1), 3);
        AsideView { callout: Some(CalloutView { kind, label, html }), media: None }
    });
    let media = media(scope, entry, |media| !media.hero && belongs(media.after.as_ref()));
    callouts.chain(media.into_iter().map(|media| AsideView { callout: None, media: Some(media) })).collect()
}

/// The pictures and films that `which` says.
pub(super) fn media(scope: &Scope<'_>, entry: &Entry, which: impl Fn(&Media) -> bool) -> Vec<MediaView> {
    let view = |media: &Media| {
        let location = media.image.as_deref().and_then(|image| scope.site.picture(entry.source.file, image));
        let size = location.and_then(|location| scope.site.picture_size(location));
        let video = entry::safe(media.video.as_deref());
        MediaView {
            image: location.map(|location| scope.url(location)).unwrap_or_default(),
            alt: media.alt.clone().unwrap_or_default(),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            caption_html: scope.maybe_inline(media.caption.as_ref()),
            credit: media.credit.clone().unwrap_or_default(),
            host: url::Url::parse(&video).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default(),
            video,
            title: media.title.clone().unwrap_or_default(),
        }
    };
    entry.definition().media.iter().filter(|media| which(media)).map(view).collect()
}

fn causes(scope: &Scope<'_>, definition: &Definition) -> Vec<CauseView> {
    let view = |(cause, number): (&crate::model::Cause, usize)| CauseView {
        anchor: format!("cause-{number}"),
        title_html: scope.inline(&cause.title),
        detail_html: scope.maybe_blocks(cause.detail.as_ref(), &format_args!("cause-{number}-"), 4),
        likelihood: cause.likelihood.map(|likelihood| match likelihood {
            Likelihood::High => WordView { key: "high", label: "Most likely" },
            Likelihood::Medium => WordView { key: "medium", label: "Possible" },
            Likelihood::Low => WordView { key: "low", label: "Less likely" },
        }),
        example_html: scope.maybe_inline(cause.example.as_ref()),
    };
    definition.causes.iter().zip(1..).map(view).collect()
}

fn fixes(scope: &Scope<'_>, definition: &Definition) -> Vec<FixView> {
    let view = |(fix, number): (&crate::model::Fix, usize)| FixView {
        anchor: format!("fix-{number}"),
        number,
        title_html: scope.inline(&fix.title),
        detail_html: scope.maybe_blocks(fix.detail.as_ref(), &format_args!("fix-{number}-"), 4),
        difficulty: fix.difficulty.map(|difficulty| match difficulty {
            Difficulty::Easy => WordView { key: "easy", label: "Easy" },
            Difficulty::Medium => WordView { key: "medium", label: "Medium" },
            Difficulty::Hard => WordView { key: "hard", label: "Hard" },
        }),
        time: fix.time.clone().unwrap_or_default(),
        tip_html: scope.maybe_blocks(fix.tip.as_ref(), &format_args!("fix-{number}-tip-"), 4),
        code: example::code(scope, &fix.code, &format!("fix-{number}-code")),
    };
    definition.fixes.iter().zip(1..).map(view).collect()
}

fn mistakes(scope: &Scope<'_>, definition: &Definition) -> Vec<MistakeView> {
    let view = |(mistake, number): (&crate::model::Mistake, usize)| MistakeView {
        title_html: scope.inline(&mistake.title),
        detail_html: scope.maybe_blocks(mistake.detail.as_ref(), &format_args!("mistake-{number}-"), 4),
    };
    definition.mistakes.iter().zip(1..).map(view).collect()
}

fn diagnosis(scope: &Scope<'_>, definition: &Definition) -> Option<DiagnosisView> {
    let diagnosis = definition.diagnosis.as_ref()?;
    let step = |(step, number): (&crate::model::Step, usize)| StepView {
        anchor: format!("step-{number}"),
        number,
        title_html: scope.inline(&step.title),
        detail_html: scope.maybe_blocks(step.detail.as_ref(), &format_args!("step-{number}-"), 4),
        tip_html: scope.maybe_blocks(step.tip.as_ref(), &format_args!("step-{number}-tip-"), 4),
        example_html: scope.maybe_inline(step.example.as_ref()),
        code: example::code(scope, &step.code, &format!("step-{number}-code")),
    };
    Some(DiagnosisView {
        symptom_html: scope.maybe_inline(diagnosis.symptom.as_ref()),
        time: diagnosis.time.clone().unwrap_or_default(),
        steps: diagnosis.steps.iter().zip(1..).map(step).collect(),
    })
}

fn items<'a>(scope: &Scope<'_>, list: impl Iterator<Item = (&'a str, Option<&'a String>)>, name: &str) -> Vec<ItemView> {
    list.zip(1..)
        .map(|((text, example), number)| ItemView {
            html: scope.item(text, &format_args!("{name}-{number}-")),
            example_html: scope.maybe_inline(example),
            id: format!("{name}-{number}"),
        })
        .collect()
}

fn questions(scope: &Scope<'_>, definition: &Definition) -> Vec<QuestionView> {
    let view = |(question, number): (&crate::model::Question, usize)| QuestionView {
        anchor: format!("faq-{number}"),
        question_html: scope.unlinked(&question.question),
        short_html: scope.maybe_inline(question.short.as_ref()),
        answer_html: scope.blocks(&question.answer, &format_args!("faq-{number}-"), 4),
    };
    definition.faq.iter().zip(1..).map(view).collect()
}

fn comparisons(scope: &Scope<'_>, entry: &Entry) -> Vec<EntryComparisonView> {
    let catalog = &scope.site.catalog;
    let view = |comparison: &Comparison| {
        let is_left = catalog[comparison.left].path == entry.path;
        let (other, this, that) = if is_left {
            (comparison.right, &comparison.choose_left, &comparison.choose_right)
        } else {
            (comparison.left, &comparison.choose_right, &comparison.choose_left)
        };
        let prefix = comparison.path.rsplit('/').next().unwrap_or_default();
        let joined =
            |texts: &[String], side: &str| texts.iter().map(|text| scope.blocks(text, &format_args!("{prefix}-{side}-"), 4)).collect();
        EntryComparisonView {
            title: scope.site.plain(&comparison.title).into_owned(),
            url: scope.url(&route::page(&comparison.path)),
            other: scope.row(other),
            choose_this_html: joined(this, "this"),
            choose_that_html: joined(that, "that"),
        }
    };
    entry.comparisons.iter().map(|id| view(&catalog[*id])).collect()
}

fn playbooks(scope: &Scope<'_>, entry: &Entry) -> Vec<DescribedLinkView> {
    let view = |id: &crate::catalog::PlaybookId| {
        let playbook = &scope.site.catalog[*id];
        DescribedLinkView {
            title: scope.site.plain(&playbook.playbook.title).into_owned(),
            url: scope.url(&route::page(&playbook.path)),
            text_html: scope.unlinked(&playbook.playbook.summary),
        }
    };
    entry.playbooks.iter().map(view).collect()
}

fn callout_words(kind: CalloutKind) -> (&'static str, &'static str) {
    match kind {
        CalloutKind::Tip => ("tip", "Tip"),
        CalloutKind::Note => ("note", "Note"),
        CalloutKind::Warning => ("warning", "Warning"),
        CalloutKind::Danger => ("danger", "Danger"),
        CalloutKind::Info => ("info", "Info"),
    }
}
