//! Files of a book → definitions with their places. The only room that names a YAML crate.
//!
//! A file is read once, into a tree (`tree`). `shape` holds it to the schema and finds all mistakes at once, each with its place; `typed` makes
//! values of what is right. A scalar that is a text by the schema and a number by YAML (`01000`, `1.10`) stays as written.

mod decode;
mod discover;
mod edit;
mod locate;
mod located;
mod refresh;
mod shape;
mod toml;
mod tree;
mod typed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::{Category, Definition, Playbook};
use crate::parallel::PIECE;
use crate::text::{FileId, Files};

pub use discover::name;
pub use locate::locate;
pub use located::Located;
use located::with_defaults;

/// The name of the settings of a book.
pub const SETTINGS: &str = "book.toml";
/// The folder of the definitions.
pub const ERRORS: &str = "errors";

/// The folder of the book's own templates.
pub const TEMPLATES: &str = "templates";
/// The file that says what a folder is; the second name counts where both are there.
const CATEGORY_FILES: [&str; 2] = ["_category.yaml", "_category.yml"];
/// The folder of files that are published as they are.
pub const STATIC: &str = "static";

/// A picture that a definition shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Image {
    /// A file beside definitions, by its name in the book: `errors/http/flow.svg`.
    Beside(String),
    /// A file of `static/`, by its name there.
    Static(String),
}

/// Everything that the files of a book say.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The folder of the book.
    pub root: PathBuf,
    /// The names of its files.
    pub files: Files,
    /// Its settings.
    pub config: Config,
    /// Files in `errors/`, by name (`errors/http/409.yaml`).
    pub parsed: BTreeMap<String, Parsed>,
    /// Files in `errors/` that are no definitions, by name: pictures.
    pub assets: BTreeMap<String, PathBuf>,
    /// Files in `static/`, by their name there.
    pub statics: BTreeMap<String, PathBuf>,
    /// Files in `templates/`, by their name there.
    pub templates: BTreeMap<String, PathBuf>,
    /// Findings on the settings and on what could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a file in `errors/` says.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file.
    pub file: FileId,
    /// What is in it.
    pub content: Arc<Content>,
    /// What is wrong in it.
    pub diagnostics: Arc<Vec<Diagnostic>>,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Definitions, with defaults of the file.
    Definitions {
        /// The definitions in order.
        definitions: Vec<Written>,
        /// Keys for those that do not say them.
        defaults: Option<Box<Definition>>,
    },
    /// A playbook.
    Playbook(Arc<Playbook>),
    /// The settings of a folder.
    Category(Box<Category>),
    /// Nothing that could be used; the codes that it seems to define, so that references to them are not called dead.
    Broken(Vec<String>),
}

/// A definition as it is written, before defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// What it says.
    pub definition: Arc<Definition>,
    /// Where it stands in its file, as a JSON pointer: `""`, `/errors/3`.
    pub pointer: String,
    /// The keys that it has.
    pub keys: Arc<[&'static str]>,
}

/// Reads a book.
pub fn read(root: &Path) -> anyhow::Result<Sources> {
    let mut sources = Sources { root: root.to_owned(), ..Sources::default() };
    sources.read_settings()?;
    sources.read_theme();
    let found = discover::walk(root, Path::new(ERRORS), &mut sources.files);
    sources.diagnostics.extend(found.diagnostics);
    sources.assets = found.assets;
    let ids: Vec<(String, PathBuf, FileId)> = found
        .definitions
        .into_iter()
        .map(|(name, path)| (sources.files.add(&name), name, path))
        .map(|(id, name, path)| (name, path, id))
        .collect();
    sources.parsed = ids.into_par_iter().with_max_len(PIECE).map(|(name, path, id)| (name.clone(), read_file(&name, &path, id))).collect();
    Ok(sources)
}

/// Reads definitions that are at hand as text.
#[must_use]
pub fn from_memory(files: &[(String, &str)]) -> Sources {
    let mut sources = Sources::default();
    sources.files.add(SETTINGS);
    for (name, text) in files {
        let file = sources.files.add(name);
        sources.files.set_text(file, *text);
        let (content, diagnostics) = decode::file(text.as_bytes(), name, file);
        sources.parsed.insert(name.clone(), Parsed { file, content: Arc::new(content), diagnostics: Arc::new(diagnostics) });
    }
    sources
}

impl Sources {
    fn read_settings(&mut self) -> anyhow::Result<()> {
        let file = self.files.add(SETTINGS);
        self.diagnostics.retain(|diagnostic| diagnostic.place.file != file);
        let (config, diagnostics) = match std::fs::read(self.root.join(SETTINGS)) {
            Ok(bytes) => match decode::text(&bytes, file) {
                Ok(text) => toml::read(text, file),
                Err(diagnostic) => (Config::default(), vec![*diagnostic]),
            },
            // A book without settings has the defaults; one in a folder that is not there is a slip of the hand.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && self.root.is_dir() => (Config::default(), Vec::new()),
            Err(error) => return Err(anyhow::Error::new(error).context(format!("cannot read {}", self.root.join(SETTINGS).display()))),
        };
        self.config = config;
        self.diagnostics.extend(diagnostics);
        Ok(())
    }

