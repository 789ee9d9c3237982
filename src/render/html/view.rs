//! What templates see: the contract for theme authors.
//!
//! A field that ends in `_html` is safe HTML, to be put out with `| safe`; all others are text. Addresses are relative to the page, ready to use.

use serde::Serialize;

use crate::config::{NavLink, Theme};

/// What every template sees.
#[derive(Debug, Serialize)]
pub struct PageView<'a> {
    /// What is the same on all pages.
    pub site: &'a SiteView,
    /// What every page has.
    pub page: Page,
    /// The list at the side: the reader's own category is open, the rest are links.
    pub sidebar_html: String,
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

/// What is the same on all pages.
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
    /// The finder's script, which the other one loads when it is needed.
    pub finder: String,
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
    pub breadcrumbs: Vec<LinkView>,
    /// The page before this one in the book.
    pub previous: Option<LinkView>,
    /// The page after this one in the book.
    pub next: Option<LinkView>,
    /// Structured data (JSON-LD), for `<script type="application/ld+json">`.
    pub json_ld_html: String,
    /// The picture for previews, absolute.
    pub card: Option<String>,
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
    pub title_html: String,
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
    pub summary_html: String,
    /// Why a reader would go there (inline), or nothing.
    pub why_html: String,
}

/// A word with a name for programs.
#[derive(Clone, Debug, Serialize)]
pub struct WordView {
    /// `high`
    pub key: &'static str,
    /// `Most likely`
    pub label: &'static str,
}

/// A page of an error.
#[derive(Debug, Default, Serialize)]
pub struct EntryView {
    /// The code.
    pub code: String,
    /// The title (inline).
    pub title_html: String,
    /// What headings call it: `What does … mean?`
    pub name: String,
    /// A second line (inline or blocks), or nothing.
    pub subtitle_html: String,
    /// The summary (inline).
    pub summary_html: String,
    /// The status.
    pub status: Option<StatusView>,
    /// The problem type (RFC 9457, section 3.1.1), where the definition names one that is not the address of the page; or nothing.
    pub problem_type: String,
    /// How bad it is.
    pub severity: &'static str,
    /// Whether the same request may be sent again.
    pub retry: Option<RetryView>,
    /// Other codes that the same error carries: name and code.
    pub signals: Vec<(String, String)>,
    /// Deprecated or removed, with what replaces it.
    pub life: Option<LifeView>,
    /// The version that first sent it, or nothing.
    pub introduced: String,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// Tags, each with the address of the catalog filtered by it.
    pub tags: Vec<LinkView>,
    /// What services print (templates, plain text).
    pub messages: Vec<String>,
    /// Whose error it is: `AWS S3`, or nothing.
    pub provider: String,
    /// The disclaimer (blocks), or nothing.
    pub provider_note_html: String,
    /// The team that answers for it, or nothing.
    pub owner: String,
    /// The runbook, or nothing.
    pub runbook: String,
    /// When and how to call somebody (blocks), or nothing.
    pub escalate_html: String,
    /// The first thing to do, for the top of the page: the first fix, where there is no quick answer.
    pub first_fix: Option<FirstFixView>,
    /// The answer for those who read one box.
    pub quick_answer: Option<QuickAnswerView>,
    /// Pictures and films at the top.
    pub hero: Vec<MediaView>,
    /// Asides under the summary.
    pub asides: Vec<AsideView>,
    /// The sections in order. Only those that have something.
    pub sections: Vec<SectionView>,
    /// A picture of the entries around this one: SVG with links and a text for those who do not see it.
    pub map_html: String,
    /// How the page was checked (inline), or nothing.
    pub editorial_html: String,
    /// When: `2026-02-12`, or nothing.
    pub reviewed: String,
    /// The same for people: `12 February 2026`.
    pub reviewed_label: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// How long it takes to read, in minutes; at least one.
    pub minutes: usize,
}

/// The first thing to do.
#[derive(Debug, Serialize)]
pub struct FirstFixView {
    /// The title (inline).
    pub title_html: String,
    /// Its anchor on the page: `#fix-1`.
    pub url: &'static str,
}

/// Whether the same request may be sent again.
#[derive(Debug, Serialize)]
pub struct RetryView {
    /// `never`, `safe`, `after`, `with-changes`.
    pub policy: &'static str,
    /// `Retry later`
    pub label: &'static str,
    /// `after 30 seconds`, `after the time in Retry-After`, or nothing.
    pub after: String,
    /// More (blocks), or nothing.
    pub note_html: String,
}

