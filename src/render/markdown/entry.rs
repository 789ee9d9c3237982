//! The text of an entry, in the contract's order.

use std::borrow::Cow;

use super::sections;
use super::{Addresses, Blocks, Twin, escape};
use crate::catalog::{Entry, EntryId};
use crate::model::{Definition, Media};
use crate::render::words;
use crate::site::Site;

/// How long the text of an entry usually is at most, in bytes.
const USUAL: usize = 6 << 10;

/// The text of an entry, and where its sections begin.
pub(in crate::render) struct EntryText {
    /// All of it.
    pub(in crate::render) whole: String,
    /// The sections with the bytes at which they begin, in order; `head` is what stands before the first.
    sections: Vec<(&'static str, usize)>,
}

impl EntryText {
    /// The sections with their texts.
    pub(in crate::render) fn sections(&self) -> impl Iterator<Item = (&'static str, &str)> {
        // The blank lines at the end are gone from the text.
        let place = |start: usize| start.min(self.whole.len());
        let ends = self.sections.iter().skip(1).map(|(_, start)| *start).chain([self.whole.len()]);
        self.sections.iter().zip(ends).map(move |((name, start), end)| (*name, &self.whole[place(*start)..place(end)]))
    }
}

/// What an entry says.
pub(in crate::render) fn text(site: &Site, id: EntryId, addresses: Addresses<'_>) -> EntryText {
    text_after("", site, id, addresses)
}

/// What an entry says, after a block of something else.
pub(super) fn text_after(first: &str, site: &Site, id: EntryId, addresses: Addresses<'_>) -> EntryText {
    let entry = &site.catalog[id];
    let twin = Twin::new(site, &entry.source.folder, addresses);
    let mut blocks = Blocks::with_capacity(USUAL);
    blocks.push(first);
    let mut text = Text { twin: &twin, id, entry, definition: entry.definition(), blocks, sections: Vec::with_capacity(16) };
    text.head();
    sections::all(&mut text);
    text.record();
    EntryText { whole: text.blocks.finish(), sections: text.sections }
}

/// The text of an entry while it is written.
pub(super) struct Text<'a> {
    pub(super) twin: &'a Twin<'a>,
    id: EntryId,
    pub(super) entry: &'a Entry,
    pub(super) definition: &'a Definition,
    pub(super) blocks: Blocks,
    sections: Vec<(&'static str, usize)>,
}

impl Text<'_> {
    /// Begins a part that can be left out of `llms-full.txt`.
    pub(super) fn part(&mut self, name: &'static str) {
        self.sections.push((name, self.blocks.len()));
    }

    /// Begins a section, with its heading and lead-in.
    pub(super) fn section(&mut self, key: &'static str) {
        self.part(key);
        self.blocks.heading(2, &self.twin.title(&self.definition.heading(key)));
        for key in names(&key) {
            self.intro(key);
        }
    }

    pub(super) fn intro(&mut self, key: &str) {
        if let Some(intro) = self.definition.intros.get(key) {
            self.blocks.push(&self.twin.blocks(intro, 3));
        }
    }

    /// Callouts and media that follow a section.
    pub(super) fn asides(&mut self, key: &str) {
        self.asides_that(3, |after| after.is_some_and(|after| names(&key).contains(&after)));
    }

    fn asides_that(&mut self, level: u8, belongs: impl Fn(Option<&str>) -> bool) {
        let definition = self.definition;
        for callout in definition.callouts.iter().filter(|callout| belongs(callout.after.as_deref())) {
            self.blocks.alert(words::alert(callout.kind), &self.twin.blocks(&callout.text, level));
        }
        for media in definition.media.iter().filter(|media| !media.hero && belongs(media.after.as_deref())) {
            self.media(media);
        }
    }

