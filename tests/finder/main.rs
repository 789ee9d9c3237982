//! The finder against the vectors that it shares with the browser's script.
//!
//! `first` and `confident` of a vector are written by hand; `found` is what the engine answers in full. After a
//! change that is meant, `UPDATE=1 cargo test --test finder` writes `found` anew, to be read in the diff.

use errbook::finder::{Index, Record, redact::redact};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PATH: &str = "tests/finder/vectors.json";

fn books(vectors: &Value) -> BTreeMap<String, Index> {
    let books = vectors["books"].as_object().expect("vectors have books");
    let book = |(name, book): (&String, &Value)| {
        let records: Vec<Record> = serde_json::from_value(book["records"].clone()).expect("records are records");
        let place = book["request_id"].as_str().expect("a book says where its request id is");
        (name.clone(), Index::new(records).with_request_id(place))
    };
    books.iter().map(book).collect()
}

fn answer(index: &Index, query: &str) -> Value {
    let found = index.find(query, 5);
    let path = |row: u32| &index.records()[row as usize].path;
    let matches: Vec<Value> = found
        .matches
        .iter()
        .map(|m| json!({"path": path(m.row), "score": m.score, "confident": m.confident, "because": m.because, "captures": m.captures}))
        .collect();
    json!({"matches": matches, "request_id": found.request_id, "time": found.time})
}

#[test]
fn every_vector_is_answered_as_written() {
    let text = std::fs::read_to_string(PATH).expect("vectors are there");
    let mut vectors: Value = serde_json::from_str(&text).expect("vectors are JSON");
    let books = books(&vectors);
    let bless = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for vector in vectors["queries"].as_array_mut().expect("there are queries") {
        let query = vector["query"].as_str().expect("a query is text").to_owned();
        let found = answer(&books[vector["book"].as_str().expect("a vector names its book")], &query);
        let best = &found["matches"][0];
        let is_any = vector["any"] == true;
        let as_said =
            (vector["first"].is_null() || best["path"] == vector["first"]) && (best["confident"] == true) == (vector["confident"] == true);
        if !(as_said || is_any && best["confident"] != true) {
            wrong.push(format!("{query:?}\n  said {} {}\n  got {found}", vector["first"], vector["confident"]));
        }
        if bless {
            vector["found"] = found;
        } else if vector["found"] != found {
            wrong.push(format!("{query:?}\n  written {}\n  got {found}", vector["found"]));
        }
    }
    for vector in vectors["redact"].as_array_mut().expect("there are secrets") {
        let text = vector["text"].as_str().expect("a text is text").to_owned();
        if bless {
            vector["redacted"] = json!(redact(&text));
        } else if vector["redacted"] != json!(redact(&text)) {
            wrong.push(format!("{text:?}\n  written {}\n  got {}", vector["redacted"], redact(&text)));
        }
    }
    if bless {
        std::fs::write(PATH, serde_json::to_string_pretty(&vectors).expect("values are JSON") + "\n").expect("vectors can be written");
    }
    assert!(wrong.is_empty(), "{} vectors:\n{}", wrong.len(), wrong.join("\n"));
}

/// Writes the index files of each book where `tests/finder/run.mjs` finds them; the browser tests run that.
#[test]
fn the_browser_gets_an_index_of_each_book() {
    let vectors: Value = serde_json::from_str(&std::fs::read_to_string(PATH).expect("vectors are there")).expect("vectors are JSON");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("finder");
    for (name, index) in books(&vectors) {
        for (file, bytes) in errbook::finder::shards::files(&index) {
            let path = folder.join(&name).join(file);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
            std::fs::write(path, bytes).expect("files can be written");
        }
    }
    assert!(std::fs::read_dir(&folder).expect("the folder is there").count() > 0);
}
