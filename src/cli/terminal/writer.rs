//! The events of a Markdown text → lines on a screen.

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::Screen;
use super::glyph::{self, Glyph, Look, clean, glyphs, paint, wide, wrap};
use super::grid::Grid;

/// A text in deep containers has this much room all the same.
const NARROWEST: usize = 16;

const DIM: Style = Style::new().dimmed();

/// What a container puts before its lines.
struct Margin {
    /// Before its first line, once.
    first: Option<Vec<Glyph>>,
    rest: Vec<Glyph>,
    /// An item of a list without blank lines.
    is_tight: bool,
}

pub(super) struct Writer {
    screen: Screen,
    out: String,
    /// Addresses that glyphs lead to.
    links: Vec<String>,
    margins: Vec<Margin>,
    /// The paragraph so far.
    text: Vec<Glyph>,
    /// How the next text looks; what is opened pushes, what is closed pops.
    looks: Vec<Look>,
    /// The number of the next item, in lists that are open.
    lists: Vec<Option<u64>>,
    /// A blank line comes before the next line.
    is_gap_due: bool,
    /// A code block that is open: its language and lines.
    code: Option<(String, String)>,
    /// A table that is open.
    grid: Option<Grid>,
}

impl Writer {
    pub(super) fn new(screen: Screen) -> Self {
        Self {
            screen,
            out: String::new(),
            links: Vec::new(),
            margins: vec![Margin { first: None, rest: Vec::new(), is_tight: false }],
            text: Vec::new(),
            looks: vec![Look::default()],
            lists: Vec::new(),
            is_gap_due: false,
            code: None,
            grid: None,
        }
    }

