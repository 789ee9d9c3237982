//! Marks → HTML.

use super::address::{Address, Reach, address};
use super::context::{Context, Target};
use super::document::{Document, Link, Mark, Tag};
use super::escape;
use super::headings::{headings, level};
use super::highlight::{Highlighter, canonical, label};
use super::notes::Notes;
use pulldown_cmark::Alignment;
use std::fmt::Write;
use std::ops::Range;

/// The prose as HTML. Text is escaped, addresses are checked, and every tag is written here: nothing
/// of the source is copied as markup.
pub(super) fn html(document: &Document, context: &Context<'_>) -> String {
    let mut writer = Writer {
        document,
        context,
        out: String::with_capacity(document.marks.len() * 24),
        ends: Vec::new(),
        headings: headings(document).into_iter().map(|heading| (level(context.heading_level, heading.depth), heading.slug)).collect(),
        notes: Notes::of(document),
        tables: Vec::new(),
        links: 0,
        skip_to: 0,
    };
    writer.headings.reverse();
    writer.marks(0..document.marks.len());
    writer.footnotes();
    writer.out
}

/// A block of code in its box, with a bar that names its title or language.
#[must_use]
pub fn code_box(highlighter: &Highlighter, language: &str, title: Option<&str>, code: &str) -> String {
    let mut out = String::with_capacity(code.len() * 3 + 150);
    out.push_str("<div class=\"codebox\"><div class=\"bar\"><span>");
    escape::text(&mut out, title.unwrap_or_else(|| label(language)));
    out.push_str("</span></div>\n<pre tabindex=\"0\"><code");
    let name = canonical(language);
    if !name.is_empty() {
        push(&mut out, format_args!(" class=\"language-{name}\""));
    }
    out.push('>');
    out.push_str(&highlighter.highlight(language, code));
    out.push_str("</code></pre></div>\n");
    out
}

/// The language and title of a code block, from what stands after its fence.
pub(super) fn code_info(info: &str) -> (&str, Option<&str>) {
    let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let title = info.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(title, _)| title.trim());
    (language, title.filter(|title| !title.is_empty()))
}

struct Writer<'a> {
    document: &'a Document,
    context: &'a Context<'a>,
    out: String,
    /// What ends each thing that is open.
    ends: Vec<End>,
    /// Level and anchor of the headings to come, the next one last.
    headings: Vec<(u8, String)>,
    notes: Notes<'a>,
    tables: Vec<Table>,
    /// How many open links there are: a link cannot hold another one.
    links: usize,
    /// Marks before this one are written already.
    skip_to: usize,
}

/// A table that is open.
struct Table {
    alignment: Vec<Alignment>,
    /// The number of the next cell in its row.
    column: usize,
    in_head: bool,
    has_body: bool,
}

