//! `errbook build`: writes the site.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use rayon::prelude::*;

use super::book::{Book, Readers, folder, summary};
use super::cache::Cache;
use super::record::{self, Fingerprint, Record};
use super::reuse::{self, Job, Last};
use super::stamp;
use super::{Outcome, Talk, count, say, seconds, table};
use crate::catalog::resolve;
use crate::check::{Levels, check};
use crate::diagnostic::Diagnostic;
use crate::markdown::highlight::{Highlighter, Known};
use crate::output::{Output, Report};
use crate::render::render;
use crate::site::{Artifact, Site, with_theme};
use crate::source::{self, Sources};
use crate::theme::{self, template_error};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// The folder that the site is written to; `[build] build-dir` where left out
    #[arg(short, long, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    #[command(flatten)]
    readers: Readers,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    // As one of the threads that do the work, so that memory which they had and no longer need is at hand.
    rayon::scope(|_| build(arguments, talk))
}

fn build(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let start = Instant::now();
    let root = folder(arguments.dir.as_deref())?;
    let cache = Cache::of(&root);
    let record = Record::read(&cache);
    let now = stamp::clock(&root);
    let fingerprint = || Fingerprint::take(&root, &format!("{arguments:?}"), now?);
    let (fingerprint, sources) = if let Some(record) = &record {
        let fingerprint = fingerprint();
        if fingerprint.as_ref().is_some_and(|fingerprint| fingerprint.whole == record.whole) && record.is_untouched() {
            tell(&record.dest, record.errors, &record.report(), start, talk);
            return Ok(Outcome::Clean);
        }
        (fingerprint, source::read(&root))
    } else {
        // What changes while it is read is in doubt, whichever of the two comes first to it, unless the clock has gone back.
        let (fingerprint, sources) = rayon::join(fingerprint, || source::read(&root));
        (fingerprint.filter(|_| stamp::clock(&root) >= now), sources)
    };
    let sources = sources?;
    let of_sources = || (theme::load(&sources), fingerprint.as_ref().and_then(|fingerprint| reuse::frame(fingerprint, &sources)));
    // Neither needs the other, and resolving is in part on one core.
    let (resolved, ((theme, of_theme), frame)) = rayon::join(|| resolve(&sources, arguments.readers.audience()), of_sources);
    let mut book = Book::new(sources, resolved);
    book.diagnostics.extend(of_theme);
    let config = &book.sources.config;
    let dest = arguments.dest_dir.clone().unwrap_or_else(|| root.join(&config.build.build_dir));
    let (highlighter, known) = if config.markdown.highlight { cache.highlighter() } else { (Highlighter::off(), Vec::new()) };
    // What the book itself denies keeps it from being built, as an error does.
    book.diagnostics.extend(check(&book.catalog, &book.sources, Levels::DeniedOnly, jiff::Zoned::now().date()));
    let (site, found) = with_theme(std::mem::take(&mut book.catalog), &book.sources, Arc::new(theme), Arc::new(highlighter));
    book.diagnostics.extend(found);
    if !book.is_broken() && !book.sources.templates.is_empty() {
        book.diagnostics.extend(template_errors(&site, &book.sources));
    }
    if book.is_broken() {
        book.report(None, Talk::Quiet)?;
        if talk > Talk::Quiet {
            say(&format!("{}; nothing was built", summary(&book.diagnostics, book.diagnostics.len())));
        }
        return Ok(Outcome::Findings);
    }
    let output = Output::open(&dest, || say("waiting for another build that writes there"))?;
    let last = match (&fingerprint, record, &frame) {
        (Some(fingerprint), Some(record), Some(frame)) => Last::read(&cache, record, fingerprint, frame, &dest, &site).unwrap_or_default(),
        _ => Last::default(),
    };
    record::forget(&cache);
    site.prepare();
    let groups = groups(&site);
    let report = output.write(&groups, |path, job| job.make(&site, &last, path))?;
    let errors = site.catalog.entries.len();
    let keep_code = || cache.keep(&site.highlighter, &known, if last.is_empty() { Known::Used } else { Known::All });
    let keep_record = || {
        let (fingerprint, frame) = fingerprint.as_ref().zip(frame.as_ref()).filter(|_| record::is_worth_it(&report))?;
        let record = Record { whole: fingerprint.whole.clone(), dest: dest.clone(), errors, bytes: report.bytes, files: Vec::new() };
        reuse::keep(&cache, fingerprint, frame, &groups, &record, || {
            if report.written > 0 {
                stamp::settle(&dest);
            }
        })
    };
    // Without a record the next build makes everything anew, without code it colours anew.
    rayon::join(keep_code, keep_record);
    tell(&dest, errors, &report, start, talk);
    // The memory goes back as a whole.
    std::mem::forget((site, book, groups, last));
    Ok(Outcome::Clean)
}

/// One line with counts and time.
fn tell(dest: &Path, errors: usize, report: &Report, start: Instant, talk: Talk) {
    if talk > Talk::Quiet {
        let files = format!("{} ({})", count(report.files, "file"), table::bytes(report.bytes));
        let changes = match (report.written, report.removed) {
            (0, 0) => "nothing changed".to_owned(),
            (written, 0) => format!("{} written", table::thousands(written)),
            (written, removed) => format!("{} written, {} removed", table::thousands(written), table::thousands(removed)),
        };
        let made = if talk == Talk::Verbose { format!("{} made, ", table::thousands(report.made)) } else { String::new() };
        say(&format!("{} in {}: {files}, {made}{changes}, {}", count(errors, "error"), dest.display(), seconds(start)));
    }
}

/// What a template of the book fails with on some page, looked for before anything is written.
pub(super) fn template_errors(site: &Site, sources: &Sources) -> Option<Diagnostic> {
    site.prepare();
    let failed = site.artifacts().par_iter().find_map_first(|(_, artifact)| render(site, artifact).err());
    failed.map(|error| template_error(&error, &sources.files))
}

/// What is written first: what others point to.
fn groups(site: &Site) -> [Vec<(String, Job)>; 2] {
    let all = site.artifacts();
    let (mut assets, mut of_all, mut pages) = (Vec::new(), Vec::new(), Vec::with_capacity(all.len()));
    for (path, artifact) in all {
        let group = match artifact {
            Artifact::Static(_) | Artifact::Picture(_) => &mut assets,
            _ if artifact.is_of_few() => &mut pages,
            _ => &mut of_all,
        };
        group.push((path, Job::new(artifact)));
    }
    // What is of the whole book takes long, in part on one core: it comes first, so that pages are made beside it.
    pages.splice(0..0, of_all);
    [assets, pages]
}
