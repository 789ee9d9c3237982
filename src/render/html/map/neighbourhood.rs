//! An entry and its neighbours: those that it names to the right, those that name it to the left.
//!
//! With neighbours on both sides the entry is a band across the middle, and the lines run in lanes between the columns: the nearest node has
//! the nearest lane, so that no two lines cross. With neighbours on one side only it stands across from them.

use std::collections::BTreeMap;

use super::Scope;
use super::svg::{Drawing, Point, Rect, Text, WIDTH, cut, letters, status};
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
struct Side {
    shown: Vec<(EntryId, Tie)>,
    hidden: usize,
}

pub(super) fn draw(scope: &Scope<'_>, entry: &Entry) -> Option<String> {
    let catalog = &scope.site.catalog;
    let id = catalog.entry_at(&entry.path)?;
    let (left, right) = sides(catalog, id);
    if left.shown.is_empty() && right.shown.is_empty() {
        return None;
    }
    let ids: Vec<EntryId> = left.shown.iter().chain(&right.shown).map(|(id, _)| *id).chain([id]).collect();
    let mut picture = Picture { scope, names: names(catalog, &ids), drawing: Drawing::default() };
    let height =
        if left.shown.is_empty() || right.shown.is_empty() { picture.across(id, &left, &right) } else { picture.around(id, &left, &right) };
    let label = format!("{} and its neighbours", slug(&entry.path));
    let caption = picture.words(id, &left, &right);
    Some(picture.drawing.finish(height, "middle", &label, &caption))
}

/// Those that name an entry, and those that it names or has a comparison with.
fn sides(catalog: &Catalog, id: EntryId) -> (Side, Side) {
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

impl Side {
    fn new(mut all: Vec<(EntryId, Tie)>) -> Self {
        let hidden = if all.len() > MOST { all.len() - (MOST - 1) } else { 0 };
        all.truncate(all.len() - hidden);
        Self { shown: all, hidden }
    }

    /// How many rows it takes.
    fn rows(&self) -> i32 {
        i32::try_from(self.shown.len() + usize::from(self.hidden > 0)).expect("a side is short")
    }
}

struct Picture<'a> {
    scope: &'a Scope<'a>,
    /// What all that are drawn are called.
    names: BTreeMap<EntryId, String>,
    drawing: Drawing,
}

