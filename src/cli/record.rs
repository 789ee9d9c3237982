//! What a site looked like when it was written: where neither the book nor the site was touched since, a build has nothing to do.
//!
//! In doubt (a link, a folder that cannot be read, a file so new that a later change could bear the same time) there is no record, and the book is
//! built.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::cache::Cache;
use super::stamp::{is_settled, stamp, stamp_of};
use crate::output::Report;
use crate::source::{self, ERRORS, SETTINGS, STATIC, TEMPLATES};

/// The file of the record in the cache.
const NAME: &str = "build";
/// The form of the record.
const HEADER: &str = "errbook build 2";
/// A site of fewer files than this is made sooner than it is looked at.
const SMALLEST: usize = 600;

/// A book as it stands in its files, with what is asked of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// Of all.
    pub(super) whole: String,
    /// Of all but the files in `errors/`.
    pub(super) frame: String,
    /// The files in `errors/` by name, with their stamps.
    pub(super) files: BTreeMap<String, String>,
}

/// What the last build did.
#[derive(Debug)]
pub(super) struct Record {
    /// The fingerprint of its book.
    pub(super) whole: String,
    /// Where the site stands.
    pub(super) dest: PathBuf,
    /// How many errors it has.
    pub(super) errors: usize,
    /// How many bytes it has.
    pub(super) bytes: u64,
    /// Its files with their stamps, the manifest last; none before they are written.
    pub(super) files: Vec<(String, String)>,
}

impl Fingerprint {
    /// Looks at the files of a book. `asked` is all else that the site depends on. `None` in doubt, so where a file was changed after `now`,
    /// from when on the book is read, by its [clock](super::stamp::clock).
    pub(super) fn take(root: &Path, asked: &str, now: SystemTime) -> Option<Self> {
        let program = std::env::current_exe().and_then(fs::metadata).ok()?;
        let mut frame = Hasher::default();
        for text in [env!("CARGO_PKG_VERSION"), &stamp(&program), asked] {
            frame.add(text.as_bytes());
        }
        // What is asked for is seen from here.
        frame.add(std::env::current_dir().ok()?.as_os_str().as_encoded_bytes());
        let mut files = BTreeMap::new();
        let errors = root.join(ERRORS);
        for start in [SETTINGS, ERRORS, TEMPLATES, STATIC].map(|part| root.join(part)).into_iter().chain(schema(root)) {
            let is_definitions = start == errors;
            if fs::symlink_metadata(&start).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
                frame.add(b"none");
                continue;
            }
            let entries = WalkDir::new(start).sort_by_file_name().into_iter().collect::<Result<Vec<_>, _>>().ok()?;
            let look = |entry: &DirEntry| {
                if entry.path_is_symlink() {
                    return None;
                }
                if entry.file_type().is_dir() {
                    return Some(None);
                }
                entry.metadata().ok().filter(|found| found.is_file() && is_settled(found, now)).map(|found| Some(stamp(&found)))
            };
            let stamps = entries.par_iter().map(look).collect::<Option<Vec<_>>>()?;
            for (entry, stamp) in entries.iter().zip(stamps) {
                match stamp {
                    Some(stamp) if is_definitions => {
                        files.insert(source::name(entry.path().strip_prefix(root).ok()?), stamp);
                    }
                    stamp => {
                        frame.add(entry.path().as_os_str().as_encoded_bytes());
                        frame.add(stamp.unwrap_or_default().as_bytes());
                    }
                }
            }
        }
        let frame = frame.finish();
        let mut whole = Hasher::default();
        whole.add(frame.as_bytes());
        for (name, stamp) in &files {
            whole.add(name.as_bytes());
            whole.add(stamp.as_bytes());
        }
        Some(Self { whole: whole.finish(), frame, files })
    }
}

/// The file that `[example] schema` names, which may stand anywhere in the book, and nowhere else.
fn schema(root: &Path) -> Option<PathBuf> {
    let settings: toml::Table = fs::read_to_string(root.join(SETTINGS)).ok()?.parse().ok()?;
    let name = settings.get("example")?.get("schema")?.as_str()?;
    source::within(root, name).ok().filter(|path| path.is_file())
}

/// A hash of texts, each told apart from the next.
#[derive(Default)]
pub(super) struct Hasher(blake3::Hasher);

impl Hasher {
    pub(super) fn add(&mut self, text: &[u8]) {
        self.0.update(&text.len().to_le_bytes()).update(text);
    }

