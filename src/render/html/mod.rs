//! Pages for people.

pub mod view;

use crate::site::{Artifact, Site};

/// Makes a page.
pub(super) fn page(_site: &Site, _artifact: &Artifact) -> Result<String, Box<tera::Error>> {
    Ok(String::new())
}
