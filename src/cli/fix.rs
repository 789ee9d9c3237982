//! `errbook check --fix`: mends what can be mended, round by round.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tempfile::{NamedTempFile, TempDir};
use walkdir::WalkDir;

use super::check;
use crate::check::Levels;
use crate::check::fix::{Round, apply, unified};
use crate::diagnostic::counts;
use crate::source::{ERRORS, SETTINGS};

/// A book that needs more rounds than this has fixes that undo each other.
const MAX_ROUNDS: usize = 100;

/// Applies the safe fixes of a book until there are none. Says how many findings were mended.
pub(super) fn all(dir: &Path, levels: Levels) -> Result<usize> {
    let mut fixed = 0;
    let mut book = check::read(dir, levels)?;
    for _ in 0..MAX_ROUNDS {
        let round = apply(&book.diagnostics, &book.sources.files);
        if round.files.is_empty() {
            break;
        }
        let (errors, _) = counts(&book.diagnostics);
        write(dir, &round, |changed| &changed.before, |changed| &changed.after)?;
        book = check::read(dir, levels)?;
        if counts(&book.diagnostics).0 > errors {
            write(dir, &round, |changed| &changed.after, |changed| &changed.before)?;
            bail!("the fixes would break {}; those files are as they were", names(&round));
        }
        fixed += round.fixed;
    }
    Ok(fixed)
}

/// Puts one text of each file for the other, unless somebody else has changed the file in between.
fn write<'a>(
    dir: &Path,
    round: &'a Round,
    from: impl Fn(&'a crate::check::fix::Changed) -> &'a str,
    to: impl Fn(&'a crate::check::fix::Changed) -> &'a str,
) -> Result<()> {
    for (name, changed) in &round.files {
        let path = dir.join(name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
        let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text.as_str()), |body| ("\u{feff}", body));
        if body != from(changed) {
            bail!("{} was changed by somebody else just now", path.display());
        }
        // The old file or the new one, never half of it; with the rights that it had.
        let mut file = NamedTempFile::new_in(path.parent().unwrap_or(dir))?;
        file.write_all(mark.as_bytes())?;
        file.write_all(to(changed).as_bytes())?;
        file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
        file.persist(&path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn names(round: &Round) -> String {
    round.files.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// A copy of what a book is made of.
pub(super) fn copy(dir: &Path) -> Result<TempDir> {
    let copy = tempfile::tempdir()?;
    for entry in WalkDir::new(dir).follow_links(true).into_iter().filter_entry(|entry| !is_hidden(entry)) {
        let Ok(entry) = entry else {
            // The check says what cannot be read.
            continue;
        };
        let relative = entry.path().strip_prefix(dir)?;
        let target = copy.path().join(relative);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(copy)
}

fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    entry.depth() > 0
        && (entry.file_name().to_string_lossy().starts_with('.') || entry.file_name() == "target" || entry.file_name() == "node_modules")
}

/// What differs between a book and its mended copy, as a unified diff.
pub(super) fn diff(dir: &Path, copy: &Path) -> Result<String> {
    let mut out = String::new();
    let below = |name: &str| WalkDir::new(copy.join(name)).sort_by_file_name();
    for entry in below(SETTINGS).into_iter().chain(below(ERRORS)).flatten().filter(|entry| entry.file_type().is_file()) {
        let relative = entry.path().strip_prefix(copy)?;
        let (before, after) = (fs::read(dir.join(relative))?, fs::read(entry.path())?);
        if before != after {
            let name = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            out.push_str(&unified(&name, &String::from_utf8_lossy(&before), &String::from_utf8_lossy(&after)));
        }
    }
    Ok(out)
}
