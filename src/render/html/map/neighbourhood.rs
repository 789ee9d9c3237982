//! An entry and its neighbours: those that it names to the right, those that name it to the left.
//!
//! With neighbours on both sides the entry is a band across the middle, and the lines run in lanes between the columns: the nearest node has
//! the nearest lane, so that no two lines cross. With neighbours on one side only it stands across from them.

use std::borrow::Cow;

use super::Scope;
use super::svg::{Drawing, Point, Rect, Text, WIDTH, cut, letters, put, status, status_class};
use super::{Mark, Tie, enumerate, slug, title};
use crate::catalog::{Catalog, Entry, EntryId};
use crate::model::phrase;
use crate::route;

/// At most so many nodes stand on a side; one of them may say how many more there are.
const MOST: usize = 6;
const NODE: (i32, i32) = (144, 40);
/// From the top of a row to that of the next one.
const ROW: i32 = 48;
/// From a column to its first lane, and from one lane to the next.
const LANES: (i32, i32) = (9, 6);
/// So many letters fit in a node.
const FIT: usize = 18;

/// One side of the picture.
struct Side<T> {
    shown: Vec<(T, Tie)>,
    hidden: usize,
}

/// A class, and what is said in it.
type Fact = (Cow<'static, str>, String);

/// An entry in the picture.
struct Node<'a> {
    entry: &'a Entry,
    /// The last part of its path, with its folder where two have the same.
    name: Cow<'a, str>,
}

pub(super) fn draw(scope: &Scope<'_>, entry: &Entry) -> Option<String> {
    let catalog = &scope.site.catalog;
    let id = catalog.entry_at(&entry.path)?;
    let (left, right) = sides(catalog, id);
    if left.shown.is_empty() && right.shown.is_empty() {
        return None;
    }
    let (own, left, right) = named(catalog, entry, left, right);
    let mut picture = Picture { scope, drawing: Drawing::new(left.shown.len() + right.shown.len() + 1) };
    let height = if left.shown.is_empty() || right.shown.is_empty() {
        picture.across(&own, &left, &right)
    } else {
        picture.around(&own, &left, &right)
    };
    let label = format!("{} and its neighbours", slug(&entry.path));
    Some(picture.drawing.finish(height, "middle", &label, &words(&own.name, &left, &right)))
}

/// Those that name an entry, and those that it names or has a comparison with.
fn sides(catalog: &Catalog, id: EntryId) -> (Side<EntryId>, Side<EntryId>) {
    let entry = &catalog[id];
    let mut near: Vec<(EntryId, Tie)> = Vec::new();
    let mut add = |other: EntryId, names: bool, mark: Option<Mark>| {
        if other == id {
            return;
        }
        match near.iter_mut().find(|(known, _)| *known == other) {
            Some((_, tie)) => {
                tie.names |= names;
                tie.mark = tie.mark.or(mark);
            }
            None => {
                // Backlinks come by path, and so do ids.
                let named = entry.backlinks.binary_search_by_key(&other, |back| back.entry).is_ok();
                near.push((other, Tie { names, named, mark }));
            }
        }
    };
    if let Some(successor) = entry.replaced_by {
        add(successor, true, Some(Mark::Successor));
    }
    for relation in &entry.related {
        add(relation.entry, true, None);
    }
    for comparison in &entry.comparisons {
        let comparison = &catalog[*comparison];
        add(if comparison.left == id { comparison.right } else { comparison.left }, false, Some(Mark::Compared));
    }
    let back: Vec<EntryId> =
        entry.backlinks.iter().map(|back| back.entry).filter(|back| near.iter().all(|(known, _)| known != back)).collect();
    let (right, mut left): (Vec<_>, Vec<_>) = near.into_iter().partition(|(_, tie)| tie.names || !tie.named);
    left.extend(back.into_iter().map(|back| (back, Tie { named: true, ..Tie::default() })));
    (Side::new(left), Side::new(right))
}

impl<T> Side<T> {
    fn new(mut all: Vec<(T, Tie)>) -> Self {
        let hidden = if all.len() > MOST { all.len() - (MOST - 1) } else { 0 };
        all.truncate(all.len() - hidden);
        Self { shown: all, hidden }
    }

    /// How many rows it takes.
    fn rows(&self) -> i32 {
        i32::try_from(self.shown.len() + usize::from(self.hidden > 0)).expect("a side is short")
    }

