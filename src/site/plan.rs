//! Which paths a site has, and what stands at each.

use super::Site;
use crate::catalog::{CategoryId, ComparisonId, EntryId, PlaybookId};
use crate::route;

/// In which form a page is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// For people.
    Html,
    /// The Markdown twin.
    Markdown,
    /// For programs.
    Json,
}

/// Something that a site has at a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Artifact {
    /// The catalog page.
    Home(Form),
    /// A page of a category, with its number from 1; the twin has all.
    Category(CategoryId, usize, Form),
    /// The `llms.txt` of a category, with its number from 1.
    CategoryLlms(CategoryId, usize),
    /// The page of an error.
    Entry(EntryId, Form),
    /// The index of comparisons.
    Comparisons(Form),
    /// A comparison.
    Comparison(ComparisonId, Form),
    /// The index of playbooks.
    Playbooks(Form),
    /// A playbook.
    Playbook(PlaybookId, Form),
    /// What is shown where nothing is.
    NotFound,
    /// A page that leads on to an entry, as its place in `Catalog::redirects`.
    Redirect(usize),
    /// `llms.txt` (1), `llms-2.txt`, …
    Llms(usize),
    /// `llms-full.txt`
    LlmsFull,
    /// `catalog.json`
    Catalog,
    /// `catalog.schema.json`
    CatalogSchema,
    /// `definition.schema.json`
    DefinitionSchema,
    /// `problem-types.json`
    ProblemTypes,
    /// `sitemap.xml` (0); where it is split, its parts from 1.
    Sitemap(usize),
    /// `feed.xml`
    Feed,
    /// `.well-known/api-catalog`
    ApiCatalog,
    /// `robots.txt`
    Robots,
    /// `_redirects`
    Redirects,
    /// `_headers`
    Headers,
    /// A static file, by its name in the theme.
    Static(String),
    /// A picture, by where it is published.
    Picture(String),
    /// A file of the finder's index, by its name in `search/`.
    Search(String),
}

/// The folder of the finder's index.
pub(super) const SEARCH: &str = "search/";

/// A sitemap holds at most this many addresses (sitemaps.org protocol).
pub const SITEMAP_SIZE: usize = 50_000;

impl Site {
    /// All paths of the site with what stands there: what others point to first, pages next.
    #[must_use]
    pub fn artifacts(&self) -> Vec<(String, Artifact)> {
        use Form::{Html, Json, Markdown};
        let catalog = &self.catalog;
        let mut all = Vec::with_capacity(catalog.entries.len() * 3 + 64);
        let mut add = |location: &str, artifact| all.push((route::file(location), artifact));
        for (name, file) in &self.theme.files {
            add(&file.location, Artifact::Static(name.clone()));
        }
        for location in self.pictures.keys() {
            add(location, Artifact::Picture(location.clone()));
        }
        for (id, entry) in catalog.ids() {
            let location = route::page(&entry.path);
            add(&location, Artifact::Entry(id, Html));
            add(&route::twin(&location), Artifact::Entry(id, Markdown));
            add(&route::json(&location), Artifact::Entry(id, Json));
        }
        for (place, category) in catalog.categories.iter().enumerate().skip(1) {
            let id = CategoryId::at(place);
            for number in 1..=self.page_count(id) {
                add(&route::category_page(&category.path, number), Artifact::Category(id, number, Html));
            }
            add(&route::index_twin(&route::page(&category.path)), Artifact::Category(id, 1, Markdown));
            for number in 1..=self.llms().category(id).len() {
                add(&route::llms(&category.path, number), Artifact::CategoryLlms(id, number));
            }
        }
        for (index, twin, artifact, is_there) in [
            (route::COMPARISONS, "compare/index.md", Artifact::Comparisons as fn(Form) -> Artifact, !catalog.comparisons.is_empty()),
            (route::PLAYBOOKS, "playbooks/index.md", Artifact::Playbooks, !catalog.playbooks.is_empty()),
        ] {
            if is_there {
                add(index, artifact(Html));
                add(twin, artifact(Markdown));
            }
        }
        for (place, comparison) in catalog.comparisons.iter().enumerate() {
            let location = route::page(&comparison.path);
            add(&location, Artifact::Comparison(ComparisonId::at(place), Html));
            add(&route::twin(&location), Artifact::Comparison(ComparisonId::at(place), Markdown));
        }
        for (place, playbook) in catalog.playbooks.iter().enumerate() {
            let location = route::page(&playbook.path);
            add(&location, Artifact::Playbook(PlaybookId::at(place), Html));
            add(&route::twin(&location), Artifact::Playbook(PlaybookId::at(place), Markdown));
        }
        for (place, redirect) in catalog.redirects.iter().enumerate() {
            add(&route::page(&redirect.path), Artifact::Redirect(place));
        }
        all.extend(self.search().keys().map(|name| (format!("{SEARCH}{name}"), Artifact::Search(name.clone()))));
        all.extend(self.singles());
        all
    }

