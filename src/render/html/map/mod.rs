//! The relation map: who names whom, as an SVG that is drawn when the page is made.
//!
//! Shapes and places stand in the SVG, colours and fonts in the style sheet, so that a strict Content-Security-Policy holds and a
//! theme can recolour it. There are no ids in it: arrow heads are drawn, not referred to. What a style sheet finds:
//!
//! | selector | what it is |
//! |---|---|
//! | `figure.map-figure` | the picture and its words |
//! | `figcaption.hidden` | the picture in words, for those who do not see it |
//! | `svg` | drawn for letters of 12 units, each 0.6 em wide: `font-family` must be monospaced |
//! | `.node` | an error: `<a>` with a `rect`, a `text.name` and a `text.fact` (status, or what else it is) |
//! | `.node.self` | the error whose page it is: a `<g>` |
//! | `.more` | how many are not drawn |
//! | `.edge` | lines, open paths: `fill: none` and a `stroke`, else they show as black shapes |
//! | `.edge.back`, `.edge.both` | lines from those that name it; lines that go both ways |
//! | `.edge.compare`, `.edge.next` | lines to what it is compared with; to what takes its place |
//! | `.head` | the heads of all arrows |
//! | `.s1` … `.s5` | on a text that says a status: its class; take `fill: currentColor` |
//!
//! The least that it needs, inside the `div.map` of the templates:
//!
//! ```css
//! .map svg { display: block; height: auto; margin-inline: auto; max-width: 100%; }
//! .map text { fill: var(--soft); font-family: var(--mono); }
//! .map .name { fill: var(--ink); font-weight: 600; }
//! .map .fact:is(.s1, .s2, .s3, .s4, .s5) { fill: currentColor; }
//! .map .edge { fill: none; stroke: var(--faint); stroke-width: 1.3; }
//! .map .compare { stroke-dasharray: 4 3; }
//! .map .next { stroke: var(--warn); }
//! .map .head { fill: var(--faint); }
//! .map .node rect { fill: var(--paper); stroke: var(--line); }
//! .map a:hover rect, .map a:focus-visible rect { stroke: var(--accent); }
//! .map .self rect { fill: var(--accent-soft); stroke: var(--accent); }
//! ```

mod arcs;
mod neighbourhood;
mod svg;
#[cfg(test)]
mod tests;

use super::scope::Scope;
use crate::catalog::{CategoryId, Entry};

/// An entry between those that it names and those that name it; nothing for one that stands alone.
pub(super) fn of_entry(scope: &Scope<'_>, entry: &Entry) -> String {
    neighbourhood::draw(scope, entry).unwrap_or_default()
}

/// The entries of a category and the links between them; nothing where there are none, or more than a picture can show.
pub(super) fn of_category(scope: &Scope<'_>, id: CategoryId) -> String {
    arcs::draw(scope, id).unwrap_or_default()
}

/// What ties an entry to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tie {
    /// It names the other one.
    names: bool,
    /// The other one names it.
    named: bool,
    mark: Option<Mark>,
}

/// What else there is between two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// They have a comparison.
    Compared,
    /// One takes the place of the other.
    Successor,
}

impl Tie {
    fn class(self) -> &'static str {
        match (self.names, self.named, self.mark) {
            (true, true, None) => "edge both",
            (true, true, Some(Mark::Compared)) => "edge both compare",
            (true, true, Some(Mark::Successor)) => "edge both next",
            (false, true, None) => "edge back",
            (false, true, Some(Mark::Compared)) => "edge back compare",
            (false, true, Some(Mark::Successor)) => "edge back next",
            (_, false, None) => "edge",
            (_, false, Some(Mark::Compared)) => "edge compare",
            (_, false, Some(Mark::Successor)) => "edge next",
        }
    }
}

/// The last part of an entry's path: its short name.
fn slug(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Appends what is done to some: `names a`, `names a and b`, `names a, b and c`; nothing where there are none. The first one has nothing before
/// it.
fn enumerate(out: &mut String, is_first: &mut bool, verb: &str, names: &[&str]) {
    let Some((last, most)) = names.split_last() else { return };
    if !std::mem::take(is_first) {
        out.push_str("; ");
    }
    out.push_str(verb);
    for (place, name) in most.iter().enumerate() {
        out.push_str(if place == 0 { " " } else { ", " });
        out.push_str(name);
    }
    out.push_str(if most.is_empty() { " " } else { " and " });
    out.push_str(last);
}

/// What is said of an entry when it is pointed at: its name in full, its title and its status.
fn title(scope: &Scope<'_>, entry: &Entry, name: &str) -> String {
    let definition = entry.definition();
    let title = scope.site.plain(&definition.title);
    let mut out = String::with_capacity(name.len() + title.len() + 64);
    out.push_str(name);
    if title != name {
        out.push_str(": ");
        out.push_str(&title);
    }
    if let Some(code) = definition.status {
        out.push_str(" (");
        out.push_str(&svg::status(code));
        out.push(')');
    }
    out
}
