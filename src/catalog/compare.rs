//! Comparisons: what two entries say about each other, on one page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Catalog, Comparison, ComparisonId, EntryId};
use crate::model::Compare;
use crate::route;

impl Catalog {
    /// Two entries side by side: as they were written about, or with nothing but what each says itself.
    #[must_use]
    pub fn compare(&self, this: EntryId, that: EntryId) -> Cow<'_, Comparison> {
        let bare = Comparison::bare(self, this, that);
        match self.comparisons.binary_search_by(|comparison| comparison.path.cmp(&bare.path)) {
            Ok(place) => Cow::Borrowed(&self.comparisons[place]),
            Err(_) => Cow::Owned(bare),
        }
    }
}

impl Comparison {
    /// A comparison for which nothing is said.
    fn bare(catalog: &Catalog, this: EntryId, that: EntryId) -> Self {
        let (left, right) = if catalog[this].path <= catalog[that].path { (this, that) } else { (that, this) };
        Self {
            path: route::comparison(&catalog[left].path, &catalog[right].path),
            title: format!("{} or {}", catalog[left].definition().title, catalog[right].definition().title),
            left,
            right,
            choose_left: Vec::new(),
            choose_right: Vec::new(),
        }
    }
}

/// Makes the comparisons of a catalog, one for each pair of entries of which one or both name the other.
pub(super) fn pairs(catalog: &mut Catalog) {
    let mut pairs: BTreeMap<String, Comparison> = BTreeMap::new();
    for (id, entry) in catalog.ids() {
        for compare in &entry.definition().compare {
            let Some(with) = catalog.reference(&compare.with, &entry.source.folder).filter(|with| *with != id) else {
                continue;
            };
            add(catalog, &mut pairs, id, with, compare);
        }
    }
    catalog.comparisons = pairs.into_values().collect();
    let sides: Vec<(ComparisonId, [EntryId; 2])> =
        catalog.comparisons.iter().enumerate().map(|(place, pair)| (ComparisonId::at(place), [pair.left, pair.right])).collect();
    for (id, sides) in sides {
        for EntryId(side) in sides {
            Arc::make_mut(&mut catalog.entries[side as usize]).comparisons.push(id);
        }
    }
}

fn add(catalog: &Catalog, pairs: &mut BTreeMap<String, Comparison>, this: EntryId, that: EntryId, compare: &Compare) {
    let mut bare = Comparison::bare(catalog, this, that);
    let left = bare.left;
    if let Some(title) = &compare.title {
        bare.title.clone_from(title);
    }
    let pair = pairs.entry(bare.path.clone()).or_insert(bare);
    let (own, other) =
        if this == left { (&mut pair.choose_left, &mut pair.choose_right) } else { (&mut pair.choose_right, &mut pair.choose_left) };
    for (list, text) in [(own, &compare.choose_this), (other, &compare.choose_that)] {
        // Both sides may say the same; that is said once.
        if let Some(text) = text.as_ref().filter(|text| !list.contains(text)) {
            list.push(text.clone());
        }
    }
}
