//! What templates see: the contract for theme authors.
//!
//! A field that ends in `_html`, or is called so, is HTML, put out as it is; all others are text, which is escaped. Addresses are relative to the
//! page, ready to use.

mod entry;
mod list;
mod section;

use serde::{Serialize, Serializer};
use tera::Value;

pub use self::entry::{AsideView, CalloutView, EntryView, FirstFixView, LifeView, MediaView, QuickAnswerView, RetryView};
pub use self::list::{
    BarView, CategoryCardView, CategoryView, ComparisonView, FacetView, GroupView, HomeView, IndexView, PlaybookView, SideView,
};
pub use self::section::{
    CauseView, CodeBlockView, CodeView, DescribedLinkView, DiagnosisView, EntryComparisonView, ExampleView, FieldView, FixView, ItemView,
    MistakeView, QuestionView, SectionView, StepView,
};
use crate::config::{NavLink, Theme};

/// HTML of ours. Templates know it for that, and do not escape it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Html {
    fn from(html: String) -> Self {
        Self(html)
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// What every template sees, besides `site` ([`SiteView`]).
#[derive(Debug, Serialize)]
pub struct PageView {
    /// What every page has.
    pub page: Page,
    /// The list at the side: the reader's own category is open, the rest are links.
    pub sidebar_html: Html,
    /// Of a page of an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryView>,
    /// Of the catalog page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<HomeView>,
    /// Of the page of a category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryView>,
    /// Of a comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonView>,
    /// Of a playbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub playbook: Option<PlaybookView>,
    /// Of the index of comparisons or playbooks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexView>,
}

/// What is the same on all pages: `site`.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The title of the book.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// The language of the texts.
    pub language: String,
    /// The look at first.
    pub theme: Theme,
    /// Links of the head, as `book.toml` has them.
    pub nav: Vec<NavLink>,
    /// An address (`https:`, `mailto:`) to turn to, or nothing.
    pub support: String,
    /// What the support link says.
    pub support_label: String,
    /// The place of the request id in a payload, to quote; or nothing.
    pub request_id: String,
    /// How many errors there are.
    pub total: usize,
    /// Whether there are comparisons.
    pub has_comparisons: bool,
    /// Whether there are playbooks.
    pub has_playbooks: bool,
    /// Whether the finder also asks a Pagefind index.
    pub pagefind: bool,
    /// The version of errbook.
    pub version: &'static str,
}

/// What every page has.
#[derive(Debug, Default, Serialize)]
pub struct Page {
    /// `home`, `entry`, `category`, `comparison`, `comparisons`, `playbook`, `playbooks`, `not-found`.
    pub kind: &'static str,
    /// The title of the page, plain text.
    pub title: String,
    /// What the tab of the browser says.
    pub head_title: String,
    /// For search engines and previews: plain text.
    pub description: String,
    /// The way to the root of the site: `../../`, `./`.
    pub root: String,
    /// Style sheets, in order.
    pub styles: Vec<String>,
    /// The script.
    pub script: String,
    /// The script of the finder, which the other one loads when it is needed.
    pub finder: String,
    /// What lets a browser search from its address bar, where the site has an address.
    pub search: Option<String>,
    /// The picture for the tab of the browser.
    pub favicon: String,
    /// The book's own logo, or nothing.
    pub logo: String,
    /// The absolute address of the page, where the site has one.
    pub canonical: Option<String>,
    /// The Markdown twin.
    pub markdown: Option<String>,
    /// The JSON.
    pub json: Option<String>,
    /// The feed of the book, where there is one.
    pub feed: Option<String>,
    /// Where the page can be edited.
    pub edit: Option<String>,
    /// The way from the catalog to the page, without the page itself.
    pub breadcrumbs: Vec<BreadcrumbView>,
    /// The page before this one in the book.
    pub previous: Option<LinkView>,
    /// The page after this one in the book.
    pub next: Option<LinkView>,
    /// Structured data (JSON-LD), for `<script type="application/ld+json">`.
    pub json_ld_html: Html,
    /// The picture for previews, absolute.
    pub card: Option<String>,
}

/// A step on the way to a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BreadcrumbView {
    /// What it says, plain text.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// What stands there.
    #[serde(skip)]
    pub(in crate::render) location: String,
}

/// A link.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LinkView {
    /// What it says, plain text.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// A status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// `409`
    pub code: u16,
    /// `Conflict`, or nothing.
    pub phrase: &'static str,
    /// The class of the status: `s4`.
    pub class: String,
}

/// An entry in a list or on a card.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// The title (inline).
    pub title_html: Html,
    /// The title as plain text, for filters.
    pub title: String,
    /// The code.
    pub code: String,
    /// The last part of the path, for narrow places.
    pub slug: String,
    /// Where it is.
    pub url: String,
    /// The status.
    pub status: Option<StatusView>,
    /// `error`, `warning`, `info`, `fatal`.
    pub severity: &'static str,
    /// `never`, `safe`, `after`, `with-changes`, or nothing.
    pub retry: &'static str,
    /// Whether a retry may help: `safe` or `after`.
    pub retryable: bool,
    /// `active`, `deprecated`, `removed`.
    pub life: &'static str,
    /// The tags.
    pub tags: Vec<String>,
    /// The summary (inline).
    pub summary_html: Html,
}

/// An entry that another one leads to.
#[derive(Debug, Serialize)]
pub struct RelationView {
    /// The title (inline).
    pub title_html: Html,
    /// The code.
    pub code: String,
    /// Where it is.
    pub url: String,
    /// The status.
    pub status: Option<StatusView>,
    /// `active`, `deprecated`, `removed`.
    pub life: &'static str,
    /// Why a reader would go there; the summary, where nothing is said (inline).
    pub text_html: Html,
}

/// A word with a name for programs.
#[derive(Clone, Debug, Serialize)]
pub struct WordView {
    /// `high`
    pub key: &'static str,
    /// `Most likely`
    pub label: &'static str,
}
