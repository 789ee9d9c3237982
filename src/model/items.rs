//! The items that sections of a definition are made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeBlock, one_or_many, string_or_mapping};

/// How likely a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Likelihood {
    /// The first thing to look at.
    High,
    /// Possible.
    Medium,
    /// The last thing to look at.
    Low,
}

/// How hard a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// Minutes.
    Easy,
    /// Some thought.
    Medium,
    /// A project.
    Hard,
}

/// What may have led to the error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Cause {
    /// The cause in a few words (inline Markdown).
    pub title: String,
    /// Markdown: how it comes about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How likely it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// A case from life (inline Markdown).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}
string_or_mapping!(Cause, title);

/// What makes the error go away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Fix {
    /// The fix in a few words (inline Markdown).
    pub title: String,
    /// Markdown: how to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How hard it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// How long it takes: "half a day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Markdown: a hint from experience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<String>,
    /// A code block, or several, shown as tabs.
    #[serde(default, deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub code: Vec<CodeBlock>,
}
string_or_mapping!(Fix, title);

/// How to find out which cause it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Diagnosis {
    /// What one sees (inline Markdown).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symptom: Option<String>,
    /// How long it takes: "60-120 minutes".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What to do, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A step of a diagnosis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Step {
    /// The step in a few words (inline Markdown).
    pub title: String,
    /// Markdown: how to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Markdown: a hint from experience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<String>,
    /// A case from life (inline Markdown).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// A code block, or several, shown as tabs.
    #[serde(default, deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub code: Vec<CodeBlock>,
}
string_or_mapping!(Step, title);

/// A section of the author's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading (inline Markdown).
    pub title: String,
    /// Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
}

/// An item of a free section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Item {
    /// Markdown.
    pub text: String,
    /// A case from life (inline Markdown).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}
string_or_mapping!(Item, text);

/// What people do that makes it worse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Mistake {
    /// The mistake in a few words (inline Markdown).
    pub title: String,
    /// Markdown: why it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
string_or_mapping!(Mistake, title);

/// The answer for those who read one box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickAnswer {
    /// A free label: "fact".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Markdown.
    pub text: String,
}

/// What kind of aside a callout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CalloutKind {
    /// A hint from experience.
    Tip,
    /// Something to know.
    Note,
    /// Something that can go wrong.
    Warning,
    /// Something that does harm.
    Danger,
    /// Background.
    Info,
}

/// An aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Callout {
    /// What kind of aside it is.
    pub kind: CalloutKind,
    /// Markdown.
    pub text: String,
    /// The section that it follows: a key of the definition or the slug of a free section; under the summary where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A question and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question (inline Markdown).
    pub question: String,
    /// Markdown: the whole answer.
    pub answer: String,
    /// The answer in one sentence (inline Markdown).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
}

/// A picture of the book's own, or a film that stands elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Media {
    /// A file beside the definition, or in `static/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What the picture says, for those who do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// What stands below (inline Markdown).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The address of a film. Nothing is loaded from there before a click.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// The title of the film.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The section that it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether it stands at the top.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hero: bool,
}

/// A link to another entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Related {
    /// A code, an alias or a path.
    pub code: String,
    /// Why a reader would go there (inline Markdown).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}
string_or_mapping!(Related, code);

/// How this entry and another are told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// A reference to the other entry.
    pub with: String,
    /// The title of the page that compares them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Markdown: when it is this entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choose_this: Option<String>,
    /// Markdown: when it is the other one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choose_that: Option<String>,
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What it is.
    pub title: String,
    /// Where it is.
    #[schemars(extend("format" = "uri"))]
    pub url: String,
}