enum End {
    Nothing,
    Markup(&'static str),
    Heading(u8),
    /// Ends a link; one without words, begun at `start`, gets these.
    Link {
        start: usize,
        fallback: String,
    },
    Cell(&'static str),
    Table,
}

impl Writer<'_> {
    fn marks(&mut self, range: Range<usize>) {
        for at in range {
            if at < self.skip_to {
                continue;
            }
            match &self.document.marks[at].0 {
                Mark::Open(tag) => self.open(at, tag),
                Mark::Close => self.close(),
                Mark::Text(text) | Mark::Raw(text) | Mark::RawBlock(text) => escape::text(&mut self.out, text),
                Mark::Code(text) => self.code(text),
                Mark::CodeBlock { info, text } => {
                    let (language, title) = code_info(info);
                    self.line();
                    self.out.push_str(&code_box(self.context.highlighter, language, title, text));
                }
                Mark::SoftBreak => self.out.push('\n'),
                Mark::HardBreak => self.out.push_str("<br>\n"),
                Mark::Rule => {
                    self.line();
                    self.out.push_str("<hr>\n");
                }
                Mark::Task(true) => self.out.push_str("<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "),
                Mark::Task(false) => self.out.push_str("<input type=\"checkbox\" disabled aria-label=\"To do\"> "),
                Mark::NoteReference(name) => self.note_reference(name),
            }
        }
    }

    fn open(&mut self, at: usize, tag: &Tag) {
        if !tag.is_inline() && !matches!(tag, Tag::Cell) {
            self.line();
        }
        let end = match tag {
            Tag::Paragraph => self.element("<p>", "</p>\n"),
            Tag::Quote => self.element("<blockquote>\n", "</blockquote>\n"),
            Tag::Details => self.element("<details>\n", "</details>\n"),
            Tag::Summary => self.element("<summary>", "</summary>\n"),
            Tag::List(None) => self.element("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.element("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                push(&mut self.out, format_args!("<ol start=\"{start}\">\n"));
                End::Markup("</ol>\n")
            }
            Tag::Item if matches!(self.first_words(at), Some(Mark::Task(_))) => self.element("<li class=\"task\">", "</li>\n"),
            Tag::Item => self.element("<li>", "</li>\n"),
            Tag::Emphasis => self.element("<em>", "</em>"),
            Tag::Strong => self.element("<strong>", "</strong>"),
            Tag::Strike => self.element("<del>", "</del>"),
            Tag::Phrase(name) => {
                push(&mut self.out, format_args!("<{name}>"));
                End::Markup(phrase_end(name))
            }
            Tag::Alert(alert) => {
                push(&mut self.out, format_args!("<div class=\"callout {}\" role=\"note\"><b>{}</b><div>\n", alert.class(), alert.title()));
                End::Markup("</div></div>\n")
            }
            Tag::Heading(_) => self.heading(),
            Tag::Table(alignment) => self.table(at, alignment),
            Tag::Head | Tag::Row => self.row(*tag == Tag::Head),
            Tag::Cell => self.cell(at),
            Tag::Link(link) => self.link(link),
            Tag::Image(link) => return self.image(at, link),
            Tag::Reference { to, has_text } => return self.reference(at, to, *has_text),
            Tag::Note(_) => {
                self.skip_to = self.document.close_of(at) + 1;
                return;
            }
        };
        self.ends.push(end);
    }

    fn close(&mut self) {
        match self.ends.pop() {
            Some(End::Markup(end)) => self.out.push_str(end),
            Some(End::Heading(level)) => push(&mut self.out, format_args!("</h{level}>\n")),
            Some(End::Link { start, fallback }) => {
                if self.out.len() == start {
                    escape::text(&mut self.out, &fallback); // a link that nobody sees is none
                }
                self.links -= 1;
                self.out.push_str("</a>");
            }
            Some(End::Cell(end)) => {
                self.out.push_str(end);
                if let Some(table) = self.tables.last_mut() {
                    table.column += 1;
                }
            }
            Some(End::Table) => {
                let body = self.tables.pop().is_some_and(|table| table.has_body);
                self.out.push_str(if body { "</tbody></table></div>\n" } else { "</table></div>\n" });
            }
            Some(End::Nothing) | None => {}
        }
    }

    /// What tells an id of this prose apart from those of others on the page.
    fn id_prefix(&mut self) {
        escape::attribute(&mut self.out, &self.context.id_prefix.to_string());
    }

    fn element(&mut self, start: &str, end: &'static str) -> End {
        self.out.push_str(start);
        End::Markup(end)
    }

    fn heading(&mut self) -> End {
        let (level, slug) = self.headings.pop().unwrap_or((self.context.heading_level, "section".into()));
        push(&mut self.out, format_args!("<h{level} id=\""));
        self.id_prefix();
        escape::attribute(&mut self.out, &slug);
        self.out.push_str("\">");
        End::Heading(level)
    }

    /// A table in a box that can be scrolled, also with the keys.
    fn table(&mut self, at: usize, alignment: &[Alignment]) -> End {
        self.out.push_str("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table");
        let columns = self.columns(at);
        if !columns.is_empty() {
            self.out.push_str(": ");
            escape::attribute(&mut self.out, &columns);
        }
        self.out.push_str("\"><table>\n");
        self.tables.push(Table { alignment: alignment.to_vec(), column: 0, in_head: false, has_body: false });
        End::Table
    }

    /// The names of the columns of a table, to tell it from the others.
    fn columns(&self, at: usize) -> String {
        let mut names = Vec::new();
        for cell in at..self.document.close_of(at) {
            match &self.document.marks[cell].0 {
                Mark::Open(Tag::Row) => break,
                Mark::Open(Tag::Cell) => names.push(self.document.text(cell..self.document.close_of(cell)).trim().to_string()),
                _ => {}
            }
        }
        names.retain(|name| !name.is_empty());
        names.join(", ")
    }

    fn row(&mut self, is_head: bool) -> End {
        let Some(table) = self.tables.last_mut() else { return End::Nothing };
        table.column = 0;
        table.in_head = is_head;
        if is_head {
            return self.element("<thead><tr>", "</tr></thead>\n");
        }
        let is_first = !std::mem::replace(&mut table.has_body, true);
        self.element(if is_first { "<tbody>\n<tr>" } else { "<tr>" }, "</tr>\n")
    }

    fn cell(&mut self, at: usize) -> End {
        let Some(table) = self.tables.last() else { return End::Nothing };
        let is_empty = matches!(self.document.marks[at + 1].0, Mark::Close);
        let (name, end) = if table.in_head && !is_empty { ("th scope=\"col\"", "</th>") } else { ("td", "</td>") };
        let class = match table.alignment.get(table.column) {
            Some(Alignment::Left) => " class=\"ta-left\"",
            Some(Alignment::Center) => " class=\"ta-center\"",
            Some(Alignment::Right) => " class=\"ta-right\"",
            Some(Alignment::None) | None => "",
        };
        push(&mut self.out, format_args!("<{name}{class}>"));
        End::Cell(end)
    }

    fn link(&mut self, link: &Link) -> End {
        if self.links > 0 {
            return End::Nothing;
        }
        let Some(address) = resolve(self.context, &link.to) else { return End::Nothing };
        self.anchor("", &address, &link.title);
        End::Link { start: self.out.len(), fallback: address.href }
    }

    /// An image of this site; one of another host is a link, so that nothing is loaded from there.
    fn image(&mut self, at: usize, link: &Link) {
        let close = self.document.close_of(at);
        self.skip_to = close + 1;
        let mut text = self.document.text(at..close).trim().to_string();
        if text.is_empty() && self.links > 0 {
            text = link.to.rsplit('/').next().unwrap_or_default().to_string(); // the link needs a name
        }
        match resolve(self.context, &link.to) {
            Some(address) if address.reach == Reach::Here => {
                self.out.push_str("<img src=\"");
                escape::attribute(&mut self.out, &address.href);
                self.out.push_str("\" alt=\"");
                escape::attribute(&mut self.out, &text);
                self.title(&link.title);
                self.out.push_str("\" loading=\"lazy\">");
            }
            Some(address) if self.links == 0 => {
                let text = if text.is_empty() { address.href.clone() } else { text };
                self.anchor("", &address, &link.title);
                escape::text(&mut self.out, &text);
                self.out.push_str("</a>");
                self.links -= 1;
            }
            _ => escape::text(&mut self.out, &text),
        }
    }

    fn reference(&mut self, at: usize, to: &str, has_text: bool) {
        let target = self.context.links.reference(to).and_then(|target| Some((address(&target.href)?, target.title)));
        let end = match target {
            Some((address, title)) if self.links == 0 => {
                self.anchor(" class=\"ref\"", &address, if has_text { &title } else { "" });
                if !has_text {
                    self.skip_to = self.document.close_of(at);
                }
                End::Link { start: self.out.len(), fallback: if title.is_empty() { to.to_string() } else { title } }
            }
            _ => End::Nothing,
        };
        self.ends.push(end);
    }

    fn code(&mut self, text: &str) {
        let target = (self.links == 0).then(|| self.context.links.code(text)).flatten();
        let link = target.and_then(|Target { href, title }| Some((address(&href)?, title)));
        if let Some((address, title)) = &link {
            self.anchor(" class=\"ref\"", address, title);
        }
        self.out.push_str("<code>");
        escape::text(&mut self.out, text);
        self.out.push_str("</code>");
        if link.is_some() {
            self.out.push_str("</a>");
            self.links -= 1;
        }
    }

    /// The start of a link; whoever ends it counts it off again.
    fn anchor(&mut self, class: &str, address: &Address, title: &str) {
        push(&mut self.out, format_args!("<a{class} href=\""));
        escape::attribute(&mut self.out, &address.href);
        self.title(title);
        self.out.push_str(if address.reach == Reach::Elsewhere { "\" rel=\"noopener\">" } else { "\">" });
        self.links += 1;
    }

    /// A title attribute, after the attribute whose value is being written.
    fn title(&mut self, title: &str) {
        if !title.trim().is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(&mut self.out, title);
        }
    }

