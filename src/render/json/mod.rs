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

/// A JSON document with blanks for people, ending in a line break.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
