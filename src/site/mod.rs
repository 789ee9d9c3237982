//! Catalog → site: every page and its path, and what is next to what.
//!
//! A site is a function from a path to bytes. This room says which paths there are; `render` makes the bytes of one.

mod ask;
pub(crate) mod facets;
mod find;
mod llms;
mod picture;
mod plan;
#[cfg(test)]
pub(crate) mod testing;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

pub use ask::Meant;
pub use llms::{LlmsLink, LlmsPart, LlmsPlan, MORE};
pub use plan::{Artifact, Form, SITEMAP_SIZE};

use crate::catalog::{Catalog, CategoryId, EntryId, Reads, note};
use crate::diagnostic::Diagnostic;
use crate::finder::{self, Index};
use crate::markdown::highlight::Highlighter;
use crate::markdown::{self, RawHtml};
use crate::route;
use crate::source::{Image, Sources};
use crate::text::{FileId, Files, Place};
use crate::theme::{self, Theme};

/// A category of more entries than this has several pages, and a catalog of more entries leaves them to its categories.
pub const PAGE_SIZE: usize = 500;
/// How many neighbours of an entry the list at the side shows. It is on every page: in a large book it weighs more than all the rest.
pub const NEIGHBOURS: usize = 30;

/// A book as a site.
#[derive(Debug)]
pub struct Site {
    /// What is in it.
    pub catalog: Catalog,
    /// How it looks.
    pub theme: Arc<Theme>,
    /// Colours code; what it has coloured once it knows.
    pub highlighter: Arc<Highlighter>,
    /// The pictures that definitions show, by where they are published.
    pub pictures: Arc<BTreeMap<String, Vec<u8>>>,
    /// Where a picture that a definition names is published, by the definition's file and the name it uses.
    picture_locations: Arc<HashMap<(FileId, String), String>>,
    /// The names of the files that entries stand in, relative to the book.
    files: Files,
    /// The entries in reading order: category by category.
    pub reading_order: Arc<[EntryId]>,
    /// The place of each entry in the reading order.
    positions: Arc<[u32]>,
    /// What is made once for many pages.
    pub(crate) memo: Memo,
}

/// The list at the side of some neighbours, with the entries that it is made of.
type Sidebar = OnceLock<(String, Reads)>;

/// What is made once for many pages, when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// The list at the side, by category and group of neighbours.
    pub(crate) sidebars: Vec<OnceLock<Vec<Sidebar>>>,
    /// What templates see of it on each page.
    pub(crate) shared: OnceLock<tera::Value>,
    /// The finder.
    finder: OnceLock<Index>,
    /// The files of its index, by name.
    search: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// What stands in which `llms.txt`.
    llms: OnceLock<LlmsPlan>,
    /// How many minutes it takes to read each entry.
    pub(crate) minutes: Vec<OnceLock<usize>>,
    /// Whether there is a feed.
    has_feed: OnceLock<bool>,
    /// What has parts in a large book.
    planned: OnceLock<Vec<(String, Artifact)>>,
}

/// Makes a site of a catalog. Reads the theme and the pictures; nothing is read afterwards.
#[must_use]
pub fn site(catalog: Catalog, sources: &Sources, highlighter: Highlighter) -> (Site, Vec<Diagnostic>) {
    let (theme, mut diagnostics) = theme::load(sources);
    let (site, found) = with_theme(catalog, sources, Arc::new(theme), Arc::new(highlighter));
    diagnostics.extend(found);
    (site, diagnostics)
}

/// Makes a site of a catalog with a theme that is loaded already.
#[must_use]
pub fn with_theme(catalog: Catalog, sources: &Sources, theme: Arc<Theme>, highlighter: Arc<Highlighter>) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut pictures = BTreeMap::new();
    let mut picture_locations = HashMap::new();
    let mut images: Vec<_> = catalog.images.iter().collect();
    images.sort_by(|a, b| a.0.cmp(b.0));
    for ((file, name), image) in images {
        let location = match image {
            Image::Static(name) => theme.location(name).unwrap_or(name).to_owned(),
            Image::Beside(beside) => match sources.assets.get(beside).map(std::fs::read) {
                Some(Ok(bytes)) => {
                    let location = theme::hashed(beside, &bytes);
                    pictures.insert(location.clone(), bytes);
                    location
                }
                _ => {
                    diagnostics.push(Diagnostic::error(
                        "unreadable-file",
                        Place::file(*file),
                        format!("cannot read the picture `{beside}`"),
                    ));
                    continue;
                }
            },
        };
        picture_locations.insert((*file, name.clone()), location);
    }
    let reading_order: Vec<EntryId> = catalog.categories.iter().flat_map(|category| category.entries.iter().copied()).collect();
    let mut positions = vec![0; catalog.entries.len()];
    for (position, id) in (0u32..).zip(&reading_order) {
        positions[id.0 as usize] = position;
    }
    let mut files = sources.files.clone();
    files.forget_texts();
    let site = Site {
        memo: Memo::new(&catalog),
        catalog,
        theme,
        highlighter,
        pictures: Arc::new(pictures),
        picture_locations: Arc::new(picture_locations),
        files,
        reading_order: reading_order.into(),
        positions: positions.into(),
    };
    diagnostics.extend(site.clashes(sources));
    (site, diagnostics)
}

