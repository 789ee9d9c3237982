//! A drawing of nodes and edges, as compact as SVG allows.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use crate::markdown::escape;
use crate::model::phrase;

/// How wide a drawing is. On a phone of 360 pixels it has 320, so that a letter of 12 is one of 11.4.
pub(super) const WIDTH: i32 = 336;
/// The size of the letters.
const LETTER: i32 = 12;

/// Appends texts and numbers, many times faster than `format!` does: a page has a hundred of them.
macro_rules! put {
    ($out:expr, $($piece:expr),+ $(,)?) => {{
        let out: &mut String = $out;
        $(crate::render::html::map::svg::Piece::put($piece, out);)+
    }};
}
pub(super) use put;

/// What can be put into a drawing as it is.
pub(super) trait Piece {
    fn put(self, out: &mut String);
}

impl Piece for &str {
    fn put(self, out: &mut String) {
        out.push_str(self);
    }
}

impl Piece for i32 {
    fn put(self, out: &mut String) {
        fn digits(number: u32, out: &mut String) {
            if number > 9 {
                digits(number / 10, out);
            }
            out.extend(char::from_digit(number % 10, 10));
        }
        if self < 0 {
            out.push('-');
        }
        digits(self.unsigned_abs(), out);
    }
}

/// A drawing while it grows: edges lie below heads, heads below nodes.
pub(super) struct Drawing {
    /// The path of each class.
    edges: Vec<(&'static str, String)>,
    heads: String,
    nodes: String,
}

/// A box.
#[derive(Clone, Copy)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Rect {
    pub(super) fn middle(self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    pub(super) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.height
    }
}

/// Where an arrow points.
#[derive(Clone, Copy)]
pub(super) enum Point {
    Left,
    Right,
    Up,
    Down,
}

/// A text in a node.
pub(super) struct Text<'a> {
    pub(super) class: &'a str,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) words: &'a str,
}

impl Drawing {
    /// An empty one, with room for so many nodes.
    pub(super) fn new(nodes: usize) -> Self {
        Self { edges: Vec::with_capacity(4), heads: String::with_capacity(nodes * 24), nodes: String::with_capacity(nodes * 400) }
    }

    /// The path of all lines of a class, to which one more is added.
    pub(super) fn edge(&mut self, class: &'static str) -> &mut String {
        let place = self.edges.iter().position(|(known, _)| *known == class).unwrap_or_else(|| {
            self.edges.push((class, String::with_capacity(256)));
            self.edges.len() - 1
        });
        &mut self.edges[place].1
    }

    /// The head of an arrow, with its tip here.
    pub(super) fn head(&mut self, (x, y): (i32, i32), point: Point) {
        let rest = match point {
            Point::Right => "l-6-3v6z",
            Point::Left => "l6-3v6z",
            Point::Down => "l-3-6h6z",
            Point::Up => "l-3 6h6z",
        };
        put!(&mut self.heads, "M", x, " ", y, rest);
    }

    /// A node, and where it leads; without an address it is the one whose page it is.
    pub(super) fn node(&mut self, href: Option<&str>, title: &str, rect: Rect, texts: &[Text<'_>]) {
        let out = &mut self.nodes;
        match href {
            Some(href) => {
                out.push_str("<a class=\"node\" href=\"");
                escape::attribute(out, href);
                out.push_str("\"><title>");
            }
            None => out.push_str("<g class=\"node self\"><title>"),
        }
        escape::text(out, title);
        let Rect { x, y, width, height } = rect;
        put!(out, "</title><rect x=\"", x, "\" y=\"", y, "\" width=\"", width, "\" height=\"", height, "\" rx=\"7\"/>");
        for text in texts {
            self.text(text);
        }
        self.nodes.push_str(if href.is_some() { "</a>" } else { "</g>" });
    }

    /// A text that stands alone, or in the node that is being drawn.
    pub(super) fn text(&mut self, text: &Text<'_>) {
        let Text { class, x, y, words } = *text;
        put!(&mut self.nodes, "<text class=\"", class, "\" x=\"", x, "\" y=\"", y, "\">");
        escape::text(&mut self.nodes, words);
        self.nodes.push_str("</text>");
    }

    /// The whole, a quarter larger where there is room, with what it shows in words.
    pub(super) fn finish(mut self, height: i32, anchor: &str, label: &str, caption: &str) -> String {
        let mut out = String::with_capacity(self.nodes.len() + self.heads.len() + caption.len() + 2_048);
        // A drawing is read from left to right in any language: its names are codes, and its arrows would not turn with the text.
        put!(&mut out, "<figure class=\"map-figure\"><svg viewBox=\"-1 -1 ", WIDTH + 2, " ", height + 2);
        put!(&mut out, "\" width=\"", WIDTH * 5 / 4, "\" height=\"", height * 5 / 4, "\" role=\"group\" direction=\"ltr\" font-size=\"");
        put!(&mut out, LETTER, "\" text-anchor=\"", anchor, "\" aria-label=\"");
        escape::attribute(&mut out, label);
        out.push_str("\">");
        self.edges.sort_unstable();
        for (class, path) in &self.edges {
            put!(&mut out, "<path class=\"", *class, "\" d=\"", path.as_str(), "\"/>");
        }
        if !self.heads.is_empty() {
            put!(&mut out, "<path class=\"head\" d=\"", self.heads.as_str(), "\"/>");
        }
        out.push_str(&self.nodes);
        out.push_str("</svg><figcaption class=\"hidden\">");
        escape::text(&mut out, caption);
        out.push_str("</figcaption></figure>");
        out
    }
}

/// A status with its phrase.
pub(super) fn status(code: u16) -> String {
    let mut out = String::with_capacity(40);
    put!(&mut out, i32::from(code));
    if let Some(phrase) = phrase(code) {
        put!(&mut out, " ", phrase);
    }
    out
}

/// The class of a text that says a status.
pub(super) fn status_class(code: u16) -> Cow<'static, str> {
    match code / 100 {
        2 => "fact s2".into(),
        4 => "fact s4".into(),
        5 => "fact s5".into(),
        other => format!("fact s{other}").into(),
    }
}

/// How wide so many letters are: 0.6 em each.
pub(super) fn letters(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 72) * LETTER * 6 / 10
}

/// A text in so many columns, the end cut off where it is longer.
pub(super) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    let width = |c: char| c.width().unwrap_or_default();
    // A letter of ASCII has one column at most.
    if (text.is_ascii() && text.len() <= columns) || text.chars().map(width).sum::<usize>() <= columns {
        return text.into();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += width(*c);
        used <= columns
    });
    Cow::Owned(kept.collect::<String>().trim_end().to_owned() + "…")
}
