//! The JSON Schema (draft 2020-12) of the files of a book: what editors complete by, and what `source` checks by.
//!
//! Both read the same schema, so the squiggle in the editor and the finding on the terminal agree.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::inherit::IDENTITY;
use super::{Category, Definition, Playbook};

/// The schema of a file in `errors/`: a definition, a flat catalog (`errors:`) or a playbook.
#[must_use]
pub fn definition_schema() -> Value {
    let mut schema = generate::<Definition>();
    let definition = required(take_root(&mut schema), &["code", "title", "summary"]);
    let playbook_root = take_root(&mut generate::<Playbook>());
    let playbook = required(playbook_root, &["playbook", "title", "summary", "covers", "body"]);
    let catalog = json!({
        "type": "object",
        "description": "A long flat catalog in one file.",
        "properties": {
            "defaults": { "$ref": "#/$defs/Defaults" },
            "errors": { "type": "array", "description": "The definitions.", "items": { "$ref": "#/$defs/Definition" } }
        },
        "required": ["errors"],
        "additionalProperties": false
    });
    let defs = &mut schema["$defs"];
    defs["Defaults"] = defaults(&definition);
    defs["Definition"] = definition;
    defs["Playbook"] = playbook;
    defs["Catalog"] = catalog;
    schema["title"] = json!("errbook definition");
    schema["type"] = json!("object");
    // One branch at a time: `oneOf` would report the mistakes of all three.
    schema["if"] = json!({ "required": ["errors"] });
    schema["then"] = json!({ "$ref": "#/$defs/Catalog" });
    schema["else"] = json!({
        "if": { "required": ["playbook"] },
        "then": { "$ref": "#/$defs/Playbook" },
        "else": { "$ref": "#/$defs/Definition" }
    });
    schema
}

/// The schema of `_category.yaml`.
#[must_use]
pub fn category_schema() -> Value {
    let mut schema = generate::<Category>();
    let definition = schema["$defs"]["Definition"].take();
    schema["$defs"]["Definition"] = defaults(&example_or_examples(definition));
    schema["title"] = json!("errbook category");
    schema
}

/// The schema of any type of the model, as errbook reads it: texts are any scalar, nothing is null.
#[must_use]
pub fn generate<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    AsRead.transform(&mut schema);
    schema.to_value()
}

/// Takes the root object's own part out of a schema, leaving `$schema` and `$defs`.
fn take_root(schema: &mut Value) -> Value {
    let object = schema.as_object_mut().expect("a root schema is an object");
    let keep = ["$schema", "$defs"];
    let root = object.iter().filter(|(key, _)| !keep.contains(&key.as_str())).map(|(key, value)| (key.clone(), value.clone())).collect();
    object.retain(|key, _| keep.contains(&key.as_str()));
    example_or_examples(Value::Object(root))
}

/// `example` and `examples` are two names of one key: where one is, the other may not be.
fn example_or_examples(mut schema: Value) -> Value {
    let Some(examples) = schema["properties"].get("examples").cloned() else {
        return schema;
    };
    schema["properties"]["example"] = examples;
    schema["not"] = json!({ "required": ["example", "examples"] });
    schema
}

fn required(mut schema: Value, keys: &[&str]) -> Value {
    schema["required"] = json!(keys);
    schema
}

/// The schema of defaults: a definition that need not, and may not, say which entry it is.
fn defaults(definition: &Value) -> Value {
    let mut schema = definition.clone();
    if let Some(object) = schema.as_object_mut() {
        object.remove("required");
        object.insert("description".into(), json!("Keys for each definition that does not say them itself."));
    }
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.retain(|key, _| !IDENTITY.contains(&key.as_str()));
    }
    schema
}

/// Puts the schema as errbook reads YAML: any scalar is a text, and a key is there with a value or not at all.
struct AsRead;

impl Transform for AsRead {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        object.remove("default");
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                object.insert("type".into(), only);
            }
        }
        if let Some(Value::Array(any)) = object.get_mut("anyOf") {
            any.retain(|branch| branch.get("type") != Some(&json!("null")));
            if let [only] = any.as_slice() {
                let only = only.clone();
                object.remove("anyOf");
                for (key, value) in only.as_object().into_iter().flatten() {
                    object.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        let is_free = !["enum", "const", "format"].iter().any(|key| object.contains_key(*key));
        match object.get_mut("type") {
            Some(Value::String(only)) if only == "string" && is_free => {
                object.insert("type".into(), json!(["string", "number", "boolean"]));
            }
            Some(Value::Array(types)) if is_free && types.contains(&json!("string")) => {
                types.extend([json!("number"), json!("boolean")]);
            }
            _ => {}
        }
    }
}

/// Adds the bare string to the schema of a struct that may be written as one.
pub(crate) fn or_text(schema: &mut Schema) {
    either(schema, &json!({ "type": "string" }));
}

/// Adds the bare policy to the schema of `retry`.
pub(crate) fn or_policy(schema: &mut Schema) {
    either(schema, &json!({ "$ref": "#/$defs/RetryPolicy" }));
}

/// Adds the single item to the schema of a list.
pub fn or_one(schema: &mut Schema) {
    let Some(items) = schema.as_object().and_then(|object| object.get("items").cloned()) else {
        return;
    };
    either(schema, &items);
}

fn either(schema: &mut Schema, other: &Value) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    let description = object.remove("description");
    let own = Value::Object(std::mem::take(object));
    if let Some(description) = description {
        object.insert("description".into(), description);
    }
    object.insert("anyOf".into(), json!([other, own]));
}
