//! What a definition says: plain data, documented for those who write YAML.
//!
//! The doc comments of the fields are the hover texts of the published JSON Schema.

mod category;
mod code;
mod definition;
mod example;
mod inherit;
mod items;
mod json;
mod lifecycle;
mod prose;
mod retry;
mod schema;
mod status;
mod value;

pub use category::{Category, Playbook};
pub use code::{Pattern, slug, words};
pub use definition::{Definition, Level, LintOverride, Provider, Severity, Visibility};
pub use example::{CodeBlock, Example, Response, looks_like_json, parse_json};
pub use items::{
    Callout, CalloutKind, Cause, Compare, Diagnosis, Difficulty, Fix, Item, Likelihood, Media, Mistake, Question, QuickAnswer, Reference,
    Related, Section, Step,
};
pub use json::JsonProblem;
pub use lifecycle::{Lifecycle, Milestone};
pub use prose::Prose;
pub use retry::{Retry, RetryPolicy};
pub use schema::{category_schema, definition_schema, generate as schema_of, or_one};
pub use status::{is_registered, phrase};
pub use value::{Map, Value};

/// Lets a struct be written as a bare string, which then is its first field: `- Look it up first.` for `- {title: Look it up first.}`.
///
/// The struct derives `Deserialize` with `#[serde(remote = "Self")]`; places survive, which `untagged` would lose.
macro_rules! string_or_mapping {
    ($type:ident, $field:ident) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string or a mapping")
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        Ok($type { $field: text.into(), ..Default::default() })
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$type, A::Error> {
                        $type::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_any(Visitor)
            }
        }
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $type::serialize(self, serializer)
            }
        }
    };
}
use string_or_mapping;

/// A list that may also be written as its one item.
fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    struct Visitor<T>(std::marker::PhantomData<T>);
    impl<'de, T: serde::Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a mapping or a list of mappings")
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let mut items = Vec::new();
            while let Some(item) = seq.next_element()? {
                items.push(item);
            }
            Ok(items)
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(|item| vec![item])
        }
    }
    deserializer.deserialize_any(Visitor(std::marker::PhantomData))
}
