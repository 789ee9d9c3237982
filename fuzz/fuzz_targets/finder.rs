//! What is pasted into the finder: any text has an answer.
#![no_main]

use std::sync::LazyLock;

use errbook::catalog::{Audience, resolve};
use errbook::finder::{Index, records};
use errbook::source::from_memory;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let book = "errors: [{code: \"err:a:b\", title: First, summary: One., status: 404, messages: [\"no {thing} in {place}\"]}, {code: E0001, title: Second, summary: Two.}]";
    let sources = from_memory(&[("errors/a/book.yaml".to_owned(), book)]);
    Index::new(records(&resolve(&sources, Audience::ALL).0))
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = INDEX.find(text, 10);
});
