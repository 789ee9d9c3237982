//! A book, read and resolved, and its findings on the terminal.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Outcome, Talk, count, print, say};
use crate::catalog::{Audience, Catalog, resolve};
use crate::diagnostic::{self, Diagnostic, Severity, Style};
use crate::source::{self, ERRORS, SETTINGS, Sources};

/// What is said where mistakes may keep entries from being found.
pub(super) const NOT_ALL: &str = "this book has mistakes, and what stands in them is not looked for: `errbook check` tells them";

/// For whom a book is read.
#[derive(Debug, clap::Args)]
pub(super) struct Readers {
    /// With entries that are for the own people
    #[arg(long)]
    internal: bool,
    /// With entries that are not finished
    #[arg(long)]
    drafts: bool,
}

impl Readers {
    /// Which entries they see.
    pub(super) fn audience(&self) -> Audience {
        Audience { internal: self.internal, drafts: self.drafts }
    }
}

/// A book, read and resolved.
pub(super) struct Book {
    pub(super) sources: Sources,
    pub(super) catalog: Catalog,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Book {
    /// Reads the book in a folder.
    pub(super) fn read(dir: Option<&Path>, audience: Audience) -> Result<Self> {
        let sources = source::read(&folder(dir)?)?;
        let resolved = resolve(&sources, audience);
        Ok(Self::new(sources, resolved))
    }

    /// A book of which each part is known.
    pub(super) fn new(sources: Sources, (catalog, resolved): (Catalog, Vec<Diagnostic>)) -> Self {
        let diagnostics = sources.findings().cloned().chain(resolved).collect();
        Self { sources, catalog, diagnostics }
    }

    /// Whether something keeps the book from being built.
    pub(super) fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Makes the places of the findings exact, and puts them in order.
    pub(super) fn locate(&mut self) {
        source::locate(&mut self.diagnostics, &mut self.sources.files, &self.sources.root);
        diagnostic::sort(&mut self.diagnostics, &self.sources.files);
    }

    /// Prints the findings for a person, at most so many, and the line that counts them.
    pub(super) fn report(&mut self, most: Option<usize>, talk: Talk) -> Result<Outcome> {
        self.locate();
        let shown = most.unwrap_or(self.diagnostics.len()).min(self.diagnostics.len());
        // Colours are taken out again by the stream where there is no terminal.
        print(&diagnostic::human(&self.diagnostics[..shown], &self.sources.files, Style::Coloured))?;
        if talk > Talk::Quiet {
            say(&summary(&self.diagnostics, shown));
        }
        Ok(if self.diagnostics.is_empty() { Outcome::Clean } else { Outcome::Findings })
    }
}

/// A line that counts findings.
pub(super) fn summary(diagnostics: &[Diagnostic], shown: usize) -> String {
    let (errors, warnings) = diagnostic::counts(diagnostics);
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(count(errors, "error"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning"));
    }
    if parts.is_empty() {
        return "no findings".to_owned();
    }
    let hidden = if shown < diagnostics.len() { format!("; the first {shown} are shown") } else { String::new() };
    format!("{}{hidden}", parts.join(", "))
}

/// The folder of the book: the one that is named, or the current one.
pub(super) fn folder(dir: Option<&Path>) -> Result<PathBuf> {
    let dir = dir.unwrap_or(Path::new("."));
    if !dir.is_dir() {
        bail!("there is no folder {}", dir.display());
    }
    if !dir.join(SETTINGS).exists() && !dir.join(ERRORS).is_dir() {
        return Err(anyhow::anyhow!("{} holds neither `{SETTINGS}` nor `{ERRORS}/`", dir.display()))
            .context("this is no book; `errbook init` makes one");
    }
    Ok(dir.to_owned())
}
