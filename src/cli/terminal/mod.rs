//! Markdown → a terminal: wrapped, coloured, with links.
//!
//! Definitions may come from strangers, and a terminal obeys what it is sent: no control character of a text gets through. All that
//! steers the terminal is written in [`glyph`].

mod glyph;
mod grid;
#[cfg(test)]
mod tests;
mod writer;

use pulldown_cmark::{Event, Options, Parser, Tag};

pub(super) use glyph::clean;
use writer::Writer;

/// Text is never wider than this: longer lines are hard to read.
const WIDEST: usize = 100;
/// How wide a text is where nobody knows.
const USUAL: usize = 80;

/// Where a text is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    width: usize,
    /// It is a terminal, and no file or pipe.
    is_terminal: bool,
    /// Colours and links get through.
    has_colour: bool,
}

impl Screen {
    /// Standard output.
    pub(super) fn stdout() -> Self {
        let width = super::table::width();
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        Self { width: width.unwrap_or(USUAL).min(WIDEST), is_terminal: width.is_some(), has_colour: choice != anstream::ColorChoice::Never }
    }

    fn has_links(self) -> bool {
        self.is_terminal && self.has_colour
    }
}

/// Draws a Markdown text.
pub(super) fn render(markdown: &str, screen: Screen) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut writer = Writer::new(screen);
    let mut events = Parser::new_ext(markdown, options).peekable();
    while let Some(event) = events.next() {
        if event == Event::Start(Tag::Item) {
            let is_tight = !matches!(events.peek(), Some(Event::Start(tag)) if is_block(tag));
            events.next_if_eq(&Event::Start(Tag::Paragraph));
            let ticked = events.next_if(|event| matches!(event, Event::TaskListMarker(_)));
            writer.item(is_tight, ticked.map(|event| event == Event::TaskListMarker(true)));
        } else {
            writer.event(event);
        }
    }
    writer.finish()
}

/// Whether the first thing in an item makes it one with blank lines around it.
fn is_block(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Heading { .. } | Tag::Table(_))
}