    fn media(&mut self, media: &Media) {
        let caption = media.caption.as_ref().map(|caption| self.twin.inline(caption)).unwrap_or_default();
        if let Some(image) = &media.image {
            let name = image.rsplit('/').next().unwrap_or(image);
            let alt = escape::label(media.alt.as_deref().filter(|alt| !alt.trim().is_empty()).unwrap_or(name));
            let location = self.twin.site.picture(self.entry.source.file, image);
            match location.and_then(|location| self.twin.address(location)) {
                Some(address) => self.blocks.push(&format!("![{alt}]({address})")),
                None => self.blocks.push(&alt),
            }
            let credit = media.credit.as_deref().map(|credit| format!("({})", escape::line(credit)).into()).unwrap_or_default();
            self.blocks.push(&[caption, credit].iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" "));
        } else if let Some(video) = &media.video {
            let title = media.title.as_deref().unwrap_or("Watch the film");
            self.blocks.push(&external(title, video));
        }
    }

    fn head(&mut self) {
        self.part("head");
        let definition = self.definition;
        self.blocks.heading(1, &self.twin.title(&definition.title));
        self.life();
        self.blocks.push(&status_line(definition));
        self.prose(definition.retry.as_ref().and_then(|retry| retry.note.as_deref()));
        self.prose(definition.subtitle.as_deref());
        self.blocks.push(&self.twin.inline(&definition.summary));
        if let Some(answer) = &definition.quick_answer {
            let kind = answer.kind.as_deref().map(|kind| format!(" ({})", escape::line(kind))).unwrap_or_default();
            self.blocks.push(&format!("**Quick answer{kind}:**"));
            self.prose(Some(&answer.text));
        } else if let Some(fix) = definition.fixes.first() {
            self.blocks.push(&format!("**Try this first:** {}", self.twin.inline(&fix.title)));
        }
        self.on_call();
        for media in definition.media.iter().filter(|media| media.hero) {
            self.media(media);
        }
        self.prose(definition.intros.get("summary"));
        self.prose(definition.intros.get("quick_answer"));
        // What names no section stands here, and so does what names one that is not there.
        self.asides_that(2, |after| {
            after.is_none_or(|after| ["summary", "quick_answer"].contains(&after) || !definition.has_section(after))
        });
    }

    fn prose(&mut self, source: Option<&str>) {
        if let Some(source) = source {
            self.blocks.push(&self.twin.blocks(source, 2));
        }
    }

    fn life(&mut self) {
        let Some(life) = &self.definition.lifecycle else {
            return;
        };
        let mut sentences = Vec::new();
        let mut notes = Vec::new();
        for (word, milestone) in [("Removed", &life.removed), ("Deprecated", &life.deprecated)] {
            if let Some(milestone) = milestone {
                sentences.push(format!("{word} since {}.", escape::line(&milestone.since)));
                notes.extend(milestone.note.as_ref().map(|note| self.twin.blocks(note, 2).into_owned()));
            }
        }
        if let Some(id) = self.entry.replaced_by {
            sentences.push(format!("Replaced by {}.", self.twin.entry(id)));
        }
        if !sentences.is_empty() {
            self.blocks.alert("WARNING", &[vec![sentences.join(" ")], notes].concat().join("\n\n"));
        }
    }

    fn on_call(&mut self) {
        let definition = self.definition;
        let owner = definition.owner.as_ref().map(|owner| format!("Owner: {}", escape::line(owner)));
        let runbook = definition.runbook.as_ref().map(|runbook| external("Runbook", runbook));
        let line: Vec<String> = owner.into_iter().chain(runbook).collect();
        self.blocks.push(&line.join(" · "));
        self.prose(definition.escalate.as_deref());
    }

    /// What is good to know, and nobody came for.
    fn record(&mut self) {
        let definition = self.definition;
        self.part("record");
        let names: Vec<&String> = definition.aliases.iter().filter(|alias| !alias.starts_with('/')).collect();
        let introduced = definition.lifecycle.as_ref().and_then(|life| life.introduced.as_deref());
        let minutes = words::minutes(self.twin.site, self.id);
        let facts = [
            ("Seen in logs as", joined(&definition.messages, escape::code)),
            ("Also known as", joined(&names, escape::code)),
            ("Introduced in", joined(introduced.as_slice(), escape::line)),
            ("Problem type", joined(definition.problem_type.as_slice(), escape::code)),
            ("Tags", joined(&definition.tags, escape::line)),
            ("Written by", joined(&definition.authors, escape::line)),
            ("Reading time", if minutes > 1 { format!("{minutes} min") } else { String::new() }),
            ("Checked", definition.editorial.as_ref().map(|text| self.twin.inline(text).into_owned()).unwrap_or_default()),
        ];
        let facts: Vec<String> =
            facts.into_iter().filter(|(_, fact)| !fact.is_empty()).map(|(name, fact)| format!("{name}: {fact}")).collect();
        let note = definition.provider.as_ref().and_then(|provider| provider.note.as_deref());
        let support = self.support();
        if note.is_some() || !facts.is_empty() || !support.is_empty() {
            self.blocks.push("---");
        }
        self.prose(note);
        self.blocks.list(&facts);
        self.blocks.push(&support);
    }

    fn support(&self) -> String {
        let book = &self.twin.site.catalog.config.book;
        let support = book.support.trim();
        if support.is_empty() {
            return String::new();
        }
        let address = if support.contains('@') && !support.contains(':') { format!("mailto:{support}") } else { support.to_owned() };
        let label = support.trim_start_matches("mailto:").trim_start_matches("https://").trim_end_matches('/');
        let request =
            if book.request_id.is_empty() { String::new() } else { format!(" and the request id from {}", escape::code(&book.request_id)) };
        format!("Still stuck? Ask {}, and quote {}{request}.", external(label, &address), escape::code(&self.definition.code))
    }
}

/// Texts with commas between them, each written so.
fn joined<'a, T: AsRef<str>>(texts: &'a [T], write: impl Fn(&'a str) -> Cow<'a, str>) -> String {
    let mut out = String::new();
    for (place, text) in texts.iter().enumerate() {
        out.extend([if place > 0 { ", " } else { "" }, &write(text.as_ref())]);
    }
    out
}

/// The names that a section goes by.
fn names<'a, 'b>(key: &'a &'b str) -> &'a [&'b str] {
    if *key == "example" { &["example", "examples"] } else { std::slice::from_ref(key) }
}

/// What tells an error apart at a glance.
fn status_line(definition: &Definition) -> String {
    let mut facts = vec![escape::code(&definition.code)];
    facts.extend(definition.status.map(|status| format!("**{}**", words::status(status)).into()));
    if definition.severity() != crate::model::Severity::Error {
        facts.push(words::capital(definition.severity().name()).into());
    }
    facts.extend(definition.retry.as_ref().map(|retry| escape::line(&words::retry(retry)).into_owned().into()));
    let signals = definition.signals.iter();
    facts.extend(signals.map(|(name, code)| format!("{} {}", escape::line(&name.replace('_', " ")), escape::code(code)).into()));
    if let Some(provider) = &definition.provider {
        let name = format!("{} {}", provider.name, provider.product.as_deref().unwrap_or_default());
        facts.push(escape::line(&name).into_owned().into());
    }
    facts.extend(definition.reviewed.map(|date| format!("Reviewed {date}").into()));
    facts.join(" · ")
}

/// A link to an address that stands elsewhere; its text where a click should not lead there.
pub(super) fn external(text: &str, address: &str) -> String {
    let text = escape::label(text);
    let is_safe = url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"));
    if is_safe { format!("[{text}]({})", escape::address(address)) } else { text.into_owned() }
}
