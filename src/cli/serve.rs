//! `errbook serve`: shows the site in a browser, and follows each edit.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;

use super::book::{Readers, folder, summary};
use super::{Outcome, Talk, count, print, say, seconds};
use crate::check::{Levels, check};
use crate::diagnostic::{self, Style};
use crate::serve::{self, Options, Rules, Snapshot};

/// More findings than this say no more.
const MOST: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// The port to listen on; the next free one where it is busy
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// The name or address to listen on
    #[arg(short = 'n', long, value_name = "NAME", default_value = "127.0.0.1")]
    hostname: String,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    /// Serve the book as it is now: no hot reload, and no desk
    #[arg(long)]
    no_watch: bool,
    #[command(flatten)]
    readers: Readers,
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let start = Instant::now();
    let root = folder(arguments.dir.as_deref())?;
    let audience = arguments.readers.audience();
    let (hostname, port) = (arguments.hostname.clone(), arguments.port);
    let server = serve::open(Options { root, audience, hostname, port, is_edited: !arguments.no_watch })?;
    let first = server.shown();
    let terminal = Terminal::new(talk);
    terminal.tell(&first);
    let address = server.address();
    if talk > Talk::Quiet {
        let total = count(first.site().catalog.entries.len(), "error");
        say(&format!("{total} at {}, ready in {}; Ctrl-C ends it", url(address), seconds(start)));
        if address.port() != port && port != 0 {
            say(&format!("port {port} is busy: this is {}", address.port()));
        }
        if !server.is_local() {
            for other in addresses(address) {
                say(&format!("  also at {}", url(other)));
            }
            say(
                "everybody who reaches this machine can read the book, and what is wrong with it; without `--hostname` only this machine can",
            );
        }
    }
    drop(first);
    if arguments.open
        && let Err(error) = open::that_detached(url(address))
    {
        say(&format!("cannot open the browser: {error}"));
    }
    let rules: Rules = Box::new(|catalog, sources| check(catalog, sources, Levels::AsWritten, jiff::Zoned::now().date()));
    server.run(Some(rules), move |snapshot| terminal.tell(snapshot))?;
    Ok(Outcome::Clean)
}

/// What was said of the findings last, so that nothing is said twice.
#[derive(Clone)]
struct Terminal {
    talk: Talk,
    last: Arc<Mutex<String>>,
}

impl Terminal {
    fn new(talk: Talk) -> Self {
        Self { talk, last: Arc::default() }
    }

    /// Shows findings that are others than before.
    fn tell(&self, snapshot: &Snapshot) {
        let found = &snapshot.diagnostics;
        let shown = found.len().min(MOST);
        let text = diagnostic::human(&found[..shown], &snapshot.files, Style::Coloured);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last == text {
            return;
        }
        // Where nobody reads, nobody misses it.
        let _ = print(&text);
        if self.talk > Talk::Quiet {
            say(&if found.is_empty() { "mended: no findings".to_owned() } else { summary(found, shown) });
        }
        *last = text;
    }
}

fn url(address: SocketAddr) -> String {
    let ip = match address.ip() {
        // The address of all addresses is none to go to.
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => "127.0.0.1".to_owned(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => "[::1]".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    format!("http://{ip}:{}/", address.port())
}

/// The addresses under which others find this machine, where it listens on all: those that it would send from.
fn addresses(address: SocketAddr) -> Vec<SocketAddr> {
    if !address.ip().is_unspecified() {
        return Vec::new();
    }
    // Addresses of documentation: nothing is sent to them.
    let from = |own: &str, other: &str| {
        let socket = UdpSocket::bind((own, 0)).ok()?;
        socket.connect((other, 9)).ok()?;
        socket.local_addr().ok().map(|from| SocketAddr::new(from.ip(), address.port()))
    };
    [("0.0.0.0", "192.0.2.1"), ("::", "2001:db8::1")].into_iter().filter_map(|(own, other)| from(own, other)).collect()
}
