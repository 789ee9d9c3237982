//! What prose is written for: the page or twin around it.

use std::fmt::Display;

use super::highlight::Highlighter;

/// Where links lead. Whoever renders knows the page that it renders, so answers are relative to it.
pub trait Links {
    /// Where `[[text]]` leads; `None` if nothing or too much is meant.
    fn reference(&self, text: &str) -> Option<Target>;

    /// Where a code span leads, if it is exactly a known code.
    fn code(&self, text: &str) -> Option<Target>;

    /// Where a link or image of the prose leads that is no full address; `None` to leave it.
    fn href(&self, destination: &str) -> Option<String>;
}

/// A place to link to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The address.
    pub href: String,
    /// What is there.
    pub title: String,
}

/// Leaves every link as it is and knows no codes.
pub struct NoLinks;

impl Links for NoLinks {
    fn reference(&self, _: &str) -> Option<Target> {
        None
    }

    fn code(&self, _: &str) -> Option<Target> {
        None
    }

    fn href(&self, _: &str) -> Option<String> {
        None
    }
}

/// For whom the text is. `:::people` and `:::agents` hold what only one of them is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Readers of the pages.
    People,
    /// Readers of the Markdown twins.
    Agents,
}

/// What becomes of HTML in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as it was typed.
    Shown,
    /// A harmless subset works: `allow-html` in `book.toml`.
    Sanitised,
}

/// The surroundings of one piece of prose.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Where links lead.
    pub links: &'a dyn Links,
    /// Colours the code blocks.
    pub highlighter: &'a Highlighter,
    /// The level of the topmost headings of the prose, 2 to 6: one below the section's own.
    pub heading_level: u8,
    /// Goes before every id, so that several proses can stand in one page: `cause-2-`.
    pub id_prefix: &'a dyn Display,
    /// What becomes of HTML.
    pub raw_html: RawHtml,
    /// Who is going to read it.
    pub audience: Audience,
}
