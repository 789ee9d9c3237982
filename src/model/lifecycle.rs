//! Since when an error is sent, and until when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Since when an error is sent, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Lifecycle {
    /// The version that first sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub introduced: Option<String>,
    /// The version that advised against relying on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Milestone>,
    /// The version that no longer sends it. The page stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<Milestone>,
    /// A reference to the entry that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

/// A version, and what to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The version.
    pub since: String,
    /// Markdown: what to say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
