//! Examples: payloads with notes, requests, failing and corrected code.

use std::borrow::Cow;

use super::entry::Text;
use super::{escape, sections};
use crate::markdown::json;
use crate::model::{Example, Response};
use crate::render::words;

pub(super) fn all(text: &mut Text<'_>) {
    let examples = &text.definition.examples;
    for (example, number) in examples.iter().zip(1..) {
        match &example.title {
            Some(title) => text.blocks.heading(3, &text.twin.title(title)),
            None if examples.len() > 1 => text.blocks.heading(3, &format!("Example {number}")),
            None => {}
        }
        one(text, example);
    }
}

fn one(text: &mut Text<'_>, example: &Example) {
    let status = text.definition.status.filter(|_| example.response.is_some() || !example.headers.is_empty());
    let several = !example.request.is_empty() || !example.before.is_empty();
    if several && (example.response.is_some() || !example.headers.is_empty()) {
        text.blocks.push("**Response:**");
    }
    let line = status.map(|status| format!("HTTP/1.1 {}", words::status(status)));
    let headers = example.headers.iter().map(|(name, value)| format!("{name}: {value}"));
    let http: Vec<String> = line.into_iter().chain(headers).collect();
    if !http.is_empty() {
        text.blocks.fence("http", &http.join("\n"));
    }
    if let Some(response) = &example.response {
        let (language, payload) = payload(example, response);
        text.blocks.fence(language, &payload);
    }
    let fields: Vec<String> =
        example.fields.iter().map(|(place, note)| format!("{}: {}", escape::code(place), text.twin.inline(note))).collect();
    text.blocks.list(&fields);
    for (label, blocks) in
        [("Request", &example.request), ("Fails", &example.before), ("Prints", &example.output), ("Works", &example.after)]
    {
        if !blocks.is_empty() {
            text.blocks.push(&format!("**{label}:**"));
            sections::code(text, blocks);
        }
    }
}

/// A payload with its language: data is drawn, text stays as it is.
fn payload<'a>(example: &'a Example, response: &'a Response) -> (&'a str, Cow<'a, str>) {
    let language = example.language.as_deref();
    let data = response.data().filter(|_| matches!(response, Response::Json(_)) || language.is_none_or(|language| language == "json"));
    match (data, response) {
        (Some(value), _) => ("json", json::text(&value).into()),
        (None, Response::Text(text)) => (language.unwrap_or("text"), text.into()),
        (None, Response::Json(_)) => unreachable!("data is data"),
    }
}
