//! Which entries something is made of: noted while it is made, so that no maker has to say it.
//!
//! All ways to what an entry says lead through [`Entries`] and the indexes of the catalog, which note it. Notes are kept by thread: what is made
//! on several threads at once is of all entries.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::{Entry, EntryId};

thread_local! {
    /// What is being made on this thread, where somebody wants to know.
    static NOTES: RefCell<Option<Reads>> = const { RefCell::new(None) };
}

/// The entries that something is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reads {
    /// These, by path.
    These(Vec<EntryId>),
    /// All of the book, or nobody knows.
    All,
}

/// The entries of a catalog, by path. Who takes them as a list has read them all; how many there are is no secret of theirs.
#[derive(Clone, Debug, Default)]
pub struct Entries(Vec<Arc<Entry>>);

/// Makes something, and says of which entries.
pub fn reads<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    let outer = NOTES.replace(Some(Reads::These(Vec::new())));
    let made = make();
    let mut reads = NOTES.replace(outer).unwrap_or(Reads::All);
    if let Reads::These(ids) = &mut reads {
        ids.sort_unstable();
        ids.dedup();
    }
    (made, reads)
}

/// Notes what is not read anew, since it was made before.
pub fn note(made_of: &Reads) {
    NOTES.with_borrow_mut(|notes| match (notes, made_of) {
        (Some(notes @ Reads::These(_)), Reads::All) => *notes = Reads::All,
        (Some(Reads::These(ids)), Reads::These(more)) => ids.extend(more),
        _ => {}
    });
}

/// Notes an entry.
pub(super) fn note_one(id: EntryId) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(Reads::These(ids)) = notes {
            ids.push(id);
        }
    });
}

impl Entries {
    /// How many there are.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "it is just below")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, id: EntryId) -> &Entry {
        note_one(id);
        &self.0[id.0 as usize]
    }

    /// The place of a path. Paths are no secret either: where they are others, so is the book.
    pub(super) fn place(&self, path: &str) -> Option<usize> {
        self.0.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()
    }

    pub(super) fn push(&mut self, entry: Arc<Entry>) {
        self.0.push(entry);
    }
}

impl Deref for Entries {
    type Target = [Arc<Entry>];
    fn deref(&self) -> &[Arc<Entry>] {
        note(&Reads::All);
        &self.0
    }
}

impl DerefMut for Entries {
    fn deref_mut(&mut self) -> &mut [Arc<Entry>] {
        &mut self.0
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Arc<Entry>;
    type IntoIter = std::slice::Iter<'a, Arc<Entry>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{Reads, note, reads};
    use crate::catalog::EntryId;
    use crate::site::testing::site;

    #[test]
    fn what_is_read_is_noted() {
        let site = site(&[
            ("errors/a.yaml", "{code: a, title: A, summary: S}"),
            ("errors/b.yaml", "{code: b, title: B, summary: S}"),
            ("errors/c.yaml", "{code: c, title: C, summary: S, compare: [{with: b}]}"),
        ]);
        let catalog = &site.catalog;
        let these = |ids: &[u32]| Reads::These(ids.iter().map(|id| EntryId(*id)).collect());
        assert_eq!(reads(|| (catalog.entries.len(), catalog.entry_at("b"))).1, these(&[]));
        assert_eq!(
            reads(|| (catalog[EntryId(1)].path.len(), catalog[EntryId(0)].path.len(), catalog[EntryId(1)].path.len())).1,
            these(&[0, 1])
        );
        assert_eq!(reads(|| catalog[crate::catalog::ComparisonId(0)].title.len()).1, these(&[1, 2]));
        assert_eq!(reads(|| catalog.ids().count()).1, Reads::All);
        assert_eq!(reads(|| catalog.entries.iter().count()).1, Reads::All);
        let (inner, outer) = reads(|| reads(|| catalog[EntryId(0)].path.len()).1);
        assert_eq!((&inner, outer), (&these(&[0]), these(&[])));
        assert_eq!(reads(|| note(&inner)).1, inner);
    }
}
