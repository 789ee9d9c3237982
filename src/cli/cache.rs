//! What a build leaves in `.errbook/` for the next one: how code was coloured.
//!
//! The folder may be deleted, shared and damaged: it saves time and never decides what is true. So nothing here fails; a book that cannot be
//! written to has no cache.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::markdown::highlight::{Highlighter, Known};

/// The folder of the caches, in the book.
const FOLDER: &str = ".errbook";
/// The file of coloured code.
const CODE: &str = "highlight";
/// What is larger than this was not written here.
const LARGEST: u64 = 256 << 20;

/// The caches of a book.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The caches of the book in this folder.
    pub(super) fn of(root: &Path) -> Self {
        Self { folder: root.join(FOLDER) }
    }

    /// A highlighter that knows the code of the last build, and what it was told.
    pub(super) fn highlighter(&self) -> (Highlighter, Vec<u8>) {
        let highlighter = Highlighter::new();
        let known = self.read(CODE).unwrap_or_default();
        highlighter.import(&known);
        (highlighter, known)
    }

    /// Keeps what a highlighter knows, where that is not what it was told. `which` is all where not all pages were made.
    pub(super) fn keep(&self, highlighter: &Highlighter, known: &[u8], which: Known) {
        let now = highlighter.export(which);
        if now != known && !now.is_empty() {
            self.write(CODE, &[now]);
        }
    }

    /// The content of a file of the cache. A link is not followed: somebody else made it.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(name);
        let found = fs::symlink_metadata(&path).ok().filter(|_| self.is_folder())?;
        if !found.is_file() || found.len() > LARGEST {
            return None;
        }
        let mut bytes = Vec::new();
        fs::File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Writes a file of the cache as a whole, or not at all.
    pub(super) fn write(&self, name: &str, pieces: &[impl AsRef<[u8]>]) -> Option<()> {
        if !self.is_folder() {
            fs::create_dir(&self.folder).ok()?;
            // Of no use in a repository.
            fs::write(self.folder.join(".gitignore"), "*\n").ok()?;
        }
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.folder).ok()?;
        for piece in pieces {
            file.write_all(piece.as_ref()).ok()?;
        }
        file.persist(self.folder.join(name)).ok().map(drop)
    }

    /// Removes a file of the cache.
    pub(super) fn forget(&self, name: &str) {
        if self.is_folder() {
            // One that cannot be removed is not there, or cannot be written anew either.
            let _ = fs::remove_file(self.folder.join(name));
        }
    }

    fn is_folder(&self) -> bool {
        fs::symlink_metadata(&self.folder).is_ok_and(|found| found.is_dir())
    }
}
