//! A book that is kept up to date: files that changed → the next snapshot.
//!
//! Only what changed is read again. An edit that leaves alone what others see of an entry puts the entry into a copy of the catalog that shares the
//! rest; any other edit resolves the book anew. A book with errors leaves the last good site, and gives its findings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::snapshot::{Kept, Shown, Snapshot};
use crate::catalog::{self, Audience, Catalog, EntryId, resolve};
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::markdown::highlight::Highlighter;
use crate::render::render;
use crate::site::{self, Artifact, Form, Site};
use crate::source::{self, Content, ERRORS, Sources, locate};
use crate::theme::{self, Theme, template_error};

/// With more files changed than this, resolving the whole book is as quick.
const FEW: usize = 64;

/// A book and what is shown of it.
#[derive(Debug)]
pub struct Live {
    sources: Arc<Sources>,
    audience: Audience,
    shown: Arc<Shown>,
    highlighter: Arc<Highlighter>,
    theme: Arc<Theme>,
    /// What is wrong with the theme.
    theme_findings: Vec<Diagnostic>,
    /// When static files last changed, by where they are published.
    changed: BTreeMap<String, u64>,
    /// Definitions that are others than when the site that is shown was made, by file, with what it said then.
    pending: BTreeMap<String, Option<Arc<Content>>>,
    /// Files that reading found something wrong with.
    odd: BTreeSet<String>,
    /// Whether more than definitions is to be made anew.
    is_stale: bool,
    /// Whether the site that is shown came without findings but those of reading files.
    is_clean: bool,
}

/// What reading again came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Something is not as it was.
    pub is_changed: bool,
    /// A file is gone, empty or broken, as files are for a moment while they are being saved.
    pub is_doubtful: bool,
}

impl Live {
    /// Reads the book in a folder (a path without links). One that is broken is shown as far as it goes.
    pub fn read(root: &Path, audience: Audience) -> Result<Self> {
        let sources = Arc::new(source::read(root)?);
        let highlighter = Arc::new(highlighter(&sources));
        let (theme, theme_findings) = theme::load(&sources);
        let theme = Arc::new(theme);
        let (catalog, mut found) = resolve(&sources, audience);
        let (site, of_site) = site::with_theme(catalog, &sources, Arc::clone(&theme), Arc::clone(&highlighter));
        found.extend(of_site);
        let is_clean = found.is_empty();
        found.extend(try_templates(&site, &sources));
        let odd: BTreeSet<String> =
            sources.parsed.iter().filter(|(_, parsed)| !parsed.diagnostics.is_empty()).map(|(name, _)| name.clone()).collect();
        let first = snapshot(Kept::new(site), &sources, &odd, theme_findings.iter().cloned().chain(found));
        Ok(Self {
            sources,
            audience,
            highlighter,
            theme,
            theme_findings,
            changed: BTreeMap::new(),
            pending: BTreeMap::new(),
            odd,
            // An edit cannot build upon what was shown of a broken book.
            is_stale: first.is_broken(),
            is_clean,
            shown: Arc::new(Shown::new(first)),
        })
    }

