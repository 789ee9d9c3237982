//! Every rule and every hard error, by group: one list for the checks, the help, the docs and `explain`.

use super::book::Book;
use super::look::Look;
use super::passage::Passage;
use super::rules;
use crate::diagnostic::Diagnostic;
use crate::model::Level;

/// A kind of finding.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name: what is wrong, in kebab-case.
    pub name: &'static str,
    /// Its level where the book says nothing; `None` for what makes a catalog impossible, and so cannot be lowered.
    pub default: Option<Level>,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What it is about.
    pub group: Group,
    /// How it is found.
    pub(super) run: Run,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Files that cannot be read as what they should be.
    Reading,
    /// Settings.
    Settings,
    /// Codes and paths that get in each other's way.
    Catalog,
    /// Links between entries, and links in prose.
    Links,
    /// Payloads, requests and messages.
    Examples,
    /// Problem details (RFC 9457).
    Problems,
    /// What a page says, and whether it says enough.
    Content,
}

/// How a rule finds what it finds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Run {
    /// Where files are read, references resolved, and pages drawn.
    Elsewhere,
    /// By a look at each entry.
    Entry(fn(&Look<'_>, &mut Vec<Diagnostic>)),
    /// By a look at each entry, after something of the whole book was made on all cores.
    ///
    /// It cannot be made while entries are looked at: a thread that waits for the others then is handed further entries, which would wait for it.
    EntryAfter(for<'a> fn(&'a Book<'a>), fn(&Look<'_>, &mut Vec<Diagnostic>)),
    /// By a look at each piece of prose.
    Prose(fn(&Passage<'_>, &mut Vec<Diagnostic>)),
}

impl Rule {
    /// The level as a word: `error`, `allow`, `warn`, `deny`.
    #[must_use]
    pub fn level(&self) -> &'static str {
        match self.default {
            None => "error",
            Some(Level::Allow) => "allow",
            Some(Level::Warn) => "warn",
            Some(Level::Deny) => "deny",
        }
    }

    pub(super) fn prose(&self) -> Option<fn(&Passage<'_>, &mut Vec<Diagnostic>)> {
        match self.run {
            Run::Prose(run) => Some(run),
            _ => None,
        }
    }
}

/// The rule of a name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

const fn error(group: Group, name: &'static str, summary: &'static str) -> Rule {
    Rule { name, default: None, summary, group, run: Run::Elsewhere }
}

/// All rules.
pub static RULES: &[Rule] = &[
    error(Group::Reading, "unreadable-file", "a file cannot be opened, or a link leads out of the book"),
    error(Group::Reading, "not-utf8", "a file is no UTF-8 text"),
    error(Group::Reading, "empty-file", "a file holds no definition"),
    error(Group::Reading, "yaml-syntax", "a file cannot be read as YAML"),
    error(Group::Reading, "yaml-limits", "a file is too large, too deep, or unfolds to too much"),
    error(Group::Reading, "duplicate-key", "a key stands twice in one mapping"),
    error(Group::Reading, "unknown-key", "a key that definitions do not have"),
    error(Group::Reading, "missing-key", "a key that a definition cannot do without"),
    error(Group::Reading, "conflicting-keys", "two keys that exclude each other"),
    error(Group::Reading, "wrong-type", "a list, mapping or text where another shape is needed"),
    error(Group::Reading, "invalid-value", "a value of the right shape that means nothing"),
    error(Group::Reading, "invalid-json", "a response that is to be JSON and is not"),
    error(Group::Reading, "invalid-message", "a message with a brace too many or too few"),
    error(Group::Settings, "toml-syntax", "the settings cannot be read as TOML"),
    error(Group::Settings, "unknown-setting", "a setting that errbook does not have"),
    error(Group::Settings, "invalid-setting", "a setting with a value that it cannot take"),
    error(Group::Settings, "unknown-rule", "a level for a rule that does not exist"),
    error(Group::Settings, "template-error", "a template that cannot be read, or fails while it draws a page"),
    error(Group::Catalog, "duplicate-code", "two definitions of one code"),
    error(Group::Catalog, "path-clash", "two things that want one place on the site"),
    error(Group::Catalog, "alias-clash", "an alias that belongs to something else already"),
    error(Group::Catalog, "unknown-section", "an aside for a section that is not there"),
    error(Group::Catalog, "missing-image", "a picture that is not in the book"),
    error(Group::Links, "dead-reference", "a reference that leads nowhere"),
    error(Group::Links, "ambiguous-reference", "a reference that fits several entries"),
    rules::one_way_related::RULE,
    rules::one_sided_compare::RULE,
    rules::self_reference::RULE,
    rules::duplicate_reference::RULE,
    rules::related_without_why::RULE,
    rules::orphan::RULE,
    rules::dead_link::RULE,
    rules::dead_anchor::RULE,
    rules::unsafe_link::RULE,
    rules::spelling_of_code::RULE,
    rules::replaced_by_removed::RULE,
    rules::replaced_by_cycle::RULE,
    rules::example_code::RULE,
    rules::example_status::RULE,
    rules::example_type::RULE,
    rules::example_title::RULE,
    rules::example_schema::RULE,
    rules::example_unresolved::RULE,
    rules::dead_field::RULE,
    rules::request_unparsable::RULE,
    rules::message_ambiguous::RULE,
    rules::secret_in_example::RULE,
    rules::relative_type::RULE,
    rules::reserved_member::RULE,
    rules::extension_name::RULE,
    rules::stub::RULE,
    rules::missing_cause::RULE,
    rules::missing_fix::RULE,
    rules::missing_example::RULE,
    rules::missing_summary_action::RULE,
    rules::summary_length::RULE,
    rules::title_style::RULE,
    rules::heading_level::RULE,
    rules::image_without_alt::RULE,
    rules::code_pattern::RULE,
    rules::folder_differs_from_code::RULE,
    rules::status_unknown::RULE,
    rules::retry_missing::RULE,
    rules::stale_review::RULE,
];
