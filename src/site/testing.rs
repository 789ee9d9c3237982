//! Small books for tests.

use super::Site;
use crate::catalog::{Audience, resolve};
use crate::markdown::highlight::Highlighter;
use crate::source;

/// Makes a site of files, by their names in the book. They must be without a mistake.
pub(crate) fn site(files: &[(&str, &str)]) -> Site {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a temporary folder can be written to");
        std::fs::write(path, text).expect("a temporary folder can be written to");
    }
    let sources = source::read(folder.path()).expect("the folder is there");
    let (catalog, mut findings) = resolve(&sources, Audience::default());
    let (site, more) = super::site(catalog, &sources, Highlighter::off());
    findings.extend(more);
    findings.extend(sources.findings().cloned());
    assert!(findings.is_empty(), "{findings:?}");
    site
}
