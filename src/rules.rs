//! errbook's own errors: a definition for each finding that it can print. They are part of the program, and of its own book.

use include_dir::{Dir, include_dir};

static DEFINITIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/errors/errbook");

/// The files of the definitions, by name.
#[must_use]
pub fn files() -> Vec<(String, &'static str)> {
    DEFINITIONS
        .files()
        .map(|file| {
            let name = file.path().to_str().expect("our own names are UTF-8");
            (format!("errors/errbook/{name}"), file.contents_utf8().expect("our own definitions are UTF-8"))
        })
        .collect()
}
