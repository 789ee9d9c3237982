//! The schemas of arguments and answers. What errors look like is said by the schema of `catalog.json`.

use rmcp::model::JsonObject;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::render::catalog_schema;

/// The schema of a tool's arguments, from their type.
pub(super) fn input<T: JsonSchema>() -> JsonObject {
    let mut schema = SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>();
    let schema = schema.ensure_object();
    // What says nothing here is left out: models read this before every question.
    schema.retain(|key, _| !["$schema", "title", "description"].contains(&key.as_str()));
    for property in schema["properties"].as_object_mut().into_iter().flat_map(JsonObject::values_mut) {
        if let Some(property) = property.as_object_mut() {
            property.retain(|key, value| key != "format" && !value.is_null());
        }
    }
    schema.clone()
}

/// The schema of an answer with these keys, of which the first are always there.
pub(super) fn output(mut properties: Value, required: &[&str]) -> JsonObject {
    properties["note"] = json!({ "type": "string", "description": "What is wrong with the files of the book at the moment." });
    match json!({ "type": "object", "properties": properties, "required": required }) {
        Value::Object(schema) => schema,
        _ => unreachable!("it was just written as an object"),
    }
}

/// The schema of an error as `catalog.json` has it.
pub(super) fn row() -> Value {
    catalog_schema()["properties"]["errors"]["items"].take()
}

/// The schemas of some keys of an error, as `catalog.json` has them.
pub(super) fn keys(names: &[&str]) -> Value {
    let mut all = row()["properties"].take();
    names.iter().map(|name| ((*name).to_owned(), all[*name].take())).collect::<JsonObject>().into()
}

/// A list of plain texts.
pub(super) fn texts(what: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": what })
}
