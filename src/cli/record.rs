//! What a site looked like when it was written: where neither the book nor the site was touched since, a build has nothing to do.
//!
//! Files are told apart by size and times, down to the time of the last change of anything about them, which no program can set. In doubt (a link,
//! a folder that cannot be read, a file so new that a later change could bear the same time) there is no record, and the book is built.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::cache::Cache;
use crate::output::{MANIFEST, Report};
use crate::source::{ERRORS, SETTINGS, STATIC, TEMPLATES};

/// The file of the record in the cache.
const NAME: &str = "build";
/// The form of the record.
const HEADER: &str = "errbook build 1";
/// A site of fewer files than this is made sooner than it is looked at.
const SMALLEST: usize = 600;
/// Times of files may be as coarse as this.
const GRAIN: Duration = Duration::from_millis(20);
/// Times of files without a fraction may be as coarse as this.
const COARSE: Duration = Duration::from_secs(2);

/// A book as it stands in its files, with what is asked of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

/// What a build did that nothing has touched since.
#[derive(Debug)]
pub(super) struct Done {
    /// Where the site stands.
    pub(super) dest: PathBuf,
    /// How many errors it has.
    pub(super) errors: usize,
    /// What it has.
    pub(super) report: Report,
}

impl Fingerprint {
    /// Looks at the files of a book. `asked` is all else that the site depends on. `None` in doubt.
    pub(super) fn take(root: &Path, asked: &str) -> Option<Self> {
        let now = SystemTime::now();
        let program = std::env::current_exe().and_then(fs::metadata).ok()?;
        let mut hasher = blake3::Hasher::new();
        let mut add = |text: &[u8]| {
            hasher.update(&text.len().to_le_bytes()).update(text);
        };
        for text in [env!("CARGO_PKG_VERSION"), &stamp(&program), asked] {
            add(text.as_bytes());
        }
        // What is asked for is seen from here.
        add(std::env::current_dir().ok()?.as_os_str().as_encoded_bytes());
        for part in [SETTINGS, ERRORS, TEMPLATES, STATIC] {
            let start = root.join(part);
            if fs::symlink_metadata(&start).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
                add(b"none");
                continue;
            }
            for entry in WalkDir::new(start).sort_by_file_name() {
                let entry = entry.ok().filter(|entry| !entry.path_is_symlink())?;
                add(entry.path().as_os_str().as_encoded_bytes());
                if !entry.file_type().is_dir() {
                    let found = entry.metadata().ok().filter(|found| found.is_file() && is_settled(found, now))?;
                    add(stamp(&found).as_bytes());
                }
            }
        }
        Some(Self(hasher.finalize().to_hex().to_string()))
    }

    /// What the last build did, where it was of this book and its files are as it left them.
    pub(super) fn done(&self, cache: &Cache) -> Option<Done> {
        let text = String::from_utf8(cache.read(NAME)?).ok()?;
        let (checksum, text) = text.split_once('\n')?;
        if blake3::hash(text.as_bytes()).to_hex().as_str() != checksum {
            return None;
        }
        let mut lines = text.lines();
        if (lines.next()?, lines.next()?) != (HEADER, &self.0) {
            return None;
        }
        let dest = PathBuf::from(lines.next()?);
        let mut number = || lines.next()?.parse::<u64>().ok();
        let (errors, bytes) = (usize::try_from(number()?).ok()?, number()?);
        let files: Vec<&str> = lines.collect();
        let untouched = |line: &&str| {
            let (path, expected) = line.split_once('\t')?;
            (fs::symlink_metadata(dest.join(path)).ok().map(|found| stamp(&found)).as_deref() == Some(expected)).then_some(())
        };
        files.par_iter().try_for_each(untouched)?;
        // The manifest is a file of ours, not of the site.
        Some(Done { dest, errors, report: Report { files: files.len() - 1, bytes, written: 0, removed: 0 } })
    }

    /// Keeps what a build did. `paths` are those of the site.
    pub(super) fn keep<'a>(&self, cache: &Cache, done: &Done, paths: impl Iterator<Item = &'a str>) -> Option<()> {
        if done.report.files < SMALLEST {
            return None;
        }
        if done.report.written > 0 {
            // What is changed after this bears a later time.
            std::thread::sleep(GRAIN);
        }
        let paths: Vec<&str> = paths.chain([MANIFEST]).collect();
        let line = |path: &&str| Some(format!("{path}\t{}\n", stamp(&fs::symlink_metadata(done.dest.join(path)).ok()?)));
        let lines = paths.par_iter().map(line).collect::<Option<String>>()?;
        let text = format!("{HEADER}\n{}\n{}\n{}\n{}\n{lines}", self.0, done.dest.to_str()?, done.errors, done.report.bytes);
        cache.write(NAME, format!("{}\n{text}", blake3::hash(text.as_bytes()).to_hex()).as_bytes())
    }
}

/// Removes the record: a build that is killed must not leave one.
pub(super) fn forget(cache: &Cache) {
    cache.forget(NAME);
}

/// Whether whatever changes a file from now on gives it another time.
fn is_settled(found: &Metadata, now: SystemTime) -> bool {
    let Some(changed) = changed(found) else {
        return false;
    };
    let whole = changed.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| since.subsec_nanos() == 0);
    now.duration_since(changed).is_ok_and(|age| age > if whole { COARSE } else { GRAIN })
}

/// What changes with a file.
#[cfg(unix)]
fn stamp(found: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{} {}.{} {}.{} {}", found.len(), found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec(), found.ino())
}

#[cfg(not(unix))]
fn stamp(found: &Metadata) -> String {
    let time = found.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {}", found.len(), time.as_nanos())
}

/// When anything about a file was changed last.
#[cfg(unix)]
fn changed(found: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = Duration::from_secs(u64::try_from(found.ctime()).ok()?);
    Some(SystemTime::UNIX_EPOCH + seconds + Duration::from_nanos(u64::try_from(found.ctime_nsec()).ok()?))
}

#[cfg(not(unix))]
fn changed(found: &Metadata) -> Option<SystemTime> {
    found.modified().ok()
}
