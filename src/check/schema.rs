//! The JSON Schema that all responses of a book must satisfy, and what breaks it, in words.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};

use crate::source::Sources;

/// The schema of responses.
pub(super) struct Schema {
    /// The name of its file, without folders.
    pub(super) name: String,
    validator: Validator,
}

/// A place of a response that breaks the schema.
pub(super) struct Breach {
    /// Where, as a JSON pointer.
    pub(super) pointer: String,
    /// What is wrong there.
    pub(super) problem: String,
    /// What to do, where that is plain.
    pub(super) help: Option<String>,
}

impl Schema {
    /// The schema that `[example] schema` names, if it names one. It stands in the book, and what it refers to elsewhere is not fetched.
    pub(super) fn read(sources: &Sources) -> Result<Option<Self>, String> {
        let name = &sources.config.example.schema;
        if name.is_empty() {
            return Ok(None);
        }
        let wrong = |problem: String| format!("`example.schema` is `{name}`, {problem}");
        let text = sources.text(name).map_err(|problem| wrong(format!("which {problem}")))?;
        let schema: serde_json::Value = serde_json::from_str(&text).map_err(|error| wrong(format!("which is no JSON: {error}")))?;
        let validator = jsonschema::validator_for(&schema).map_err(|error| wrong(format!("which is no JSON Schema: {error}")))?;
        Ok(Some(Self { name: name.rsplit('/').next().unwrap_or(name).to_owned(), validator }))
    }

    /// Where a response breaks it.
    pub(super) fn breaches(&self, response: &serde_json::Value) -> Vec<Breach> {
        self.validator.iter_errors(response).flat_map(|error| breaches(&error)).collect()
    }
}

fn breaches(error: &ValidationError<'_>) -> Vec<Breach> {
    let pointer = error.instance_path().as_str().to_owned();
    let instance = error.instance();
    let mut help = None;
    let problem = match error.kind() {
        ValidationErrorKind::Type { kind } => {
            let wanted = wanted(kind);
            if let (Some(text), true) = (instance.as_str(), wanted.contains("number") || wanted.contains("integer"))
                && text.parse::<f64>().is_ok()
            {
                help = Some(format!("write `{text}` without quotes"));
            }
            format!("{} is no {wanted}", a(instance))
        }
        ValidationErrorKind::Required { property } => format!("`{}` is missing", property.as_str().unwrap_or_default()),
        // Each at its own place.
        ValidationErrorKind::AdditionalProperties { unexpected } | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let breach = |name: &String| Breach {
                pointer: format!("{pointer}/{}", crate::text::pointer_step(name)),
                problem: "the schema has no such member".to_owned(),
                help: None,
            };
            return unexpected.iter().map(breach).collect();
        }
        ValidationErrorKind::Enum { options } => format!("{instance} is none of {}", list(options)),
        ValidationErrorKind::Constant { expected_value } => format!("{instance} is not {expected_value}"),
        ValidationErrorKind::Pattern { pattern } => format!("{instance} does not match `{pattern}`"),
        ValidationErrorKind::Format { format } => format!("{instance} is no {format}"),
        ValidationErrorKind::Minimum { limit } => format!("{instance} is less than {limit}"),
        ValidationErrorKind::Maximum { limit } => format!("{instance} is more than {limit}"),
        ValidationErrorKind::MinLength { limit } => format!("{instance} has less than {limit} characters"),
        ValidationErrorKind::MaxLength { limit } => format!("{instance} has more than {limit} characters"),
        ValidationErrorKind::MinItems { limit } => format!("there are less than {limit} items"),
        ValidationErrorKind::MaxItems { limit } => format!("there are more than {limit} items"),
        ValidationErrorKind::UniqueItems => "an item is there twice".to_owned(),
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
            "none of the shapes that the schema allows fits".to_owned()
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => "more than one of the shapes that the schema allows fits".to_owned(),
        other => format!("`{}` does not hold", other.keyword()),
    };
    vec![Breach { pointer, problem, help }]
}

fn wanted(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(only) => only.to_string(),
        TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect::<Vec<_>>().join(" or "),
    }
}

/// The kind of a value with its article.
fn a(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a boolean",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "a list",
        serde_json::Value::Object(_) => "an object",
    }
}

fn list(options: &serde_json::Value) -> String {
    options.as_array().into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
