//! A book → a server that sends what `build` would write, and follows each edit.
//!
//! What is shown is a [`Snapshot`], which never changes; an edit makes the next one ([`live`]) and puts it in its place. A request is answered from
//! the one that it meets: the path is looked up in the site, and its one artifact is rendered. Nothing else is made.

mod address;
mod app;
mod broken;
mod desk;
mod events;
mod guard;
mod listen;
mod live;
pub(crate) mod media;
mod negotiate;
mod open;
mod opinions;
mod own;
mod range;
mod respond;
mod snapshot;
mod watch;

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

#[cfg(feature = "mcp")]
pub(crate) use address::decode;
pub use app::{Manner, router};
pub use guard::Peer;
pub use live::{Live, Look};
pub use opinions::Rules;
pub use snapshot::{Shown, Snapshot};
pub use watch::Watch;

use crate::catalog::Audience;
use opinions::Opinions;

/// Where a page asks to have a file opened.
const OPEN: &str = "/_errbook/open";
/// Where agents ask.
const MCP: &str = "/_errbook/mcp";
/// Nobody waits longer for the body of a request.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the book.
    pub root: PathBuf,
    /// Whom the site is for.
    pub audience: Audience,
    /// The name or address to listen on.
    pub hostname: String,
    /// The port to listen on; the next free one where it is busy.
    pub port: u16,
    /// Whether edits are followed.
    pub is_edited: bool,
}

/// A server that listens, and does not answer yet.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    options: Options,
    live: Live,
    watch: Option<Watch>,
}

/// Reads a book, and begins to listen.
pub fn open(mut options: Options) -> Result<Server> {
    options.root = options.root.canonicalize().with_context(|| format!("cannot find {}", options.root.display()))?;
    // The watch begins first, so that no edit falls between.
    let watch = if options.is_edited { Some(Watch::new(&options.root)?) } else { None };
    let live = Live::read(&options.root, options.audience)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let ip = resolve(&options.hostname)?;
    listen::raise_limits();
    let listener = runtime.block_on(listen::bind(ip, options.port))?;
    let address = listener.local_addr().context("cannot tell the port")?;
    Ok(Server { runtime, listener, address, options, live, watch })
}

impl Server {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether only this machine is answered.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// What is shown first.
    #[must_use]
    pub fn shown(&self) -> Arc<Snapshot> {
        self.live.shown().now()
    }

    /// Answers until it is interrupted. `tell` hears of each snapshot, and `rules` look at what is shown.
    pub fn run(self, rules: Option<Rules>, tell: impl Fn(&Snapshot) + Clone + Send + 'static) -> Result<()> {
        let manner = Manner { is_edited: self.options.is_edited, is_local: self.is_local() };
        let shown = self.live.shown();
        let router = router(Arc::clone(&shown), self.options.root.clone(), manner);
        if let Some(watch) = self.watch {
            let opinions = rules.map(|rules| Opinions::new(rules, shown, tell.clone()));
            std::thread::spawn(move || follow_with(opinions.as_ref(), self.live, watch, tell));
        }
        let ended = self.runtime.block_on(async {
            tokio::select! {
                never = listen::serve(self.listener, router) => match never {},
                ended = interrupted() => ended,
            }
        });
        // Open streams would never end by themselves.
        self.runtime.shutdown_background();
        ended
    }
}

/// Shows each edit, as long as there is somebody to tell. `tell` hears of each snapshot.
pub fn follow(live: Live, watch: Watch, tell: impl Fn(&Snapshot)) {
    follow_with(None, live, watch, tell);
}

fn follow_with(opinions: Option<&Opinions>, mut live: Live, mut watch: Watch, tell: impl Fn(&Snapshot)) {
    let ask = |live: &Live| {
        if let Some(opinions) = opinions {
            opinions.ask((live.shown().now(), live.sources()));
        }
    };
    ask(&live);
    while let Some(mut paths) = watch.next() {
        let mut look = see(&mut live, &paths);
        if look.is_doubtful {
            // A file that is empty or half written is given a moment before it is a finding.
            paths.extend(watch.more(watch::PATIENCE));
            look.is_changed |= see(&mut live, &paths).is_changed;
        }
        if look.is_changed {
            tell(&live.show());
            ask(&live);
        }
    }
}

fn see(live: &mut Live, paths: &[PathBuf]) -> Look {
    // What cannot be read is a finding; only settings that the disk refuses end here, and the next event brings them again.
    live.look(paths).unwrap_or_default()
}

/// The address that a name stands for.
fn resolve(hostname: &str) -> Result<IpAddr> {
    let name = hostname.trim_start_matches('[').trim_end_matches(']');
    if let Ok(ip) = name.parse() {
        return Ok(ip);
    }
    let mut found = (name, 0).to_socket_addrs().with_context(|| format!("cannot find the address of `{name}`"))?;
    found.next().map(|address| address.ip()).with_context(|| format!("`{name}` has no address"))
}

/// Waits for somebody to end the program.
async fn interrupted() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate()).context("cannot wait for signals")?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed.context("cannot wait for signals"),
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.context("cannot wait for signals")
}