    fn map<U>(self, mut make: impl FnMut(T) -> U) -> Side<U> {
        Side { shown: self.shown.into_iter().map(|(one, tie)| (make(one), tie)).collect(), hidden: self.hidden }
    }
}

/// The entry and its neighbours, with what they are called.
fn named<'a>(
    catalog: &'a Catalog,
    own: &'a Entry,
    left: Side<EntryId>,
    right: Side<EntryId>,
) -> (Node<'a>, Side<Node<'a>>, Side<Node<'a>>) {
    let mut slugs = vec![slug(&own.path)];
    let mut entry = |id: EntryId| {
        let entry = &catalog[id];
        slugs.push(slug(&entry.path));
        entry
    };
    let (left, right) = (left.map(&mut entry), right.map(&mut entry));
    let node = |entry: &'a Entry| {
        let path = entry.path.as_str();
        let short = slug(path);
        let is_shared = slugs.iter().filter(|other| **other == short).count() > 1;
        let above = path[..path.len() - short.len()].trim_end_matches('/');
        let name = if is_shared && !above.is_empty() { format!("{}/{short}", slug(above)).into() } else { short.into() };
        Node { entry, name }
    };
    (node(own), left.map(node), right.map(node))
}

struct Picture<'a> {
    scope: &'a Scope<'a>,
    drawing: Drawing,
}

