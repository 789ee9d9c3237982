//! (Site, artifact) → bytes. Touches no disk.

mod feed;
mod hosts;
pub mod html;
mod json;
mod llms;
mod llms_full;
#[cfg(test)]
mod llms_tests;
pub mod markdown;
mod opensearch;
mod sitemap;
pub mod words;
mod xml;

pub use hosts::{CONTENT_SECURITY_POLICY, HEADERS};
pub use json::{catalog_rows, catalog_schema, entry as entry_json, matches_json};
pub use llms_full::llms_full;

use crate::catalog::{Comparison, EntryId};
use crate::model::definition_schema;
use crate::site::{Artifact, Form, Site};

/// Makes the bytes of an artifact of a site. What can fail is a template of the book.
pub fn render(site: &Site, artifact: &Artifact) -> Result<Vec<u8>, Box<tera::Error>> {
    let text = match artifact {
        Artifact::Static(name) => return Ok(site.theme.files[name].bytes.to_vec()),
        Artifact::Search(name) => return Ok(site.search()[name].clone()),
        Artifact::Picture(location) => return Ok(site.pictures[location].clone()),
        Artifact::Home(Form::Html)
        | Artifact::Category(_, _, Form::Html)
        | Artifact::Entry(_, Form::Html)
        | Artifact::Comparisons(Form::Html)
        | Artifact::Comparison(_, Form::Html)
        | Artifact::Playbooks(Form::Html)
        | Artifact::Playbook(_, Form::Html)
        | Artifact::NotFound
        | Artifact::Redirect(_) => html::page(site, artifact)?,
        Artifact::Home(_)
        | Artifact::Category(..)
        | Artifact::Entry(_, Form::Markdown)
        | Artifact::Comparisons(_)
        | Artifact::Comparison(..)
        | Artifact::Playbooks(_)
        | Artifact::Playbook(..) => markdown::page(site, artifact),
        Artifact::Entry(id, Form::Json) => json::entry(site, *id),
        Artifact::Catalog => json::catalog(&site.catalog),
        Artifact::CatalogSchema => json::pretty(&json::catalog_schema()),
        Artifact::DefinitionSchema => json::pretty(&definition_schema()),
        Artifact::ProblemTypes => json::problem_types(site),
        Artifact::ApiCatalog => json::api_catalog(site),
        Artifact::Llms(number) => llms::root(site, *number),
        Artifact::CategoryLlms(id, number) => llms::category(site, *id, *number),
        Artifact::LlmsFull => llms_full::whole(site),
        Artifact::Sitemap(part) => sitemap::sitemap(site, *part),
        Artifact::Feed => feed::feed(site),
        Artifact::OpenSearch => opensearch::opensearch(site),
        Artifact::Robots => hosts::robots(site),
        Artifact::Redirects => hosts::redirects(site),
        Artifact::Headers => hosts::headers(site),
    };
    Ok(text.into_bytes())
}

/// The text of an entry, for whoever asks outside of the site: its links are full addresses, where the book has one.
#[must_use]
pub fn entry_markdown(site: &Site, id: EntryId) -> String {
    markdown::entry(site, id, markdown::Addresses::Full)
}

/// Two entries side by side, for whoever asks outside of the site.
#[must_use]
pub fn comparison_markdown(site: &Site, comparison: &Comparison) -> String {
    markdown::comparison(site, comparison, markdown::Addresses::Full)
}
