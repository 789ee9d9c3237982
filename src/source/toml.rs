//! `book.toml` → [`Config`].

use std::borrow::Cow;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use super::shape::{self, Shapes};
use super::tree::{Entry, Guess, Kind, Node};
use crate::config::{Config, config_schema};
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Place, Span};

/// Reads the settings. Where something is wrong, the settings are the defaults and the findings say what.
pub(super) fn read(text: &str, file: FileId) -> (Config, Vec<Diagnostic>) {
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let place = Place::span(file, error.span().unwrap_or(0..0));
            let message = error.message().trim_end_matches('.').lines().collect::<Vec<_>>().join("; ");
            return (Config::default(), vec![Diagnostic::error("toml-syntax", place, message)]);
        }
    };
    let node = Node::new(table.span(), Kind::Map(entries(table.get_ref())));
    let shapes = Shapes::new(&config_schema());
    let mut diagnostics = shapes.check(&node, "", file, shape::TOML).diagnostics;
    if !diagnostics.is_empty() {
        return (Config::default(), diagnostics);
    }
    match Config::deserialize(toml::Deserializer::from(table)) {
        Ok(config) => (config, diagnostics),
        Err(error) => {
            let place = Place::span(file, error.span().unwrap_or(0..0));
            diagnostics.push(Diagnostic::error("invalid-setting", place, error.message().to_owned()));
            (Config::default(), diagnostics)
        }
    }
}

/// The settings as a tree, for places in them.
pub(super) fn tree(text: &str) -> Option<Node<'_>> {
    let table = DeTable::parse(text).ok()?;
    Some(Node::new(table.span(), Kind::Map(entries(table.get_ref()))))
}

fn entries<'a>(table: &DeTable<'a>) -> Vec<Entry<'a>> {
    let entry = |(key, value): (&toml::Spanned<Cow<'a, str>>, &toml::Spanned<DeValue<'a>>)| Entry {
        key: key.get_ref().clone(),
        key_span: key.span(),
        value: node(value.get_ref(), value.span()),
    };
    table.iter().map(entry).collect()
}

fn node<'a>(value: &DeValue<'a>, span: Span) -> Node<'a> {
    let scalar = |text: String, guess| Kind::Scalar { text: text.into(), guess };
    let kind = match value {
        DeValue::String(text) => Kind::Scalar { text: text.clone(), guess: Guess::Text },
        DeValue::Integer(number) => scalar(number.to_string(), Guess::Integer),
        DeValue::Float(number) => scalar(number.to_string(), Guess::Float),
        DeValue::Boolean(value) => scalar(value.to_string(), Guess::Bool),
        DeValue::Datetime(date) => scalar(date.to_string(), Guess::Text),
        DeValue::Array(items) => Kind::Seq(items.iter().map(|item| node(item.get_ref(), item.span())).collect()),
        DeValue::Table(table) => Kind::Map(entries(table)),
    };
    Node::new(span, kind)
}
