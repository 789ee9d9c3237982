//! The address below the dev server, through its router.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use errbook::catalog::Audience;
use errbook::serve::{Live, Manner, Peer, router};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::book::{Book, small};

const ACCEPT: (&str, &str) = ("accept", "application/json, text/event-stream");
const HELLO: &str = r#"{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params":
    {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}"#;

fn served(book: &Book, is_local: bool) -> Router {
    router(Live::read(&book.root, Audience::default()).unwrap().shown(), book.root.clone(), Manner { is_edited: true, is_local })
}

async fn send(router: &Router, method: Method, headers: &[(&str, &str)], body: &str) -> (StatusCode, HeaderMap, Body) {
    let mut request = Request::builder().method(method).uri("/_errbook/mcp").header("content-type", "application/json");
    if headers.iter().all(|(name, _)| *name != "host") {
        request = request.header("host", "localhost:3000");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::from(body.to_owned())).unwrap();
    request.extensions_mut().insert(Peer("127.0.0.1:9".parse::<SocketAddr>().unwrap()));
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, body)
}

/// The message with an id, of a body that is one or streams several.
async fn message(body: Body) -> Value {
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    let data = text.lines().filter_map(|line| line.strip_prefix("data:")).chain([text.as_str()]);
    let messages = data.filter_map(|data| serde_json::from_str::<Value>(data.trim()).ok());
    messages.into_iter().find(|message| message["id"].is_u64()).unwrap_or_else(|| panic!("{text}"))
}

#[tokio::test]
async fn a_session_is_opened_used_and_closed() {
    let book = small();
    let router = served(&book, true);
    let (status, headers, body) = send(&router, Method::POST, &[ACCEPT], HELLO).await;
    assert_eq!(status, StatusCode::OK);
    let session = headers["mcp-session-id"].to_str().unwrap().to_owned();
    assert_eq!(message(body).await["result"]["serverInfo"]["name"], json!("errbook"));
    let with = [ACCEPT, ("mcp-session-id", session.as_str()), ("mcp-protocol-version", "2025-11-25")];
    let initialized = r#"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#;
    assert_eq!(send(&router, Method::POST, &with, initialized).await.0, StatusCode::ACCEPTED);
    let call = r#"{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "find_error", "arguments": {"text": "E17"}}}"#;
    let (_, _, body) = send(&router, Method::POST, &with, call).await;
    assert_eq!(message(body).await["result"]["structuredContent"]["matches"][0]["path"], json!("keys/key_expired"));
    let (status, headers, _) = send(&router, Method::GET, &[("accept", "text/event-stream"), with[1], with[2]], "").await;
    assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &"text/event-stream".parse().unwrap()));
    assert_eq!(send(&router, Method::DELETE, &with, "").await.0, StatusCode::NO_CONTENT);
    assert_eq!(send(&router, Method::POST, &with, call).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_request_stands_alone_in_the_other_era() {
    let book = small();
    let router = served(&book, true);
    let call = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "get_error",
        "arguments": { "error": "E17" },
        "_meta": {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
            "io.modelcontextprotocol/clientCapabilities": {}
        }
    } });
    let headers = [ACCEPT, ("mcp-protocol-version", "2026-07-28"), ("mcp-method", "tools/call"), ("mcp-name", "get_error")];
    let (status, _, body) = send(&router, Method::POST, &headers, &call.to_string()).await;
    let message = message(body).await;
    assert_eq!(status, StatusCode::OK, "{message}");
    assert_eq!(message["result"]["structuredContent"]["path"], json!("keys/key_expired"), "{message}");
}

#[tokio::test]
async fn strangers_are_not_answered() {
    let book = small();
    let router = served(&book, true);
    for header in [
        ("host", "evil.com"),
        ("host", "192.168.0.2:3000"),
        ("origin", "http://evil.com"),
        ("origin", "null"),
        ("origin", "http://localhost:9999"),
        ("sec-fetch-site", "cross-site"),
    ] {
        for method in [Method::POST, Method::GET, Method::DELETE] {
            assert_eq!(send(&router, method, &[ACCEPT, header], HELLO).await.0, StatusCode::FORBIDDEN, "{header:?}");
        }
    }
    let own = [ACCEPT, ("origin", "http://localhost:3000")];
    assert_eq!(send(&router, Method::POST, &own, HELLO).await.0, StatusCode::OK);
    assert_eq!(send(&router, Method::PUT, &[ACCEPT], HELLO).await.0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(send(&router, Method::POST, &[ACCEPT], "no json").await.0.as_u16() / 100, 4);
    assert_eq!(send(&router, Method::POST, &[], HELLO).await.0, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(send(&router, Method::POST, &[ACCEPT], &"x".repeat(5 << 20)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    // A server for everybody is none for agents.
    let open = served(&book, false);
    for method in [Method::POST, Method::GET, Method::DELETE] {
        assert_eq!(send(&open, method, &[ACCEPT], HELLO).await.0, StatusCode::NOT_FOUND);
    }
}
