//! Which paths a site has, and what stands at each.

use super::Site;
use crate::catalog::{CategoryId, ComparisonId, EntryId, PlaybookId, Reads, note};
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
    /// `opensearch.xml`
    OpenSearch,
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

impl Artifact {
    /// Whether it is made of a few entries, on one thread. The rest is of the whole book, or of none.
    #[must_use]
    pub fn is_of_few(&self) -> bool {
        matches!(
            self,
            Self::Entry(..) | Self::Category(..) | Self::Comparison(..) | Self::Playbook(..) | Self::Redirect(_) | Self::CategoryLlms(..)
        )
    }
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
        let others = self.search().len() + catalog.categories.len() * 8 + catalog.redirects.len() + 64;
        let mut all = Vec::with_capacity(catalog.entries.len() * 3 + others);
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
    pub(super) fn fixed(&self) -> Vec<(String, Artifact)> {
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
            all.push((route::OPENSEARCH.to_owned(), Artifact::OpenSearch));
        }
        all
    }

    /// What has parts in a large book, or needs a look at all entries to know whether it is there.
    pub(super) fn planned(&self) -> &[(String, Artifact)] {
        note(&Reads::All);
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
        for path in ["a/llms-2.txt", "feed.xml", "opensearch.xml", ".well-known/api-catalog", "a/b/llms.txt", "old/index.html"] {
            assert!(artifacts.iter().any(|(listed, _)| listed == path), "{path}");
        }
        for path in ["a/llms-1.txt", "a/llms-02.txt", "a/llms-99.txt", "nothing", ""] {
            assert_eq!(site.find(path), None, "{path}");
        }
    }
}
