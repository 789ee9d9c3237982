//! errbook as its users see it: whole books in, exact text out.

#![allow(missing_docs, clippy::unwrap_used, clippy::case_sensitive_file_extension_comparisons, reason = "a test that fails may panic")]

mod book;
mod build;
mod commands;
mod fixes;
mod json;
mod levels;
mod mistakes;
mod mutations;
mod rules;
mod run;
mod stats;
mod texts;
