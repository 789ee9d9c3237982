//! One error, as its authors write it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Callout, Cause, Compare, Diagnosis, Example, Fix, Lifecycle, Map, Media, Mistake, Question, QuickAnswer, Reference, Related, Retry,
    Section, one_or_many,
};

/// How bad the error is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The work ends here.
    Fatal,
    /// The operation failed.
    #[default]
    Error,
    /// The operation worked, and something is not right.
    Warning,
    /// Something to know.
    Info,
}

impl Severity {
    /// All, with their names in YAML.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Fatal, "fatal"), (Self::Error, "error"), (Self::Warning, "warning"), (Self::Info, "info")];

    /// The name in YAML.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(severity, _)| *severity == self).map_or("", |(_, name)| name)
    }
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Those who build with `--internal`.
    Internal,
    /// Those who build with `--drafts`.
    Draft,
}

/// Whose error it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The company or project.
    pub name: String,
    /// The service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Markdown: the disclaimer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How much a rule's findings weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// They are not shown.
    Allow,
    /// They are shown.
    Warn,
    /// They keep the book from being built.
    Deny,
}

/// The level of a rule for one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LintOverride {
    /// The level.
    pub level: Level,
    /// Why this entry is an exception.
    pub reason: String,
}

/// One error: what it is, what it looks like, where it comes from and what to do.
///
/// The order of the fields is the order on the page, in the twin and in JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Definition {
    /// What a service sends, as it sends it: `err:data:key_not_found`, `E0308`, `01000`.
    pub code: String,
    /// The heading of the page (inline Markdown).
    pub title: String,
    /// What headings call it ("What does … mean?"); the title where left out, a bare code split into words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Markdown: a second line below the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The last part of the path, where the code's own last part will not do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// The HTTP status, 100 to 599.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 100, max = 599))]
    pub status: Option<u16>,
    /// Other codes that the same error carries elsewhere: `{grpc: RESOURCE_EXHAUSTED, exit_code: 75}`.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub signals: Map,
    /// The problem type (RFC 9457, section 3.1.1), where it is not the address of the page.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub problem_type: Option<String>,
    /// How bad it is; `error` where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Whether the same request may be sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    /// Since when it is sent, and until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// Who may see the entry; `public` where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Words to find and filter by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Other spellings, former codes, or former paths (with a leading `/`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What services really print; `{name}` is a placeholder, `{{` a brace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// The team that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The address of the runbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub runbook: Option<String>,
    /// Markdown: when and how to call somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalate: Option<String>,
    /// What it means and what to do, in one or two sentences (inline Markdown).
    pub summary: String,
    /// The answer for those who read one box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_answer: Option<QuickAnswer>,
    /// Pictures and films.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// What one sees: an example, or several, shown as tabs.
    #[serde(alias = "example", deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub examples: Vec<Example>,
    /// Markdown: what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// What may have led to it, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// What makes it go away, the best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
    /// What people do that makes it worse.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
    /// How to find out which cause it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<Diagnosis>,
    /// Sections of the author's own, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// How to see that the fix worked (Markdown each).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verify: Vec<String>,
    /// How to keep it from coming back (Markdown each).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prevent: Vec<String>,
    /// Questions that people ask.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faq: Vec<Question>,
    /// What to remember (inline Markdown each).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takeaways: Vec<String>,
    /// How this entry and others are told apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub compare: Vec<Compare>,
    /// The playbooks that it belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub playbooks: Vec<String>,
    /// Other entries that a reader may want.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// A lead-in sentence under the heading of a section, by the section's key (Markdown each).
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub intros: Map,
    /// Asides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub callouts: Vec<Callout>,
    /// Whose error it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// Who wrote the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// When somebody last made sure that all of it is true: `2026-02-12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "date"))]
    pub reviewed: Option<Date>,
    /// How the page was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editorial: Option<String>,
    /// Levels of rules for this entry alone, each with a reason.
    #[serde(skip_serializing)]
    pub lint: std::collections::BTreeMap<String, LintOverride>,
}

impl Definition {
    /// What headings call it.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.name {
            Some(name) => name.clone(),
            None if self.title == self.code => super::words(&self.title),
            None => self.title.clone(),
        }
    }

    /// Whether nothing but what it is stands in it.
    #[must_use]
    pub fn is_stub(&self) -> bool {
        self.causes.is_empty() && self.fixes.is_empty() && self.meaning.is_none() && self.diagnosis.is_none() && self.sections.is_empty()
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity.unwrap_or_default()
    }

    /// Whether it is advised against or no longer sent.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.lifecycle.as_ref().is_some_and(|life| life.deprecated.is_some() || life.removed.is_some())
    }
}
