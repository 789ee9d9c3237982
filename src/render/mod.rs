//! (Site, artifact) → bytes. Touches no disk.

pub mod html;
pub mod markdown;
pub mod words;

use crate::catalog::EntryId;
use crate::site::{Artifact, Form, Site};

/// Makes the bytes of an artifact of a site. What can fail is a template of the book.
pub fn render(site: &Site, artifact: &Artifact) -> Result<Vec<u8>, Box<tera::Error>> {
    let text = match artifact {
        Artifact::Static(name) => return Ok(site.theme.files[name].bytes.to_vec()),
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
        _ => String::new(),
    };
    Ok(text.into_bytes())
}

/// The text of an entry, for whoever asks outside of the site: its links are full addresses, where the book has one.
#[must_use]
pub fn entry_markdown(site: &Site, id: EntryId) -> String {
    markdown::entry(site, id, markdown::Addresses::Full)
}
/// x
#[must_use]
pub fn entry_markdown(_: &Site, _: crate::catalog::EntryId) -> String {
    String::new()
}
/// x
#[must_use]
pub fn entry_json(_: &Site, _: crate::catalog::EntryId) -> String {
    String::new()
}
/// x
#[must_use]
pub fn catalog_rows(_: &crate::catalog::Catalog, _: &[&crate::catalog::Entry]) -> String {
    String::new()
}
/// x
#[must_use]
pub fn catalog_schema() -> serde_json::Value {
    serde_json::Value::Null
}
