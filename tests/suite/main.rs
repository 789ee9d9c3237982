//! errbook as its users see it: whole books in, exact text out.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test that fails may panic")]

mod book;
mod fixes;
mod levels;
mod mutations;
mod rules;
mod stats;
