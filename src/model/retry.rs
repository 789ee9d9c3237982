//! Whether the same request may be sent again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::string_or_mapping;

/// Whether the same request may be sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RetryPolicy {
    /// The same request fails again.
    #[default]
    Never,
    /// The same request may be sent again at once.
    Safe,
    /// The same request may be sent again after some time.
    After,
    /// Another request may succeed.
    WithChanges,
}

impl RetryPolicy {
    /// All, with their names in YAML.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Never, "never"), (Self::Safe, "safe"), (Self::After, "after"), (Self::WithChanges, "with-changes")];

    /// The name in YAML.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(policy, _)| *policy == self).map_or("", |(_, name)| name)
    }

    /// What a page says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Never => "Do not retry",
            Self::Safe => "Safe to retry",
            Self::After => "Retry later",
            Self::WithChanges => "Retry with changes",
        }
    }
}

/// Whether and when the same request may be sent again: a policy, or a policy with details.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_policy)]
pub struct Retry {
    /// `never`, `safe`, `after` or `with-changes`.
    pub policy: RetryPolicy,
    /// Seconds, or the name of a header that tells them, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Markdown: what else matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

// A word that is no policy never gets here: the shape of a file is checked before it is decoded.
impl From<&str> for RetryPolicy {
    fn from(text: &str) -> Self {
        Self::ALL.iter().find(|(_, name)| *name == text).map_or(Self::Never, |(policy, _)| *policy)
    }
}

string_or_mapping!(Retry, policy);
