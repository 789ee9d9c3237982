//! The sections of the page of an error, as their partials see them.

use serde::Serialize;

use super::{AsideView, Html, RelationView, RowView, WordView};

/// A section of a page. `key` says which of the fields between `intro_html` and `asides` are there: those that are empty are left out.
#[derive(Debug, Default, Serialize)]
pub struct SectionView {
    /// `example`, `meaning`, `causes`, `fixes`, `mistakes`, `diagnosis`, `free`, `verify`, `prevent`, `faq`, `takeaways`, `compare`,
    /// `playbooks`, `related`, `backlinks`, `references`.
    pub key: &'static str,
    /// The anchor: `causes`.
    pub anchor: String,
    /// The heading (inline).
    pub title_html: Html,
    /// The heading as plain text, for the table of contents.
    pub title: String,
    /// A lead-in (blocks), or nothing.
    pub intro_html: Html,
    /// `example`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<ExampleView>,
    /// `meaning`, `free`: blocks.
    #[serde(skip_serializing_if = "Html::is_empty")]
    pub body_html: Html,
    /// `causes`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<CauseView>,
    /// `fixes`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<FixView>,
    /// `mistakes`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<MistakeView>,
    /// `diagnosis`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<DiagnosisView>,
    /// `free`, `verify`, `prevent`, `takeaways`: the items, with an example each may have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemView>,
    /// `faq`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionView>,
    /// `compare`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<EntryComparisonView>,
    /// `playbooks`: title, address; `references`: likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<DescribedLinkView>,
    /// `related`, `backlinks`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RelationView>,
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
    pub text_html: Html,
}

/// An occurrence of the error.
#[derive(Debug, Default, Serialize)]
pub struct ExampleView {
    /// What its tab says (inline), or nothing.
    pub title_html: Html,
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
    pub note_html: Html,
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
    pub code_html: Html,
}

/// A cause.
#[derive(Debug, Serialize)]
pub struct CauseView {
    /// `cause-1`
    pub anchor: String,
    /// The title (inline).
    pub title_html: Html,
    /// How it comes about (blocks), or nothing.
    pub detail_html: Html,
    /// `high`, `medium`, `low`, with a label.
    pub likelihood: Option<WordView>,
    /// A case from life (inline), or nothing.
    pub example_html: Html,
}

/// A fix.
#[derive(Debug, Serialize)]
pub struct FixView {
    /// `fix-1`
    pub anchor: String,
    /// From 1.
    pub number: usize,
    /// The title (inline).
    pub title_html: Html,
    /// How to do it (blocks), or nothing.
    pub detail_html: Html,
    /// `easy`, `medium`, `hard`, with a label.
    pub difficulty: Option<WordView>,
    /// How long it takes, or nothing.
    pub time: String,
    /// A hint (blocks), or nothing.
    pub tip_html: Html,
    /// Code.
    pub code: Option<CodeView>,
}

/// A mistake.
#[derive(Debug, Serialize)]
pub struct MistakeView {
    /// The title (inline).
    pub title_html: Html,
    /// Why it is one (blocks), or nothing.
    pub detail_html: Html,
}

/// A diagnosis.
#[derive(Debug, Serialize)]
pub struct DiagnosisView {
    /// What one sees (inline), or nothing.
    pub symptom_html: Html,
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
    pub title_html: Html,
    /// How to do it (blocks), or nothing.
    pub detail_html: Html,
    /// A hint (blocks), or nothing.
    pub tip_html: Html,
    /// A case from life (inline), or nothing.
    pub example_html: Html,
    /// Code.
    pub code: Option<CodeView>,
}

/// An item of a list.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// What it says (blocks; one paragraph comes without its `<p>`).
    pub html: Html,
    /// A case from life (inline), or nothing.
    pub example_html: Html,
    /// An id that is unique on the page.
    pub id: String,
}

/// A question.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// `faq-1`
    pub anchor: String,
    /// The question (inline).
    pub question_html: Html,
    /// The answer in one sentence (inline), or nothing.
    pub short_html: Html,
    /// The answer (blocks).
    pub answer_html: Html,
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
    pub choose_this_html: Html,
    /// When it is the other one (blocks), or nothing.
    pub choose_that_html: Html,
}
