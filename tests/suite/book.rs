//! A book in a folder of its own, and the program run on it.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A book in a folder of its own.
pub(crate) struct Book(TempDir);

/// What the program did.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

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
    pub(crate) fn run(&self, command: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_errbook")).args(command).arg(self.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}
