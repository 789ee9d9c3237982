//! `errbook mcp`: answers agents over the Model Context Protocol.

use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::Result;

use super::book::{Readers, folder, summary};
use super::{Outcome, Talk, count, say};
use crate::diagnostic;
use crate::mcp;
use crate::serve::Snapshot;

/// More findings than this say no more.
const MOST: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    #[command(flatten)]
    readers: Readers,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let root = folder(arguments.dir.as_deref())?;
    let audience = arguments.readers.audience();
    let last = Mutex::new(None);
    mcp::run(&root, audience, move |snapshot| tell(snapshot, &last, talk))?;
    Ok(Outcome::Clean)
}

/// Says what is wrong where it is something else than before. Standard output is for the client.
fn tell(snapshot: &Snapshot, last: &Mutex<Option<String>>, talk: Talk) {
    let found = &snapshot.diagnostics;
    let shown = found.len().min(MOST);
    let text = diagnostic::short(&found[..shown], &snapshot.files);
    let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let is_first = last.is_none();
    if last.as_ref() == Some(&text) {
        return;
    }
    if !text.is_empty() {
        say(text.trim_end());
    }
    if talk > Talk::Quiet {
        let total = || count(snapshot.site().catalog.entries.len(), "error");
        say(&match (is_first, found.is_empty()) {
            (true, true) => format!("{} for the client at the other end of standard input and output", total()),
            (false, true) => "mended: no findings".to_owned(),
            (_, false) => summary(found, shown),
        });
    }
    *last = Some(text);
}
