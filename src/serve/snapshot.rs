//! A book as it is shown at one moment.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use tokio::sync::watch;

use crate::diagnostic::{Diagnostic, Severity};
use crate::render::render;
use crate::site::{Artifact, Site};
use crate::text::Files;

/// A book as it is shown at one moment. It never changes: an edit puts another one in its place.
#[derive(Debug)]
pub struct Snapshot {
    /// Counts what was shown before it.
    pub generation: u64,
    /// What is wrong with the book as it is on the disk, with exact places, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
    /// The files of the book, and the texts that findings point into.
    pub files: Files,
    /// When static files last changed, by where they are published: a page that shows them may be the same.
    pub changed: BTreeMap<String, u64>,
    site: Arc<Kept>,
}

/// A site, and those of its artifacts that are made of the whole book, once they were asked for.
#[derive(Debug)]
pub(super) struct Kept {
    site: Site,
    made: Mutex<HashMap<Artifact, Arc<OnceLock<Bytes>>>>,
}

impl Kept {
    pub(super) fn new(site: Site) -> Arc<Self> {
        Arc::new(Self { site, made: Mutex::default() })
    }
}

impl Snapshot {
    pub(super) fn new(site: Arc<Kept>, diagnostics: Vec<Diagnostic>, files: Files) -> Self {
        Self { generation: 0, diagnostics, files, changed: BTreeMap::new(), site }
    }

    /// The site: that of the book as it is, or the last one that could be made.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site.site
    }

    /// Leaves the site that another one shows.
    pub(super) fn keep(&mut self, other: &Snapshot) {
        self.site = Arc::clone(&other.site);
    }

    /// The same with further findings.
    pub(super) fn with_findings(&self, diagnostics: Vec<Diagnostic>, files: Files) -> Self {
        Self { generation: self.generation + 1, diagnostics, files, changed: self.changed.clone(), site: Arc::clone(&self.site) }
    }

    /// Whether something keeps the book from being built.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The bytes of an artifact. Those of the whole book are kept, those of a page are as quickly made again.
    pub(crate) fn bytes(&self, artifact: &Artifact) -> Result<Bytes, Box<tera::Error>> {
        let Kept { site, made } = &*self.site;
        if is_of_a_part(artifact) {
            return render(site, artifact).map(Bytes::from);
        }
        let place = Arc::clone(made.lock().unwrap_or_else(PoisonError::into_inner).entry(artifact.clone()).or_default());
        if let Some(bytes) = place.get() {
            return Ok(bytes.clone());
        }
        let bytes = Bytes::from(render(site, artifact)?);
        Ok(place.get_or_init(|| bytes).clone())
    }
}

fn is_of_a_part(artifact: &Artifact) -> bool {
    matches!(
        artifact,
        Artifact::Entry(..)
            | Artifact::Category(..)
            | Artifact::CategoryLlms(..)
            | Artifact::Comparison(..)
            | Artifact::Playbook(..)
            | Artifact::Redirect(_)
            | Artifact::Static(_)
            | Artifact::Picture(_)
    )
}

/// What is shown now, and word of each change of it.
#[derive(Debug)]
pub struct Shown {
    now: RwLock<Arc<Snapshot>>,
    /// Held while the next one is made of the one that is shown.
    turn: Mutex<()>,
    changes: watch::Sender<u64>,
}

impl Shown {
    pub(super) fn new(first: Snapshot) -> Self {
        Self { now: RwLock::new(Arc::new(first)), turn: Mutex::default(), changes: watch::Sender::new(0) }
    }

    /// What is shown now.
    #[must_use]
    pub fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the turn to make the next one.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows another one, and tells those who wait.
    pub(super) fn show(&self, next: Snapshot) -> Arc<Snapshot> {
        let next = Arc::new(next);
        let before = std::mem::replace(&mut *self.now.write().unwrap_or_else(PoisonError::into_inner), Arc::clone(&next));
        self.changes.send_replace(next.generation);
        // Letting go of a large book takes a while.
        rayon::spawn(move || drop(before));
        next
    }

    /// A receiver of the number of each change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}