    /// All that was written.
    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.out
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.push(&text),
            },
            Event::Code(code) => {
                let sign = if self.screen.has_colour { "" } else { "`" };
                self.styled(|style| style.fg_color(Some(AnsiColor::Cyan.into())));
                self.push(&format!("{sign}{code}{sign}"));
                self.looks.pop();
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.text.push(Glyph { letter: '\n', look: Look::default() }),
            Event::Rule => {
                self.indent(2);
                let line = glyphs(&"─".repeat(self.room().min(40)), DIM);
                self.line(&line);
                self.is_gap_due = true;
            }
            Event::FootnoteReference(name) => self.push(&format!("[{name}]")),
            Event::Html(html) | Event::InlineHtml(html) if !html.trim_start().starts_with("<!--") => self.push(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.styled(|style| {
                    let style = style.bold();
                    if level == HeadingLevel::H2 { style.fg_color(Some(AnsiColor::Yellow.into())) } else { style }
                });
            }
            Tag::BlockQuote(kind) => self.quote(kind),
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(number) => {
                self.flush();
                self.lists.push(number);
            }
            Tag::FootnoteDefinition(name) => {
                let marker = format!("[{name}] ");
                self.open(&marker, false);
            }
            Tag::Table(alignment) => {
                self.flush();
                self.grid = Some(Grid::new(alignment));
            }
            Tag::Emphasis => self.styled(Style::italic),
            Tag::Strong | Tag::TableHead => self.styled(Style::bold),
            Tag::Strikethrough => self.styled(Style::strikethrough),
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            Tag::Image { dest_url, .. } => {
                self.push("Picture: ");
                self.link(&dest_url);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(level) => {
                self.looks.pop();
                let indents = if level <= HeadingLevel::H2 { (0, 2) } else { (2, 4) };
                self.indent(indents.0);
                self.flush();
                self.indent(indents.1);
                self.is_gap_due = level == HeadingLevel::H1;
            }
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => self.close(),
            TagEnd::Item => {
                let is_tight = self.margins.last().is_some_and(|margin| margin.is_tight);
                self.close();
                self.is_gap_due = !is_tight;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.is_gap_due = true;
            }
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    self.code_block(&language, &code);
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(grid) = &mut self.grid {
                    grid.cell(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if tag == TagEnd::TableHead {
                    self.looks.pop();
                }
                if let Some(grid) = &mut self.grid {
                    grid.end_row();
                }
            }
            TagEnd::Table => {
                for line in self.grid.take().map(|grid| grid.lines(self.room())).unwrap_or_default() {
                    self.line(&line);
                }
                self.is_gap_due = true;
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.looks.pop();
            }
            _ => {}
        }
    }

    /// Sets how far what stands below a heading is set off to the right, so that headings are seen without colours too.
    fn indent(&mut self, columns: usize) {
        if let [base] = self.margins.as_mut_slice() {
            base.rest = glyphs(&" ".repeat(columns), Style::new());
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.flush();
        self.settle();
        let (name, colour) = match kind {
            None => ("", AnsiColor::BrightBlack),
            Some(BlockQuoteKind::Note) => ("Note", AnsiColor::Blue),
            Some(BlockQuoteKind::Tip) => ("Tip", AnsiColor::Green),
            Some(BlockQuoteKind::Important) => ("Important", AnsiColor::Magenta),
            Some(BlockQuoteKind::Warning) => ("Warning", AnsiColor::Yellow),
            Some(BlockQuoteKind::Caution) => ("Caution", AnsiColor::Red),
        };
        let style = colour.on_default();
        self.margins.push(Margin { first: None, rest: glyphs("┃ ", style), is_tight: false });
        if !name.is_empty() {
            self.line(&glyphs(name, style.bold()));
        }
    }

    /// Opens an item of a list; `ticked` for one that is a task.
    pub(super) fn item(&mut self, is_tight: bool, ticked: Option<bool>) {
        let number = self.lists.last_mut().and_then(Option::as_mut);
        let marker = match (ticked, number) {
            (Some(true), _) => "☑ ".to_owned(),
            (Some(false), _) => "☐ ".to_owned(),
            (None, None) => "• ".to_owned(),
            (None, Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}. ", *number - 1)
            }
        };
        self.open(&marker, is_tight);
    }

    /// Opens a container with a marker before its first line.
    fn open(&mut self, marker: &str, is_tight: bool) {
        self.flush();
        self.settle();
        let first = glyphs(marker, DIM);
        let rest = glyphs(&" ".repeat(wide(&first)), Style::new());
        self.margins.push(Margin { first: Some(first), rest, is_tight });
    }

    fn close(&mut self) {
        self.flush();
        if self.margins.last().is_some_and(|margin| margin.first.is_some()) {
            self.line(&[]);
        }
        self.margins.pop();
        self.is_gap_due = true;
    }

    fn code_block(&mut self, language: &str, code: &str) {
        self.line(&glyphs(&format!("┌ {language}"), DIM));
        let room = self.room().saturating_sub(2).max(NARROWEST);
        for line in code.lines() {
            let line = glyphs(&line.replace('\t', "    "), Style::new());
            // What is piped may be read by a program, and what stands in a terminal may not run out of the frame.
            let cuts: Vec<&[Glyph]> = if self.screen.is_terminal { glyph::fold(&line, room) } else { vec![&line] };
            for part in cuts {
                let mut framed = glyphs("│ ", DIM);
                framed.extend_from_slice(part);
                self.line(&framed);
            }
        }
        self.line(&glyphs("└", DIM));
        self.is_gap_due = true;
    }

    fn push(&mut self, text: &str) {
        let look = self.looks.last().copied().unwrap_or_default();
        let letters = text.chars().filter_map(|letter| clean(if letter == '\n' { ' ' } else { letter }));
        self.text.extend(letters.map(|letter| Glyph { letter, look }));
    }

    /// Changes how the next text looks, until `looks` is popped.
    fn styled(&mut self, change: impl FnOnce(Style) -> Style) {
        let look = self.looks.last().copied().unwrap_or_default();
        self.looks.push(Look { style: change(look.style), ..look });
    }

    fn link(&mut self, address: &str) {
        let look = self.looks.last().copied().unwrap_or_default();
        let style = look.style.underline();
        self.looks.push(Look { style, link: Some(self.links.len()) });
        self.links.push(address.to_owned());
    }

    /// Where a terminal cannot be given an address to follow, it is read.
    fn end_link(&mut self) {
        let Some(look) = self.looks.pop() else { return };
        let Some(address) = look.link.and_then(|link| self.links.get(link)).cloned() else { return };
        let is_followed = self.screen.has_links() && glyph::address(&address).is_some();
        let own = self.text.iter().filter(|glyph| glyph.look.link == look.link).map(|glyph| glyph.letter).collect::<String>();
        let short = ["mailto:", "https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(&address);
        let is_said = own == address || own == short || own == short.trim_end_matches('/');
        if !is_followed && !is_said {
            self.styled(|_| DIM);
            self.push(&format!(" ({address})"));
            self.looks.pop();
        }
    }

    /// Ends the paragraph that is open.
    fn flush(&mut self) {
        if self.grid.is_some() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if text.iter().all(|glyph| glyph.letter.is_whitespace()) {
            return;
        }
        for line in wrap(&text, self.room()) {
            self.line(line);
        }
        self.is_gap_due = !self.margins.last().is_some_and(|margin| margin.is_tight);
    }

    /// How wide a line may be.
    fn room(&self) -> usize {
        let margins: usize = self.margins.iter().map(|margin| wide(&margin.rest)).sum();
        self.screen.width.saturating_sub(margins).max(NARROWEST)
    }

    /// Writes the blank line that is due, before a container changes the margin.
    fn settle(&mut self) {
        if std::mem::take(&mut self.is_gap_due) && !self.out.is_empty() {
            let margin: Vec<Glyph> = self.margins.iter().flat_map(|margin| margin.rest.iter().copied()).collect();
            self.write(&margin);
        }
    }

    fn line(&mut self, line: &[Glyph]) {
        self.settle();
        let mut whole: Vec<Glyph> = Vec::new();
        for margin in &mut self.margins {
            match margin.first.take() {
                Some(first) => whole.extend(first),
                None => whole.extend_from_slice(&margin.rest),
            }
        }
        whole.extend_from_slice(line);
        self.write(&whole);
    }

    fn write(&mut self, line: &[Glyph]) {
        let links = if self.screen.has_links() { self.links.as_slice() } else { &[] };
        let end = line.iter().rposition(|glyph| glyph.letter != ' ').map_or(0, |last| last + 1);
        paint(&mut self.out, &line[..end], links);
        self.out.push('\n');
    }
}