/// Deprecated or removed.
#[derive(Debug, Serialize)]
pub struct LifeView {
    /// `deprecated` or `removed`.
    pub state: &'static str,
    /// Since which version.
    pub since: String,
    /// What to say about it (blocks), or nothing.
    pub note_html: String,
    /// Where both are told: since when it was deprecated before it was removed.
    pub deprecated_since: String,
    /// The note on that (blocks), or nothing.
    pub deprecated_note_html: String,
    /// What takes its place.
    pub replaced_by: Option<RowView>,
}

/// The answer for those who read one box.
#[derive(Debug, Serialize)]
pub struct QuickAnswerView {
    /// A free label, or nothing.
    pub kind: String,
    /// The answer (blocks).
    pub html: String,
}

/// Something that stands after a section: a callout, a picture, a film.
#[derive(Debug, Serialize)]
pub struct AsideView {
    /// A callout.
    pub callout: Option<CalloutView>,
    /// A picture or a film.
    pub media: Option<MediaView>,
}

/// A callout.
#[derive(Debug, Serialize)]
pub struct CalloutView {
    /// `tip`, `note`, `warning`, `danger`, `info`.
    pub kind: &'static str,
    /// `Tip`
    pub label: &'static str,
    /// What it says (blocks).
    pub html: String,
}

/// A picture or a film.
#[derive(Clone, Debug, Serialize)]
pub struct MediaView {
    /// The address of the picture, or nothing.
    pub image: String,
    /// What it says.
    pub alt: String,
    /// Its size in pixels, where it is known.
    pub width: Option<u32>,
    /// Its size in pixels, where it is known.
    pub height: Option<u32>,
    /// What stands below (inline), or nothing.
    pub caption_html: String,
    /// Whose it is, or nothing.
    pub credit: String,
    /// The address of the film, or nothing. It is a link: nothing is loaded before a click.
    pub video: String,
    /// Where the film stands: `videos.example.com`.
    pub host: String,
    /// The title of the film, or nothing.
    pub title: String,
}

/// A section of a page. `key` says which of the fields below is filled.
#[derive(Debug, Default, Serialize)]
pub struct SectionView {
    /// `example`, `meaning`, `causes`, `fixes`, `mistakes`, `diagnosis`, `free`, `verify`, `prevent`, `faq`, `takeaways`, `compare`,
    /// `playbooks`, `related`, `backlinks`, `references`.
    pub key: &'static str,
    /// The anchor: `causes`.
    pub anchor: String,
    /// The heading (inline).
    pub title_html: String,
    /// The heading as plain text, for the table of contents.
    pub title: String,
    /// A lead-in (blocks), or nothing.
    pub intro_html: String,
    /// `example`
    pub examples: Vec<ExampleView>,
    /// `meaning`, `free`: blocks.
    pub body_html: String,
    /// `causes`
    pub causes: Vec<CauseView>,
    /// `fixes`
    pub fixes: Vec<FixView>,
    /// `mistakes`
    pub mistakes: Vec<MistakeView>,
    /// `diagnosis`
    pub diagnosis: Option<DiagnosisView>,
    /// `free`, `verify`, `prevent`, `takeaways`: the items, with an example each may have.
    pub items: Vec<ItemView>,
    /// `faq`
    pub questions: Vec<QuestionView>,
    /// `compare`
    pub comparisons: Vec<EntryComparisonView>,
    /// `playbooks`: title, address; `references`: likewise.
    pub links: Vec<DescribedLinkView>,
    /// `related`, `backlinks`
    pub rows: Vec<RowView>,
    /// What stands after it.
    pub asides: Vec<AsideView>,
}

/// A link with a line about it.
#[derive(Debug, Serialize)]
pub struct DescribedLinkView {
    /// What it says, plain text.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// A line about it (inline), or nothing.
    pub text_html: String,
}

/// An occurrence of the error.
#[derive(Debug, Default, Serialize)]
pub struct ExampleView {
    /// What its tab says (inline), or nothing.
    pub title_html: String,
    /// Its number on the page, from 1; ids in it are made of it.
    pub number: usize,
    /// The status line that goes with it, where the entry has a status and the example a response: `409 Conflict`.
    pub status_line: String,
    /// Headers of the response.
    pub headers: Vec<(String, String)>,
    /// The response.
    pub response: Option<CodeBlockView>,
    /// Notes on places in the response; the response has links to them.
    pub fields: Vec<FieldView>,
    /// The request that leads to it.
    pub request: Option<CodeView>,
    /// Code that fails.
    pub before: Option<CodeView>,
    /// What is printed then.
    pub output: Option<CodeView>,
    /// Code that works.
    pub after: Option<CodeView>,
}

