//! Which links stand in which `llms.txt`, so that none is longer than its budget.
//!
//! A list is planned by what its lines can have at most: to know that takes a look at the letters, to know how long they are takes the Markdown
//! reader. A list that would just have fit may so be split; one that is too long never stands.

use std::collections::HashSet;

use super::Site;
use crate::catalog::{CategoryId, ComparisonId, Entry, EntryId, PlaybookId, Reads, note};

/// Which links stand in which `llms.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LlmsPlan {
    /// The parts of the root's: `llms.txt`, `llms-2.txt`, …
    pub root: Vec<LlmsPart>,
    /// Whether the root's leads to those of the categories, for want of room.
    pub is_split: bool,
    /// The parts of each category's.
    categories: Vec<Vec<LlmsPart>>,
}

/// One `llms.txt`: sections of links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LlmsPart {
    /// The headings, no two alike, with their links.
    pub sections: Vec<(String, Vec<LlmsLink>)>,
}

/// What a line of an `llms.txt` leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LlmsLink {
    /// The twin of an entry.
    Entry(EntryId),
    /// The `llms.txt` of a category.
    Category(CategoryId),
    /// The twin of a playbook.
    Playbook(PlaybookId),
    /// The twin of a comparison.
    Comparison(ComparisonId),
    /// The twin of the index of comparisons.
    Comparisons,
    /// All errors as JSON.
    Catalog,
}

const CATEGORIES: &str = "Categories";
const PLAYBOOKS: &str = "Playbooks";
const COMPARISONS: &str = "Comparisons";
const OPTIONAL: &str = "Optional";
/// What leads from a part to the next.
pub const MORE: &str = "More";

/// The words around the links: signs, counts, and what errbook says at the head of each part.
const AROUND_LINK: usize = 60;
const AROUND_PART: usize = 900;

impl LlmsPlan {
    /// The parts of a category's.
    #[must_use]
    pub fn category(&self, id: CategoryId) -> &[LlmsPart] {
        &self.categories[id.0 as usize]
    }
}

impl Site {
    /// Which links stand in which `llms.txt`.
    #[must_use]
    pub fn llms(&self) -> &LlmsPlan {
        note(&Reads::All);
        self.memo.llms.get_or_init(|| plan(self))
    }
}

/// A link with the heading that it stands under, and how long its line can be.
struct Line {
    heading: usize,
    link: LlmsLink,
    most: usize,
}

/// Lines under headings, in order.
#[derive(Default)]
struct List {
    headings: Vec<String>,
    lines: Vec<Line>,
}

impl List {
    /// Adds links under a heading; nothing if there are none.
    fn add(&mut self, heading: &str, links: impl Iterator<Item = (LlmsLink, usize)>) {
        let place = self.headings.len();
        let before = self.lines.len();
        self.lines.extend(links.map(|(link, most)| Line { heading: place, link, most: most + AROUND_LINK }));
        if self.lines.len() > before {
            self.headings.push(heading.to_owned());
        }
    }

    fn most(&self) -> usize {
        self.headings.iter().map(|heading| heading.chars().count() + 6).sum::<usize>()
            + self.lines.iter().map(|line| line.most).sum::<usize>()
    }

    /// The list in parts that have room for `room` letters; each has one line at least.
    fn cut(self, room: usize) -> Vec<LlmsPart> {
        let mut parts = vec![LlmsPart::default()];
        let mut used = 0;
        let mut under = None;
        for line in self.lines {
            let heading = &self.headings[line.heading];
            let mut needs = line.most + if under == Some(line.heading) { 0 } else { heading.chars().count() + 6 };
            if used > 0 && used + needs > room {
                parts.push(LlmsPart::default());
                (used, under) = (0, None);
                needs = line.most + heading.chars().count() + 6;
            }
            used += needs;
            let sections = &mut parts.last_mut().expect("there is one from the start").sections;
            if under != Some(line.heading) {
                sections.push((heading.clone(), Vec::new()));
                under = Some(line.heading);
            }
            sections.last_mut().expect("the heading was just added").1.push(line.link);
        }
        parts
    }
}

fn plan(site: &Site) -> LlmsPlan {
    let config = &site.catalog.config;
    let budget = if config.output.llms.budget == 0 { usize::MAX } else { config.output.llms.budget };
    let address = config.site_url().map_or(0, |url| most(&url));
    let around = AROUND_PART + most(&config.book.title) + most(&config.book.description) + 5 * address;
    let left = budget.saturating_sub(around);
    let whole = whole(site, address);
    let is_split = whole.most() > left;
    let list = if is_split { split(site, address) } else { whole };
    let category = |place: usize| {
        let id = CategoryId::at(place);
        let name = most(&site.catalog.full_title(id)) + most(site.catalog[id].summary.as_deref().unwrap_or_default());
        category(site, id, address).cut(left.saturating_sub(name))
    };
    let categories = (0..site.catalog.categories.len()).map(category).collect();
    LlmsPlan { root: list.cut(left), is_split, categories }
}