    /// What is shown.
    #[must_use]
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown)
    }

    /// What the files say.
    #[must_use]
    pub fn sources(&self) -> Arc<Sources> {
        Arc::clone(&self.sources)
    }

    /// Reads again what stands at these paths (files or folders, there or gone).
    pub fn look(&mut self, paths: &[PathBuf]) -> Result<Look> {
        let mut look = Look::default();
        for path in paths {
            let Ok(relative) = path.strip_prefix(&self.sources.root) else {
                continue;
            };
            let name = source::name(relative);
            if name.split('/').next() == Some(ERRORS) {
                self.look_below(path, &name, &mut look)?;
                continue;
            }
            Arc::make_mut(&mut self.sources).refresh(std::slice::from_ref(path))?;
            self.is_stale = true;
            look.is_changed = true;
            let is_odd = |diagnostic: &Diagnostic| self.sources.files.name(diagnostic.place.file) == name;
            let is_empty = std::fs::metadata(path).map_or(true, |found| found.is_file() && found.len() == 0);
            look.is_doubtful |= is_empty || self.sources.diagnostics.iter().any(is_odd);
        }
        Ok(look)
    }

    fn look_below(&mut self, path: &PathBuf, name: &str, look: &mut Look) -> Result<()> {
        let before = below(&self.sources.parsed, name);
        let had_pictures = !below(&self.sources.assets, name).is_empty();
        Arc::make_mut(&mut self.sources).refresh(std::slice::from_ref(path))?;
        let mut after = below(&self.sources.parsed, name);
        if had_pictures || !below(&self.sources.assets, name).is_empty() {
            self.is_stale = true;
            look.is_changed = true;
        }
        for (name, was) in before {
            let is = after.remove(&name);
            let content = is.as_ref().map(|is| &is.content);
            let was_wrong = !was.diagnostics.is_empty();
            let is_wrong = is.as_ref().is_some_and(|is| !is.diagnostics.is_empty());
            look.is_changed |= content != Some(&was.content) || was_wrong || is_wrong;
            look.is_doubtful |= content.is_none_or(|content| is_broken(content));
            self.note(name, Some(was.content), content, is_wrong);
        }
        for (name, is) in after {
            look.is_changed = true;
            look.is_doubtful |= is_broken(&is.content);
            self.note(name, None, Some(&is.content), !is.diagnostics.is_empty());
        }
        Ok(())
    }

    /// Notes that a file is not what it was, or again what it was when the site was made.
    #[expect(clippy::needless_pass_by_value, reason = "what was is let go of here")]
    fn note(&mut self, name: String, was: Option<Arc<Content>>, is: Option<&Arc<Content>>, is_wrong: bool) {
        if is_wrong {
            self.odd.insert(name.clone());
        } else {
            self.odd.remove(&name);
        }
        let original = self.pending.entry(name.clone()).or_insert(was);
        if original.as_ref() == is {
            self.pending.remove(&name);
        }
    }

    /// Makes the next snapshot, and shows it.
    pub fn show(&mut self) -> Arc<Snapshot> {
        let shown = Arc::clone(&self.shown);
        let _turn = shown.turn();
        let now = shown.now();
        let mut next = match self.with_edits(now.site()) {
            Some(catalog) => {
                self.pending.clear();
                snapshot(Kept::new(now.site().with_catalog(catalog)), &self.sources, &self.odd, self.theme_findings.iter().cloned())
            }
            None => self.anew(&now),
        };
        next.generation = now.generation + 1;
        next.changed.clone_from(&self.changed);
        shown.show(next)
    }

    /// The catalog with the entries that were edited; `None` where more is to be done.
    fn with_edits(&self, site: &Site) -> Option<Catalog> {
        if !self.is_clean || self.is_stale || self.pending.len() > FEW {
            return None;
        }
        let mut edits = Vec::with_capacity(self.pending.len());
        for (name, was) in &self.pending {
            let is = self.sources.parsed.get(name)?;
            if is.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
                return None;
            }
            edits.push((&**was.as_ref()?, &*is.content, self.sources.definitions_of(name)));
        }
        catalog::with_edits(&site.catalog, &edits, self.sources.config.raw_html())
    }

    /// The next snapshot, resolved and laid out anew.
    fn anew(&mut self, now: &Snapshot) -> Snapshot {
        if self.is_stale {
            if self.sources.config.markdown.highlight != now.site().catalog.config.markdown.highlight {
                self.highlighter = Arc::new(highlighter(&self.sources));
            }
            let (theme, found) = theme::load(&self.sources);
            self.note_changed(&theme, now.generation + 1);
            self.theme = Arc::new(theme);
            self.theme_findings = found;
        }
        let (catalog, mut found) = resolve(&self.sources, self.audience);
        let (site, of_site) = site::with_theme(catalog, &self.sources, Arc::clone(&self.theme), Arc::clone(&self.highlighter));
        found.extend(of_site);
        let is_clean = found.is_empty();
        if self.is_stale {
            found.extend(try_templates(&site, &self.sources));
        }
        let mut next = snapshot(Kept::new(site), &self.sources, &self.odd, self.theme_findings.iter().cloned().chain(found));
        if next.is_broken() {
            // The next edit has to mend it; until then the last good site stays.
            next.keep(now);
        } else {
            self.is_clean = is_clean;
            self.is_stale = false;
            self.pending.clear();
        }
        next
    }

    /// Notes which static files are others than before.
    fn note_changed(&mut self, theme: &Theme, generation: u64) {
        for (name, file) in &theme.files {
            let before = self.theme.files.get(name).filter(|before| before.location == file.location);
            if before.is_some_and(|before| before.bytes != file.bytes) {
                self.changed.insert(file.location.clone(), generation);
            }
        }
    }
}

/// A snapshot with these findings and those of reading.
fn snapshot(kept: Arc<Kept>, sources: &Sources, odd: &BTreeSet<String>, found: impl Iterator<Item = Diagnostic>) -> Snapshot {
    let of_files = odd.iter().filter_map(|name| sources.parsed.get(name)).flat_map(|parsed| parsed.diagnostics.iter().cloned());
    let mut found: Vec<Diagnostic> = sources.diagnostics.iter().cloned().chain(of_files).chain(found).collect();
    let mut files = sources.files.clone();
    locate(&mut found, &mut files, &sources.root);
    sort(&mut found, &files);
    found.dedup();
    Snapshot::new(kept, found, files)
}

/// A template of the book may fail on any page: one page of each kind is tried, so that most mistakes are known before a page is asked for.
fn try_templates(site: &Site, sources: &Sources) -> Vec<Diagnostic> {
    if sources.templates.is_empty() {
        return Vec::new();
    }
    let entry = (!site.catalog.entries.is_empty()).then_some(Artifact::Entry(EntryId(0), Form::Html));
    let tried = [Artifact::Home(Form::Html), Artifact::NotFound].into_iter().chain(entry);
    tried.filter_map(|artifact| render(site, &artifact).err()).map(|error| template_error(&error, &sources.files)).collect()
}

fn is_broken(content: &Content) -> bool {
    matches!(content, Content::Broken(_))
}

fn highlighter(sources: &Sources) -> Highlighter {
    if sources.config.markdown.highlight { Highlighter::new() } else { Highlighter::off() }
}

/// What stands at a name or below it.
fn below<T: Clone>(map: &BTreeMap<String, T>, name: &str) -> BTreeMap<String, T> {
    let folder = format!("{name}/");
    let inside = map.range(folder.clone()..).take_while(|(other, _)| other.starts_with(&folder));
    map.get_key_value(name).into_iter().chain(inside).map(|(name, item)| (name.clone(), item.clone())).collect()
}
