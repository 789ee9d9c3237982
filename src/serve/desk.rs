//! The author's desk: what is wrong, what is missing, what nobody links to, and what was not looked at for long.

use std::fmt::Write;

use jiff::civil::Date;

use super::address::address;
use super::snapshot::Snapshot;
use crate::catalog::{CategoryId, Entry};
use crate::diagnostic::Severity;
use crate::markdown::escape;
use crate::model::Definition;
use crate::route;
use crate::site::Site;
use crate::text::{line_column, percent_encode};

/// A list longer than this is cut, and says so.
const MOST: usize = 200;

/// What of the desk is wanted: the entries of a category that lack something.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    category: Option<String>,
    lacks: Option<String>,
}

impl Wanted {
    /// What a query asks for.
    pub(super) fn new(query: &str) -> Self {
        let value =
            |name: &str| url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        Self { category: value("category"), lacks: value("lacks") }
    }
}

/// What an entry should have.
struct Part {
    name: &'static str,
    title: &'static str,
    is_there: fn(&Definition) -> bool,
}

const PARTS: [Part; 4] = [
    Part { name: "causes", title: "Causes", is_there: |definition| !definition.causes.is_empty() },
    Part { name: "fixes", title: "Fixes", is_there: |definition| !definition.fixes.is_empty() },
    Part { name: "example", title: "Example", is_there: |definition| !definition.examples.is_empty() },
    Part { name: "reviewed", title: "Review", is_there: |definition| definition.reviewed.is_some() },
];

/// The desk as a page.
pub(super) fn page(snapshot: &Snapshot, wanted: &Wanted) -> String {
    let site = snapshot.site();
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
    );
    let title = &site.catalog.config.book.title;
    text(&mut out, title);
    out.push_str(" · desk</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/_errbook/own.css\">\n</head>\n<body class=\"own\">\n<h1>");
    text(&mut out, title);
    out.push_str(" <small>desk</small></h1>\n<p><a href=\"/\">To the site</a></p>\n");
    findings(&mut out, snapshot);
    lacking(&mut out, site, wanted);
    coverage(&mut out, site);
    lonely(&mut out, site);
    reviews(&mut out, site, jiff::Zoned::now().date());
    out.push_str(super::respond::SCRIPT);
    out.push_str("\n</body>\n</html>\n");
    out
}

fn findings(out: &mut String, snapshot: &Snapshot) {
    let all = &snapshot.diagnostics;
    heading(out, "findings", "Findings", all.len());
    if all.is_empty() {
        out.push_str("<p class=\"good\">Nothing is wrong.</p>\n");
        return;
    }
    out.push_str("<ul class=\"list\">\n");
    for finding in all.iter().take(MOST) {
        let level = if finding.severity == Severity::Error { "error" } else { "warning" };
        let place = &finding.place;
        let at = snapshot.files.text(place.file).map_or((1, 1), |text| line_column(text, place.range().start));
        let _ = write!(out, "<li class=\"{level}\"><b>{level}</b> ");
        text(out, &finding.message);
        out.push(' ');
        file(out, snapshot.files.name(place.file), at);
        if let Some(help) = &finding.help {
            out.push_str("<small>");
            text(out, help);
            out.push_str("</small>");
        }
        out.push_str("</li>\n");
    }
    close(out, all.len());
}

/// The entries that a cell of the map stands for.
fn lacking(out: &mut String, site: &Site, wanted: &Wanted) {
    let Some(part) = PARTS.iter().find(|part| wanted.lacks.as_deref() == Some(part.name)) else {
        return;
    };
    let path = wanted.category.as_deref().unwrap_or_default();
    let Some(id) = site.catalog.category_at(path) else {
        return;
    };
    let entries: Vec<&Entry> =
        site.catalog[id].entries.iter().map(|id| &site.catalog[*id]).filter(|entry| !(part.is_there)(entry.definition())).collect();
    let title = format!("Without {} in {}", part.title.to_lowercase(), title(site, id));
    heading(out, "lacking", &title, entries.len());
    list(out, site, &entries, |_| String::new());
}

