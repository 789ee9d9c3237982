//! What stands below `/_errbook/`: the author's desk, the event stream, findings, and the one thing that is done on request.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::app::App;
use super::guard::{Peer, plain, text};
use super::{desk, events, open};
use crate::diagnostic::{self, Severity, Style};
use crate::text::line_column;

/// An overlay with more findings than this helps nobody.
const MOST: usize = 50;
/// A request to open a file is short.
const LONGEST_REQUEST: usize = 16 << 10;
/// The header that carries the token of a page.
const TOKEN: &str = "x-errbook-token";

const RELOAD: &str = include_str!("reload.js");
const STYLE: &str = include_str!("own.css");

/// A finding in the overlay.
#[derive(Serialize)]
struct Shown<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    level: Severity,
    text: String,
}

/// A place that a page asks to have opened.
#[derive(Deserialize)]
struct Wanted {
    file: String,
    #[serde(default)]
    line: usize,
    #[serde(default)]
    column: usize,
}

pub(super) async fn reload() -> Response {
    file("text/javascript; charset=utf-8", RELOAD)
}

pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", STYLE)
}

pub(super) async fn events(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response {
    let since = uri.query().and_then(|query| query.strip_prefix("since="));
    let told = text(&headers, "last-event-id").or(since).and_then(|generation| generation.parse().ok());
    events::stream(&app.shown, &app.token, told)
}

/// All findings, as `check --format json` prints them.
pub(super) async fn diagnostics(State(app): State<Arc<App>>) -> Response {
    let now = app.shown.now();
    answer("application/json", diagnostic::json(&now.diagnostics, &now.files))
}

/// What keeps the book from being built, drawn as on a terminal.
pub(super) async fn overlay(State(app): State<Arc<App>>) -> Response {
    let now = app.shown.now();
    let errors: Vec<_> = now.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    let shown = errors.iter().take(MOST).map(|diagnostic| {
        let place = &diagnostic.place;
        let (line, column) = now.files.text(place.file).map_or((1, 1), |text| line_column(text, place.range().start));
        let text = diagnostic::human(std::slice::from_ref(*diagnostic), &now.files, Style::Plain);
        Shown { file: now.files.name(place.file), line, column, level: diagnostic.severity, text: text.trim_end().to_owned() }
    });
    let shown: Vec<_> = shown.collect();
    answer("application/json", json!({ "generation": now.generation, "total": errors.len(), "findings": shown }).to_string())
}

pub(super) async fn desk(State(app): State<Arc<App>>, uri: Uri) -> Response {
    let wanted = desk::Wanted::new(uri.query().unwrap_or_default());
    let page = tokio::task::spawn_blocking(move || desk::page(&app.shown.now(), &wanted)).await;
    match page {
        Ok(page) => answer("text/html; charset=utf-8", page),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "the desk could not be drawn; please tell the authors of errbook"),
    }
}

/// Opens a file of the book in the editor, for somebody who sits at this machine.
pub(super) async fn edit(State(app): State<Arc<App>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if !parts.extensions.get::<Peer>().is_some_and(|peer| peer.is_local()) {
        return plain(StatusCode::FORBIDDEN, "files are opened for this machine only");
    }
    if !has_token(&parts.headers, &app.token) {
        return plain(StatusCode::FORBIDDEN, "files are opened for pages of this server only");
    }
    let Some(wanted) = wanted(body).await else {
        return plain(StatusCode::BAD_REQUEST, "a place is a file, a line and a column");
    };
    let now = app.shown.now();
    let is_of_the_book = now.files.find(&wanted.file).is_some();
    let Some(path) = app.root.join(&wanted.file).canonicalize().ok().filter(|path| is_of_the_book && path.starts_with(&app.root)) else {
        return plain(StatusCode::NOT_FOUND, "the book has no such file");
    };
    let at = open::At { line: wanted.line.max(1), column: wanted.column.max(1) };
    let command = app.editor.as_deref().and_then(|editor| open::command(editor, &path, at));
    let opened = command.is_some_and(|command| open::start(&command).is_ok());
    let place = format!("{}:{}:{}", path.display(), at.line, at.column);
    answer("application/json", json!({ "opened": opened, "place": place }).to_string())
}

fn has_token(headers: &HeaderMap, token: &str) -> bool {
    text(headers, TOKEN).is_some_and(|given| blake3::hash(given.as_bytes()) == blake3::hash(token.as_bytes()))
}

async fn wanted(body: Body) -> Option<Wanted> {
    let bytes = tokio::time::timeout(super::PATIENCE, to_bytes(body, LONGEST_REQUEST)).await.ok()?.ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn file(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

fn answer(media_type: &'static str, text: String) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, text).into_response()
}