    pub(super) fn finish(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

impl Record {
    /// What the last build left.
    pub(super) fn read(cache: &Cache) -> Option<Self> {
        let text = sealed(&cache.read(NAME)?)?;
        let mut lines = text.lines();
        if lines.next()? != HEADER {
            return None;
        }
        let (whole, dest) = (lines.next()?.to_owned(), PathBuf::from(lines.next()?));
        let mut number = || lines.next()?.parse::<u64>().ok();
        let (errors, bytes) = (usize::try_from(number()?).ok()?, number()?);
        let file = |line: &str| line.split_once('\t').map(|(path, stamp)| (path.to_owned(), stamp.to_owned()));
        Some(Self { whole, dest, errors, bytes, files: lines.map(file).collect::<Option<_>>()? })
    }

    /// Whether the files of the site are as the build left them.
    pub(super) fn is_untouched(&self) -> bool {
        self.files.par_iter().all(|(path, stamp)| stamp_of(&self.dest.join(path)).as_ref() == Some(stamp))
    }

    /// What a build says that finds nothing to do.
    pub(super) fn report(&self) -> Report {
        // The manifest is a file of ours, not of the site.
        Report { files: self.files.len().saturating_sub(1), bytes: self.bytes, ..Report::default() }
    }

    /// Keeps what a build did, with a [line](line) for each of its files.
    pub(super) fn keep(&self, cache: &Cache, files: Vec<String>) -> Option<()> {
        let head = format!("{HEADER}\n{}\n{}\n{}\n{}\n", self.whole, self.dest.to_str()?, self.errors, self.bytes);
        cache.write(NAME, &seal(head, files))
    }
}

/// Adds what a record knows of a file.
pub(super) fn line(text: &mut String, path: &str, stamp: &str) {
    text.extend([path, "\t", stamp, "\n"]);
}

/// Whether a site has so many files that a record of it saves time.
pub(super) fn is_worth_it(report: &Report) -> bool {
    report.files >= SMALLEST
}

/// What `write` adds for each of these, in order, in pieces; nothing where it fails for one.
pub(super) fn written<T: Sync>(all: &[T], write: impl Fn(&mut String, &T) -> Option<()> + Sync) -> Option<Vec<String>> {
    let piece = |some: &[T]| {
        let mut text = String::new();
        some.iter().try_for_each(|item| write(&mut text, item))?;
        Some(text)
    };
    all.par_chunks(1024).map(piece).collect()
}

/// A text in pieces, with a checksum before it, so that damage is seen.
pub(super) fn seal(head: String, mut pieces: Vec<String>) -> Vec<String> {
    pieces.insert(0, head);
    let mut hasher = blake3::Hasher::new();
    for piece in &pieces {
        hasher.update(piece.as_bytes());
    }
    pieces.insert(0, format!("{}\n", hasher.finalize().to_hex()));
    pieces
}

/// The text of what was sealed.
pub(super) fn sealed(bytes: &[u8]) -> Option<String> {
    let (checksum, text) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
    (blake3::hash(text.as_bytes()).to_hex().as_str() == checksum).then(|| text.to_owned())
}

/// Removes the record: a build that is killed must not leave one.
pub(super) fn forget(cache: &Cache) {
    cache.forget(NAME);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::stamp::{GRAIN, clock};

    #[test]
    fn what_changes_while_the_book_is_read_is_in_doubt() {
        let home = tempfile::tempdir().expect("a folder can be made");
        let errors = home.path().join(ERRORS);
        fs::create_dir(&errors).expect("a folder can be made");
        let before = clock(home.path()).expect("files have times");
        fs::write(errors.join("a.yaml"), "").expect("a file can be written");
        std::thread::sleep(2 * GRAIN);
        assert!(clock(home.path()).and_then(|now| Fingerprint::take(home.path(), "", now)).is_some());
        assert!(Fingerprint::take(home.path(), "", before).is_none());
    }

    #[test]
    fn a_schema_outside_of_the_book_is_not_looked_at() {
        let home = tempfile::tempdir().expect("a folder can be made");
        let book = home.path().join("book");
        fs::create_dir_all(book.join("shapes")).expect("a folder can be made");
        for file in [home.path().join("secret.json"), book.join("shapes/a.json")] {
            fs::write(file, "{}").expect("a file can be written");
        }
        for (name, is_read) in [("shapes/a.json", true), ("../secret.json", false), ("/", false), ("shapes", false), ("none.json", false)] {
            fs::write(book.join(SETTINGS), format!("[example]\nschema = '{name}'\n")).expect("a file can be written");
            assert_eq!(schema(&book).is_some(), is_read, "{name}");
        }
    }
}
