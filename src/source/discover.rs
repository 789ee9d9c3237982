//! Which files a book has. Nothing outside of it is read, whatever links say.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::tree::MAX_BYTES;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Files, Place};

/// What a walk found, by name relative to the book.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) definitions: BTreeMap<String, PathBuf>,
    pub(super) assets: BTreeMap<String, PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The name of a path relative to the book, with `/`.
#[must_use]
pub fn name(relative: &Path) -> String {
    let mut name = String::with_capacity(relative.as_os_str().len());
    for part in relative.components() {
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(&part.as_os_str().to_string_lossy());
    }
    name
}

/// Lists what stands below a file or folder of the book.
pub(super) fn walk(root: &Path, below: &Path, files: &mut Files) -> Found {
    let mut found = Found::default();
    let start = root.join(below);
    if !start.exists() && !start.is_symlink() {
        return found;
    }
    let home = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
    while let Some(next) = walk.next() {
        match next {
            Ok(entry) => {
                let relative = name(entry.path().strip_prefix(root).unwrap_or(entry.path()));
                if entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.') {
                    skip(&entry, &mut walk);
                } else if entry.path_is_symlink() && !inside(&entry, &home) {
                    let place = Place::file(files.add(&relative));
                    found.diagnostics.push(
                        Diagnostic::error("unreadable-file", place, "this link leads out of the book").help("put the file itself here"),
                    );
                    skip(&entry, &mut walk);
                } else if entry.file_type().is_file() {
                    keep(&mut found, relative, entry.into_path(), files);
                }
            }
            Err(error) => {
                let relative = error.path().map(|path| name(path.strip_prefix(root).unwrap_or(path))).unwrap_or_default();
                let message = match (error.loop_ancestor(), error.io_error()) {
                    (Some(_), _) => "this link leads to a folder that it stands in".to_owned(),
                    (None, Some(io)) => format!("cannot read this: {}", reason(io)),
                    (None, None) => "cannot read this".to_owned(),
                };
                found.diagnostics.push(Diagnostic::error("unreadable-file", Place::file(files.add(&relative)), message));
            }
        }
    }
    found
}

fn skip(entry: &DirEntry, walk: &mut walkdir::IntoIter) {
    if entry.file_type().is_dir() {
        walk.skip_current_dir();
    }
}

fn inside(entry: &DirEntry, home: &Path) -> bool {
    entry.path().canonicalize().is_ok_and(|target| target.starts_with(home))
}

fn keep(found: &mut Found, name: String, path: PathBuf, files: &mut Files) {
    if path.file_name().is_some_and(|file| file.to_str().is_none()) {
        let message = "the name of this file is not UTF-8";
        found.diagnostics.push(Diagnostic::error("unreadable-file", Place::file(files.add(&name)), message).help("rename it"));
        return;
    }
    let is_definition = path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known));
    if is_definition { &mut found.definitions } else { &mut found.assets }.insert(name, path);
}

/// Reads a definition, up to a limit.
pub(super) fn read(path: &Path, file: FileId) -> Result<Vec<u8>, Box<Diagnostic>> {
    // Most definitions fit, and are then read at once.
    let mut bytes = Vec::with_capacity(8 << 10);
    let result = std::fs::File::open(path).and_then(|open| open.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    match result {
        Ok(_) if bytes.len() as u64 > MAX_BYTES => {
            let message = format!("this file is larger than {} MiB", MAX_BYTES >> 20);
            Err(Box::new(Diagnostic::error("yaml-limits", Place::file(file), message).help("split it")))
        }
        Ok(_) => Ok(bytes),
        Err(error) => {
            Err(Box::new(Diagnostic::error("unreadable-file", Place::file(file), format!("cannot read this: {}", reason(&error)))))
        }
    }
}

/// What the system says, without its number.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
