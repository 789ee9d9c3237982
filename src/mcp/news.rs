//! Word to clients that what the book holds has changed.

use std::sync::Arc;

use rmcp::service::SubscriptionContext;
use rmcp::{Peer, RoleServer};
use tokio::sync::watch;

use crate::catalog::Index;
use crate::serve::Shown;

/// Waits for lists that are others than before.
pub(super) struct News {
    shown: Arc<Shown>,
    changes: watch::Receiver<u64>,
    index: Arc<Index>,
}

impl News {
    pub(super) fn new(shown: &Arc<Shown>) -> Self {
        let changes = shown.changes();
        Self { shown: Arc::clone(shown), changes, index: index(shown) }
    }

    /// Waits until there are other entries, or under other names; `None` where nothing can come any more.
    async fn next(&mut self) -> Option<()> {
        loop {
            self.changes.changed().await.ok()?;
            let now = index(&self.shown);
            // An edit that leaves alone what others see of an entry shares the index.
            if !Arc::ptr_eq(&now, &self.index) {
                self.index = now;
                return Some(());
            }
        }
    }

    /// Tells a client with a session, until it is gone.
    pub(super) async fn tell(mut self, peer: Peer<RoleServer>) {
        while self.next().await.is_some() && peer.notify_resource_list_changed().await.is_ok() {}
    }

    /// Tells a client that listens, until it does no longer.
    pub(super) async fn send(mut self, listener: &SubscriptionContext) {
        loop {
            tokio::select! {
                () = listener.cancelled() => return,
                next = self.next() => {
                    if next.is_none() || listener.sink().notify_resource_list_changed().await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

fn index(shown: &Shown) -> Arc<Index> {
    Arc::clone(&shown.now().site().catalog.index)
}