/// A note on a place in a response.
#[derive(Debug, Serialize)]
pub struct FieldView {
    /// Its number in the response, from 1; 0 where the place is not in it.
    pub number: usize,
    /// The id that the response links to: `example-1-field-1`.
    pub id: String,
    /// The place: `error.type`.
    pub place: String,
    /// The note (inline).
    pub note_html: String,
}

/// Code blocks, shown as tabs where there are several.
#[derive(Debug, Serialize)]
pub struct CodeView {
    /// An id that is unique on the page, for tabs.
    pub id: String,
    /// The blocks.
    pub blocks: Vec<CodeBlockView>,
}

/// A code block.
#[derive(Debug, Serialize)]
pub struct CodeBlockView {
    /// What its tab says: `Python`.
    pub label: String,
    /// The language, lower case: `python`; tabs of one language are switched together.
    pub language: String,
    /// The code with classes for colours.
    pub code_html: String,
}

/// A cause.
#[derive(Debug, Serialize)]
pub struct CauseView {
    /// `cause-1`
    pub anchor: String,
    /// The title (inline).
    pub title_html: String,
    /// How it comes about (blocks), or nothing.
    pub detail_html: String,
    /// `high`, `medium`, `low`, with a label.
    pub likelihood: Option<WordView>,
    /// A case from life (inline), or nothing.
    pub example_html: String,
}

/// A fix.
#[derive(Debug, Serialize)]
pub struct FixView {
    /// `fix-1`
    pub anchor: String,
    /// From 1.
    pub number: usize,
    /// The title (inline).
    pub title_html: String,
    /// How to do it (blocks), or nothing.
    pub detail_html: String,
    /// `easy`, `medium`, `hard`, with a label.
    pub difficulty: Option<WordView>,
    /// How long it takes, or nothing.
    pub time: String,
    /// A hint (blocks), or nothing.
    pub tip_html: String,
    /// Code.
    pub code: Option<CodeView>,
}

/// A mistake.
#[derive(Debug, Serialize)]
pub struct MistakeView {
    /// The title (inline).
    pub title_html: String,
    /// Why it is one (blocks), or nothing.
    pub detail_html: String,
}

/// A diagnosis.
#[derive(Debug, Serialize)]
pub struct DiagnosisView {
    /// What one sees (inline), or nothing.
    pub symptom_html: String,
    /// How long it takes, or nothing.
    pub time: String,
    /// What to do.
    pub steps: Vec<StepView>,
}

/// A step of a diagnosis.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// `step-1`
    pub anchor: String,
    /// From 1.
    pub number: usize,
    /// The title (inline).
    pub title_html: String,
    /// How to do it (blocks), or nothing.
    pub detail_html: String,
    /// A hint (blocks), or nothing.
    pub tip_html: String,
    /// A case from life (inline), or nothing.
    pub example_html: String,
    /// Code.
    pub code: Option<CodeView>,
}

/// An item of a list.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// What it says (blocks; one paragraph comes without its `<p>`).
    pub html: String,
    /// A case from life (inline), or nothing.
    pub example_html: String,
    /// An id that is unique on the page.
    pub id: String,
}

/// A question.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// `faq-1`
    pub anchor: String,
    /// The question (inline).
    pub question_html: String,
    /// The answer in one sentence (inline), or nothing.
    pub short_html: String,
    /// The answer (blocks).
    pub answer_html: String,
}

/// A comparison, as a section of an entry has it.
#[derive(Debug, Serialize)]
pub struct EntryComparisonView {
    /// The title of the page.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The other entry.
    pub other: RowView,
    /// When it is this one (blocks), or nothing.
    pub choose_this_html: String,
    /// When it is the other one (blocks), or nothing.
    pub choose_that_html: String,
}

/// The catalog page.
#[derive(Debug, Serialize)]
pub struct HomeView {
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
    pub summary_html: String,
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
    pub summary_html: String,
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
    pub map_html: String,
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
    pub choose_html: Vec<String>,
    /// `Retry later`, or nothing.
    pub retry: String,
    /// Its causes (inline).
    pub causes_html: Vec<String>,
    /// Its fixes (inline), each with its address.
    pub fixes_html: Vec<(String, String)>,
}

/// The page of a playbook.
#[derive(Debug, Serialize)]
pub struct PlaybookView {
    /// The title (inline).
    pub title_html: String,
    /// What it helps to decide (inline).
    pub summary_html: String,
    /// The text (blocks).
    pub body_html: String,
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
