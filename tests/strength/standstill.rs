//! Many threads at once: none waits for what itself was about to make.

use std::fmt::Write;
use std::sync::mpsc;
use std::time::Duration;

use errbook::catalog::{Audience, resolve};
use errbook::check::{Levels, check};
use errbook::source::from_memory;

/// How often a book is looked at: about one look in fifty came to a standstill once.
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
    let (told, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(32).build().unwrap();
        pool.install(|| {
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
        told.send(()).unwrap();
    });
    assert!(heard.recv_timeout(TOO_LONG).is_ok(), "a standstill");
}
