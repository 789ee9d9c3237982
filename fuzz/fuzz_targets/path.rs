//! The path of a request: what is found is on the list of the site.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use errbook::catalog::{Audience, resolve};
use errbook::markdown::highlight::Highlighter;
use errbook::site::{Artifact, Site, site};
use errbook::source::from_memory;

static SITE: LazyLock<(Site, BTreeMap<String, Artifact>)> = LazyLock::new(|| {
    let book = "errors: [{code: one, title: First, summary: One., aliases: [/old]}, {code: two, title: Second, summary: Two., compare: [{with: one}]}]";
    let sources = from_memory(&[("errors/a/book.yaml".to_owned(), book)]);
    let site = site(resolve(&sources, Audience::ALL).0, &sources, Highlighter::off()).0;
    let all = site.artifacts().into_iter().collect();
    (site, all)
});

libfuzzer_sys::fuzz_target!(|path: &str| {
    let (site, all) = &*SITE;
    assert_eq!(site.find(path).as_ref(), all.get(path));
});
