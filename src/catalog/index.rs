//! How a reference is looked up: codes by folder, namespace and book, then aliases likewise, then paths.

use std::collections::HashMap;

use super::{CategoryId, EntryId};
use crate::source::upwards;

/// What a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// This entry.
    Found(EntryId),
    /// An entry that those whom the site is for do not see.
    Hidden,
    /// Nothing.
    Nothing,
    /// Several entries with equal right, by path.
    Several(Vec<String>),
}

/// Codes, aliases and paths of all entries.
#[derive(Clone, Debug, Default)]
pub struct Index {
    codes: Names,
    aliases: Names,
    /// Paths of entries and former paths; `None` for one that is not seen.
    paths: HashMap<String, Option<EntryId>>,
    categories: HashMap<String, CategoryId>,
    namespaces: Vec<String>,
}

type Names = HashMap<String, Vec<Named>>;

/// An entry under a name.
#[derive(Clone, Debug)]
struct Named {
    folder: String,
    path: String,
    entry: Option<EntryId>,
}

impl Index {
    /// An index for a book with these namespaces (folders), and about so many entries.
    pub(super) fn new(namespaces: Vec<String>, entries: usize) -> Self {
        Self { namespaces, codes: HashMap::with_capacity(entries), paths: HashMap::with_capacity(entries), ..Self::default() }
    }

    pub(super) fn add_code(&mut self, code: &str, folder: &str, path: &str, entry: Option<EntryId>) {
        add(&mut self.codes, code, folder, path, entry);
    }

    pub(super) fn add_alias(&mut self, alias: &str, folder: &str, path: &str, entry: Option<EntryId>) {
        add(&mut self.aliases, alias, folder, path, entry);
    }

    pub(super) fn add_path(&mut self, path: &str, entry: Option<EntryId>) {
        self.paths.entry(path.to_owned()).or_insert(entry);
    }

    pub(super) fn add_category(&mut self, path: &str, id: CategoryId) {
        self.categories.insert(path.to_owned(), id);
    }

    /// The category at a path.
    #[must_use]
    pub fn category(&self, path: &str) -> Option<CategoryId> {
        self.categories.get(path).copied()
    }

    /// The folder whose codes are told apart from all others, for a folder: the nearest one that is a namespace, or the book.
    #[must_use]
    pub fn namespace<'a>(&self, folder: &'a str) -> &'a str {
        upwards(folder).find(|above| self.namespaces.iter().any(|namespace| namespace == above)).unwrap_or_default()
    }

    /// What a reference means, seen from a folder.
    #[must_use]
    pub fn lookup(&self, text: &str, folder: &str) -> Lookup {
        if text.starts_with("./") || text.starts_with("../") {
            return join(folder, text).map_or(Lookup::Nothing, |path| self.path(&path));
        }
        for names in [&self.codes, &self.aliases] {
            match self.named(names, text, folder) {
                Lookup::Nothing => {}
                found => return found,
            }
        }
        self.path(text.trim_matches('/'))
    }

    /// What a code means, seen from a folder.
    #[must_use]
    pub fn code(&self, text: &str, folder: &str) -> Lookup {
        self.named(&self.codes, text, folder)
    }

    /// Whether any entry has this code or alias.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.codes.contains_key(name) || self.aliases.contains_key(name)
    }

    /// All codes, in no order.
    pub fn codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.codes.keys().map(String::as_str)
    }

    /// The entry at a path or former path.
    #[must_use]
    pub fn path(&self, path: &str) -> Lookup {
        match self.paths.get(path.trim_end_matches('/')) {
            Some(Some(id)) => Lookup::Found(*id),
            Some(None) => Lookup::Hidden,
            None => Lookup::Nothing,
        }
    }

    fn named(&self, names: &Names, text: &str, folder: &str) -> Lookup {
        let Some(all) = names.get(text) else {
            return Lookup::Nothing;
        };
        if let [only] = all.as_slice() {
            return only.lookup();
        }
        let same = |found: Vec<&Named>| match found.as_slice() {
            [] => None,
            [only] => Some(only.lookup()),
            several => Some(Lookup::Several(several.iter().map(|named| named.path.clone()).collect())),
        };
        let namespace = self.namespace(folder);
        same(all.iter().filter(|named| named.folder == folder).collect())
            .or_else(|| same(all.iter().filter(|named| self.namespace(&named.folder) == namespace).collect()))
            .or_else(|| same(all.iter().collect()))
            .unwrap_or(Lookup::Nothing)
    }
}

impl Named {
    fn lookup(&self) -> Lookup {
        self.entry.map_or(Lookup::Hidden, Lookup::Found)
    }
}

fn add(names: &mut Names, name: &str, folder: &str, path: &str, entry: Option<EntryId>) {
    let named = Named { folder: folder.to_owned(), path: path.to_owned(), entry };
    match names.get_mut(name) {
        Some(all) => all.push(named),
        // Nearly every name is that of one entry alone.
        None => drop(names.insert(name.to_owned(), vec![named])),
    }
}

/// A relative path from a folder; `None` where it climbs out of the book.
#[must_use]
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut index = Index::new(vec!["aws/s3".into(), "aws/sts".into()], 4);
        let entries = [("AccessDenied", "aws/s3"), ("AccessDenied", "aws/sts"), ("NoSuchKey", "aws/s3"), ("http-409", "http")];
        for (place, (code, folder)) in entries.into_iter().enumerate() {
            let path = format!("{folder}/{code}");
            index.add_code(code, folder, &path, Some(EntryId::at(place)));
            index.add_path(&path, Some(EntryId::at(place)));
        }
        index.add_alias("NoKey", "aws/s3", "aws/s3/NoSuchKey", Some(EntryId(2)));
        index
    }

    fn check(text: &str, folder: &str, expect: &Lookup) {
        assert_eq!(&index().lookup(text, folder), expect, "{text} from {folder}");
    }

    #[test]
    fn the_nearest_wins() {
        check("AccessDenied", "aws/s3", &Lookup::Found(EntryId(0)));
        check("AccessDenied", "aws/sts", &Lookup::Found(EntryId(1)));
        check("AccessDenied", "http", &Lookup::Several(vec!["aws/s3/AccessDenied".into(), "aws/sts/AccessDenied".into()]));
        check("aws/sts/AccessDenied", "http", &Lookup::Found(EntryId(1)));
        check("../sts/AccessDenied", "aws/s3", &Lookup::Found(EntryId(1)));
        check("../../../http/http-409", "aws/s3", &Lookup::Nothing);
        check("NoKey", "http", &Lookup::Found(EntryId(2)));
        check("nothing", "http", &Lookup::Nothing);
    }
}
