//! The MCP server as clients meet it: the program on its standard streams, and the address below the dev server.

#![cfg(feature = "mcp")]
#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod book;
mod client;
mod http;
mod live;
mod stdio;
