//! `errbook schema`: the JSON Schemas of a book's files.

use anyhow::Result;
use clap::ValueEnum;

use super::{Outcome, print};
use crate::model::{category_schema, definition_schema};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Of what: a file in `errors/`, the `catalog.json` of a site, a `_category.yaml`, or `book.toml`
    #[arg(value_enum, default_value_t = Which::Definition)]
    which: Which,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    Definition,
    Catalog,
    Category,
    Settings,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let schema = match arguments.which {
        Which::Definition => definition_schema(),
        Which::Catalog => crate::render::catalog_schema(),
        Which::Category => category_schema(),
        Which::Settings => crate::config::config_schema(),
    };
    print(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
    Ok(Outcome::Clean)
}
