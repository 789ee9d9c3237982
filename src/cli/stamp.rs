//! What tells a file from what it was before: its size and times, down to the time of the last change of anything about it, which no program can set.
//! Times are by the clock of the file system, which may not be ours.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use crate::source::{ERRORS, STATIC, TEMPLATES};

/// Times of files may be as coarse as this.
pub(super) const GRAIN: Duration = Duration::from_millis(20);
/// Times of files without a fraction may be as coarse as this.
const COARSE: Duration = Duration::from_secs(2);

/// Waits until whatever is changed from now on bears a later time than what was written in this folder until now. The clock of a file system
/// moves on every few milliseconds.
pub(super) fn settle(folder: &Path) {
    let start = Instant::now();
    let written = clock_in(folder);
    while start.elapsed() < GRAIN && (written.is_none() || clock_in(folder) <= written) {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The time that a file of this book gets that is changed now, or an earlier one. `None` where that cannot be said.
pub(super) fn clock(root: &Path) -> Option<SystemTime> {
    // A part may be mounted from elsewhere, where another clock goes.
    let home = device(root)?;
    let parts = [ERRORS, TEMPLATES, STATIC].map(|part| root.join(part));
    let elsewhere = parts.iter().filter(|part| device(part).is_some_and(|device| device != home));
    elsewhere.map(|part| clock_in(part)).chain([clock_in(root)]).min()?
}

/// The time that a file gets that is made now in this folder.
fn clock_in(folder: &Path) -> Option<SystemTime> {
    changed(&tempfile::tempfile_in(folder).ok()?.metadata().ok()?)
}

/// The file system that a folder is of.
#[cfg(unix)]
fn device(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).ok().map(|found| found.dev())
}

#[cfg(not(unix))]
fn device(folder: &Path) -> Option<u64> {
    folder.is_dir().then_some(0)
}

/// What changes with a file, where it is there.
pub(super) fn stamp_of(path: &Path) -> Option<String> {
    fs::symlink_metadata(path).ok().map(|found| stamp(&found))
}

/// Whether whatever changes a file from now on gives it another time.
pub(super) fn is_settled(found: &Metadata, now: SystemTime) -> bool {
    let Some(changed) = changed(found) else {
        return false;
    };
    let whole = changed.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| since.subsec_nanos() == 0);
    now.duration_since(changed).is_ok_and(|age| age > if whole { COARSE } else { GRAIN })
}

/// What changes with a file.
#[cfg(unix)]
pub(super) fn stamp(found: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{} {}.{} {}.{} {}", found.len(), found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec(), found.ino())
}

#[cfg(not(unix))]
pub(super) fn stamp(found: &Metadata) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_after_the_wait_is_later() {
        let home = tempfile::tempdir().expect("a folder can be made");
        for round in 0..20 {
            let [before, after] = ["before", "after"].map(|name| home.path().join(format!("{name}-{round}")));
            let time = |path: &Path| changed(&fs::metadata(path).expect("it was just written")).expect("files have times");
            fs::write(&before, "").expect("a file can be written");
            settle(home.path());
            fs::write(&after, "").expect("a file can be written");
            assert!(time(&after) > time(&before), "round {round}");
        }
        assert_eq!(fs::read_dir(home.path()).map(Iterator::count).ok(), Some(40), "nothing is left behind");
    }

    /// Of a file system of the kernel's own, in which nothing can be made, no clock is known.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_clock_of_each_file_system_of_a_book_is_asked() {
        let home = tempfile::tempdir().expect("a folder can be made");
        let errors = home.path().join(ERRORS);
        fs::create_dir(&errors).expect("a folder can be made");
        assert!(clock(home.path()).is_some());
        fs::remove_dir(&errors).expect("it is empty");
        std::os::unix::fs::symlink("/proc/self", &errors).expect("a link can be made");
        assert_eq!(clock(home.path()), None);
    }
}
