//! Events of the file system → batches of paths that changed, each edit once.
//!
//! An editor that saves writes in place, or beside and renames, or removes and writes anew, in several steps of a millisecond. A batch is closed when
//! nothing has come for [`QUIET`]; reading is no event, or a build would wake itself.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::{ERRORS, SETTINGS, STATIC, TEMPLATES};

/// After so long without an event an edit is complete.
const QUIET: Duration = Duration::from_millis(5);
/// A file that is being written, or a folder that is being filled, is looked at again after so long.
pub(super) const PATIENCE: Duration = Duration::from_millis(50);
/// Edits that never end are shown now and then.
const LONGEST: Duration = Duration::from_millis(300);

const FOLDERS: [&str; 3] = [ERRORS, TEMPLATES, STATIC];

/// A watch over the files of a book.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Folders to look at again, and when.
    later: Option<(Instant, BTreeSet<PathBuf>)>,
}

/// What is gathered until it is quiet.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    new_folders: BTreeSet<PathBuf>,
    /// Files that are written and not yet closed, where the system tells of closing.
    open: BTreeSet<PathBuf>,
}

impl Watch {
    /// Begins to watch the book in a folder (a path without links).
    pub fn new(root: &Path) -> Result<Self> {
        let (send, events) = channel();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(send, config).context("cannot watch files")?;
        let mut watch = Self { root: root.to_owned(), watcher, events, later: None };
        watch.watcher.watch(root, RecursiveMode::NonRecursive).with_context(|| format!("cannot watch {}", root.display()))?;
        for folder in FOLDERS {
            watch.begin(&root.join(folder)).with_context(|| format!("cannot watch {folder}; `--no-watch` serves without"))?;
        }
        Ok(watch)
    }

    /// Waits for the next batch of paths that changed; `None` where nothing can come any more.
    #[expect(clippy::should_implement_trait, reason = "a watch waits; it is no list that one goes through")]
    pub fn next(&mut self) -> Option<Vec<PathBuf>> {
        loop {
            let mut batch = Batch::default();
            match &self.later {
                Some((when, _)) => match self.events.recv_timeout(when.saturating_duration_since(Instant::now())) {
                    Ok(event) => {
                        self.take(&mut batch, event);
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return None,
                },
                None => {
                    let event = self.events.recv().ok()?;
                    self.take(&mut batch, event);
                }
            }
            self.gather(&mut batch);
            if let Some((_, paths)) = self.later.take_if(|(when, _)| *when <= Instant::now()) {
                batch.paths.extend(paths);
            }
            let paths = self.close(batch);
            if !paths.is_empty() {
                return Some(paths);
            }
        }
    }

    /// What changes within a moment, for a file that is not whole yet. Comes back early where something does change.
    pub fn more(&mut self, patience: Duration) -> Vec<PathBuf> {
        let end = Instant::now() + patience;
        let mut batch = Batch::default();
        while batch.paths.is_empty() {
            match self.events.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(event) => self.take(&mut batch, event),
                Err(_) => return Vec::new(),
            };
            self.gather(&mut batch);
        }
        self.close(batch)
    }

    /// Takes events until it is quiet.
    fn gather(&mut self, batch: &mut Batch) {
        let start = Instant::now();
        let mut last = start;
        while !batch.paths.is_empty() {
            let quiet = if batch.open.is_empty() { QUIET } else { PATIENCE };
            let end = (last + quiet).min(start + LONGEST);
            let Ok(event) = self.events.recv_timeout(end.saturating_duration_since(Instant::now())) else {
                return;
            };
            if self.take(batch, event) {
                last = Instant::now();
            } else if Instant::now() >= end {
                // Somebody reads, without a pause.
                return;
            }
        }
    }

    fn close(&mut self, batch: Batch) -> Vec<PathBuf> {
        if !batch.new_folders.is_empty() {
            // What is put into a new folder before it is watched comes without an event.
            let (_, later) = self.later.get_or_insert_with(|| (Instant::now() + PATIENCE, BTreeSet::new()));
            later.extend(batch.new_folders);
        }
        let all = batch.paths;
        let is_below = |path: &Path| path.ancestors().skip(1).any(|above| above != self.root && all.contains(above));
        all.iter().filter(|path| !is_below(path)).cloned().collect()
    }

    /// Takes an event; says whether it is about the book.
    fn take(&mut self, batch: &mut Batch, event: notify::Result<Event>) -> bool {
        let Ok(event) = event else {
            return false;
        };
        if event.need_rescan() {
            batch.paths.extend(FOLDERS.iter().chain([&SETTINGS]).map(|name| self.root.join(name)));
            return true;
        }
        let mut is_of_the_book = false;
        for path in event.paths {
            if !self.is_of_the_book(&path) {
                continue;
            }
            match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                    batch.open.remove(&path);
                }
                EventKind::Access(_) => continue,
                EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) if TELLS_OF_CLOSING => {
                    batch.open.insert(path.clone());
                }
                EventKind::Remove(_) => {
                    batch.open.remove(&path);
                }
                EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) if path.is_dir() => {
                    if path.parent() == Some(&self.root) {
                        // One that cannot be watched is one that does not change.
                        let _ = self.begin(&path);
                    }
                    batch.new_folders.insert(path.clone());
                }
                _ => {}
            }
            batch.paths.insert(path);
            is_of_the_book = true;
        }
        is_of_the_book
    }

    /// Whether a path is one that the book is made of: hidden files are not, and editors put theirs beside those of the book.
    fn is_of_the_book(&self, path: &Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.root) else {
            return false;
        };
        let mut parts = relative.components();
        let Some(Component::Normal(first)) = parts.next() else {
            return false;
        };
        let hidden = relative.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        let is_settings = first == SETTINGS && parts.next().is_none();
        !hidden && (is_settings || FOLDERS.iter().any(|folder| first == *folder))
    }

    fn begin(&mut self, folder: &Path) -> notify::Result<()> {
        if folder.is_dir() { self.watcher.watch(folder, RecursiveMode::Recursive) } else { Ok(()) }
    }
}

/// inotify says when a file is closed after writing; the others do not.
const TELLS_OF_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));