    /// What there is one of, or a few.
    fn singles(&self) -> Vec<(String, Artifact)> {
        [self.fixed(), self.planned().to_vec()].concat()
    }

    /// What there is one of in a book of any size.
    fn fixed(&self) -> Vec<(String, Artifact)> {
        let mut all = vec![
            ("index.html".into(), Artifact::Home(Form::Html)),
            ("index.md".into(), Artifact::Home(Form::Markdown)),
            ("404.html".into(), Artifact::NotFound),
            ("llms-full.txt".into(), Artifact::LlmsFull),
            ("catalog.json".into(), Artifact::Catalog),
            ("catalog.schema.json".into(), Artifact::CatalogSchema),
            ("definition.schema.json".into(), Artifact::DefinitionSchema),
            ("problem-types.json".into(), Artifact::ProblemTypes),
            ("robots.txt".into(), Artifact::Robots),
            ("_redirects".into(), Artifact::Redirects),
            ("_headers".into(), Artifact::Headers),
        ];
        if self.catalog.config.site_url().is_some() {
            all.push((route::API_CATALOG.to_owned(), Artifact::ApiCatalog));
        }
        all
    }

    /// What has parts in a large book, or needs a look at all entries to know whether it is there.
    fn planned(&self) -> &[(String, Artifact)] {
        self.memo.planned.get_or_init(|| self.plan())
    }

    fn plan(&self) -> Vec<(String, Artifact)> {
        let mut all: Vec<_> = (1..=self.llms().root.len()).map(|number| (route::llms("", number), Artifact::Llms(number))).collect();
        if self.catalog.config.site_url().is_some() {
            all.push(("sitemap.xml".into(), Artifact::Sitemap(0)));
            let parts = self.sitemap_parts();
            all.extend((1..=parts).map(|part| (format!("sitemap-{part}.xml"), Artifact::Sitemap(part))));
            if self.has_feed() {
                all.push((route::FEED.to_owned(), Artifact::Feed));
            }
        }
        all
    }

    /// How many parts the sitemap is split into; none where it is one file.
    #[must_use]
    pub fn sitemap_parts(&self) -> usize {
        let pages = self.pages().len();
        if pages > SITEMAP_SIZE { pages.div_ceil(SITEMAP_SIZE) } else { 0 }
    }

    /// Whether there is a feed: its entries are the reviewed ones, under their addresses.
    #[must_use]
    pub fn has_feed(&self) -> bool {
        // Every page asks.
        let is_there =
            || self.catalog.config.site_url().is_some() && self.catalog.entries.iter().any(|entry| entry.definition().reviewed.is_some());
        *self.memo.has_feed.get_or_init(is_there)
    }

    /// The locations of all pages for people that search engines should know, in order.
    #[must_use]
    pub fn pages(&self) -> Vec<String> {
        let catalog = &self.catalog;
        let mut pages = vec![route::HOME.to_owned()];
        for (place, category) in catalog.categories.iter().enumerate().skip(1) {
            pages.extend((1..=self.page_count(CategoryId::at(place))).map(|number| route::category_page(&category.path, number)));
        }
        pages.extend(catalog.entries.iter().map(|entry| route::page(&entry.path)));
        if !catalog.comparisons.is_empty() {
            pages.push(route::COMPARISONS.to_owned());
            pages.extend(catalog.comparisons.iter().map(|comparison| route::page(&comparison.path)));
        }
        if !catalog.playbooks.is_empty() {
            pages.push(route::PLAYBOOKS.to_owned());
            pages.extend(catalog.playbooks.iter().map(|playbook| route::page(&playbook.path)));
        }
        pages
    }

