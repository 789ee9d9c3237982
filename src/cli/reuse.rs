//! What of a site need not be made anew, since nothing that it is made of has changed.
//!
//! Each build notes of which entries it makes each file (`catalog::reads`). The next one makes anew what was made of an entry whose file was
//! touched since, and what is of the whole book. All else that a page depends on (settings, theme, program, the names and links of all entries, and
//! the files that are no definitions) is in one hash, the frame: where that is another, everything is made anew. As with the record of the build, in
//! doubt nothing is taken over.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::cache::Cache;
use super::record::{self, Fingerprint, Hasher, Record, seal, sealed, written};
use super::stamp::stamp_of;
use crate::catalog::{Catalog, EntryId, Reads, outside, reads};
use crate::output::{MANIFEST, Made};
use crate::render::{llms_full, render};
use crate::site::{Artifact, Site};
use crate::source::Sources;
use crate::text::FileId;

/// The file of the notes in the cache.
const NAME: &str = "reads";
/// Their form.
const HEADER: &str = "errbook reads 1";

/// What the last build left that this one may take over.
#[derive(Debug, Default)]
pub(super) struct Last {
    dest: PathBuf,
    /// By path: the stamp of the file, and the entries that it is made of.
    files: HashMap<String, (String, Vec<EntryId>)>,
    /// Entries that may say something else than at the last build.
    changed: HashSet<EntryId>,
}

/// A file of the site while it is made.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) artifact: Artifact,
    /// Where it was taken over: its stamp.
    stamp: OnceLock<String>,
    made_of: OnceLock<Reads>,
}

impl Job {
    pub(super) fn new(artifact: Artifact) -> Self {
        Self { artifact, stamp: OnceLock::new(), made_of: OnceLock::new() }
    }

    /// Makes the file, or takes it over.
    pub(super) fn make<'a>(&'a self, site: &'a Site, last: &Last, path: &str) -> anyhow::Result<Made<'a>> {
        if let Some((size, stamp, made_of)) = last.take(path) {
            let _ = self.stamp.set(stamp);
            let _ = self.made_of.set(made_of);
            return Ok(Made::Before(size));
        }
        if matches!(self.artifact, Artifact::LlmsFull) {
            return Ok(Made::Pieces(Box::new(|put| llms_full(site, put))));
        }
        let (bytes, made_of) = reads(|| render(site, &self.artifact));
        if self.artifact.is_of_few() {
            let _ = self.made_of.set(made_of);
        }
        bytes.map(Made::Now).map_err(|error| anyhow::anyhow!("{error}"))
    }
}

/// A hash of all that files of the site are made of, but for what definitions say and others do not see.
pub(super) fn frame(fingerprint: &Fingerprint, sources: &Sources) -> Option<String> {
    // A file that came while the book was read is in none of the lists.
    if !sources.parsed.keys().chain(sources.assets.keys()).all(|name| fingerprint.files.contains_key(name)) {
        return None;
    }
    let seen = |(name, stamp): (&String, &String)| {
        let face = sources.parsed.get(name).and_then(|parsed| outside(&parsed.content));
        let mut seen = Hasher::default();
        seen.add(name.as_bytes());
        seen.add(face.as_deref().unwrap_or(stamp.as_bytes()));
        seen.finish()
    };
    let all: Vec<String> = fingerprint.files.par_iter().map(seen).collect();
    let mut frame = Hasher::default();
    frame.add(fingerprint.frame.as_bytes());
    for seen in &all {
        frame.add(seen.as_bytes());
    }
    Some(frame.finish())
}

