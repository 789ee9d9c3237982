//! `llms.txt`: the lists that lead agents to the twins (llmstxt.org), and `llms-full.txt`.

use std::borrow::Cow;

use super::markdown::{Addresses, Twin, entry_twin, escape};
use super::words;
use crate::catalog::CategoryId;
use crate::route;
use crate::site::{LlmsLink, LlmsPart, MORE, Site};

/// A part of the root's.
pub(super) fn root(site: &Site, number: usize) -> String {
    let location = route::llms("", number);
    let list = List { site, twin: Twin::new(site, "", addresses(site, &location)), path: "", parts: &site.llms().root, number };
    let book = &site.catalog.config.book;
    let count = words::count(site.catalog.entries.len(), "error");
    let summary = if book.description.trim().is_empty() {
        format!("{count}: what each means and what to do about it")
    } else {
        book.description.clone()
    };
    let how = if site.llms().is_split {
        format!("The {count} of this book do not fit into one list and are left out here: each category below leads to a list of its own.")
    } else {
        format!("This list leads to all {count} of the book, each as Markdown.")
    };
    let data = list.link("catalog.json", "catalog.json");
    list.text(&book.title, &summary, &format!("{how} The same name with `.json` for `.md` is the error as data; {data} lists all of them."))
}

/// A part of a category's.
pub(super) fn category(site: &Site, id: CategoryId, number: usize) -> String {
    let category = &site.catalog[id];
    let location = route::llms(&category.path, number);
    let twin = Twin::new(site, &category.path, addresses(site, &location));
    let list = List { site, twin, path: &category.path, parts: site.llms().category(id), number };
    let own = words::count(category.entries.len(), "error");
    let summary = category.summary.as_deref().map(|summary| site.plain(summary)).filter(|summary| !summary.trim().is_empty());
    let all = words::count(category.total, "error");
    let summary = summary.unwrap_or_else(|| format!("{all}: what each means and what to do about it").into());
    let below = words::count(category.total - category.entries.len(), "error");
    let what = match (category.entries.len(), category.children.len()) {
        (0, _) => format!("This list leads to those of the categories below; their {below} are left out here."),
        (_, 0) => format!("This list leads to the {own} of this category, each as Markdown."),
        _ => format!(
            "This list leads to the {own} of this category, each as Markdown; the {below} of the categories below are left out here."
        ),
    };
    let index = list.link("the index of the book", &route::llms("", 1));
    list.text(&site.catalog.full_title(id), &summary, &format!("{what} See also {index}."))
}

/// Full addresses where the site has one: such a file is often read far from where it stood.
pub(super) fn addresses<'a>(site: &Site, location: &'a str) -> Addresses<'a> {
    if site.catalog.config.site_url().is_some() { Addresses::Full } else { Addresses::From(location) }
}

struct List<'a> {
    site: &'a Site,
    twin: Twin<'a>,
    path: &'a str,
    parts: &'a [LlmsPart],
    number: usize,
}

impl List<'_> {
    fn text(&self, title: &str, summary: &str, details: &str) -> String {
        let title = Some(escape::one_line(title)).filter(|title| !title.is_empty()).unwrap_or("Errors".into());
        let count = self.parts.len();
        let part = if count > 1 { format!(" This is part {} of {count}.", self.number) } else { String::new() };
        let mut out = format!("# {title}\n\n> {}\n\n{details}{part}\n", escape::one_line(summary));
        for (heading, links) in self.parts.get(self.number - 1).map(|part| part.sections.as_slice()).unwrap_or_default() {
            section(&mut out, heading, links.iter().map(|link| self.line(*link)));
        }
        if self.number < count {
            let next = route::llms(self.path, self.number + 1);
            section(&mut out, MORE, [self.item("The list goes on", &next, &format!("part {} of {count}", self.number + 1))].into_iter());
        }
        out
    }

    fn line(&self, link: LlmsLink) -> String {
        let catalog = &self.site.catalog;
        match link {
            LlmsLink::Entry(id) => {
                let entry = &catalog[id];
                let definition = entry.definition();
                let title = Some(self.site.plain(&definition.title))
                    .filter(|title| !title.trim().is_empty())
                    .unwrap_or(Cow::Borrowed(&definition.code));
                let status = definition.status.map(|status| format!(", {status}")).unwrap_or_default();
                let about = format!("{}{status}. {}", escape::code(&definition.code), escape::line(&self.site.plain(&definition.summary)));
                self.item(&title, &entry_twin(&entry.path), &about)
            }
            LlmsLink::Category(id) => {
                let category = &catalog[id];
                let summary =
                    category.summary.as_deref().map(|summary| format!(". {}", escape::line(&self.site.plain(summary)))).unwrap_or_default();
                let title = Some(catalog.full_title(id)).filter(|title| !title.trim().is_empty()).unwrap_or_else(|| category.path.clone());
                self.item(&title, &route::llms(&category.path, 1), &format!("{}{summary}", words::count(category.entries.len(), "error")))
            }
            LlmsLink::Playbook(id) => {
                let playbook = &catalog[id];
                let summary = self.site.plain(&playbook.playbook.summary);
                self.item(&self.site.plain(&playbook.playbook.title), &route::twin(&route::page(&playbook.path)), &escape::line(&summary))
            }
            LlmsLink::Comparison(id) => {
                let comparison = &catalog[id];
                self.item(&self.site.plain(&comparison.title), &route::twin(&route::page(&comparison.path)), "")
            }
            LlmsLink::Comparisons => {
                let count = words::count(catalog.comparisons.len(), "pair");
                self.item("Errors that are easily confused", &route::index_twin(route::COMPARISONS), &count)
            }
            LlmsLink::Catalog => self.item("All errors as data", "catalog.json", "one a line"),
        }
    }

    /// An item of a list. Readers of these files take a title to end at the first bracket.
    fn item(&self, title: &str, location: &str, about: &str) -> String {
        let title = title.replace('[', "(").replace(']', ")");
        let about = about.trim();
        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
        format!("- {}{about}", self.link(&title, location))
    }

    fn link(&self, title: &str, location: &str) -> String {
        self.twin.link(title, location)
    }
}

fn section(out: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    out.extend(["\n## ", heading, "\n\n"]);
    for line in lines {
        out.extend([line.as_str(), "\n"]);
    }
}