    /// Lists `templates/` and `static/`.
    fn read_theme(&mut self) {
        for (folder, into) in [(TEMPLATES, true), (STATIC, false)] {
            let found = discover::walk(&self.root, Path::new(folder), &mut self.files);
            let all: Vec<_> = found.assets.into_iter().chain(found.definitions).collect();
            for (name, _) in &all {
                self.files.add(name);
            }
            let named =
                all.into_iter().filter_map(|(name, path)| Some((name.strip_prefix(folder)?.strip_prefix('/')?.to_owned(), path))).collect();
            *(if into { &mut self.templates } else { &mut self.statics }) = named;
            let prefix = format!("{folder}/");
            let files = &self.files;
            self.diagnostics.retain(|diagnostic| !files.name(diagnostic.place.file).starts_with(&prefix));
            self.diagnostics.extend(found.diagnostics);
        }
    }

    /// All findings of reading.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().chain(self.parsed.values().flat_map(|parsed| parsed.diagnostics.iter()))
    }

    /// What `_category.yaml` of each folder says, by folder (`""` is `errors/` itself).
    #[must_use]
    pub fn categories(&self) -> BTreeMap<String, (FileId, &Category)> {
        let category = |(name, parsed): (&String, &'_ Parsed)| match &*parsed.content {
            Content::Category(_) => Some((folder(name).to_owned(), parsed.file)),
            _ => None,
        };
        let found: Vec<_> = self.parsed.iter().filter_map(category).collect();
        let mut categories = BTreeMap::new();
        for (folder, file) in found {
            if let Some(Parsed { content, .. }) = self.parsed.get(self.files.name(file))
                && let Content::Category(category) = &**content
            {
                categories.insert(folder, (file, &**category));
            }
        }
        categories
    }

    /// All definitions in the order of their files, with the defaults of file and folders.
    #[must_use]
    pub fn definitions(&self) -> Vec<Located> {
        let categories = self.categories();
        let category = |folder: &str| categories.get(folder).map(|(_, category)| *category);
        self.parsed.par_iter().flat_map_iter(|(name, parsed)| with_defaults(name, parsed, category)).collect()
    }

    /// The definitions of one file, with the defaults of file and folders.
    #[must_use]
    pub fn definitions_of(&self, name: &str) -> Vec<Located> {
        let category = |folder: &str| {
            let folder = if folder.is_empty() { ERRORS.to_owned() } else { format!("{ERRORS}/{folder}") };
            let parsed = CATEGORY_FILES.iter().rev().find_map(|file| self.parsed.get(&format!("{folder}/{file}")))?;
            if let Content::Category(category) = &*parsed.content { Some(&**category) } else { None }
        };
        self.parsed.get(name).map(|parsed| with_defaults(name, parsed, category)).unwrap_or_default()
    }

    /// The text of a file that a setting names. Nothing outside of the book is read; the error ends a sentence that begins with the name.
    pub fn text(&self, name: &str) -> Result<String, &'static str> {
        std::fs::read_to_string(within(&self.root, name)?).map_err(|_| "cannot be read as text")
    }

    /// The picture that a definition in this folder means: beside it, below it, or in `static/`.
    #[must_use]
    pub fn image(&self, folder: &str, image: &str) -> Option<Image> {
        let clean = !image.is_empty() && !image.contains('\\') && image.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !clean {
            return None;
        }
        let beside = if folder.is_empty() { format!("{ERRORS}/{image}") } else { format!("{ERRORS}/{folder}/{image}") };
        if self.assets.contains_key(&beside) {
            return Some(Image::Beside(beside));
        }
        self.statics.contains_key(image).then(|| Image::Static(image.to_owned()))
    }

    /// The codes that files with mistakes seem to define, with their folders.
    pub fn broken(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parsed.iter().flat_map(|(name, parsed)| match &*parsed.content {
            Content::Broken(codes) => codes.iter().map(|code| (code.as_str(), folder(name))).collect(),
            _ => Vec::new(),
        })
    }

    /// All playbooks in the order of their files.
    #[must_use]
    pub fn playbooks(&self) -> Vec<(FileId, Arc<Playbook>)> {
        let playbook = |parsed: &Parsed| match &*parsed.content {
            Content::Playbook(playbook) => Some((parsed.file, Arc::clone(playbook))),
            _ => None,
        };
        self.parsed.values().filter_map(playbook).collect()
    }
}

/// The file that a setting names. Nothing outside of the book is read; the error ends a sentence that begins with the name.
pub fn within(root: &Path, name: &str) -> Result<PathBuf, &'static str> {
    let home = root.canonicalize().map_err(|_| "cannot be read")?;
    let path = root.join(name).canonicalize().map_err(|_| "is not there")?;
    if path.starts_with(&home) { Ok(path) } else { Err("is outside of the book") }
}

/// The folder of a file below `errors/`.
fn folder(name: &str) -> &str {
    let below = name.strip_prefix("errors/").unwrap_or(name);
    below.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A folder and those above it, the nearest first, `""` last.
pub fn upwards(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| match folder.rsplit_once('/') {
        Some((above, _)) => Some(above),
        None if folder.is_empty() => None,
        None => Some(""),
    })
}

fn read_file(name: &str, path: &Path, file: FileId) -> Parsed {
    let (content, diagnostics) = match discover::read(path, file) {
        Ok(bytes) => decode::file(&bytes, name, file),
        Err(diagnostic) => (Content::Broken(Vec::new()), vec![*diagnostic]),
    };
    Parsed { file, content: Arc::new(content), diagnostics: Arc::new(diagnostics) }
}
