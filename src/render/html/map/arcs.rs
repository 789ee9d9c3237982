//! The entries of a category, one below the other, and an arc for each link between two of them.

use std::collections::BTreeMap;

use super::svg::{Drawing, Point, Rect, Text, WIDTH, cut, letters, put, status_class};
use super::{Mark, Scope, Tie, enumerate, slug, title};
use crate::catalog::{CategoryId, EntryId};
use crate::route;

/// More entries than this, or more links, are no picture any more.
const MOST: usize = 30;
const MOST_LINKS: usize = 60;
const HEIGHT: i32 = 26;
const ROW: i32 = 30;
/// Names may have so many letters.
const FIT: usize = 26;
/// How far the widest arc reaches.
const REACH: i32 = 84;
/// Where a name begins, behind a status of three digits.
const INDENT: i32 = 38;

/// Links by their two ends, the smaller id first.
type Links = BTreeMap<(EntryId, EntryId), Tie>;

pub(super) fn draw(scope: &Scope<'_>, id: CategoryId) -> Option<String> {
    let catalog = &scope.site.catalog;
    let links = links(scope, id)?;
    let order = order(&links);
    if order.is_empty() || order.len() > MOST {
        return None;
    }
    let names: Vec<&str> = order.iter().map(|id| slug(&catalog[*id].path)).collect();
    let has_status = order.iter().any(|id| catalog[*id].definition().status.is_some());
    let indent = if has_status { INDENT } else { 8 };
    let longest = names.iter().map(|name| name.len()).max().unwrap_or_default().min(FIT);
    let width = indent + letters(longest) + 8;
    let reach = REACH.min(WIDTH - width - 2);
    // What is narrower than the drawing stands in its middle.
    let left = (WIDTH - width - reach) / 2;
    let mut drawing = Drawing::new(order.len());
    let row = |id: EntryId| order.iter().position(|other| *other == id).and_then(|row| i32::try_from(row).ok()).unwrap_or_default();
    for ((a, b), tie) in &links {
        let (upper, lower) = (row(*a).min(row(*b)), row(*a).max(row(*b)));
        // Lines to what stands above leave a node in its upper half, lines to what stands below in its lower half.
        let (x, y1, y2) = (left + width, upper * ROW + HEIGHT / 2 + 5, lower * ROW + HEIGHT / 2 - 5);
        let ry = (y2 - y1) / 2;
        let has_way_back = tie.names && tie.named;
        let path = drawing.edge(Tie { named: has_way_back, ..*tie }.class());
        put!(path, "M", x, " ", y1, "A", reach.min(ry + 4), " ", ry, " 0 0 1 ", x, " ", y2);
        let end = |id: EntryId| if row(id) == upper { (x, y1) } else { (x, y2) };
        for (is_there, id) in [(tie.names, *b), (tie.named, *a)] {
            if is_there {
                drawing.head(end(id), Point::Left);
            }
        }
    }
    for (id, name) in order.iter().zip(&names) {
        let entry = &catalog[*id];
        let rect = Rect { x: left, y: row(*id) * ROW, width, height: HEIGHT };
        let y = rect.y + 17;
        let text = Text { class: "name", x: left + indent, y, words: &cut(name, FIT) };
        let href = scope.url(&route::page(&entry.path));
        let title = title(scope, entry, name);
        match entry.definition().status {
            Some(code) => {
                let class = status_class(code);
                drawing.node(Some(&href), &title, rect, &[Text { class: &class, x: left + 8, y, words: &code.to_string() }, text]);
            }
            None => drawing.node(Some(&href), &title, rect, &[text]),
        }
    }
    let rows = i32::try_from(order.len()).ok()?;
    let label = format!("Relations within {}", catalog[id].title);
    Some(drawing.finish(rows * ROW - (ROW - HEIGHT), "start", &label, &words(scope, &links, &order)))
}

/// The links within a category; `None` where there are too many.
fn links(scope: &Scope<'_>, category: CategoryId) -> Option<Links> {
    let catalog = &scope.site.catalog;
    let mut links = Links::new();
    let mut add = |from: EntryId, to: EntryId, names: bool, mark: Option<Mark>| {
        if from != to && catalog[to].category == category {
            let tie = links.entry((from.min(to), from.max(to))).or_default();
            tie.names |= names && from < to;
            tie.named |= names && from > to;
            tie.mark = tie.mark.or(mark);
        }
        links.len() <= MOST_LINKS
    };
    for id in &catalog[category].entries {
        let entry = &catalog[*id];
        let successor = entry.replaced_by.iter().map(|to| (*to, true, Some(Mark::Successor)));
        let related = entry.related.iter().map(|relation| (relation.entry, true, None));
        let compared = entry.comparisons.iter().map(|comparison| {
            let comparison = &catalog[*comparison];
            let other = if comparison.left == *id { comparison.right } else { comparison.left };
            (other, false, Some(Mark::Compared))
        });
        for (to, names, mark) in successor.chain(related).chain(compared) {
            if !add(*id, to, names, mark) {
                return None;
            }
        }
    }
    Some(links)
}

/// The linked entries in an order that keeps arcs short: from the one with the fewest links on to its neighbours, and so on.
fn order(links: &Links) -> Vec<EntryId> {
    let mut neighbours: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for (a, b) in links.keys() {
        neighbours.entry(*a).or_default().push(*b);
        neighbours.entry(*b).or_default().push(*a);
    }
    let degree = |id: &EntryId| (neighbours[id].len(), *id);
    let mut starts: Vec<EntryId> = neighbours.keys().copied().collect();
    starts.sort_unstable_by_key(degree);
    let mut order: Vec<EntryId> = Vec::with_capacity(starts.len());
    for start in starts {
        if order.contains(&start) {
            continue;
        }
        let mut next = order.len();
        order.push(start);
        while let Some(id) = order.get(next) {
            let mut new: Vec<EntryId> = neighbours[id].iter().copied().filter(|other| !order.contains(other)).collect();
            new.sort_unstable_by_key(degree);
            order.extend(new);
            next += 1;
        }
    }
    order
}

/// The picture in words.
fn words(scope: &Scope<'_>, links: &Links, order: &[EntryId]) -> String {
    let name = |id: EntryId| slug(&scope.site.catalog[id].path);
    let mut out = String::new();
    for id in order {
        let mut named = Vec::new();
        let mut compared = Vec::new();
        for ((a, b), tie) in links.iter().filter(|((a, b), _)| a == id || b == id) {
            let other = if a == id { *b } else { *a };
            if (a == id && tie.names) || (b == id && tie.named) {
                named.push(name(other));
            }
            // A comparison is said once.
            if a == id && tie.mark == Some(Mark::Compared) {
                compared.push(name(other));
            }
        }
        if named.is_empty() && compared.is_empty() {
            continue;
        }
        let mut is_first = true;
        if !out.is_empty() {
            out.push(' ');
        }
        put!(&mut out, name(*id), " ");
        enumerate(&mut out, &mut is_first, "names", &named);
        enumerate(&mut out, &mut is_first, "is compared with", &compared);
        out.push('.');
    }
    out
}
