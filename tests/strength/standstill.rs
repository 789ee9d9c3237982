//! Many threads at once: none waits for what itself was about to make.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::mpsc;
use std::time::Duration;

use errbook::catalog::{Audience, resolve};
use errbook::check::{Levels, check};
use errbook::markdown::highlight::Highlighter;
use errbook::render::llms_full;
use errbook::site::site;
use errbook::source::from_memory;

/// How often a book is looked at: some of a hundred came to a standstill once.
const LOOKS: usize = 400;
/// When it is certain that a look will not end.
const TOO_LONG: Duration = Duration::from_secs(120);

#[test]
fn rules_that_ask_for_the_whole_book_end_on_any_number_of_threads() {
    // An entry that no other names, with a response: both are looked for in the whole book.
    let mut entries = String::from("errors:\n");
    for number in 0..300 {
        writeln!(entries, "  - code: e{number}\n    title: T\n    summary: S.\n    example: {{response: {{title: \"{number}\"}}}}")
            .unwrap();
    }
    ends(move || {
        let sources = from_memory(&[("errors/all.yaml".to_owned(), &entries)]);
        let (catalog, _) = resolve(&sources, Audience::ALL);
        assert_eq!(catalog.entries.len(), 300);
        for _ in 0..LOOKS {
            let found = check(&catalog, &sources, Levels::Pedantic, jiff::civil::date(2026, 1, 1));
            for rule in ["orphan", "example-unresolved"] {
                assert_eq!(found.iter().filter(|found| found.rule == rule).count(), 300, "{rule}");
            }
        }
    });
}

/// Prose may lead to what is made of the whole book on all cores.
#[test]
fn texts_that_lead_to_the_index_of_the_finder_end_on_any_number_of_threads() {
    let mut entries = String::from("errors:\n");
    for number in 0..300 {
        writeln!(entries, "  - code: e{number}\n    title: T\n    summary: S.\n    meaning: See [the index](/search/meta.json).").unwrap();
    }
    ends(move || {
        let sources = from_memory(&[("errors/all.yaml".to_owned(), &entries)]);
        let (catalog, _) = resolve(&sources, Audience::ALL);
        for _ in 0..LOOKS / 4 {
            let (site, _) = site(catalog.clone(), &sources, Highlighter::off());
            let mut size = 0;
            llms_full(&site, |piece| {
                size += piece.len();
                Ok::<(), Infallible>(())
            })
            .unwrap();
            assert!(size > 300 * 20);
        }
    });
}

/// Runs something on many threads.
fn ends(run: impl FnOnce() + Send + 'static) {
    let (told, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(32).build().unwrap();
        pool.install(run);
        told.send(()).unwrap();
    });
    assert!(heard.recv_timeout(TOO_LONG).is_ok(), "a standstill");
}
