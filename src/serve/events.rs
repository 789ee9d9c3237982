//! The event stream: word of each change, to pages that are open.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;

use super::snapshot::{Shown, Snapshot};
use crate::diagnostic::counts;

/// So often something is sent, so that neither side takes the other for gone.
const BEAT: Duration = Duration::from_secs(20);

/// What a page is told.
#[derive(Serialize)]
struct Word<'a> {
    generation: u64,
    errors: usize,
    warnings: usize,
    /// Static files that changed since the last word.
    changed: Vec<&'a str>,
    /// What a page says to have a file opened. Pages of others cannot read it.
    token: &'a str,
}

/// One stream's place.
struct Listener {
    shown: Arc<Shown>,
    changes: watch::Receiver<u64>,
    token: Arc<str>,
    /// The generation that was last told of.
    told: Option<u64>,
    is_new: bool,
}

/// Answers with a stream that tells of what is shown now, and of each change.
///
/// A page that was told of a generation before is told what changed since.
pub(super) fn stream(shown: &Arc<Shown>, token: &Arc<str>, told: Option<u64>) -> Response {
    let listener = Listener { shown: Arc::clone(shown), changes: shown.changes(), token: Arc::clone(token), told, is_new: true };
    let body = Body::from_stream(stream::unfold(listener, |mut listener| async {
        let text = listener.next().await?;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(text)), listener))
    }));
    let headers =
        [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, body).into_response()
}

impl Listener {
    /// The next piece of the stream; `None` when the server ends.
    async fn next(&mut self) -> Option<String> {
        if std::mem::take(&mut self.is_new) {
            self.changes.mark_unchanged();
            return Some(format!("retry: 500\n{}", self.word()));
        }
        match timeout(BEAT, self.changes.changed()).await {
            Ok(Ok(())) => Some(self.word()),
            Ok(Err(_)) => None,
            Err(_) => Some(":\n\n".to_owned()),
        }
    }

    fn word(&mut self) -> String {
        let snapshot: Arc<Snapshot> = self.shown.now();
        let (errors, warnings) = counts(&snapshot.diagnostics);
        let told = self.told.replace(snapshot.generation).unwrap_or(snapshot.generation);
        let changed = snapshot.changed.iter().filter(|(_, when)| **when > told).map(|(location, _)| location.as_str()).collect();
        let word = Word { generation: snapshot.generation, errors, warnings, changed, token: &self.token };
        format!("id: {}\ndata: {}\n\n", snapshot.generation, serde_json::to_string(&word).expect("texts and numbers become JSON"))
    }
}
