//! Marks → HTML.

mod footnotes;
mod links;
mod table;

use super::context::Context;
use super::document::{Document, Mark, Tag};
use super::escape;
use super::headings::{headings, level};
use super::highlight::{Highlighter, canonical, label};
use super::notes::Notes;
use std::fmt::Write;
use std::ops::Range;
use table::Table;

pub(super) use links::resolve;

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
