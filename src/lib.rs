//! errbook turns YAML definitions of errors into a site that explains every error to a person, an agent and a program.

pub mod catalog;
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod markdown;
pub mod model;
pub mod output;
pub mod render;
pub mod route;
pub mod rules;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
