//! `llms-full.txt`: all that the twins say, in one file, within a budget.

use std::collections::HashMap;

use rayon::prelude::*;

use super::markdown::{EntryText, escape, text};
use super::{llms, words};
use crate::catalog::EntryId;
use crate::parallel::PIECE;
use crate::site::Site;

/// The sections that are dropped for want of room, the least needed first, as readers know them.
const DROPPED_FIRST: [(&str, &str); 17] = [
    ("backlinks", "backlinks"),
    ("record", "notes on the pages"),
    ("references", "references"),
    ("takeaways", "takeaways"),
    ("related", "related errors"),
    ("playbooks", "playbooks"),
    ("compare", "comparisons"),
    ("free", "further sections"),
    ("faq", "questions"),
    ("prevent", "prevention"),
    ("mistakes", "mistakes"),
    ("verify", "verification"),
    ("diagnosis", "diagnosis"),
    ("meaning", "meaning"),
    ("example", "examples"),
    ("causes", "causes"),
    ("fixes", "fixes"),
];

/// How many entries are written at once.
const AT_ONCE: usize = 512;
/// Room for what is said at the head.
const HEAD: usize = 800;

/// Makes the file as a whole.
pub(super) fn whole(site: &Site) -> String {
    let mut whole = String::new();
    let Ok(()) = llms_full(site, |piece| {
        whole.push_str(piece);
        Ok::<(), std::convert::Infallible>(())
    });
    whole
}

/// Makes the file and hands it over piece by piece.
pub fn llms_full<E>(site: &Site, mut put: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    // Prose may lead to a file of the finder's index, and none of many threads may be the one to make that.
    let _ = site.search();
    let book = &site.catalog.config.book;
    let addresses = llms::addresses(site, "llms-full.txt");
    // What can be left out first stands last.
    let (retired, current): (Vec<EntryId>, Vec<EntryId>) =
        site.reading_order.iter().partition(|id| site.catalog[**id].definition().is_retired());
    let ids: Vec<EntryId> = current.into_iter().chain(retired).collect();
    let budget = site.catalog.config.output.llms.full_budget;
    let mut out = format!("# {}\n\n", escape::one_line(&book.title));
    let description = escape::one_line(&book.description);
    if !description.is_empty() {
        out.push_str(&format!("> {description}\n\n"));
    }
    out.push_str("All errors of this book in one file.");
    let texts = |ids: &[EntryId]| -> Vec<EntryText> { ids.par_iter().with_max_len(PIECE).map(|id| text(site, *id, addresses)).collect() };
    if budget == 0 {
        out.push('\n');
        for piece in ids.chunks(AT_ONCE) {
            add(&mut out, &texts(piece), &Cut::default());
            put(&out)?;
            out.clear();
        }
        return put(&out);
    }
    let texts = texts(&ids);
    let head = escape::one_line(&book.title).chars().count() + escape::one_line(&book.description).chars().count() + HEAD;
    let cut = Cut::new(&texts, budget.saturating_sub(head));
    out.push_str(&format!("{}\n", cut.words(texts.len())));
    add(&mut out, &texts, &cut);
    put(&out)
}

/// Adds texts, less what is cut.
fn add(out: &mut String, texts: &[EntryText], cut: &Cut) {
    for text in texts.iter().take(cut.entries.unwrap_or(usize::MAX)) {
        out.push('\n');
        out.extend(text.sections().filter(|(name, _)| !cut.dropped.contains(name)).map(|(_, section)| section));
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
}

/// What is left out.
#[derive(Default)]
struct Cut {
    /// Sections, in the order in which they go.
    dropped: Vec<&'static str>,
    /// How many entries stay, where not all do.
    entries: Option<usize>,
}

impl Cut {
    fn new(texts: &[EntryText], room: usize) -> Self {
        let mut sizes: HashMap<&str, usize> = HashMap::new();
        for (name, section) in texts.iter().flat_map(EntryText::sections) {
            *sizes.entry(name).or_default() += section.chars().count();
        }
        // Each entry has a blank line before it.
        let mut size: usize =
            texts.len() + DROPPED_FIRST.iter().map(|(name, _)| *name).chain(["head"]).filter_map(|name| sizes.get(name)).sum::<usize>();
        let mut cut = Self::default();
        for (name, _) in DROPPED_FIRST {
            if size <= room {
                return cut;
            }
            if let Some(less) = sizes.get(name) {
                size -= less;
                cut.dropped.push(name);
            }
        }
        if size > room {
            let mut used = 0;
            let head = |text: &EntryText| text.sections().next().map_or(0, |(_, head)| head.chars().count() + 1);
            let fits = texts.iter().take_while(|text| {
                used += head(text);
                used <= room
            });
            cut.entries = Some(fits.count());
        }
        cut
    }

    fn words(&self, count: usize) -> String {
        let names = DROPPED_FIRST.iter().filter(|(name, _)| self.dropped.contains(name)).map(|(_, words)| *words);
        let names: Vec<&str> = names.collect();
        let sections =
            if names.is_empty() { String::new() } else { format!(" For want of room these are left out: {}.", names.join(", ")) };
        let entries = self.entries.map(|stay| format!(" So are {}; `llms.txt` leads to them.", words::count(count - stay, "error")));
        format!("{sections}{}", entries.unwrap_or_default())
    }
}