impl Picture<'_> {
    /// The entry across from its neighbours, which are all on one side. Gives the height.
    fn across(&mut self, node: &Node<'_>, left: &Side<Node<'_>>, right: &Side<Node<'_>>) -> i32 {
        let is_left = right.shown.is_empty();
        let side = if is_left { left } else { right };
        let (width, height) = NODE;
        let (own_x, x) = if is_left { (WIDTH - width, 0) } else { (0, WIDTH - width) };
        let whole = side.rows() * ROW - (ROW - height);
        let own = Rect { x: own_x, y: (whole - height) / 2, width, height };
        let (from, to) = (width, WIDTH - width);
        let bend = WIDTH / 2;
        for (row, (other, tie)) in (0..).zip(&side.shown) {
            let rect = Rect { x, y: row * ROW, width, height };
            let (own_y, y) = (own.middle().1, rect.middle().1);
            let (y1, y2) = if is_left { (y, own_y) } else { (own_y, y) };
            put!(self.drawing.edge(tie.class()), "M", from, " ", y1, "C", bend, " ", y1, " ", bend, " ", y2, " ", to, " ", y2);
            if tie.names || is_left {
                self.drawing.head((to, y2), Point::Right);
            }
            if tie.names && tie.named {
                self.drawing.head((from, y1), Point::Left);
            }
            self.node(other, *tie, rect);
        }
        self.more(side, x, (side.rows() - 1) * ROW);
        self.own(node, own);
        whole
    }

    /// The entry as a band, its neighbours around it. Gives the height.
    fn around(&mut self, node: &Node<'_>, left: &Side<Node<'_>>, right: &Side<Node<'_>>) -> i32 {
        let (width, height) = NODE;
        let rows = left.rows().max(right.rows());
        let above = rows - rows / 2;
        let own_width = (letters(node.name.len()) + 24).clamp(NODE.0, 252) / 2 * 2;
        let own = Rect { x: (WIDTH - own_width) / 2, y: above * ROW, width: own_width, height };
        for (side, is_left) in [(left, true), (right, false)] {
            let own_above = side.rows() - side.rows() / 2;
            let row = |place: i32| above - own_above + place + i32::from(place >= own_above);
            let x = if is_left { 0 } else { WIDTH - width };
            for (place, (other, tie)) in (0..).zip(&side.shown) {
                let rect = Rect { x, y: row(place) * ROW, width, height };
                self.lane(own, rect, *tie, is_left);
                self.node(other, *tie, rect);
            }
            self.more(side, x, row(side.rows() - 1) * ROW);
        }
        self.own(node, own);
        (rows + 1) * ROW - (ROW - height)
    }

    /// The line between the entry and a node above or below it.
    fn lane(&mut self, own: Rect, rect: Rect, tie: Tie, is_left: bool) {
        let is_above = rect.y < own.y;
        let distance = (rect.y - own.y).abs() / ROW;
        let reach = LANES.0 + LANES.1 * (distance - 1);
        let (start, toward) = if is_left { (rect.right(), reach) } else { (rect.x, -reach) };
        let y = rect.middle().1;
        let (down, end, point) = if is_above { (reach, own.y, Point::Down) } else { (-reach, own.bottom(), Point::Up) };
        put!(self.drawing.edge(tie.class()), "M", start, " ", y, "q", toward, " 0 ", toward, " ", down, "V", end);
        if tie.named {
            self.drawing.head((start + toward, end), point);
        }
        if tie.names {
            self.drawing.head((start, y), if is_left { Point::Left } else { Point::Right });
        }
    }

    fn node(&mut self, node: &Node<'_>, tie: Tie, rect: Rect) {
        let href = self.scope.url(&route::page(&node.entry.path));
        let mark = match (tie.mark, tie.names && tie.named) {
            (Some(Mark::Successor), _) => "successor",
            (Some(Mark::Compared), _) => "compared",
            (None, true) => "both ways",
            (None, false) => "",
        };
        let mut title = title(self.scope, node.entry, &node.name);
        if !mark.is_empty() {
            put!(&mut title, ", ", mark);
        }
        self.texts(Some(&href), &title, rect, &cut(&node.name, FIT), &self.fact(node, mark));
    }

    fn own(&mut self, node: &Node<'_>, rect: Rect) {
        let fit = usize::try_from((rect.width - 12) * 10 / letters(10)).unwrap_or(FIT);
        let title = title(self.scope, node.entry, &node.name);
        self.texts(None, &title, rect, &cut(&node.name, fit), &self.fact(node, ""));
    }

    /// A node with its two lines.
    fn texts(&mut self, href: Option<&str>, title: &str, rect: Rect, name: &str, (class, fact): &Fact) {
        let (x, _) = rect.middle();
        let texts = [Text { class: "name", x, y: rect.y + 17, words: name }, Text { class, x, y: rect.y + 32, words: fact }];
        self.drawing.node(href, title, rect, &texts);
    }

    /// The second line of a node: the status, and what is special; the title where there is neither.
    fn fact(&self, node: &Node<'_>, mark: &str) -> Fact {
        let definition = node.entry.definition();
        match definition.status {
            Some(code) => {
                let is_name = node.name.starts_with(|first: char| first.is_ascii_digit()) && *node.name == code.to_string();
                let full = match (is_name, mark) {
                    (false, "") => status(code),
                    (false, _) => format!("{code} · {mark}"),
                    // Its name has said the status.
                    (true, "") => phrase(code).unwrap_or_default().to_owned(),
                    (true, _) => mark.to_owned(),
                };
                // Half a phrase says less than none.
                (status_class(code), if full.is_empty() || full.chars().count() > FIT { code.to_string() } else { full })
            }
            None if mark.is_empty() => ("fact".into(), cut(&self.scope.site.plain(&definition.title), FIT).into_owned()),
            None => ("fact".into(), mark.to_owned()),
        }
    }

    fn more<T>(&mut self, side: &Side<T>, x: i32, y: i32) {
        if side.hidden > 0 {
            let text = format!("+{} more", side.hidden);
            self.drawing.text(&Text { class: "more", x: x + NODE.0 / 2, y: y + 24, words: &text });
        }
    }
}

/// The picture in words.
fn words(name: &str, left: &Side<Node<'_>>, right: &Side<Node<'_>>) -> String {
    let mut out = String::with_capacity(256);
    put!(&mut out, name, " ");
    let mut is_first = true;
    let mut say = |verb: &str, belongs: fn(&Tie) -> bool| {
        let all = right.shown.iter().chain(&left.shown).filter(|(_, tie)| belongs(tie));
        enumerate(&mut out, &mut is_first, verb, &all.map(|(node, _)| node.name.as_ref()).collect::<Vec<_>>());
    };
    say("names", |tie| tie.names && !tie.named);
    say("names and is named by", |tie| tie.names && tie.named);
    say("is named by", |tie| !tie.names && tie.named);
    say("is compared with", |tie| tie.mark == Some(Mark::Compared));
    say("is replaced by", |tie| tie.mark == Some(Mark::Successor));
    out.push('.');
    let hidden = left.hidden + right.hidden;
    if hidden > 0 {
        out.push_str(&format!(" {hidden} more are not drawn."));
    }
    out
}
