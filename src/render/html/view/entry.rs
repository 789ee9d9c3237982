//! The page of an error, as its template sees it.

use serde::Serialize;

use super::{Html, LinkView, RowView, SectionView, StatusView};

/// A page of an error.
#[derive(Debug, Default, Serialize)]
pub struct EntryView {
    /// The code.
    pub code: String,
    /// The title (inline).
    pub title_html: Html,
    /// What headings call it: `What does … mean?`
    pub name: String,
    /// A second line (inline or blocks), or nothing.
    pub subtitle_html: Html,
    /// The summary (inline).
    pub summary_html: Html,
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
    pub provider_note_html: Html,
    /// The team that answers for it, or nothing.
    pub owner: String,
    /// The runbook, or nothing.
    pub runbook: String,
    /// When and how to call somebody (blocks), or nothing.
    pub escalate_html: Html,
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
    pub map_html: Html,
    /// How the page was checked (inline), or nothing.
    pub editorial_html: Html,
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
    pub title_html: Html,
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
    pub note_html: Html,
}

/// Deprecated or removed.
#[derive(Debug, Serialize)]
pub struct LifeView {
    /// `deprecated` or `removed`.
    pub state: &'static str,
    /// Since which version.
    pub since: String,
    /// What to say about it (blocks), or nothing.
    pub note_html: Html,
    /// Where both are told: since when it was deprecated before it was removed.
    pub deprecated_since: String,
    /// The note on that (blocks), or nothing.
    pub deprecated_note_html: Html,
    /// What takes its place.
    pub replaced_by: Option<RowView>,
}

/// The answer for those who read one box.
#[derive(Debug, Serialize)]
pub struct QuickAnswerView {
    /// A free label, or nothing.
    pub kind: String,
    /// The answer (blocks).
    pub html: Html,
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
    pub html: Html,
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
    pub caption_html: Html,
    /// Whose it is, or nothing.
    pub credit: String,
    /// The address of the film, or nothing. It is a link: nothing is loaded before a click.
    pub video: String,
    /// Where the film stands: `videos.example.com`.
    pub host: String,
    /// The title of the film, or nothing.
    pub title: String,
}
