//! Bytes → folder: writes what differs, removes what an earlier build of its own wrote and is gone now.
//!
//! Each file is the old or the new one at any moment: it is written beside its place and renamed. What others point to comes first (assets),
//! then pages, then deletions; so a reader never meets a page whose assets are not there. The manifest lists what was there and what is to be
//! before anything is written, and what is there at the very end; so a build that was killed at any moment is completed by the next.

mod file;

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

pub use file::replace;
use file::{Rewrite, UNFINISHED, is_same};

/// The list of what a build wrote, in the folder that it wrote to.
pub const MANIFEST: &str = ".errbook-manifest";
const HEADER: &str = "errbook 1";

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that the site has.
    pub files: usize,
    /// Bytes that the site has.
    pub bytes: u64,
    /// Files that were made, and not taken over from an earlier build.
    pub made: usize,
    /// Files that were written, since they were not there or differed.
    pub written: usize,
    /// Files that were removed.
    pub removed: usize,
}

/// What is to stand at a path.
pub enum Made<'a> {
    /// These bytes.
    Now(Vec<u8>),
    /// What is handed over piece by piece: too much to be held as a whole.
    Pieces(Pieces<'a>),
    /// What stands there since an earlier build, so many bytes.
    Before(u64),
}

/// Hands over the pieces of a file in order.
pub type Pieces<'a> = Box<dyn FnOnce(&mut dyn FnMut(&str) -> std::io::Result<()>) -> std::io::Result<()> + 'a>;

/// A folder that a site is written to, held by this process until it is dropped.
#[derive(Debug)]
pub struct Output {
    dir: PathBuf,
    before: BTreeSet<String>,
    /// Folders that are known to be there, and to be folders; whether this build made them, so that nothing else is in them.
    folders: Mutex<HashMap<PathBuf, bool>>,
    _lock: Option<File>,
}

