//! What somebody has in hand → the entries that it means.

use super::Site;
use crate::catalog::{Entry, EntryId, Lookup};
use crate::finder::{Because, Found, Kind, Match};

/// What a reference means to somebody who sees the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// This entry.
    One(EntryId),
    /// These entries, by path, with equal right.
    Several(Vec<EntryId>),
    /// Nothing.
    Nothing,
}

impl Site {
    /// What a query is about: a reference as definitions have them, or whatever the finder makes of it.
    #[must_use]
    pub fn ask(&self, query: &str, limit: usize) -> Found {
        let mut found = self.finder().find(query, limit);
        if let Meant::One(id) = self.meant(query)
            && found.matches.first().is_none_or(|best| !best.confident || best.id != id.0)
        {
            found.matches = vec![self.named(id)];
        }
        found
    }

    /// The entry that is meant by a code, an alias, a path, or an address of its page or a twin.
    #[must_use]
    pub fn meant(&self, reference: &str) -> Meant {
        match self.catalog.index.lookup(reference, "") {
            Lookup::Found(id) => return Meant::One(id),
            // The others may be entries that are not shown.
            Lookup::Several(paths) => match paths.iter().filter_map(|path| self.catalog.entry_at(path)).collect::<Vec<_>>().as_slice() {
                [] => {}
                [only] => return Meant::One(*only),
                several => return Meant::Several(several.to_vec()),
            },
            Lookup::Hidden | Lookup::Nothing => {}
        }
        self.at_address(reference).map_or(Meant::Nothing, Meant::One)
    }

    /// A match for an entry that was named as definitions name it.
    #[must_use]
    pub fn named(&self, id: EntryId) -> Match {
        let because = Because { kind: Kind::Code, place: "line 1".to_owned(), text: self.catalog[id].definition().code.clone() };
        Match { id: id.0, row: id.0, score: 1000, confident: true, because: vec![because], captures: Vec::new() }
    }

    /// Entries whose code or short name is near to a query in letters, or has it as a part, the nearest first.
    pub fn near<'a>(&'a self, query: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let query = query.trim().to_lowercase();
        let limit = (query.chars().count() / 3).clamp(1, 4);
        let distance = |name: &str| {
            let name = name.to_lowercase();
            let is_near = name.len().abs_diff(query.len()) <= limit;
            let letters = is_near.then(|| strsim::osa_distance(&query, &name)).filter(|distance| *distance <= limit);
            // A part of a name is further off than a slip of the hand.
            letters.or_else(|| name.contains(&query).then(|| limit + 1 + name.len() - query.len()))
        };
        let mut found: Vec<(usize, &Entry)> = self
            .catalog
            .ids()
            .filter_map(|(_, entry)| {
                let names = [entry.definition().code.as_str(), entry.path.rsplit('/').next().unwrap_or_default()];
                Some((names.into_iter().filter_map(distance).min()?, entry))
            })
            .collect();
        // Stable: equals stay in the order of their paths.
        found.sort_by_key(|(distance, _)| *distance);
        found.into_iter().map(|(_, entry)| entry)
    }

    fn at_address(&self, address: &str) -> Option<EntryId> {
        let path = url::Url::parse(address).ok()?.path().trim_matches('/').to_owned();
        let path = [".md", ".json"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(&path);
        // The site may stand below a path: the longest end that is a path of the book.
        let cuts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
        cuts.map(|at| &path[at..]).find_map(|end| self.catalog.entry_at(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    fn book(codes: &[&str]) -> Site {
        let definition = |code: &&str| (format!("errors/{code}.yaml"), format!("code: {code}\ntitle: T\nsummary: S.\n"));
        let files: Vec<(String, String)> = codes.iter().map(definition).collect();
        site(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
    }

    #[test]
    fn the_nearest_are_named() {
        let site = book(&["key_not_found", "key_disabled", "http-409", "409"]);
        for (query, expect) in [
            ("key_not_fuond", &["key_not_found"] as &[&str]),
            ("KEY", &["key_disabled", "key_not_found"]),
            ("408", &["409"]),
            ("something else", &[]),
        ] {
            let found: Vec<&str> = site.near(query).map(|entry| entry.path.as_str()).collect();
            assert_eq!(found, expect, "{query}");
        }
    }

    #[test]
    fn what_is_not_shown_is_not_meant() {
        let site = site(&[
            ("errors/a/_category.yaml", "namespace: true"),
            ("errors/b/_category.yaml", "namespace: true"),
            ("errors/c/_category.yaml", "namespace: true"),
            ("errors/a/x.yaml", "{code: x, title: X, summary: S}"),
            ("errors/b/x.yaml", "{code: x, title: X, summary: S, visibility: internal}"),
            ("errors/a/y.yaml", "{code: y, title: Y, summary: S}"),
            ("errors/b/y.yaml", "{code: y, title: Y, summary: S, visibility: draft}"),
            ("errors/c/y.yaml", "{code: y, title: Y, summary: S}"),
            ("errors/b/z.yaml", "{code: z, title: Z, summary: S, visibility: internal}"),
        ]);
        let at = |path: &str| site.catalog.entry_at(path).expect("it is shown");
        assert_eq!(site.meant("x"), Meant::One(at("a/x")));
        assert_eq!(site.meant("y"), Meant::Several(vec![at("a/y"), at("c/y")]));
        assert_eq!(site.meant("z"), Meant::Nothing);
        assert_eq!(site.meant("b/z"), Meant::Nothing);
        assert_eq!(site.meant("https://e.com/docs/a/x.md"), Meant::One(at("a/x")));
    }
}
