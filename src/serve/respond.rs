//! (Snapshot, request) → response: what `build` would write, with what HTTP says about it.

use std::io::Write;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::address::{self, Found};
use super::guard::text;
use super::negotiate::{self, Kind};
use super::range::{self, Part};
use super::snapshot::Snapshot;
use super::{broken, media};
use crate::render::CONTENT_SECURITY_POLICY;
use crate::route;
use crate::site::{Artifact, Form, Site};

/// What is put before the end of a page while it is being edited.
pub(super) const SCRIPT: &str = "<script src=\"/_errbook/reload.js\"></script>";

/// Smaller answers are not worth compressing.
const WORTH_COMPRESSING: usize = 1024;
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Answers a request with what was found for its path.
pub(super) fn respond(snapshot: &Snapshot, there: Found, request: &Parts, is_edited: bool) -> Response<Body> {
    let headers = &request.headers;
    let query = request.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let sent = match there {
        Found::Artifact(location, artifact) => found(snapshot, &location, &artifact, headers),
        Found::Slash(to) => return moved(StatusCode::PERMANENT_REDIRECT, &(to + &query)),
        Found::Moved(to) => return moved(StatusCode::MOVED_PERMANENTLY, &(to + &query)),
        Found::Nothing => lost(snapshot, request.uri.path(), headers),
        Found::Malformed => {
            Ok(Sent { status: StatusCode::BAD_REQUEST, ..Sent::new(b"this is not a path\n".as_slice(), "text/plain; charset=utf-8") })
        }
    };
    let sent = sent.unwrap_or_else(|error| Sent {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        ..Sent::new(broken::page(&error, &snapshot.files).into_bytes(), media::HTML)
    });
    sent.finish(request, is_edited)
}

/// What is sent, before the manners of HTTP.
struct Sent {
    status: StatusCode,
    bytes: Bytes,
    media_type: &'static str,
    headers: HeaderMap,
    is_hashed: bool,
}

type Made = Result<Sent, Box<tera::Error>>;

impl Sent {
    fn new(bytes: impl Into<Bytes>, media_type: &'static str) -> Self {
        Self { status: StatusCode::OK, bytes: bytes.into(), media_type, headers: HeaderMap::new(), is_hashed: false }
    }

    fn header(&mut self, name: HeaderName, value: impl TryInto<HeaderValue>) {
        // An address with letters that no header can carry is left out.
        if let Ok(value) = value.try_into() {
            self.headers.append(name, value);
        }
    }

    /// Adds the script, and answers as the request's conditions have it.
    fn finish(mut self, request: &Parts, is_edited: bool) -> Response<Body> {
        if is_edited && self.media_type == media::HTML {
            self.bytes = with_script(&self.bytes);
        }
        let is_text = media::is_text(self.media_type);
        let asked = |name: &str| text(&request.headers, name).unwrap_or_default();
        let mut tag = format!("\"{}\"", &blake3::hash(&self.bytes).to_hex()[..24]);
        let mut part = Part::Whole;
        if self.status == StatusCode::OK {
            self.header(header::ACCEPT_RANGES, "bytes");
            let is_same = matches!(asked("if-range"), "") || asked("if-range") == tag;
            part = if is_same { range::part(asked("range"), self.bytes.len()) } else { Part::Whole };
        }
        if is_text {
            self.header(header::VARY, "Accept-Encoding");
            let wanted = negotiate::takes(asked("accept-encoding"), "gzip");
            if wanted && matches!(part, Part::Whole) && self.bytes.len() >= WORTH_COMPRESSING {
                self.bytes = compressed(&self.bytes);
                tag.insert_str(tag.len() - 1, "-gzip");
                self.header(header::CONTENT_ENCODING, "gzip");
            }
        }
        self.header(header::ETAG, tag.as_str());
        self.header(header::CACHE_CONTROL, if self.is_hashed { FOR_EVER } else { "no-cache" });
        if self.status == StatusCode::OK && is_known(asked("if-none-match"), &tag) {
            for name in [header::CONTENT_ENCODING, header::ACCEPT_RANGES] {
                self.headers.remove(name);
            }
            return self.into_response(StatusCode::NOT_MODIFIED, None);
        }
        self.header(header::CONTENT_TYPE, self.media_type);
        if self.media_type == media::HTML {
            self.header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
        }
        self.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        let mut status = self.status;
        match part {
            Part::Whole => {}
            Part::Some(wanted) => {
                self.header(header::CONTENT_RANGE, format!("bytes {}-{}/{}", wanted.start, wanted.end - 1, self.bytes.len()));
                self.bytes = self.bytes.slice(wanted);
                status = StatusCode::PARTIAL_CONTENT;
            }
            Part::Nothing => {
                self.header(header::CONTENT_RANGE, format!("bytes */{}", self.bytes.len()));
                self.bytes = Bytes::new();
                status = StatusCode::RANGE_NOT_SATISFIABLE;
            }
        }
        self.header(header::CONTENT_LENGTH, self.bytes.len());
        let body = (request.method != Method::HEAD).then(|| self.bytes.clone());
        self.into_response(status, body)
    }