/// Everything in one list.
fn whole(site: &Site, address: usize) -> List {
    let catalog = &site.catalog;
    let mut list = List::default();
    let mut taken: HashSet<String> = [CATEGORIES, PLAYBOOKS, COMPARISONS, OPTIONAL, MORE].map(str::to_owned).into();
    for (place, category) in catalog.categories.iter().enumerate() {
        let title = one_line(&catalog.full_title(CategoryId::at(place)));
        let title =
            if title.is_empty() || !taken.insert(title.clone()) { format!("{title} ({})", category.path).trim().to_owned() } else { title };
        taken.insert(title.clone());
        list.add(&title, entries(site, &category.entries, address, false));
    }
    list.add(PLAYBOOKS, playbooks(site, address));
    let comparison = |(place, comparison): (usize, &crate::catalog::Comparison)| {
        let most = most(&comparison.title) + encoded(&comparison.path) + address;
        (LlmsLink::Comparison(ComparisonId::at(place)), most)
    };
    list.add(COMPARISONS, catalog.comparisons.iter().enumerate().map(comparison));
    let optional = entries(site, &site.reading_order, address, true);
    list.add(OPTIONAL, optional.chain([(LlmsLink::Catalog, address + 20)]));
    list
}

/// What leads to the lists of the categories.
fn split(site: &Site, address: usize) -> List {
    let catalog = &site.catalog;
    let mut list = List::default();
    let filled = (0..catalog.categories.len()).map(CategoryId::at).filter(|id| !catalog[*id].entries.is_empty());
    // `errors/` itself has no list of its own; its entries stand here.
    let (root, below): (Vec<CategoryId>, Vec<CategoryId>) = filled.partition(|id| id.0 == 0);
    list.add("General", root.iter().flat_map(|id| entries(site, &catalog[*id].entries, address, false)));
    list.add(CATEGORIES, below.into_iter().map(|id| category_line(site, id, address)));
    list.add(PLAYBOOKS, playbooks(site, address));
    list.add(COMPARISONS, catalog.comparisons.first().map(|_| (LlmsLink::Comparisons, address + 40)).into_iter());
    let optional = root.iter().flat_map(|id| entries(site, &catalog[*id].entries, address, true));
    list.add(OPTIONAL, optional.chain([(LlmsLink::Catalog, address + 20)]));
    list
}

/// The entries of a category, and what leads to the categories in it.
fn category(site: &Site, id: CategoryId, address: usize) -> List {
    let category = &site.catalog[id];
    let mut list = List::default();
    list.add("Errors", entries(site, &category.entries, address, false));
    list.add(CATEGORIES, category.children.iter().map(|child| category_line(site, *child, address)));
    list.add(OPTIONAL, entries(site, &category.entries, address, true));
    list
}

/// The entries that are optional, or those that are not: what is advised against, no longer sent, or has nothing but a summary, can be left out first.
fn entries<'a>(site: &'a Site, ids: &'a [EntryId], address: usize, optional: bool) -> impl Iterator<Item = (LlmsLink, usize)> + 'a {
    let is_wanted = move |entry: &Entry| (entry.definition().is_retired() || entry.definition().is_stub()) == optional;
    let ids = ids.iter().filter(move |id| is_wanted(&site.catalog[**id]));
    ids.map(move |id| (LlmsLink::Entry(*id), entry_line(&site.catalog[*id], address)))
}

fn playbooks(site: &Site, address: usize) -> impl Iterator<Item = (LlmsLink, usize)> {
    site.catalog.playbooks.iter().enumerate().map(move |(place, playbook)| {
        let text = most(&playbook.playbook.title) + most(&playbook.playbook.summary);
        (LlmsLink::Playbook(PlaybookId::at(place)), text + encoded(&playbook.path) + address)
    })
}

fn category_line(site: &Site, id: CategoryId, address: usize) -> (LlmsLink, usize) {
    let category = &site.catalog[id];
    let text = most(&site.catalog.full_title(id)) + most(category.summary.as_deref().unwrap_or_default());
    (LlmsLink::Category(id), text + 2 * encoded(&category.path) + address)
}

fn entry_line(entry: &Entry, address: usize) -> usize {
    let definition = entry.definition();
    // The code stands for a title that has no words.
    most(&definition.title) + most(&definition.summary) + 3 * most(&definition.code) + encoded(&entry.path) + address
}

/// How many letters a text has at most once its signs are escaped.
fn most(text: &str) -> usize {
    // All bytes but those that continue a letter (RFC 3629, section 3).
    text.bytes().map(|b| usize::from(b & 0xC0 != 0x80) + usize::from(b.is_ascii_punctuation())).sum()
}

/// How long a path is in an address.
fn encoded(path: &str) -> usize {
    path.bytes().map(|b| if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) { 1 } else { 3 }).sum()
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
