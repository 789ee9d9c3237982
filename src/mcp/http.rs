//! The same over HTTP, below the dev server. Who may ask is settled before a request comes here.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};

use super::Server;
use crate::serve::{PATIENCE, Shown};

/// The longest body of a request; a text that somebody pastes is far below.
const LONGEST: usize = 4 << 20;

/// Answers requests of MCP over HTTP (the transport "Streamable HTTP").
#[derive(Clone)]
pub struct Http(StreamableHttpService<Server, LocalSessionManager>);

impl Http {
    /// Answers from what is shown.
    #[must_use]
    pub fn new(shown: Arc<Shown>) -> Self {
        // The dev server looks at `Host` and `Origin` of all requests, by rules of its own.
        let config = StreamableHttpServerConfig::default().disable_allowed_hosts().with_max_request_body_bytes(LONGEST);
        Self(StreamableHttpService::new(move || Ok(Server::new(Arc::clone(&shown))), Arc::default(), config))
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        // Nobody holds a connection open with half a question.
        let body = match tokio::time::timeout(PATIENCE, to_bytes(body, LONGEST)).await {
            Ok(Ok(bytes)) => Body::from(bytes),
            Ok(Err(_)) => return (StatusCode::PAYLOAD_TOO_LARGE, "this question is too long\n").into_response(),
            Err(_) => return (StatusCode::REQUEST_TIMEOUT, "the question did not come\n").into_response(),
        };
        let is_end = parts.method == Method::DELETE;
        let mut response = self.0.handle(Request::from_parts(parts, body)).await.map(Body::new);
        if is_end && response.status() == StatusCode::ACCEPTED {
            // Some clients take nothing but this for the end of a session.
            *response.status_mut() = StatusCode::NO_CONTENT;
        }
        response
    }
}
