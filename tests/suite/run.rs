//! The program, and folders to run it in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder.
pub(crate) fn errbook(dir: &Path, arguments: &[&str]) -> Ran {
    let output =
        Command::new(env!("CARGO_BIN_EXE_errbook")).args(arguments).current_dir(dir).env_remove("CLICOLOR_FORCE").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The folder of a book of the tests.
pub(crate) fn book(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/books").join(name)
}

/// All files below a folder, by their path in it.
pub(crate) fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(root: &Path, dir: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with(".errbook") {
                // The caches of a book are no part of it, and may change at any moment.
            } else if path.is_dir() {
                collect(root, &path, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    collect(dir, dir, &mut files);
    files
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (name, bytes) in tree(from) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Builds a book into a new folder, and gives what is in it.
pub(crate) fn built(book: &Path, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let dist = tempfile::tempdir().unwrap();
    let to = dist.path().join("site");
    let all = [&["build", book.to_str().unwrap(), "-d", to.to_str().unwrap()], arguments].concat();
    let ran = errbook(dist.path(), &all);
    assert_eq!(ran.code, 0, "{ran:?}");
    tree(&to)
}
