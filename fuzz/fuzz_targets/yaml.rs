//! A definition: it is read, or there are findings with places in it.
#![no_main]

use errbook::catalog::{Audience, resolve};
use errbook::source::from_memory;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let sources = from_memory(&[("errors/a/fuzzed.yaml".to_owned(), text)]);
    let (_, found) = resolve(&sources, Audience::ALL);
    for finding in sources.findings().chain(&found) {
        assert!(!finding.message.is_empty());
        let range = finding.place.range();
        assert!(range.start <= range.end && range.end <= text.len() + 3, "{range:?}");
    }
});