impl Memo {
    fn new(catalog: &Catalog) -> Self {
        Self {
            sidebars: catalog.categories.iter().map(|_| OnceLock::new()).collect(),
            minutes: catalog.entries.iter().map(|_| OnceLock::new()).collect(),
            ..Self::default()
        }
    }
}

impl Site {
    /// The finder of the book, made when it is first asked for.
    #[must_use]
    pub fn finder(&self) -> &Index {
        note(&Reads::All);
        let records = || finder::records(&self.catalog);
        self.memo.finder.get_or_init(|| Index::new(records()).with_request_id(&self.catalog.config.book.request_id))
    }

    /// The files of the finder's index, by their name in `search/`, made when they are first asked for.
    #[must_use]
    pub fn search(&self) -> &BTreeMap<String, Vec<u8>> {
        note(&Reads::All);
        self.memo.search.get_or_init(|| {
            let mut files: BTreeMap<_, _> = finder::shards::files(self.finder()).into_iter().collect();
            if self.catalog.entries.len() > PAGE_SIZE {
                files.insert("facets.json".to_owned(), facets::file(&self.catalog));
            }
            files
        })
    }

    /// Makes what is made once for many pages, on several threads.
    pub fn prepare(&self) {
        rayon::join(|| self.search(), || self.planned());
    }

    /// The site with another catalog, of the same entries in the same places, with the same pictures.
    #[must_use]
    pub fn with_catalog(&self, catalog: Catalog) -> Self {
        Self {
            memo: Memo::new(&catalog),
            catalog,
            theme: Arc::clone(&self.theme),
            highlighter: Arc::clone(&self.highlighter),
            pictures: Arc::clone(&self.pictures),
            picture_locations: Arc::clone(&self.picture_locations),
            files: self.files.clone(),
            reading_order: Arc::clone(&self.reading_order),
            positions: Arc::clone(&self.positions),
        }
    }

    /// Where a picture that a definition names is published.
    #[must_use]
    pub fn picture(&self, file: FileId, name: &str) -> Option<&str> {
        self.picture_locations.get(&(file, name.to_owned())).map(String::as_str)
    }

    /// The size of a published picture in pixels, where it says one.
    #[must_use]
    pub fn picture_size(&self, location: &str) -> Option<(u32, u32)> {
        let own = self.pictures.get(location).map(Vec::as_slice);
        let file = || self.theme.files.values().find(|file| file.location == location).map(|file| &*file.bytes);
        picture::size(own.or_else(file)?)
    }

    /// A line of Markdown as plain text.
    #[must_use]
    pub fn plain<'a>(&self, text: &'a str) -> Cow<'a, str> {
        markdown::inline_plain(text, self.raw_html())
    }

    /// What becomes of HTML in prose.
    #[must_use]
    pub fn raw_html(&self) -> RawHtml {
        self.catalog.config.raw_html()
    }

    /// The location that an address in prose means, with its query and fragment: `/http/409/#causes` from anywhere, `409` beside it, a file of
    /// `static/`. `None` for an address that is not one of the site.
    #[must_use]
    pub fn own(&self, destination: &str, folder: &str) -> Option<(String, String)> {
        let cut = destination.find(['?', '#']).unwrap_or(destination.len());
        let (path, rest) = destination.split_at(cut);
        if path.is_empty() || path.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':')) {
            return None;
        }
        let full = if let Some(from_root) = path.strip_prefix('/') { from_root.to_owned() } else { crate::catalog::join(folder, path)? };
        let full = full.trim_end_matches('/');
        let catalog = &self.catalog;
        let is_page = full.is_empty()
            || catalog.entry_at(full).is_some()
            || catalog.category_at(full).is_some()
            || self.find(&format!("{full}/index.html")).is_some();
        let location = if is_page { route::page(full) } else { full.to_owned() };
        (is_page || self.find(full).is_some()).then(|| (location, rest.to_owned()))
    }

    /// The name of a file, relative to the book.
    #[must_use]
    pub fn file_name(&self, file: FileId) -> &str {
        self.files.name(file)
    }

    /// The entries before and after one in the reading order.
    #[must_use]
    pub fn around(&self, id: EntryId) -> (Option<EntryId>, Option<EntryId>) {
        let position = self.positions[id.0 as usize] as usize;
        let before = position.checked_sub(1).and_then(|before| self.reading_order.get(before));
        (before.copied(), self.reading_order.get(position + 1).copied())
    }

    /// How many pages a category has.
    #[must_use]
    pub fn page_count(&self, category: CategoryId) -> usize {
        self.catalog[category].entries.len().div_ceil(PAGE_SIZE).max(1)
    }

    /// The book's own static files that would be written where the site has something else.
    fn clashes(&self, sources: &Sources) -> Vec<Diagnostic> {
        let own = sources.statics.keys().filter(|name| self.theme.location(name) == Some(name.as_str()));
        let clash = own.filter(|name| !matches!(self.find(name), None | Some(Artifact::Static(_))) || self.is_folder_of_pages(name));
        clash
            .map(|name| {
                let file = sources.files.find(&format!("static/{name}")).expect("reading a book names its static files");
                let message = format!("the site writes a file of its own to `{name}`");
                Diagnostic::error("path-clash", Place::file(file), message).help("rename it")
            })
            .collect()
    }

    fn is_folder_of_pages(&self, name: &str) -> bool {
        self.catalog.entry_at(name).is_some() || self.catalog.category_at(name).is_some()
    }
}