impl Last {
    /// What the last build left, where this one is of the same frame and writes to the same place.
    pub(super) fn read(cache: &Cache, record: Record, fingerprint: &Fingerprint, frame: &str, dest: &Path, site: &Site) -> Option<Self> {
        let text = sealed(&cache.read(NAME)?)?;
        let mut lines = text.lines();
        if lines.next()? != HEADER || lines.next()? != record.whole || lines.next()? != frame || record.dest != dest {
            return None;
        }
        let count: usize = lines.next()?.parse().ok()?;
        let stamps: BTreeMap<&str, &str> = lines.by_ref().take(count).map(|line| line.split_once('\t')).collect::<Option<_>>()?;
        let touched = fingerprint.files.iter().filter(|(name, stamp)| stamps.get(name.as_str()) != Some(&stamp.as_str()));
        let touched: HashSet<&str> = touched.map(|(name, _)| name.as_str()).collect();
        let changed = changed(&site.catalog, |file| touched.contains(site.file_name(file)));
        let stamps: HashMap<String, String> = record.files.into_iter().collect();
        let lines: Vec<&str> = lines.collect();
        let file = |line: &&str| {
            let (path, ids) = line.split_once('\t')?;
            Some((path.to_owned(), (stamps.get(path)?.clone(), ids_of(ids)?)))
        };
        Some(Self { dest: dest.to_owned(), files: lines.par_iter().map(file).collect::<Option<_>>()?, changed })
    }

    /// Whether nothing can be taken over.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// A file that is as the last build left it, and would be made just so again: its size, its stamp, and what it is made of.
    fn take(&self, path: &str) -> Option<(u64, String, Reads)> {
        let (stamp, made_of) = self.files.get(path)?;
        if made_of.iter().any(|id| self.changed.contains(id)) || stamp_of(&self.dest.join(path)).as_ref() != Some(stamp) {
            return None;
        }
        // A stamp begins with the size.
        let size = stamp.split(' ').next()?.parse().ok()?;
        Some((size, stamp.clone(), Reads::These(made_of.clone())))
    }
}

fn changed(catalog: &Catalog, is_touched: impl Fn(FileId) -> bool) -> HashSet<EntryId> {
    catalog.ids().filter(|(_, entry)| is_touched(entry.source.file)).map(|(id, _)| id).collect()
}

/// Keeps what a build did, and of which entries it made each file. `settle` waits until a change of the site would be seen.
pub(super) fn keep(
    cache: &Cache,
    fingerprint: &Fingerprint,
    frame: &str,
    groups: &[Vec<(String, Job)>],
    record: &Record,
    settle: impl FnOnce() + Send,
) -> Option<()> {
    let jobs: Vec<&(String, Job)> = groups.iter().flatten().collect();
    let keep_reads = || {
        let mut head = format!("{HEADER}\n{}\n{frame}\n{}\n", fingerprint.whole, fingerprint.files.len());
        for (name, stamp) in &fingerprint.files {
            record::line(&mut head, name, stamp);
        }
        let of_few = |text: &mut String, (path, job): &&(String, Job)| {
            if let Some(Reads::These(ids)) = job.made_of.get() {
                text.extend([path, "\t"]);
                numbers(text, ids);
                text.push('\n');
            }
            Some(())
        };
        cache.write(NAME, &seal(head, written(&jobs, of_few)?))
    };
    let stamps = || {
        settle();
        let stamped = |text: &mut String, path: &str, known: Option<&String>| {
            record::line(text, path, &known.cloned().or_else(|| stamp_of(&record.dest.join(path)))?);
            Some(())
        };
        let mut files = written(&jobs, |text, (path, job)| stamped(text, path, job.stamp.get()))?;
        let mut last = String::new();
        stamped(&mut last, MANIFEST, None)?;
        files.push(last);
        Some(files)
    };
    let (kept, files) = rayon::join(keep_reads, stamps);
    // The record comes last: without it the other file is not looked at.
    kept.and(files).and_then(|files| record.keep(cache, files))
}

/// Adds ascending numbers, each but the first as the step from the one before: they stand close together.
fn numbers(text: &mut String, ids: &[EntryId]) {
    let mut before = 0;
    for id in ids {
        write!(text, "{} ", id.0 - before).expect("a string takes all");
        before = id.0;
    }
}

fn ids_of(text: &str) -> Option<Vec<EntryId>> {
    let mut at = 0_u32;
    let step = |number: &str| {
        at = at.checked_add(number.parse().ok()?)?;
        Some(EntryId(at))
    };
    text.split_terminator(' ').map(step).collect()
}
