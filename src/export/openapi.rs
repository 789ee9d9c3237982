//! The errors as reusable parts of an OpenAPI 3.1 document: a response, a schema and examples for each.

use super::view::ErrorView;
use crate::catalog::EntryId;
use crate::markdown::json;
use crate::model::Value;
use crate::site::Site;

/// Makes the document: it has no paths, only components that other documents refer to.
pub(super) fn openapi(site: &Site, entries: &[EntryId], names: &[String]) -> String {
    let book = &site.catalog.config.book;
    let mut info = vec![("title", text(&book.title))];
    if !book.description.is_empty() {
        info.push(("description", text(&book.description)));
    }
    // The errors have no version of their own: they are those of the moment.
    info.push(("version", text("1")));
    let mut schemas = vec![("ProblemDetails".to_owned(), problem_details())];
    let (mut responses, mut examples) = (Vec::new(), Vec::new());
    for (id, name) in entries.iter().zip(names) {
        let error = ErrorView::new(site, *id, name.clone());
        let shown = shown(site, *id, &error);
        let media_type = if shown.iter().any(|(_, value)| is_problem(value)) { "application/problem+json" } else { "application/json" };
        let mut references = Vec::new();
        for (place, (title, value)) in shown.into_iter().enumerate() {
            let key = if place == 0 { name.clone() } else { format!("{name}-{}", place + 1) };
            references.push((key.clone(), reference("examples", &key)));
            examples.push((key, object([("summary", text(&title)), ("value", value)])));
        }
        let mut content = Vec::new();
        if media_type == "application/problem+json" {
            schemas.push((name.clone(), schema(&error)));
            content.push(("schema", reference("schemas", name)));
        }
        content.push(("examples", Value::Object(references)));
        let mut description = format!("{}: {}", error.code, error.summary);
        if site.catalog.config.site_url().is_some() {
            description += &format!("\n\n{}", error.url);
        }
        let content = Value::Object(vec![(media_type.to_owned(), object(content))]);
        responses.push((name.clone(), object([("description", text(&description)), ("content", content)])));
    }
    let components = [("schemas", schemas), ("responses", responses), ("examples", examples)];
    let document = object([
        ("openapi", text("3.1.0")),
        ("info", object(info)),
        ("paths", Value::Object(Vec::new())),
        ("components", object(components.map(|(key, members)| (key, Value::Object(members))))),
    ]);
    json::text(&document) + "\n"
}

/// What the service sends, with titles: the examples of the page that are JSON, or the bare problem.
fn shown(site: &Site, id: EntryId, error: &ErrorView) -> Vec<(String, Value)> {
    let definition = site.catalog[id].definition();
    let examples = definition.examples.iter().filter_map(|example| {
        let title = example.title.as_deref().map_or_else(|| error.title.clone(), |title| site.plain(title).into_owned());
        Some((title, example.response.as_ref()?.data()?.into_owned()))
    });
    let examples: Vec<_> = examples.collect();
    if examples.is_empty() { vec![(error.title.clone(), problem(error))] } else { examples }
}

fn problem(error: &ErrorView) -> Value {
    let mut members = vec![("type", text(&error.problem_type)), ("title", text(&error.title))];
    members.extend(error.status.map(|status| ("status", number(status))));
    object(members)
}

/// Whether a payload has the members of problem details.
fn is_problem(payload: &Value) -> bool {
    payload.get("type").is_some_and(|name| name.as_str().is_some()) && (payload.get("title").is_some() || payload.get("status").is_some())
}

/// Problem details (RFC 9457, section 3.1).
fn problem_details() -> Value {
    let member = |kind: &str, format: Option<&str>, description: &str| {
        let mut members = vec![("type", text(kind))];
        members.extend(format.map(|format| ("format", text(format))));
        members.push(("description", text(description)));
        object(members)
    };
    let status = object([
        ("type", text("integer")),
        ("minimum", number(100)),
        ("maximum", number(599)),
        ("description", text("The HTTP status of the answer.")),
    ]);
    let properties = object([
        ("type", member("string", Some("uri-reference"), "Which problem this is.")),
        ("title", member("string", None, "What the problem is called, the same each time.")),
        ("status", status),
        ("detail", member("string", None, "What happened this time.")),
        ("instance", member("string", Some("uri-reference"), "Where it happened this time.")),
    ]);
    object([("type", text("object")), ("description", text("Problem details (RFC 9457).")), ("properties", properties)])
}

/// The problem details of one error.
fn schema(error: &ErrorView) -> Value {
    let constant = |value: Value| object([("const", value)]);
    let mut properties = vec![("type", constant(text(&error.problem_type)))];
    properties.extend(error.status.map(|status| ("status", constant(number(status)))));
    let own = object([("type", text("object")), ("properties", object(properties))]);
    let mut members = vec![("title", text(&error.title)), ("description", text(&error.summary))];
    if !error.deprecated.is_empty() {
        members.push(("deprecated", Value::Bool(true)));
    }
    members.push(("allOf", Value::Array(vec![reference("schemas", "ProblemDetails"), own])));
    object(members)
}

fn reference(kind: &str, name: &str) -> Value {
    object([("$ref", text(&format!("#/components/{kind}/{name}")))])
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn number(number: u16) -> Value {
    Value::Number(number.to_string())
}
