//! A tree that has the right shape → values.
//!
//! What a scalar is follows from the schema: a text stays as it is written, whatever YAML would take it for. Only where anything may stand (a
//! payload) does a plain scalar become what YAML says.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::tree::{Guess, Kind, Node};
use crate::text::Span;

/// Reads a value. `texts` are the plain scalars that are texts by the schema, in order.
pub(super) fn typed<T: DeserializeOwned>(node: &Node<'_>, texts: &[Span]) -> Result<T, Error> {
    T::deserialize(Reader { node, texts })
}

/// What the shape let through and the model does not take.
#[derive(Debug)]
pub(super) struct Error {
    /// Where; empty where that is not known.
    pub(super) at: Span,
    pub(super) message: String,
}

#[derive(Clone, Copy)]
struct Reader<'n, 'a> {
    node: &'n Node<'a>,
    texts: &'n [Span],
}

/// A key of a mapping.
struct Key<'n>(&'n str);

impl<'n, 'a> Reader<'n, 'a> {
    fn of(self, node: &'n Node<'a>) -> Self {
        Self { node, ..self }
    }

    /// The text of a scalar.
    fn text(self) -> Result<&'n str, Error> {
        self.node.text().ok_or_else(|| de::Error::custom("a list or a mapping stands where a text should"))
    }

    fn is_null(self) -> bool {
        matches!(self.node.target().kind, Kind::Scalar { guess: Guess::Null, .. }) && !self.is_text()
    }

    /// Whether the schema says that this is a text.
    fn is_text(self) -> bool {
        self.texts.binary_search_by_key(&self.node.target().span.start, |span| span.start).is_ok()
    }

    fn any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.target().kind {
            Kind::Scalar { text, guess } if *guess == Guess::Text || self.is_text() => visitor.visit_str(text),
            Kind::Scalar { text, guess } => plain(text, *guess, visitor),
            Kind::Seq(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(|item| self.of(item)))),
            Kind::Map(entries) => {
                visitor.visit_map(MapDeserializer::new(entries.iter().map(|entry| (Key(&entry.key), self.of(&entry.value)))))
            }
            Kind::Alias(_) => unreachable!("the target of an alias is no alias"),
        }
    }

    /// Says where it was, where that is not said yet.
    fn placed<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| if error.at.is_empty() { Error { at: self.node.span.clone(), ..error } } else { error })
    }
}

/// A plain scalar as YAML has it (1.2.2, section 10.3.2).
fn plain<'de, V: Visitor<'de>>(text: &str, guess: Guess, visitor: V) -> Result<V::Value, Error> {
    match guess {
        Guess::Null => visitor.visit_unit(),
        Guess::Bool => visitor.visit_bool(text.eq_ignore_ascii_case("true")),
        Guess::Integer => match integer(text) {
            Some(number) => number.visit(visitor),
            None => visitor.visit_str(text),
        },
        Guess::Float => match float(text) {
            Some(number) => visitor.visit_f64(number),
            None => visitor.visit_str(text),
        },
        Guess::Text => visitor.visit_str(text),
    }
}

/// A whole number of any size that a program can tell apart.
enum Whole {
    Natural(u128),
    Negative(i128),
}

impl Whole {
    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Natural(number) => match u64::try_from(number) {
                Ok(number) => visitor.visit_u64(number),
                Err(_) => visitor.visit_u128(number),
            },
            Self::Negative(number) => match i64::try_from(number) {
                Ok(number) => visitor.visit_i64(number),
                Err(_) => visitor.visit_i128(number),
            },
        }
    }
}

/// `None` for what has leading zeros, which is a name rather than a number.
fn integer(text: &str) -> Option<Whole> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)].iter().find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, *radix)));
    let (digits, radix) = radix.unwrap_or((digits, 10));
    if radix == 10 && digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    let number = u128::from_str_radix(digits, radix).ok()?;
    if is_negative { i128::try_from(number).ok().map(|number| Whole::Negative(-number)) } else { Some(Whole::Natural(number)) }
}

fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => Some(f64::INFINITY * sign),
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        _ => unsigned.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number * sign),
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.placed(self.any(visitor))
    }
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.placed(self.text().and_then(|text| visitor.visit_str(text)))
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }
    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let number = |text: &str| text.parse::<i64>().map_err(|_| de::Error::invalid_type(Unexpected::Str(text), &"a whole number"));
        self.placed(self.text().and_then(number).and_then(|number| visitor.visit_i64(number)))
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }
    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let word = |text| -> StrDeserializer<'_, Error> { IntoDeserializer::into_deserializer(text) };
        self.placed(self.text().and_then(|text| visitor.visit_enum(word(text))))
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Reader<'_, '_> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

impl IntoDeserializer<'_, Error> for Key<'_> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { at: 0..0, message: message.to_string() }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use crate::model::Value;

    fn json(yaml: &str) -> String {
        let document = tree::parse(yaml);
        let value: Value = super::typed(document.root.as_ref().expect("there is a value"), &[]).expect("anything goes");
        value.to_json().to_string()
    }

    #[test]
    fn plain_scalars_are_what_yaml_says() {
        for (yaml, expect) in [
            ("[1, -2, +3, 0x1F, -0o17, 0b101]", "[1,-2,3,31,-15,5]"),
            ("[01000, '1', 1_0, 18446744073709551616]", r#"["01000","1","1_0",1.8446744073709552e+19]"#),
            ("[1.5, -1e3, .5, .inf, -.INF, .nan]", r#"[1.5,-1000.0,0.5,"inf","-inf","NaN"]"#),
            ("[true, FALSE, ~, null, no, yes]", r#"[true,false,null,null,"no","yes"]"#),
            ("{404: a, b: {c: [d]}}", r#"{"404":"a","b":{"c":["d"]}}"#),
            ("[&a {x: 1}, *a]", r#"[{"x":1},{"x":1}]"#),
        ] {
            assert_eq!(json(yaml), expect, "{yaml}");
        }
    }
}
