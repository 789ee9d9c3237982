//! What one sees when the error occurs: payloads, requests, failing and corrected code.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Map, Value, one_or_many};

/// A piece of code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBlock {
    /// The language, as in a Markdown fence: `bash`, `python`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What its tab says; the name of the language where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The code.
    pub code: String,
}

/// An occurrence of the error, as it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Example {
    /// What its tab says (inline Markdown).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The payload: a mapping or list, drawn as JSON, or text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// Headers of the response.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub headers: Map,
    /// The language of a response that is text: `xml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Places in the response (`error.type`, `[0].limit`), each with a note (inline Markdown).
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub fields: Map,
    /// The request that leads to it.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub request: Vec<CodeBlock>,
    /// Code that fails.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub before: Vec<CodeBlock>,
    /// What is printed then.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub output: Vec<CodeBlock>,
    /// Code that works.
    #[serde(deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[schemars(transform = super::schema::or_one)]
    pub after: Vec<CodeBlock>,
}

/// A payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Data, drawn as JSON in the order written.
    Json(Value),
    /// Text as it is: XML, plain text, JSON in the author's own writing.
    Text(String),
}

impl Response {
    /// The payload as data: written as such, or text that is JSON.
    #[must_use]
    pub fn data(&self) -> Option<Cow<'_, Value>> {
        match self {
            Self::Json(value) => Some(Cow::Borrowed(value)),
            Self::Text(text) if looks_like_json(text) => parse_json(text).ok().map(Cow::Owned),
            Self::Text(_) => None,
        }
    }
}

/// Whether a text sets out to be a JSON document.
#[must_use]
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads JSON text, keeping the order of keys.
pub fn parse_json(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

impl<'de> Deserialize<'de> for Response {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => Self::Text(text),
            value => Self::Json(value),
        })
    }
}

impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Json(value) => value.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl JsonSchema for Response {
    fn schema_name() -> Cow<'static, str> {
        "Response".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["object", "array", "string"] })
    }
}
