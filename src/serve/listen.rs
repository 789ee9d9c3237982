//! Connections: who is slow, silent or too many does not keep the others waiting.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tower_service::Service;

use super::guard::Peer;

/// A head that is not there by then does not come, and a connection that says nothing is closed.
const HEAD: Duration = Duration::from_secs(30);
/// The largest head of a request.
const LARGEST_HEAD: usize = 32 << 10;
const MOST_HEADERS: usize = 100;
/// Ports that are tried after a busy one, before any will do.
const PORTS: u16 = 20;
const BACKLOG: u32 = 1024;

/// Takes the port, or the next one that is free.
#[expect(clippy::unused_async, reason = "a listener can be made only where the runtime runs")]
pub(super) async fn bind(ip: IpAddr, port: u16) -> Result<TcpListener> {
    for next in (port..=port.saturating_add(PORTS)).chain([0]) {
        match listen(SocketAddr::new(ip, next)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(anyhow::Error::new(error).context(format!("cannot listen on {}", SocketAddr::new(ip, next)))),
        }
    }
    Err(anyhow::anyhow!("all ports are busy")).context(format!("cannot listen on {ip}"))
}

/// Answers connections, for ever.
pub(super) async fn serve(listener: TcpListener, router: Router) -> Infallible {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tokio::spawn(answer(stream, peer, router.clone()));
            }
            // One that is gone already; or there are no more of them to be had, and others have to end first.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

/// Lets this process have as many connections as the system allows; the usual limit is a thousand.
pub(super) fn raise_limits() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum;
        // Where it may not, a thousand have to do.
        let _ = setrlimit(Resource::Nofile, limit);
    }
}

fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A port that was left a moment ago is free; on Windows this would take it from others.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn answer(stream: TcpStream, peer: SocketAddr, router: Router) {
    // Without it a small answer may wait for an acknowledgement; that is all it does.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        let mut router = router.clone();
        async move { router.call(request).await }
    });
    let mut connection = http1::Builder::new();
    connection.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD).max_headers(MOST_HEADERS);
    // A connection that breaks concerns its other end only.
    let _ = connection.serve_connection(TokioIo::new(stream), service).await;
}
