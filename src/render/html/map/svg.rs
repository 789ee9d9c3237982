//! A drawing of nodes and edges, as compact as SVG allows.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use crate::markdown::escape;
use crate::model::phrase;

/// How wide a drawing is. On a phone of 360 pixels it has 320, so that a letter of 12 is one of 11.4.
pub(super) const WIDTH: i32 = 336;
/// The size of the letters.
const LETTER: i32 = 12;

/// A drawing while it grows: edges lie below heads, heads below nodes.
#[derive(Default)]
pub(super) struct Drawing {
    edges: BTreeMap<String, String>,
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
    /// A line; those of a class are one path.
    pub(super) fn edge(&mut self, class: String, path: &str) {
        self.edges.entry(class).or_default().push_str(path);
    }

    /// The head of an arrow, with its tip here.
    pub(super) fn head(&mut self, (x, y): (i32, i32), point: Point) {
        let rest = match point {
            Point::Right => "l-6-3v6z",
            Point::Left => "l6-3v6z",
            Point::Down => "l-3-6h6z",
            Point::Up => "l-3 6h6z",
        };
        put(&mut self.heads, format_args!("M{x} {y}{rest}"));
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
        put(out, format_args!("</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"7\"/>"));
        for text in texts {
            self.text(text);
        }
        self.nodes.push_str(if href.is_some() { "</a>" } else { "</g>" });
    }

    /// A text that stands alone, or in the node that is being drawn.
    pub(super) fn text(&mut self, text: &Text<'_>) {
        let Text { class, x, y, words } = text;
        put(&mut self.nodes, format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">"));
        escape::text(&mut self.nodes, words);
        self.nodes.push_str("</text>");
    }

    /// The whole, a quarter larger where there is room, with what it shows in words.
    pub(super) fn finish(self, height: i32, anchor: &str, label: &str, caption: &str) -> String {
        let mut out = String::with_capacity(self.nodes.len() + self.heads.len() + caption.len() + 1_024);
        // A drawing is read from left to right in any language: its names are codes, and its arrows would not turn with the text.
        put(
            &mut out,
            format_args!(
                "<figure class=\"map-figure\"><svg viewBox=\"-1 -1 {} {}\" width=\"{}\" height=\"{}\" role=\"group\" \
                 direction=\"ltr\" font-size=\"{LETTER}\" text-anchor=\"{anchor}\" aria-label=\"",
                WIDTH + 2,
                height + 2,
                WIDTH * 5 / 4,
                height * 5 / 4,
            ),
        );
        escape::attribute(&mut out, label);
        out.push_str("\">");
        for (class, path) in &self.edges {
            put(&mut out, format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
        }
        if !self.heads.is_empty() {
            put(&mut out, format_args!("<path class=\"head\" d=\"{}\"/>", self.heads));
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
    format!("{code} {}", phrase(code).unwrap_or_default()).trim_end().to_owned()
}

/// How wide so many letters are: 0.6 em each.
pub(super) fn letters(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 72) * LETTER * 6 / 10
}

/// A text in so many columns, the end cut off where it is longer.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let width = |c: char| c.width().unwrap_or_default();
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += width(*c);
        used <= columns
    });
    kept.collect::<String>().trim_end().to_owned() + "…"
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes what is written");
}
