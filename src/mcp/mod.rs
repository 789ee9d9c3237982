//! The book for agents: questions over the Model Context Protocol → what the finder, the catalog and the twins know.
//!
//! A question is answered from the [`Snapshot`](crate::serve::Snapshot) that is shown when it comes, as pages are: an edit makes the next one, and a
//! broken book leaves the last good one, with a note on what is wrong. All that can be done is to read.

mod answer;
mod compare;
mod find;
mod get;
mod http;
mod list;
mod news;
mod resources;
mod schema;
mod server;
mod tools;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use rmcp::service::ServerInitializeError;
use rmcp::{ServiceExt, transport};

pub use http::Http;
pub use server::Server;

use crate::catalog::Audience;
use crate::serve::{Live, Snapshot, Watch, follow};

/// Answers one client on standard input and output until it leaves, and follows each edit. `tell` hears of each snapshot, the first one too.
pub fn run(root: &Path, audience: Audience, tell: impl Fn(&Snapshot) + Send + 'static) -> Result<()> {
    let root = root.canonicalize().with_context(|| format!("cannot find {}", root.display()))?;
    // The watch begins first, so that no edit falls between. A system that cannot watch has a book that stays as it is.
    let watch = Watch::new(&root);
    let live = Live::read(&root, audience)?;
    let shown = live.shown();
    tell(&shown.now());
    if let Ok(watch) = watch {
        std::thread::spawn(move || follow(live, watch, tell));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot start threads")?;
    let ended = runtime.block_on(async {
        match Server::new(Arc::clone(&shown)).serve(transport::stdio()).await {
            Ok(service) => service.waiting().await.map(drop).context("the server broke off"),
            // Somebody who leaves without a word is no failure.
            Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
            Err(error) => Err(error).context("the client does not speak the Model Context Protocol"),
        }
    });
    // A thread that waits for input would wait for ever.
    runtime.shutdown_background();
    ended
}