    fn note_reference(&mut self, name: &str) {
        if self.links > 0 {
            if let Some(number) = self.notes.number(name) {
                push(&mut self.out, format_args!("<sup>{number}</sup>"));
            }
            return;
        }
        let Some((number, count)) = self.notes.link(name) else { return };
        let again = if count > 1 { format!("-{count}") } else { String::new() };
        self.out.push_str("<sup><a class=\"fn\" href=\"#");
        self.id_prefix();
        push(&mut self.out, format_args!("fn-{number}\" id=\""));
        self.id_prefix();
        push(&mut self.out, format_args!("fnref-{number}{again}\" aria-label=\"Footnote {number}\">{number}</a></sup>"));
    }

    /// The footnotes that the text refers to, also those that only a footnote refers to.
    fn footnotes(&mut self) {
        let mut number = 0;
        while let Some(range) = self.notes.body(number) {
            if number == 0 {
                self.line();
                self.out.push_str("<div class=\"footnotes\"><ol>\n");
            }
            number += 1;
            self.out.push_str("<li id=\"");
            self.id_prefix();
            push(&mut self.out, format_args!("fn-{number}\">"));
            self.skip_to = range.start;
            self.marks(range);
            if self.notes.was_linked(number) {
                self.out.push_str("<a href=\"#");
                self.id_prefix();
                push(&mut self.out, format_args!("fnref-{number}\" aria-label=\"Back to the text, footnote {number}\">↩</a>"));
            }
            self.out.push_str("</li>\n");
        }
        if number > 0 {
            self.out.push_str("</ol></div>\n");
        }
    }

    /// The first mark in an item that is no paragraph.
    fn first_words(&self, at: usize) -> Option<&Mark> {
        let mut marks = self.document.marks[at + 1..].iter().map(|(mark, _)| mark);
        marks.find(|mark| !matches!(mark, Mark::Open(Tag::Paragraph)))
    }

    /// Ends the line, so that blocks begin on lines of their own.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

/// The address to which a destination of the prose leads.
pub(super) fn resolve(context: &Context<'_>, destination: &str) -> Option<Address> {
    let found = address(destination);
    match found {
        Some(Address { reach: Reach::Elsewhere | Reach::Contact, .. }) => found,
        _ => match context.links.href(destination.trim()) {
            Some(better) => address(&better),
            None => found,
        },
    }
}

fn phrase_end(name: &str) -> &'static str {
    match name {
        "sub" => "</sub>",
        "sup" => "</sup>",
        "small" => "</small>",
        "mark" => "</mark>",
        "q" => "</q>",
        "u" => "</u>",
        _ => "</ins>",
    }
}

/// Writing to a string cannot fail.
fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what).expect("a string takes all");
}
