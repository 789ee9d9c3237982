//! A JSON Schema → shapes: for each place, what may stand there by kind of node.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Mapping, Scalar, Shape, Shapes};

/// Makes a schema ready.
pub(super) fn compile(schema: &Value) -> Shapes {
    let mut shapes = Compiler { schema, shapes: Vec::new(), defs: BTreeMap::new() };
    // Names first: definitions refer to each other.
    let defs = schema["$defs"].as_object().into_iter().flatten();
    for (name, _) in defs.clone() {
        shapes.defs.insert(name.clone(), shapes.shapes.len());
        shapes.shapes.push(Shape::default());
    }
    for (name, def) in defs {
        let shape = shapes.shape(def);
        let slot = shapes.defs[name];
        shapes.shapes[slot] = shape;
    }
    let root = shapes.add(schema);
    shapes.defs.insert(String::new(), root);
    Shapes { shapes: shapes.shapes, defs: shapes.defs }
}

struct Compiler<'a> {
    schema: &'a Value,
    shapes: Vec<Shape>,
    defs: BTreeMap<String, usize>,
}

impl<'a> Compiler<'a> {
    fn add(&mut self, schema: &'a Value) -> usize {
        if let Some(name) = reference(schema) {
            return self.defs[name];
        }
        let shape = self.shape(schema);
        self.shapes.push(shape);
        self.shapes.len() - 1
    }

    fn shape(&mut self, schema: &'a Value) -> Shape {
        let mut shape = Shape::default();
        if schema == &Value::Bool(true) {
            return Shape { any: true, ..shape };
        }
        for branch in schema["anyOf"].as_array().into_iter().flatten() {
            let resolved = self.shape(branch);
            shape.scalar = shape.scalar.or(resolved.scalar);
            shape.list = shape.list.or(resolved.list);
            shape.mapping = shape.mapping.or(resolved.mapping);
        }
        if let Some(name) = reference(schema) {
            // By its schema, not its slot: that may not be filled yet.
            let schema = self.schema;
            return self.shape(&schema["$defs"][name]);
        }
        let words: Vec<String> = match (schema["enum"].as_array(), schema["oneOf"].as_array()) {
            (Some(words), _) => words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect(),
            (_, Some(branches)) => branches.iter().flat_map(constants).collect(),
            _ => Vec::new(),
        };
        if !words.is_empty() {
            shape.scalar = Some(Scalar::Word(words));
            return shape;
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(only) => vec![only],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        for name in types {
            match name {
                "string" => {
                    shape.scalar = Some(match schema["format"].as_str() {
                        Some("date") => Scalar::Date,
                        Some("uri") => Scalar::Uri,
                        _ => Scalar::Text,
                    });
                }
                "integer" => {
                    shape.scalar = Some(Scalar::Integer { min: schema["minimum"].as_i64(), max: schema["maximum"].as_i64() });
                }
                "boolean" if shape.scalar.is_none() => shape.scalar = Some(Scalar::Bool),
                "array" => shape.list = Some(schema.get("items").map(|items| self.add(items))),
                "object" => shape.mapping = Some(self.mapping(schema)),
                _ => {}
            }
        }
        shape
    }

    fn mapping(&mut self, schema: &'a Value) -> Mapping {
        let strings =
            |value: &Value| value.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect::<Vec<_>>();
        let keys = schema["properties"].as_object().into_iter().flatten().map(|(key, value)| (key.clone(), self.add(value))).collect();
        let exclusive = match strings(&schema["not"]["required"]).as_slice() {
            [a, b] => Some((a.clone(), b.clone())),
            _ => None,
        };
        let more = match &schema["additionalProperties"] {
            Value::Bool(false) => None,
            Value::Object(_) => Some(Some(self.add(&schema["additionalProperties"]))),
            _ => Some(None),
        };
        Mapping { keys, required: strings(&schema["required"]), exclusive, more }
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

fn constants(branch: &Value) -> Vec<String> {
    let several = branch["enum"].as_array().into_iter().flatten();
    several.chain(branch.get("const")).filter_map(|word| word.as_str().map(str::to_owned)).collect()
}