impl Output {
    /// Takes a folder: one that is empty or not there, or that an earlier build wrote. Waits for a build that is writing there now.
    pub fn open(dir: &Path, waiting: impl FnOnce()) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
        let lock = lock(dir, waiting)?;
        let manifest = dir.join(MANIFEST);
        let before = match fs::read_to_string(&manifest) {
            Ok(text) => read_manifest(&text).with_context(|| {
                format!("{} is not a list of errbook's; remove it if the folder may be overwritten", manifest.display())
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if let Some(other) = fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))?.next() {
                    let name = other.map(|entry| entry.file_name().to_string_lossy().into_owned()).unwrap_or_default();
                    bail!("{} holds files that errbook did not write (`{name}`); choose another folder, or empty this one", dir.display());
                }
                BTreeSet::new()
            }
            Err(error) => return Err(anyhow::Error::new(error).context(format!("cannot read {}", manifest.display()))),
        };
        Ok(Self { dir: dir.to_owned(), before, folders: Mutex::default(), _lock: lock })
    }

    /// Writes a site: `paths` in groups of which each is written before the next begins; `make` gives what is to stand at a path.
    pub fn write<'a, T: Sync>(
        &self,
        groups: &'a [Vec<(String, T)>],
        make: impl Fn(&'a str, &'a T) -> Result<Made<'a>> + Sync,
    ) -> Result<Report> {
        let mut now: Vec<&str> = groups.iter().flatten().map(|(path, _)| path.as_str()).collect();
        now.par_sort_unstable();
        now.dedup();
        let gone: Vec<&str> = self.before.iter().map(String::as_str).filter(|path| now.binary_search(path).is_err()).collect();
        let is_all_known = now.iter().all(|path| self.before.contains(*path));
        // What a killed build leaves must be known to the next one as ours.
        if !is_all_known || self.before.is_empty() {
            let mut all = [now.as_slice(), &gone].concat();
            all.par_sort_unstable();
            self.write_manifest(&all)?;
        }
        let (bytes, made, written) = (AtomicU64::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        for group in groups {
            // What was not there before comes first, so that whatever a page links to is there when the page is.
            // The manifest alone does not say: a killed build may not have come to it.
            let is_there = |path: &String| self.before.contains(path) && self.dir.join(path).exists();
            let (known, new): (Vec<_>, Vec<_>) = group.par_iter().partition(|(path, _)| is_there(path));
            for part in [new, known] {
                // In small pieces: some files take a thousand times as long as others, and stand beside each other.
                part.par_iter().with_max_len(8).try_for_each(|(path, what)| -> Result<()> {
                    let put = match make(path, what)? {
                        Made::Before(size) => {
                            bytes.fetch_add(size, Ordering::Relaxed);
                            return Ok(());
                        }
                        Made::Now(content) => self.put(path, &content).map(|wrote| (content.len() as u64, wrote)),
                        Made::Pieces(pieces) => self.put_pieces(path, pieces),
                    };
                    let (size, wrote) = put.with_context(|| format!("cannot write {}", self.dir.join(path).display()))?;
                    made.fetch_add(1, Ordering::Relaxed);
                    written.fetch_add(usize::from(wrote), Ordering::Relaxed);
                    bytes.fetch_add(size, Ordering::Relaxed);
                    Ok(())
                })?;
            }
        }
        for path in &gone {
            self.remove(path)?;
        }
        self.remove_unfinished();
        // Until here the manifest lists what was there before, too: a build that is killed among the deletions is completed by the next.
        let files = now.len();
        if !is_all_known || !gone.is_empty() {
            self.write_manifest(&now)?;
        }
        Ok(Report { files, bytes: bytes.into_inner(), made: made.into_inner(), written: written.into_inner(), removed: gone.len() })
    }

    /// Writes a file where it differs; says whether it did.
    fn put(&self, path: &str, content: &[u8]) -> Result<bool> {
        let target = self.place(path)?;
        if self.find(path, &target)?.is_some_and(|found| is_same(&found, &target, content)) {
            return Ok(false);
        }
        replace(&target, content)?;
        Ok(true)
    }

    /// The same for a file that comes in pieces; says how long it is, too.
    fn put_pieces(&self, path: &str, pieces: Pieces<'_>) -> Result<(u64, bool)> {
        let target = self.place(path)?;
        let is_there = self.find(path, &target)?.is_some();
        let mut file = Rewrite::new(&target, is_there);
        pieces(&mut |piece| file.add(piece.as_bytes()))?;
        Ok(file.finish()?)
    }

    /// The file that stands at a path. Makes its folder, and makes room where a folder of ours is in the way.
    fn find(&self, path: &str, target: &Path) -> Result<Option<fs::Metadata>> {
        // In a folder that was made a moment ago nothing stands yet.
        if self.make_folder(target.parent().unwrap_or(&self.dir))? {
            return Ok(None);
        }
        let found = fs::symlink_metadata(target).ok();
        if found.as_ref().is_some_and(fs::Metadata::is_dir) {
            self.make_room(path, target)?;
        }
        Ok(found.filter(fs::Metadata::is_file))
    }

    /// A path of the site in the folder. Paths come from the plan or from a manifest, which anybody may have written.
    fn place(&self, path: &str) -> Result<PathBuf> {
        let relative = Path::new(path);
        if path.is_empty() || !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            bail!("`{path}` is not a path within the site");
        }
        Ok(self.dir.join(relative))
    }

    /// Makes a folder of the site, and says whether it was made by this build. One that is a link would lead the files elsewhere.
    fn make_folder(&self, folder: &Path) -> Result<bool> {
        if folder == self.dir {
            return Ok(false);
        }
        if let Some(is_new) = self.folders.lock().expect("no thread panics with the lock").get(folder) {
            return Ok(*is_new);
        }
        if let Some(above) = folder.parent() {
            self.make_folder(above)?;
        }
        let made = fs::create_dir(folder);
        let is_new = made.is_ok();
        match made {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let found = fs::symlink_metadata(folder)?;
                if found.is_file() && self.is_ours(folder) {
                    fs::remove_file(folder)?;
                    fs::create_dir(folder)?;
                } else if !found.is_dir() {
                    bail!("{} is in the way: it is not a folder", folder.display());
                }
            }
            Err(error) => return Err(error.into()),
        }
        // Of two threads that come at once the first says it for both.
        Ok(*self.folders.lock().expect("no thread panics with the lock").entry(folder.to_owned()).or_insert(is_new))
    }

    fn is_ours(&self, path: &Path) -> bool {
        let relative = path.strip_prefix(&self.dir).ok().and_then(Path::to_str).unwrap_or_default();
        self.before.contains(&relative.replace('\\', "/"))
    }

    /// A page was a folder before: what of it was ours goes now.
    fn make_room(&self, path: &str, target: &Path) -> Result<()> {
        let below = format!("{path}/");
        for old in self.before.iter().filter(|old| old.starts_with(&below)) {
            self.remove(old)?;
        }
        if target.is_dir() { fs::remove_dir(target).context("a folder with files of others is in the way") } else { Ok(()) }
    }

    /// Removes a file that an earlier build wrote, and the folders that are empty then.
    fn remove(&self, path: &str) -> Result<()> {
        let Ok(target) = self.place(path) else {
            return Ok(());
        };
        let mut above: Vec<&Path> = target.ancestors().skip(1).take_while(|folder| *folder != self.dir).collect();
        if above.iter().any(|folder| folder.is_symlink()) {
            return Ok(());
        }
        match fs::remove_file(&target) {
            Err(error)
                if !matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory | std::io::ErrorKind::IsADirectory
                ) =>
            {
                return Err(anyhow::Error::new(error).context(format!("cannot remove {}", target.display())));
            }
            _ => {}
        }
        above.retain(|folder| folder.is_dir());
        for folder in above {
            clear(folder);
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }

    fn write_manifest(&self, paths: &[&str]) -> Result<()> {
        let text = [&[HEADER], paths, &[""]].concat().join("\n");
        self.put(MANIFEST, text.as_bytes()).with_context(|| format!("cannot write {}", self.dir.join(MANIFEST).display()))?;
        Ok(())
    }

    /// Removes files that a killed build was writing.
    fn remove_unfinished(&self) {
        let folders = std::mem::take(&mut *self.folders.lock().expect("no thread panics with the lock"));
        let folders: Vec<_> = folders.into_iter().filter_map(|(folder, is_new)| (!is_new).then_some(folder)).collect();
        folders.par_iter().for_each(|folder| clear(folder));
        clear(&self.dir);
    }
}

/// Removes what a killed build was writing in a folder.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            // One that cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Holds the folder. Where folders cannot be held, two builds at once are on their own.
fn lock(dir: &Path, waiting: impl FnOnce()) -> Result<Option<File>> {
    let Ok(handle) = File::open(dir) else {
        return Ok(None);
    };
    match handle.try_lock() {
        Ok(()) => Ok(Some(handle)),
        Err(fs::TryLockError::WouldBlock) => {
            waiting();
            handle.lock().with_context(|| format!("cannot wait for the build that writes to {}", dir.display()))?;
            Ok(Some(handle))
        }
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

fn read_manifest(text: &str) -> Result<BTreeSet<String>> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        bail!("it does not begin with `{HEADER}`");
    }
    Ok(lines.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests;
