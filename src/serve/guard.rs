//! Who may ask: browsers of this machine, for pages of this server.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What begins the paths that are not those of the site.
pub(super) const OWN: &str = "/_errbook/";

/// Who a server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guard {
    /// Whether only those who ask for this machine by one of its own names are answered: a page of somebody else could give its name to this
    /// machine's address, and read along.
    pub(super) is_local: bool,
}

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl Peer {
    /// Whether it is this machine.
    pub(super) fn is_local(self) -> bool {
        self.0.ip().to_canonical().is_loopback()
    }
}

/// Lets through what may ask, and says why not to the rest.
pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    match refusal(guard, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}

fn refusal(guard: Guard, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let host = request.uri().authority().map(axum::http::uri::Authority::as_str).or_else(|| text(headers, header::HOST.as_str()));
    let Some(host) = host.filter(|host| !host.is_empty()) else {
        return Some(plain(StatusCode::BAD_REQUEST, "a request names the host that it is for"));
    };
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Some(plain(StatusCode::BAD_REQUEST, "a request names one host"));
    }
    if guard.is_local && !is_local_name(host) {
        return Some(plain(StatusCode::FORBIDDEN, "this server answers on the names of this machine only: localhost, 127.0.0.1, [::1]"));
    }
    let is_own = request.uri().path().starts_with(OWN);
    if let Some(origin) = headers.get(header::ORIGIN)
        && (guard.is_local || is_own)
        && !["http://", "https://"].iter().any(|scheme| origin.as_bytes().strip_prefix(scheme.as_bytes()) == Some(host.as_bytes()))
    {
        return Some(plain(StatusCode::FORBIDDEN, "this server does not answer pages of others"));
    }
    if is_own && matches!(text(headers, "sec-fetch-site"), Some("cross-site" | "same-site")) {
        return Some(plain(StatusCode::FORBIDDEN, "this server does not answer pages of others"));
    }
    let takes_more = [super::OPEN, super::MCP].contains(&request.uri().path());
    if !takes_more && !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "this server only reads: GET and HEAD");
        return Some(([(header::ALLOW, "GET, HEAD")], refusal).into_response());
    }
    None
}

/// Whether a host, with or without a port, is a name of this machine.
fn is_local_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if port.is_empty() || port.starts_with(':') => address,
            _ => return false,
        },
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix('.').unwrap_or(&name);
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// A short answer in words.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, format!("{text}\n")).into_response()
}

/// The text of a header that is there once.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for host in ["localhost", "LOCALHOST:3000", "localhost.", "docs.localhost:1", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000", "[::1]"]
        {
            assert!(is_local_name(host), "{host}");
        }
        for host in [
            "",
            "evil.com",
            "localhost.evil.com",
            "127.0.0.1.evil.com",
            "0.0.0.0",
            "192.168.0.2:3000",
            "[::2]",
            "[::1]evil.com",
            "evil.com:127",
        ] {
            assert!(!is_local_name(host), "{host}");
        }
    }
}
