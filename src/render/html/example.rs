//! Examples: payloads, requests, failing and corrected code.

use std::str::FromStr;

use super::scope::Scope;
use super::view::{CodeBlockView, CodeView, ExampleView, FieldView};
use crate::catalog::Entry;
use crate::markdown::highlight;
use crate::markdown::json;
use crate::model::{CodeBlock, Example, Response, phrase};

pub(super) fn all(scope: &Scope<'_>, entry: &Entry) -> Vec<ExampleView> {
    entry.definition().examples.iter().zip(1..).map(|(example, number)| one(scope, entry, example, number)).collect()
}

fn one(scope: &Scope<'_>, entry: &Entry, example: &Example, number: usize) -> ExampleView {
    let prefix = format!("example-{number}");
    let (response, found) = example.response.as_ref().map(|response| self::response(scope, example, response, &prefix)).unzip();
    let found: Vec<usize> = found.unwrap_or_default();
    let field = |(i, (place, note)): (usize, (&str, &str))| FieldView {
        number: found.get(i).copied().unwrap_or_default(),
        id: format!("{prefix}-field-{}", i + 1),
        place: place.to_owned(),
        note_html: scope.inline(note),
    };
    let status = entry.definition().status.filter(|_| example.response.is_some() || !example.headers.is_empty());
    let block = |name: &str, blocks: &[CodeBlock]| code(scope, blocks, &format!("{prefix}-{name}"));
    ExampleView {
        title_html: scope.maybe_inline(example.title.as_ref()),
        number,
        status_line: status.map(|code| format!("{code} {}", phrase(code).unwrap_or_default()).trim_end().to_owned()).unwrap_or_default(),
        headers: example.headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        response,
        fields: example.fields.iter().enumerate().map(field).collect(),
        request: block("request", &example.request),
        before: block("before", &example.before),
        output: block("output", &example.output),
        after: block("after", &example.after),
    }
}

/// A payload, and for each field note its number in it: 0 where its place is not there.
fn response(scope: &Scope<'_>, example: &Example, response: &Response, prefix: &str) -> (CodeBlockView, Vec<usize>) {
    let data = match (response, example.language.as_deref()) {
        (Response::Text(_), Some(language)) if language != "json" => None,
        _ => response.data(),
    };
    match (data, response) {
        (Some(value), _) => {
            let places = example.fields.iter().zip(1..).map(|((place, _), number)| (json::Place::from_str(place).ok(), number));
            let there: Vec<_> = places.map(|(place, number)| (place.filter(|place| json::find(&value, place).is_some()), number)).collect();
            let found = there.iter().map(|(place, number)| if place.is_some() { *number } else { 0 }).collect();
            let notes: Vec<_> = there.into_iter().filter_map(|(place, number)| Some((place?, number))).collect();
            let code_html = json::html(&value, &notes, &format!("{prefix}-")).into();
            (CodeBlockView { label: "Response".into(), language: "json".into(), code_html }, found)
        }
        (None, Response::Text(text)) => {
            let language = example.language.clone().unwrap_or_else(|| "text".into());
            let code_html = scope.site.highlighter.highlight(&language, text).into();
            (CodeBlockView { label: "Response".into(), language, code_html }, Vec::new())
        }
        (None, Response::Json(_)) => unreachable!("data is data"),
    }
}

/// Code blocks as tabs; `None` where there are none.
pub(super) fn code(scope: &Scope<'_>, blocks: &[CodeBlock], id: &str) -> Option<CodeView> {
    let block = |block: &CodeBlock| {
        let language = block.language.clone().unwrap_or_else(|| "text".into());
        CodeBlockView {
            label: block.title.clone().unwrap_or_else(|| highlight::label(&language).to_owned()),
            code_html: scope.site.highlighter.highlight(&language, &block.code).into(),
            language: language.to_lowercase(),
        }
    };
    (!blocks.is_empty()).then(|| CodeView { id: id.to_owned(), blocks: blocks.iter().map(block).collect() })
}
