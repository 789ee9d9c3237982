//! What programs read: the JSON of an entry, the catalog, its schema, problem types, the API catalog.

mod api_catalog;
mod catalog;
mod entry;
mod matches;
mod problem;
mod schema;
#[cfg(test)]
mod tests;

use serde_json::Value;

pub(super) use api_catalog::api_catalog;
pub(super) use catalog::catalog;
pub use catalog::catalog_rows;
pub use entry::entry;
pub use matches::matches_json;
pub(super) use problem::problem_types;
pub use schema::catalog_schema;

use crate::model;

/// A JSON document with blanks for people, ending in a line break.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A mapping of what is there, in this order.
struct Object(Vec<(String, model::Value)>);

impl Object {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn with(mut self, key: &str, value: impl Into<Option<model::Value>>) -> Self {
        self.0.extend(value.into().map(|value| (key.to_owned(), value)));
        self
    }

    fn text(self, key: &str, text: impl Into<Option<String>>) -> Self {
        self.with(key, text.into().map(model::Value::String))
    }

    fn list(self, key: &str, items: Vec<model::Value>) -> Self {
        self.with(key, (!items.is_empty()).then_some(model::Value::Array(items)))
    }

    fn done(self) -> model::Value {
        model::Value::Object(self.0)
    }
}

fn number(number: impl std::fmt::Display) -> model::Value {
    model::Value::Number(format!("{number}"))
}

fn text(text: impl Into<String>) -> model::Value {
    model::Value::String(text.into())
}
