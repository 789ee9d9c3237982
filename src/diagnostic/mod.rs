//! A finding: what is wrong in the user's files, where, and what to do. One file for each format that shows it.

mod github;
mod human;
mod json;
mod sarif;
mod short;

pub use github::github;
pub use human::{Style, human};
pub use json::json;
pub use sarif::sarif;
pub use short::short;

use crate::text::{Files, Place};

/// Where the pages of the rules stand.
pub const HOMEPAGE: &str = env!("CARGO_PKG_HOMEPAGE");

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The book cannot be built.
    Error,
    /// The book can be built, and something in it is not right.
    Warning,
}

/// A second place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there: "first defined here".
    pub message: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether `check --fix` may apply it without a person looking.
    pub safe: bool,
    /// The replacements, in one or several files.
    pub edits: Vec<Edit>,
}

/// A replacement of the text at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty range inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule: `dead-reference`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the user's text in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What stands under the caret, where that says more than the message.
    pub label: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding that keeps the book from being built.
    #[must_use]
    pub fn error(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { rule, severity: Severity::Error, message: message.into(), place, label: None, related: Vec::new(), help: None, fix: None }
    }

    /// A finding that does not.
    #[must_use]
    pub fn warning(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, place, message) }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Puts a text under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Label { place, message: message.into() });
        self
    }

    /// Adds a change that may be applied without a person looking.
    #[must_use]
    pub fn fix(mut self, place: Place, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { safe: true, edits: vec![Edit { place, text: text.into() }] });
        self
    }

    /// The address of the rule's own page.
    #[must_use]
    pub fn url(&self) -> String {
        rule_url(self.rule)
    }
}

/// The address of the page of a rule.
#[must_use]
pub fn rule_url(rule: &str) -> String {
    format!("{}/errbook/{rule}/", HOMEPAGE.trim_end_matches('/'))
}

/// Puts findings in the order in which they are shown: by file name, place and rule.
pub fn sort(diagnostics: &mut [Diagnostic], files: &Files) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.range().start, d.severity, d.rule);
        files.name(a.place.file).cmp(files.name(b.place.file)).then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
    });
}

/// How many findings of each severity there are.
#[must_use]
pub fn counts(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}
