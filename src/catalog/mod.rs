//! Definitions → a catalog in which every reference leads somewhere: entries, categories, comparisons, playbooks, redirects.
//!
//! Nothing after this room meets an unresolved reference.

mod clash;
mod compare;
mod edit;
mod filter;
mod findings;
mod index;
mod problem;
mod prose;
mod reads;
mod resolve;

use std::collections::HashMap;
use std::sync::Arc;

pub use edit::{outside, with_edits};
pub use filter::{Filter, Stage, statuses};
pub use index::{Index, Lookup, join};
pub use reads::{Entries, Reads, note, reads};
pub use resolve::resolve;

use crate::config::Config;
use crate::model::{Definition, Playbook, Visibility};
pub use crate::source::Image;
use crate::source::Located;
use crate::text::FileId;

/// An entry of a catalog, as its place in [`Catalog::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);
/// A category of a catalog, as its place in [`Catalog::categories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CategoryId(pub u32);
/// A comparison, as its place in [`Catalog::comparisons`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComparisonId(pub u32);
/// A playbook, as its place in [`Catalog::playbooks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaybookId(pub u32);

/// A book with all references resolved. A clone shares the entries.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// The settings.
    pub config: Arc<Config>,
    /// The entries, by path.
    pub entries: Entries,
    /// The folders: `errors/` itself first, then depth first in reading order.
    pub categories: Vec<Category>,
    /// The comparisons, by path.
    pub comparisons: Vec<Comparison>,
    /// The playbooks, by path.
    pub playbooks: Vec<PlaybookEntry>,
    /// Former and other paths of entries, by path.
    pub redirects: Vec<Redirect>,
    /// The pictures that definitions show, by file and name.
    pub images: Arc<HashMap<(FileId, String), Image>>,
    /// How a reference is looked up.
    pub index: Arc<Index>,
}

/// An error of the book.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path: `unkey/data/key_not_found`.
    pub path: String,
    /// What it says, and where.
    pub source: Located,
    /// Its folder.
    pub category: CategoryId,
    /// The entries that it names, in order.
    pub related: Vec<Relation>,
    /// The entries that name it, by path.
    pub backlinks: Vec<Relation>,
    /// The comparisons that it is part of.
    pub comparisons: Vec<ComparisonId>,
    /// The playbooks that it belongs to.
    pub playbooks: Vec<PlaybookId>,
    /// The entry that takes its place.
    pub replaced_by: Option<EntryId>,
}

/// A link between entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The other one.
    pub entry: EntryId,
    /// Why (inline Markdown).
    pub why: Option<String>,
}

/// A folder of entries.
#[derive(Clone, Debug, Default)]
pub struct Category {
    /// Its path: `unkey/data`; `""` for `errors/` itself.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What its entries have in common (Markdown).
    pub summary: Option<String>,
    /// The folder that it stands in.
    pub parent: Option<CategoryId>,
    /// The folders in it, in reading order.
    pub children: Vec<CategoryId>,
    /// The entries that stand in it, by path.
    pub entries: Vec<EntryId>,
    /// How many entries stand in it and below.
    pub total: usize,
}

/// Two entries side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The path of its page.
    pub path: String,
    /// The title of its page.
    pub title: String,
    /// The one with the smaller path.
    pub left: EntryId,
    /// The other one.
    pub right: EntryId,
    /// When it is the left one (Markdown each).
    pub choose_left: Vec<String>,
    /// When it is the right one (Markdown each).
    pub choose_right: Vec<String>,
}

/// A decision that spans several entries.
#[derive(Clone, Debug)]
pub struct PlaybookEntry {
    /// The path of its page.
    pub path: String,
    /// What it says.
    pub playbook: Arc<Playbook>,
    /// The file that it stands in.
    pub file: FileId,
    /// The entries that it is about.
    pub covers: Vec<EntryId>,
}

/// Another path of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The other path.
    pub path: String,
    /// Where it leads.
    pub entry: EntryId,
}

/// Who a site is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Entries for the own people are in it.
    pub internal: bool,
    /// Entries that are not finished are in it.
    pub drafts: bool,
}

