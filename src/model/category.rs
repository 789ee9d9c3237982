//! Folders of a book, and decisions that span several errors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Definition;

/// What `_category.yaml` says about its folder.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Category {
    /// The title; the folder's name in words where left out.
    pub title: Option<String>,
    /// Markdown: what the errors in it have in common.
    pub summary: Option<String>,
    /// The place among its neighbours: smaller ones first, those without one after them by title.
    pub order: Option<i64>,
    /// Whether codes need to be unique in this folder only.
    pub namespace: bool,
    /// Keys for each definition below that does not say them itself.
    pub defaults: Option<Definition>,
}

/// Several errors under one decision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Playbook {
    /// The name that its path is made of.
    pub playbook: String,
    /// The heading of the page.
    pub title: String,
    /// What it helps to decide, in one or two sentences (inline Markdown).
    pub summary: String,
    /// References to the entries that it is about.
    pub covers: Vec<String>,
    /// Markdown.
    pub body: String,
}