/// The categories by what their entries have, as a map of heat.
fn coverage(out: &mut String, site: &Site) {
    let catalog = &site.catalog;
    heading(out, "coverage", "Coverage", catalog.entries.len());
    out.push_str("<table>\n<thead><tr><th>Category</th><th>Errors</th>");
    for part in &PARTS {
        let _ = write!(out, "<th>{}</th>", part.title);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (place, category) in catalog.categories.iter().enumerate().filter(|(_, category)| !category.entries.is_empty()) {
        let total = category.entries.len();
        out.push_str("<tr><th>");
        text(out, &title(site, CategoryId::at(place)));
        let _ = write!(out, "</th><td>{total}</td>");
        for part in &PARTS {
            let has = category.entries.iter().filter(|id| (part.is_there)(catalog[**id].definition())).count();
            let (percent, path) = (has * 100 / total, percent_encode(&category.path));
            let _ = write!(
                out,
                "<td class=\"heat h{}\"><a href=\"?category={path}&amp;lacks={}#lacking\">{percent}%</a></td>",
                percent / 10,
                part.name
            );
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// The entries that no other leads to.
fn lonely(out: &mut String, site: &Site) {
    let is_lonely = |entry: &&Entry| entry.backlinks.is_empty() && entry.comparisons.is_empty() && entry.playbooks.is_empty();
    let entries: Vec<&Entry> = site.catalog.ids().map(|(_, entry)| entry).filter(is_lonely).collect();
    heading(out, "lonely", "Nobody links to", entries.len());
    list(out, site, &entries, |_| String::new());
}

/// The entries by when somebody last looked at them, the oldest first.
fn reviews(out: &mut String, site: &Site, today: Date) {
    let dated = |entry: &Entry| entry.definition().reviewed;
    let mut entries: Vec<&Entry> = site.catalog.ids().map(|(_, entry)| entry).filter(|entry| dated(entry).is_some()).collect();
    entries.sort_by_key(|entry| dated(entry));
    heading(out, "reviews", "Reviewed, the oldest first", entries.len());
    list(out, site, &entries, |entry| dated(entry).map(|date| age(date, today)).unwrap_or_default());
}

fn age(date: Date, today: Date) -> String {
    let days = date.until(today).map_or(0, |span| span.get_days());
    match days {
        ..=0 => "today".to_owned(),
        1 => "1 day ago".to_owned(),
        2..=60 => format!("{days} days ago"),
        61..=730 => format!("{} months ago", days / 30),
        _ => format!("{} years ago", days / 365),
    }
}

fn list(out: &mut String, site: &Site, entries: &[&Entry], note: impl Fn(&Entry) -> String) {
    out.push_str("<ul class=\"list\">\n");
    for entry in entries.iter().take(MOST) {
        out.push_str("<li><a href=\"");
        escape::attribute(out, &address(&route::page(&entry.path)));
        out.push_str("\">");
        text(out, &entry.definition().code);
        out.push_str("</a> ");
        text(out, &note(entry));
        out.push(' ');
        file(out, site.file_name(entry.source.file), (1, 1));
        out.push_str("</li>\n");
    }
    close(out, entries.len());
}

fn close(out: &mut String, total: usize) {
    out.push_str("</ul>\n");
    if total > MOST {
        let _ = writeln!(out, "<p>… and {} more.</p>", total - MOST);
    }
}

fn heading(out: &mut String, id: &str, title: &str, count: usize) {
    let _ = write!(out, "<h2 id=\"{id}\">");
    text(out, title);
    let _ = writeln!(out, " <small>{count}</small></h2>");
}

/// A place that opens in the editor.
fn file(out: &mut String, name: &str, (line, column): (usize, usize)) {
    out.push_str("<button type=\"button\" data-errbook-file=\"");
    escape::attribute(out, name);
    let _ = write!(out, "\" data-line=\"{line}\" data-column=\"{column}\">");
    text(out, name);
    if line > 1 {
        let _ = write!(out, ":{line}");
    }
    out.push_str("</button>");
}

fn title(site: &Site, id: CategoryId) -> String {
    let category = &site.catalog[id];
    if category.path.is_empty() { "errors".to_owned() } else { category.path.clone() }
}

fn text(out: &mut String, text: &str) {
    escape::text(out, text);
}
