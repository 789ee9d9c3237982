//! A book in a folder of its own, and the program run on it.

use std::path::Path;

use tempfile::TempDir;

use crate::run::{Ran, errbook};

/// A book in a folder of its own.
pub(crate) struct Book(TempDir);

impl Book {
    /// Writes a book.
    pub(crate) fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let book = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = book.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        book
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Runs `errbook COMMAND` on the book.
    pub(crate) fn run(&self, command: &[&str]) -> Ran {
        errbook(self.path(), command)
    }
}
