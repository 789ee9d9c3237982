//! `errbook build`: writes the site.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use rayon::prelude::*;

use super::book::{Book, folder, summary};
use super::cache::Cache;
use super::record::{self, Done, Fingerprint};
use super::{Outcome, Talk, count, say, seconds, table};
use crate::catalog::Audience;
use crate::check::{Levels, check};
use crate::diagnostic::Diagnostic;
use crate::markdown::highlight::Highlighter;
use crate::output::Output;
use crate::render::render;
use crate::site::{Artifact, Site, site};
use crate::source::Sources;
use crate::theme::template_error;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// The folder that the site is written to; `[build] build-dir` where left out
    #[arg(short, long, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    /// With entries that are for the own people
    #[arg(long)]
    internal: bool,
    /// With entries that are not finished
    #[arg(long)]
    drafts: bool,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let start = Instant::now();
    let root = folder(arguments.dir.as_deref())?;
    let cache = Cache::of(&root);
    let fingerprint = Fingerprint::take(&root, &format!("{arguments:?}"));
    if let Some(done) = fingerprint.as_ref().and_then(|fingerprint| fingerprint.done(&cache)) {
        tell(&done, start, talk);
        return Ok(Outcome::Clean);
    }
    let mut book = Book::read(Some(&root), Audience { internal: arguments.internal, drafts: arguments.drafts })?;
    let config = &book.sources.config;
    let dest = arguments.dest_dir.clone().unwrap_or_else(|| root.join(&config.build.build_dir));
    let (highlighter, known) = if config.markdown.highlight { cache.highlighter() } else { (Highlighter::off(), Vec::new()) };
    // What the book itself denies keeps it from being built, as an error does.
    book.diagnostics.extend(check(&book.catalog, &book.sources, Levels::DeniedOnly, jiff::Zoned::now().date()));
    let (site, found) = site(std::mem::take(&mut book.catalog), &book.sources, highlighter);
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
    record::forget(&cache);
    let groups = groups(&site);
    let report = output.write(&groups, |artifact| render(&site, artifact).map_err(|error| anyhow::anyhow!("{error}")))?;
    cache.keep(&site.highlighter, &known);
    let done = Done { dest, errors: site.catalog.entries.len(), report };
    if let Some(fingerprint) = fingerprint {
        let _ = fingerprint.keep(&cache, &done, groups.iter().flatten().map(|(path, _)| path.as_str()));
    }
    tell(&done, start, talk);
    Ok(Outcome::Clean)
}

/// One line with counts and time.
fn tell(done: &Done, start: Instant, talk: Talk) {
    let report = &done.report;
    if talk > Talk::Quiet {
        let files = format!("{} ({})", count(report.files, "file"), table::bytes(report.bytes));
        let changes = match (report.written, report.removed) {
            (0, 0) => "nothing changed".to_owned(),
            (written, 0) => format!("{} written", table::thousands(written)),
            (written, removed) => format!("{} written, {} removed", table::thousands(written), table::thousands(removed)),
        };
        say(&format!("{} in {}: {files}, {changes}, {}", count(done.errors, "error"), done.dest.display(), seconds(start)));
    }
}

/// What a template of the book fails with on some page, looked for before anything is written.
pub(super) fn template_errors(site: &Site, sources: &Sources) -> Option<Diagnostic> {
    let failed = site.artifacts().par_iter().find_map_first(|(_, artifact)| render(site, artifact).err());
    failed.map(|error| template_error(&error, &sources.files))
}

/// What is written first: what others point to.
fn groups(site: &Site) -> [Vec<(String, Artifact)>; 2] {
    let (assets, pages) =
        site.artifacts().into_iter().partition(|(_, artifact)| matches!(artifact, Artifact::Static(_) | Artifact::Picture(_)));
    [assets, pages]
}
