//! errbook turns YAML definitions of errors into a site that explains every error to a person, an agent and a program.
//!
//! Data flows one way. [`source`] reads the files of a book, [`catalog`] resolves what they name, [`site`] says which paths the book has, and
//! [`render`] makes the bytes of one of them; [`output`] writes them to a folder. ARCHITECTURE.md tells more.

pub mod parallel;
pub mod text;

pub mod diagnostic;
pub mod route;

pub mod config;
pub mod markdown;
pub mod model;

pub mod source;
pub mod theme;

pub mod catalog;

pub mod finder;

pub mod check;
pub mod site;

pub mod render;

pub mod export;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod output;
pub mod rules;
pub mod serve;

pub mod cli;