    /// What stands at a path of the site (`http/409/index.html`), without listing all that there is.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Artifact> {
        use Form::{Json, Markdown};
        let catalog = &self.catalog;
        if path.starts_with('/') {
            return None;
        }
        if let Some(page) = path.strip_suffix("/index.html")
            && let Some(artifact) = self.page(page)
        {
            return Some(artifact);
        }
        if let Some((folder, name)) = path.rsplit_once('/')
            && let Some(number) = llms_number(name)
        {
            let id = catalog.category_at(folder).filter(|id| (1..=self.llms().category(*id).len()).contains(&number));
            return id.map(|id| Artifact::CategoryLlms(id, number));
        }
        if let Some(folder) = path.strip_suffix("/index.md")
            && let Some(id) = catalog.category_at(folder)
        {
            return Some(Artifact::Category(id, 1, Markdown));
        }
        for (ending, form) in [(".md", Markdown), (".json", Json)] {
            let Some(stem) = path.strip_suffix(ending) else {
                continue;
            };
            if let Some(id) = catalog.entry_at(stem) {
                return Some(Artifact::Entry(id, form));
            }
            match self.page(stem) {
                Some(Artifact::Comparison(id, _)) if form == Markdown => return Some(Artifact::Comparison(id, form)),
                Some(Artifact::Playbook(id, _)) if form == Markdown => return Some(Artifact::Playbook(id, form)),
                _ => {}
            }
        }
        match path {
            "compare/index.md" if !catalog.comparisons.is_empty() => return Some(Artifact::Comparisons(Markdown)),
            "playbooks/index.md" if !catalog.playbooks.is_empty() => return Some(Artifact::Playbooks(Markdown)),
            _ => {}
        }
        if let Some(name) = path.strip_prefix(SEARCH) {
            return self.search().contains_key(name).then(|| Artifact::Search(name.to_owned()));
        }
        if self.pictures.contains_key(path) {
            return Some(Artifact::Picture(path.to_owned()));
        }
        if let Some((name, _)) = self.theme.files.iter().find(|(_, file)| file.location == path) {
            return Some(Artifact::Static(name.clone()));
        }
        let named = |all: &[(String, Artifact)]| all.iter().find(|(single, _)| single == path).map(|(_, artifact)| artifact.clone());
        let may_be_planned = path.starts_with("llms") || path.starts_with("sitemap") || path == route::FEED;
        named(&self.fixed()).or_else(|| if may_be_planned { named(self.planned()) } else { None })
    }

    /// The page at a path (`http/409`).
    fn page(&self, path: &str) -> Option<Artifact> {
        use Form::Html;
        let catalog = &self.catalog;
        if let Some(id) = catalog.entry_at(path) {
            return Some(Artifact::Entry(id, Html));
        }
        if let Some(id) = catalog.category_at(path).filter(|id| id.0 != 0) {
            return Some(Artifact::Category(id, 1, Html));
        }
        if let Some((folder, number)) = path.rsplit_once("/page-")
            && let (Some(id), Ok(count)) = (catalog.category_at(folder), number.parse::<usize>())
            && (2..=self.page_count(id)).contains(&count)
            && count.to_string() == number
        {
            return Some(Artifact::Category(id, count, Html));
        }
        match path {
            "compare" if !catalog.comparisons.is_empty() => return Some(Artifact::Comparisons(Html)),
            "playbooks" if !catalog.playbooks.is_empty() => return Some(Artifact::Playbooks(Html)),
            _ => {}
        }
        if let Ok(place) = catalog.comparisons.binary_search_by(|comparison| comparison.path.as_str().cmp(path)) {
            return Some(Artifact::Comparison(ComparisonId::at(place), Html));
        }
        if let Some(place) = catalog.playbooks.iter().position(|playbook| playbook.path == path) {
            return Some(Artifact::Playbook(PlaybookId::at(place), Html));
        }
        let redirect = catalog.redirects.binary_search_by(|redirect| redirect.path.as_str().cmp(path));
        redirect.ok().map(Artifact::Redirect)
    }
}

/// The number of an `llms.txt`, from 1, by its name.
fn llms_number(name: &str) -> Option<usize> {
    if name == "llms.txt" {
        return Some(1);
    }
    let number = name.strip_prefix("llms-")?.strip_suffix(".txt")?.parse().ok()?;
    (number > 1 && route::llms("", number) == name).then_some(number)
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn what_is_listed_is_found() {
        let site = site(&[
            ("book.toml", "[output.html]\nsite-url = 'https://e.com'\n[output.llms]\nbudget = 1"),
            ("errors/p.yaml", "{playbook: p, title: P, summary: S, covers: [x, y], body: B}"),
            (
                "errors/a/x.yaml",
                "{code: x, title: X, summary: S, aliases: [/old], reviewed: 2026-01-02, compare: [{with: y}], media: [{image: i.svg}]}",
            ),
            ("errors/a/b/y.yaml", "{code: y, title: Y, summary: S}"),
            ("errors/a/i.svg", "<svg/>"),
            ("static/own.txt", "own"),
        ]);
        let artifacts = site.artifacts();
        for (path, artifact) in &artifacts {
            assert_eq!(site.find(path).as_ref(), Some(artifact), "{path}");
        }
        for path in ["a/llms-2.txt", "feed.xml", ".well-known/api-catalog", "a/b/llms.txt", "old/index.html"] {
            assert!(artifacts.iter().any(|(listed, _)| listed == path), "{path}");
        }
        for path in ["a/llms-1.txt", "a/llms-02.txt", "a/llms-99.txt", "nothing", ""] {
            assert_eq!(site.find(path), None, "{path}");
        }
    }
}
