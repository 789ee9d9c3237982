//! Pages that list errors or set them side by side, as their templates see them.

use serde::Serialize;

use super::{DescribedLinkView, Html, LinkView, RowView, StatusView};

/// The catalog page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// The script of the filters.
    pub script: String,
    /// How many errors each status has, with the height of its bar from 4 to 100; entries without a status are left out.
    pub statuses: Vec<BarView>,
    /// The categories, without their entries.
    pub categories: Vec<CategoryCardView>,
    /// The entries by category; empty in a book too large for one page (over 500), where the category pages have them.
    pub groups: Vec<GroupView>,
    /// What entries can be filtered by: those that at least one entry has, with counts.
    pub facets: Vec<FacetView>,
    /// The number of comparisons.
    pub comparisons: usize,
    /// The number of playbooks.
    pub playbooks: usize,
}

/// A bar of the chart of statuses.
#[derive(Debug, Serialize)]
pub struct BarView {
    /// The status.
    pub status: StatusView,
    /// How many.
    pub count: usize,
    /// From 4 to 100.
    pub height: usize,
}

/// Something to filter by.
#[derive(Debug, Serialize)]
pub struct FacetView {
    /// `status`, `severity`, `retry`, `tag`, `life`.
    pub key: &'static str,
    /// `Status`
    pub label: &'static str,
    /// The values: name for programs, label, count.
    pub values: Vec<(String, String, usize)>,
}

/// A category in a list.
#[derive(Debug, Serialize)]
pub struct CategoryCardView {
    /// The title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What its entries have in common (inline), or nothing.
    pub summary_html: Html,
    /// How many entries stand in it and below.
    pub total: usize,
    /// How deep it stands, from 0.
    pub depth: usize,
}

/// The entries of one category.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// The title, with those of the categories above it: `Unkey / Data`.
    pub title: String,
    /// Its anchor.
    pub anchor: String,
    /// The address of its page.
    pub url: String,
    /// The entries.
    pub rows: Vec<RowView>,
}

/// The page of a category.
#[derive(Debug, Serialize)]
pub struct CategoryView {
    /// The title.
    pub title: String,
    /// What its entries have in common (blocks), or nothing.
    pub summary_html: Html,
    /// How many entries stand in it and below.
    pub total: usize,
    /// The categories in it.
    pub categories: Vec<CategoryCardView>,
    /// The entries on this page.
    pub rows: Vec<RowView>,
    /// The number of this page, from 1.
    pub number: usize,
    /// All pages, where there are several.
    pub pages: Vec<LinkView>,
    /// A picture of the entries and their relations: SVG with links and a text for those who do not see it.
    pub map_html: Html,
    /// The address of its `llms.txt`.
    pub llms: String,
}

/// The page of a comparison.
#[derive(Debug, Serialize)]
pub struct ComparisonView {
    /// The title.
    pub title: String,
    /// The one.
    pub left: SideView,
    /// The other one.
    pub right: SideView,
}

/// One of two entries side by side.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// The entry.
    pub row: RowView,
    /// When it is this one (blocks each).
    pub choose_html: Vec<Html>,
    /// `Retry later`, or nothing.
    pub retry: String,
    /// Its causes (inline).
    pub causes_html: Vec<Html>,
    /// Its fixes (inline), each with its address.
    pub fixes_html: Vec<(Html, String)>,
}

/// The page of a playbook.
#[derive(Debug, Serialize)]
pub struct PlaybookView {
    /// The title (inline).
    pub title_html: Html,
    /// What it helps to decide (inline).
    pub summary_html: Html,
    /// The text (blocks).
    pub body_html: Html,
    /// The entries that it is about.
    pub rows: Vec<RowView>,
}

/// The index of comparisons or playbooks.
#[derive(Debug, Serialize)]
pub struct IndexView {
    /// `Comparisons`
    pub title: String,
    /// What it is.
    pub lead: String,
    /// The pages.
    pub links: Vec<DescribedLinkView>,
}
