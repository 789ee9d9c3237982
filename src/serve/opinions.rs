//! What rules have to say, once an edit is shown: they look at the whole book, and nobody has to wait for them.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use super::snapshot::{Shown, Snapshot};
use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, sort};
use crate::source::{Sources, locate};

/// While the hand is at the keys, rules wait.
const REST: Duration = Duration::from_millis(600);
/// So many findings get a place, for which their files are read once more; nobody mends more at a sitting, and `check` tells them all.
const MOST: usize = 2000;

/// Finds what rules have to say about a book.
pub type Rules = Box<dyn Fn(&Catalog, &Sources) -> Vec<Diagnostic> + Send + Sync>;

/// A book to look at.
type Book = (Arc<Snapshot>, Arc<Sources>);

/// Where books go that are to be looked at.
#[derive(Debug)]
pub(super) struct Opinions(Sender<Book>);

impl Opinions {
    /// Begins to wait for books; `tell` hears of each snapshot with further findings.
    pub(super) fn new(rules: Rules, shown: Arc<Shown>, tell: impl Fn(&Snapshot) + Send + 'static) -> Self {
        let (send, receive) = channel();
        std::thread::spawn(move || {
            // Rules that look in parallel would keep an edit waiting, so they have a thread for themselves.
            let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).start_handler(|_| step_back()).build() else {
                return;
            };
            while let Some((snapshot, sources)) = latest(&receive) {
                if let Some(next) = pool.install(|| look(&rules, &shown, &snapshot, &sources)) {
                    tell(&next);
                }
            }
        });
        Self(send)
    }

    /// Has rules look at a book, unless another one comes soon.
    pub(super) fn ask(&self, book: Book) {
        // Rules that failed have no opinion any more.
        let _: Result<(), mpsc::SendError<Book>> = self.0.send(book);
    }
}

/// Lets this thread have what the others leave of the cores: those who read are there now, and a finding may come a little later.
fn step_back() {
    // Elsewhere this concerns the whole process. Where it may not be done, rules take their part like anybody.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

/// The last of the books that come one after the other.
fn latest(receive: &Receiver<Book>) -> Option<Book> {
    let mut book = receive.recv().ok()?;
    loop {
        match receive.recv_timeout(REST) {
            Ok(next) => book = next,
            Err(RecvTimeoutError::Timeout) => return Some(book),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn look(rules: &Rules, shown: &Shown, snapshot: &Arc<Snapshot>, sources: &Sources) -> Option<Arc<Snapshot>> {
    // What a broken book lacks is told already.
    if snapshot.is_broken() {
        return None;
    }
    let mut found = rules(&snapshot.site().catalog, sources);
    found.sort_by_key(|finding| finding.severity);
    found.truncate(MOST);
    let mut files = snapshot.files.clone();
    locate(&mut found, &mut files, &sources.root);
    found.extend(snapshot.diagnostics.iter().cloned());
    sort(&mut found, &files);
    found.dedup();
    let _turn = shown.turn();
    (Arc::ptr_eq(&shown.now(), snapshot) && found != snapshot.diagnostics).then(|| shown.show(snapshot.with_findings(found, files)))
}
