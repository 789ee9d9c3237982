//! Markdown → marks.

use super::context::{Audience, RawHtml};
use super::document::{Document, Link, Mark, Placed, Tag};
use super::{fences, raw, simple};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag as Theirs, TagEnd};
use std::ops::Range;

/// What is nested deeper than this loses its container and keeps its text.
const DEEPEST: usize = 64;

/// Whether a text has blocks or is one line of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Blocks,
    Inline,
}

impl Document {
    /// Reads prose that has paragraphs, lists and so on; only what this audience is shown, or all.
    pub(super) fn blocks(source: &str, raw_html: RawHtml, audience: Option<Audience>) -> Self {
        if let Some(marks) = simple::paragraphs(source) {
            return Self { marks };
        }
        let marks = if source.contains(":::") { fenced(source, audience) } else { read(source, &[]) };
        Self { marks: raw::resolve(marks, source.len(), raw_html, Form::Blocks) }
    }

    /// Reads a line of prose: what would begin a block is only text.
    pub(super) fn inline(source: &str, raw_html: RawHtml) -> Self {
        let line = source.trim();
        let start = source.len() - source.trim_start().len();
        if let Some(marks) = simple::line(line, start) {
            return Self { marks };
        }
        Self { marks: raw::resolve(read_line(line, start), source.len(), raw_html, Form::Inline) }
    }
}

/// Reads a line of prose that begins at `start`.
pub(super) fn read_line(line: &str, start: usize) -> Vec<Placed> {
    // After a comma nothing can be a block, and nothing within the line changes its meaning.
    let line = format!(",{}", line.replace(['\n', '\r'], " "));
    let mut marks = read(&line, &[]);
    marks.retain(|(mark, _)| !matches!(mark, Mark::Open(Tag::Paragraph)));
    marks.pop(); // the end of the paragraph
    for (_, range) in &mut marks {
        *range = (range.start + start).saturating_sub(1)..(range.end + start).saturating_sub(1);
    }
    if let Some((Mark::Text(text), range)) = marks.first_mut() {
        text.remove(0);
        range.start = start;
        if text.is_empty() {
            marks.remove(0);
        }
    }
    marks
}

