//! errbook turns YAML definitions of errors into a site that explains every error to a person, an agent and a program.

pub mod text;
pub mod diagnostic;
pub mod config;
pub mod model;
pub mod markdown;
pub mod source;
pub mod theme;
pub mod route;
pub mod catalog;
pub mod site;
pub mod render;
pub mod output;
pub mod rules;
pub mod cli;