    fn into_response(self, status: StatusCode, body: Option<Bytes>) -> Response<Body> {
        let mut response = Response::new(body.map_or_else(Body::empty, Body::from));
        *response.status_mut() = status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// What the site has at a location, in the form that is wanted.
fn found(snapshot: &Snapshot, location: &str, artifact: &Artifact, headers: &HeaderMap) -> Made {
    let site = snapshot.site();
    let is_page = location.is_empty() || location.ends_with('/');
    let twins = if is_page { address::twins(location, artifact) } else { Vec::new() };
    if twins.is_empty() {
        let mut sent = Sent::new(snapshot.bytes(artifact)?, media::of(&route::file(location)));
        sent.is_hashed = location.starts_with("assets/");
        if let Some(page) = page_of(site, artifact) {
            sent.header(header::LINK, format!("<{}>; rel=\"canonical\"", canonical(site, &page)));
        }
        return Ok(sent);
    }
    let mut offered = vec![Kind::Html, Kind::Markdown];
    if twins.len() > 1 {
        offered.push(Kind::Json);
    }
    if matches!(artifact, Artifact::Entry(..)) {
        offered.push(Kind::Problem);
    }
    let kind = negotiate::choose(text(headers, "accept").unwrap_or_default(), &offered);
    let mut sent = match kind {
        Kind::Html => Sent::new(snapshot.bytes(artifact)?, media::HTML),
        Kind::Markdown => Sent::new(snapshot.bytes(&twins[0].1)?, media::MARKDOWN),
        Kind::Json => Sent::new(snapshot.bytes(&twins[1].1)?, media::JSON),
        Kind::Problem => Sent::new(problem(&snapshot.bytes(&twins[1].1)?), Kind::Problem.media_type()),
    };
    sent.header(header::VARY, "Accept");
    match kind {
        Kind::Markdown => sent.header(header::CONTENT_LOCATION, address::address(&twins[0].0)),
        Kind::Json => sent.header(header::CONTENT_LOCATION, address::address(&twins[1].0)),
        _ => {}
    }
    let mut links = vec![format!("<{}>; rel=\"canonical\"", canonical(site, location))];
    for ((location, _), kind) in twins.iter().zip([Kind::Markdown, Kind::Json]) {
        links.push(format!("<{}>; rel=\"alternate\"; type=\"{}\"", address::address(location), kind.media_type()));
    }
    sent.header(header::LINK, links.join(", "));
    Ok(sent)
}

/// What is sent where nothing is.
fn lost(snapshot: &Snapshot, path: &str, headers: &HeaderMap) -> Made {
    let kind = negotiate::choose(text(headers, "accept").unwrap_or_default(), &[Kind::Html, Kind::Problem, Kind::Json]);
    let mut sent = match kind {
        Kind::Problem | Kind::Json => {
            let detail = format!("there is no page at {path}");
            let problem =
                serde_json::json!({ "type": "about:blank", "title": "Not Found", "status": 404, "detail": detail, "instance": path });
            Sent::new(format!("{problem:#}\n").into_bytes(), Kind::Problem.media_type())
        }
        _ => Sent::new(snapshot.bytes(&Artifact::NotFound)?, media::HTML),
    };
    sent.status = StatusCode::NOT_FOUND;
    sent.header(header::VARY, "Accept");
    Ok(sent)
}

fn moved(status: StatusCode, to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(to) = HeaderValue::try_from(to) {
        headers.insert(header::LOCATION, to);
    }
    // A browser would keep it for ever, and the book may change its mind.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    response
}

/// The page that a twin belongs to.
fn page_of(site: &Site, artifact: &Artifact) -> Option<String> {
    let catalog = &site.catalog;
    match artifact {
        Artifact::Entry(id, Form::Markdown | Form::Json) => Some(route::page(&catalog[*id].path)),
        Artifact::Comparison(id, Form::Markdown) => Some(route::page(&catalog[*id].path)),
        Artifact::Playbook(id, Form::Markdown) => Some(route::page(&catalog[*id].path)),
        Artifact::Category(id, _, Form::Markdown) => Some(route::page(&catalog[*id].path)),
        _ => None,
    }
}

fn canonical(site: &Site, location: &str) -> String {
    site.catalog.config.site_url().map_or_else(|| address::address(location), |url| route::absolute(&url, location))
}

/// The problem that an entry's JSON describes.
fn problem(json: &[u8]) -> Vec<u8> {
    let entry: serde_json::Value = serde_json::from_slice(json).unwrap_or_default();
    format!("{:#}\n", entry["problem"]).into_bytes()
}

fn with_script(page: &[u8]) -> Bytes {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    [&page[..at], SCRIPT.as_bytes(), &page[at..]].concat().into()
}

fn compressed(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail").into()
}

/// Whether an `If-None-Match` names a tag.
fn is_known(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