impl Audience {
    /// Those who see everything.
    pub const ALL: Self = Self { internal: true, drafts: true };

    /// Whether an entry is for them.
    #[must_use]
    pub fn sees(self, definition: &Definition) -> bool {
        match definition.visibility.unwrap_or_default() {
            Visibility::Public => true,
            Visibility::Internal => self.internal,
            Visibility::Draft => self.drafts,
        }
    }
}

impl Entry {
    /// What it says.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.source.definition
    }

    /// The links that come back from entries that it does not name itself.
    pub fn only_backlinks(&self) -> impl Iterator<Item = &Relation> {
        self.backlinks.iter().filter(|back| self.related.iter().all(|related| related.entry != back.entry))
    }
}

impl std::ops::Index<EntryId> for Catalog {
    type Output = Entry;
    fn index(&self, id: EntryId) -> &Entry {
        self.entries.get(id)
    }
}

impl std::ops::Index<CategoryId> for Catalog {
    type Output = Category;
    fn index(&self, id: CategoryId) -> &Category {
        &self.categories[id.0 as usize]
    }
}

impl std::ops::Index<ComparisonId> for Catalog {
    type Output = Comparison;
    fn index(&self, id: ComparisonId) -> &Comparison {
        let comparison = &self.comparisons[id.0 as usize];
        // Its title is made of theirs.
        reads::note_one(comparison.left);
        reads::note_one(comparison.right);
        comparison
    }
}

impl std::ops::Index<PlaybookId> for Catalog {
    type Output = PlaybookEntry;
    fn index(&self, id: PlaybookId) -> &PlaybookEntry {
        &self.playbooks[id.0 as usize]
    }
}

macro_rules! numbered {
    ($($id:ident)*) => { $(
        impl $id {
            /// The id of the item at a place.
            #[must_use]
            pub fn at(place: usize) -> Self {
                Self(u32::try_from(place).expect("a catalog has fewer than four billion items"))
            }
        }
    )* };
}
numbered! { EntryId CategoryId ComparisonId PlaybookId }

impl Catalog {
    /// All entries with their ids, by path.
    #[must_use]
    pub fn ids(&self) -> impl ExactSizeIterator<Item = (EntryId, &Entry)> {
        self.entries.iter().enumerate().map(|(place, entry)| (EntryId::at(place), &**entry))
    }

    /// The entry at a path.
    #[must_use]
    pub fn entry_at(&self, path: &str) -> Option<EntryId> {
        self.entries.place(path).map(EntryId::at)
    }

    /// The category at a path.
    #[must_use]
    pub fn category_at(&self, path: &str) -> Option<CategoryId> {
        self.index.category(path)
    }

    /// A category and those that it stands in, the outermost first, without `errors/` itself.
    #[must_use]
    pub fn trail(&self, category: CategoryId) -> Vec<CategoryId> {
        let mut trail: Vec<_> = std::iter::successors(Some(category), |id| self[*id].parent).filter(|id| id.0 != 0).collect();
        trail.reverse();
        trail
    }

    /// The title of a category with those of the categories that it stands in: `Unkey / Data`.
    #[must_use]
    pub fn full_title(&self, category: CategoryId) -> String {
        let trail: Vec<&str> = self.trail(category).into_iter().map(|id| self[id].title.as_str()).collect();
        if trail.is_empty() { "General".to_owned() } else { trail.join(" / ") }
    }

    /// The entry that a reference means, seen from a folder; `None` where it means none or several.
    #[must_use]
    pub fn reference(&self, text: &str, folder: &str) -> Option<EntryId> {
        match self.index.lookup(text, folder) {
            Lookup::Found(id) => Some(id),
            _ => None,
        }
    }

    /// The entry whose code this is, to the letter, seen from a folder; `None` where it is none or several.
    #[must_use]
    pub fn code(&self, text: &str, folder: &str) -> Option<EntryId> {
        match self.index.code(text, folder) {
            Lookup::Found(id) => Some(id),
            _ => None,
        }
    }
}