/// Reads a text that may have fences for one audience.
fn fenced(source: &str, audience: Option<Audience>) -> Vec<Placed> {
    let code: Vec<Range<usize>> = Parser::new_ext(source, options())
        .into_offset_iter()
        .filter_map(|(event, range)| matches!(event, Event::Start(Theirs::CodeBlock(_))).then_some(range))
        .collect();
    let (parts, blanked) = fences::parts(source, &code);
    if parts.is_empty() && blanked == source {
        return read(source, &[]);
    }
    let hidden: Vec<Range<usize>> =
        parts.into_iter().filter(|part| audience.is_some_and(|audience| audience != part.audience)).map(|part| part.range).collect();
    read(&blanked, &hidden)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// Reads a text without what begins in one of the `hidden` stretches.
pub(super) fn read(source: &str, hidden: &[Range<usize>]) -> Vec<Placed> {
    let mut reader = Reader { marks: Vec::with_capacity(source.len() / 16 + 4), kept: Vec::new(), depth: 0 };
    let mut events = Parser::new_ext(source, options()).into_offset_iter();
    let mut skipped = 0_usize;
    while let Some((event, range)) = events.next() {
        let is_start = matches!(event, Event::Start(_));
        let is_end = matches!(event, Event::End(_));
        if skipped > 0 || (!is_end && hidden.iter().any(|part| part.contains(&range.start))) {
            skipped = skipped + usize::from(is_start) - usize::from(is_end);
            continue;
        }
        reader.event(event, range, &mut events);
    }
    reader.marks
}

struct Reader {
    marks: Vec<Placed>,
    /// For each container of the text, whether it is one here.
    kept: Vec<bool>,
    depth: usize,
}

impl Reader {
    fn event<'a>(&mut self, event: Event<'a>, range: Range<usize>, events: &mut OffsetIter<'a>) {
        let mark = match event {
            Event::Start(Theirs::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                Mark::CodeBlock { info, text: collect(events) }
            }
            Event::Start(Theirs::HtmlBlock) => Mark::RawBlock(collect(events)),
            Event::Start(tag) => return self.open(tag, range),
            Event::End(end) => return self.close(end, range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => return self.text(&text, range),
            Event::Code(text) => Mark::Code(text.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => Mark::Raw(html.into_string()),
            Event::SoftBreak => Mark::SoftBreak,
            Event::HardBreak => Mark::HardBreak,
            Event::Rule => Mark::Rule,
            Event::TaskListMarker(done) => Mark::Task(done),
            Event::FootnoteReference(name) => Mark::NoteReference(name.into_string()),
        };
        self.marks.push((mark, range));
    }

    fn open(&mut self, tag: Theirs<'_>, range: Range<usize>) {
        let keep = match tag {
            Theirs::Paragraph | Theirs::Heading { .. } => true,
            Theirs::Item | Theirs::TableHead | Theirs::TableRow | Theirs::TableCell => self.kept.last() == Some(&true),
            _ => self.depth < DEEPEST,
        };
        let tag = meaning(tag).filter(|_| keep);
        self.kept.push(tag.is_some());
        if let Some(tag) = tag {
            self.depth += 1;
            self.marks.push((Mark::Open(tag), range));
        }
    }

    fn close(&mut self, end: TagEnd, range: Range<usize>) {
        if self.kept.pop() == Some(true) {
            self.depth -= 1;
            self.marks.push((Mark::Close, range));
        } else if end == TagEnd::Item {
            self.marks.push((Mark::SoftBreak, range));
        }
    }

    /// Adds words to those before: the parser cuts at every character that could have meant more.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((Mark::Text(before), place)) = self.marks.last_mut() {
            before.push_str(text);
            place.end = range.end;
        } else {
            self.marks.push((Mark::Text(text.to_string()), range));
        }
    }
}

/// The text up to the end of the block that has just begun.
fn collect(events: &mut OffsetIter<'_>) -> String {
    let mut out = String::new();
    for (event, _) in events.by_ref() {
        match event {
            Event::Text(text) | Event::Html(text) => out.push_str(&text),
            Event::End(_) => break,
            _ => {}
        }
    }
    out
}

/// What a tag of the parser is here; `None` if it is nothing.
fn meaning(tag: Theirs<'_>) -> Option<Tag> {
    Some(match tag {
        Theirs::Paragraph => Tag::Paragraph,
        Theirs::Heading { level, .. } => Tag::Heading(number(level)),
        Theirs::BlockQuote(None) => Tag::Quote,
        Theirs::BlockQuote(Some(kind)) => Tag::Alert(kind.into()),
        Theirs::List(start) => Tag::List(start),
        Theirs::Item => Tag::Item,
        Theirs::FootnoteDefinition(name) => Tag::Note(name.into_string()),
        Theirs::Table(alignment) => Tag::Table(alignment),
        Theirs::TableHead => Tag::Head,
        Theirs::TableRow => Tag::Row,
        Theirs::TableCell => Tag::Cell,
        Theirs::Emphasis => Tag::Emphasis,
        Theirs::Strong => Tag::Strong,
        Theirs::Strikethrough => Tag::Strike,
        Theirs::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }
        | Theirs::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
            // In a table the bar has to be escaped.
            let to = dest_url.trim().trim_end_matches('\\').trim_end().to_string();
            Tag::Reference { to, has_text: has_pothole }
        }
        Theirs::Link { link_type: LinkType::Email, dest_url, title, .. } => Tag::Link(link(format!("mailto:{dest_url}").into(), title)),
        Theirs::Link { dest_url, title, .. } => Tag::Link(link(dest_url, title)),
        Theirs::Image { dest_url, title, .. } => Tag::Image(link(dest_url, title)),
        _ => return None,
    })
}

fn link(to: CowStr<'_>, title: CowStr<'_>) -> Link {
    Link { to: to.into_string(), title: title.into_string() }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
