//! `errbook init`: makes a small book that builds and passes `check`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};

use super::{Outcome, Talk, say};
use crate::model::{category_schema, definition_schema};

static BOOK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init");

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to make it in; the current one where left out
    dir: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let dir = arguments.dir.clone().unwrap_or_else(|| ".".into());
    let files = files()?;
    // Nothing is written where anything is in the way.
    let taken: Vec<String> =
        files.iter().map(|(name, _)| dir.join(name)).filter(|path| path.exists()).map(|path| path.display().to_string()).collect();
    if let [first, ..] = taken.as_slice() {
        bail!("{first} is there already; nothing was written");
    }
    for (name, text) in &files {
        write(&dir.join(name), text)?;
    }
    if talk > Talk::Quiet {
        let here = arguments.dir.as_ref().map(|dir| format!(" {}", dir.display())).unwrap_or_default();
        say(&format!("made a book in {}; next:\n  errbook build{here}\n  errbook check{here}\n  errbook new CODE{here}", dir.display()));
    }
    Ok(Outcome::Clean)
}

/// The files of the book, with the schemas that editors complete by.
fn files() -> Result<Vec<(PathBuf, String)>> {
    fn collect(dir: &Dir<'_>, files: &mut Vec<(PathBuf, String)>) {
        for file in dir.files() {
            files.push((place(file.path()), String::from_utf8_lossy(file.contents()).into_owned()));
        }
        for below in dir.dirs() {
            collect(below, files);
        }
    }
    let mut files = Vec::new();
    collect(&BOOK, &mut files);
    for (name, schema) in [("definition", definition_schema()), ("category", category_schema())] {
        files.push((format!(".schemas/{name}.schema.json").into(), serde_json::to_string_pretty(&schema)? + "\n"));
    }
    files.sort();
    Ok(files)
}

/// Names with a dot stand here without: a package leaves hidden files out.
fn place(path: &Path) -> PathBuf {
    path.components().map(|part| part.as_os_str().to_string_lossy().replacen("dot-", ".", 1)).collect()
}

/// Writes a new file.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        .with_context(|| format!("cannot write {}", path.display()))
}