impl Picture<'_> {
    /// The entry across from its neighbours, which are all on one side. Gives the height.
    fn across(&mut self, id: EntryId, left: &Side, right: &Side) -> i32 {
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
            self.drawing.edge(tie.class(), &format!("M{from} {y1}C{bend} {y1} {bend} {y2} {to} {y2}"));
            if tie.names || is_left {
                self.drawing.head((to, y2), Point::Right);
            }
            if tie.names && tie.named {
                self.drawing.head((from, y1), Point::Left);
            }
            self.node(*other, *tie, rect);
        }
        self.more(side, x, (side.rows() - 1) * ROW);
        self.own(id, own);
        whole
    }

    /// The entry as a band, its neighbours around it. Gives the height.
    fn around(&mut self, id: EntryId, left: &Side, right: &Side) -> i32 {
        let (width, height) = NODE;
        let rows = left.rows().max(right.rows());
        let above = rows - rows / 2;
        let own_width = (letters(self.names[&id].len()) + 24).clamp(NODE.0, 252) / 2 * 2;
        let own = Rect { x: (WIDTH - own_width) / 2, y: above * ROW, width: own_width, height };
        for (side, is_left) in [(left, true), (right, false)] {
            let own_above = side.rows() - side.rows() / 2;
            let row = |place: i32| above - own_above + place + i32::from(place >= own_above);
            let x = if is_left { 0 } else { WIDTH - width };
            for (place, (other, tie)) in (0..).zip(&side.shown) {
                let rect = Rect { x, y: row(place) * ROW, width, height };
                self.lane(own, rect, *tie, is_left);
                self.node(*other, *tie, rect);
            }
            self.more(side, x, row(side.rows() - 1) * ROW);
        }
        self.own(id, own);
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
        self.drawing.edge(tie.class(), &format!("M{start} {y}q{toward} 0 {toward} {down}V{end}"));
        if tie.named {
            self.drawing.head((start + toward, end), point);
        }
        if tie.names {
            self.drawing.head((start, y), if is_left { Point::Left } else { Point::Right });
        }
    }

    fn node(&mut self, id: EntryId, tie: Tie, rect: Rect) {
        let href = self.scope.url(&route::page(&self.scope.site.catalog[id].path));
        let mark = match (tie.mark, tie.names && tie.named) {
            (Some(Mark::Successor), _) => "successor",
            (Some(Mark::Compared), _) => "compared",
            (None, true) => "both ways",
            (None, false) => "",
        };
        let (class, fact) = self.fact(id, mark);
        let name = &self.names[&id];
        let title = title(self.scope, id, name);
        let title = if mark.is_empty() { title } else { format!("{title}, {mark}") };
        let (x, _) = rect.middle();
        let texts =
            [Text { class: "name", x, y: rect.y + 17, words: &cut(name, FIT) }, Text { class: &class, x, y: rect.y + 32, words: &fact }];
        self.drawing.node(Some(&href), &title, rect, &texts);
    }

    fn own(&mut self, id: EntryId, rect: Rect) {
        let name = &self.names[&id];
        let (class, fact) = self.fact(id, "");
        let (x, _) = rect.middle();
        let fit = usize::try_from((rect.width - 12) * 10 / letters(10)).unwrap_or(FIT);
        let texts =
            [Text { class: "name", x, y: rect.y + 17, words: &cut(name, fit) }, Text { class: &class, x, y: rect.y + 32, words: &fact }];
        self.drawing.node(None, &title(self.scope, id, name), rect, &texts);
    }

    /// The second line of a node: the status, and what is special; the title where there is neither.
    fn fact(&self, id: EntryId, mark: &str) -> (String, String) {
        let definition = self.scope.site.catalog[id].definition();
        match definition.status {
            Some(code) => {
                let full = match (self.names[&id] == code.to_string(), mark) {
                    (false, "") => status(code),
                    (false, _) => format!("{code} · {mark}"),
                    // Its name has said the status.
                    (true, "") => phrase(code).unwrap_or_default().to_owned(),
                    (true, _) => mark.to_owned(),
                };
                // Half a phrase says less than none.
                (format!("fact s{}", code / 100), if full.is_empty() || full.chars().count() > FIT { code.to_string() } else { full })
            }
            None if mark.is_empty() => ("fact".into(), cut(&self.scope.site.plain(&definition.title), FIT)),
            None => ("fact".into(), mark.to_owned()),
        }
    }

    fn more(&mut self, side: &Side, x: i32, y: i32) {
        if side.hidden > 0 {
            let text = format!("+{} more", side.hidden);
            self.drawing.text(&Text { class: "more", x: x + NODE.0 / 2, y: y + 24, words: &text });
        }
    }

    /// The picture in words.
    fn words(&self, id: EntryId, left: &Side, right: &Side) -> String {
        let which = |belongs: fn(&Tie) -> bool| -> String {
            let all = right.shown.iter().chain(&left.shown).filter(|(_, tie)| belongs(tie));
            enumerate(&all.map(|(id, _)| self.names[id].clone()).collect::<Vec<_>>())
        };
        let parts = [
            ("names", which(|tie| tie.names && !tie.named)),
            ("names and is named by", which(|tie| tie.names && tie.named)),
            ("is named by", which(|tie| !tie.names && tie.named)),
            ("is compared with", which(|tie| tie.mark == Some(Mark::Compared))),
            ("is replaced by", which(|tie| tie.mark == Some(Mark::Successor))),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(_, names)| !names.is_empty()).map(|(verb, names)| format!("{verb} {names}")).collect();
        let more = match left.hidden + right.hidden {
            0 => String::new(),
            hidden => format!(" {hidden} more are not drawn."),
        };
        format!("{} {}.{more}", self.names[&id], parts.join("; "))
    }
}

/// What entries are called: the last part of the path, with its folder where two have the same.
fn names(catalog: &Catalog, ids: &[EntryId]) -> BTreeMap<EntryId, String> {
    let name = |id: &EntryId| {
        let path = catalog[*id].path.as_str();
        let short = slug(path);
        let is_shared = ids.iter().any(|other| other != id && slug(&catalog[*other].path) == short);
        let above = path[..path.len() - short.len()].trim_end_matches('/');
        (*id, if is_shared && !above.is_empty() { format!("{}/{short}", slug(above)) } else { short.to_owned() })
    };
    ids.iter().map(name).collect()
}
