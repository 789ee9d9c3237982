//! The router: what stands at which path.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};

use super::guard::{Guard, OWN, guard, plain};
use super::snapshot::Shown;
use super::{address, open, own, respond};

/// What every request is answered from.
pub(super) struct App {
    pub(super) shown: Arc<Shown>,
    pub(super) root: PathBuf,
    pub(super) token: Arc<str>,
    pub(super) editor: Option<Vec<String>>,
    is_edited: bool,
}

/// How a book is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Whether pages follow the edits of the book, and the author's desk is there.
    pub is_edited: bool,
    /// Whether only this machine is answered.
    pub is_local: bool,
}

/// The server as a function from requests to responses.
pub fn router(shown: Arc<Shown>, root: PathBuf, manner: Manner) -> Router {
    let editor = open::editor(|name| std::env::var(name).ok());
    let app = Arc::new(App { shown, root, token: token(), editor, is_edited: manner.is_edited });
    let mut router = Router::new();
    if manner.is_edited {
        router = router
            .route("/_errbook/", get(own::desk))
            .route("/_errbook/reload.js", get(own::reload))
            .route("/_errbook/own.css", get(own::style))
            .route("/_errbook/events", get(own::events))
            .route("/_errbook/diagnostics", get(own::diagnostics))
            .route("/_errbook/overlay", get(own::overlay))
            .route(super::OPEN, post(own::edit));
    }
    #[cfg(feature = "mcp")]
    if manner.is_local {
        let mcp = crate::mcp::Http::new(Arc::clone(&app.shown));
        let answer = move |request: Request| async move { mcp.answer(request).await };
        router = router.route(super::MCP, axum::routing::any(answer));
    }
    let router = router.fallback(site).with_state(app);
    router.layer(middleware::from_fn_with_state(Guard { is_local: manner.is_local }, guard))
}

/// Everything else is the site's.
async fn site(State(app): State<Arc<App>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if parts.uri.path().starts_with(OWN) {
        return plain(StatusCode::NOT_FOUND, "there is nothing at this address");
    }
    let snapshot = app.shown.now();
    let found = address::find(snapshot.site(), parts.uri.path());
    let is_quick = found.is_quick();
    make(is_quick, move || respond::respond(&snapshot, found, &parts, app.is_edited)).await
}

/// Makes an answer. One that is made in less time than it takes to wake a thread for it is made where its connection is read: with a thread for
/// each, many requests at once fight for a few cores, and the last of them waits for all. A panic concerns the one who asked.
async fn make(is_quick: bool, answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    let made = if is_quick { catch_unwind(AssertUnwindSafe(answer)).ok() } else { tokio::task::spawn_blocking(answer).await.ok() };
    made.unwrap_or_else(|| plain(StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made; please tell the authors of errbook"))
}

/// Something that nobody can guess: the system's own randomness seeds each hasher.
fn token() -> Arc<str> {
    use std::hash::{BuildHasher, RandomState};
    (0..4).map(|turn| format!("{:016x}", RandomState::new().hash_one(turn))).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_answered() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime can be made");
        for is_quick in [true, false] {
            let answer = runtime.block_on(make(is_quick, || panic!("a page that cannot be made")));
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{is_quick}");
        }
    }
}
