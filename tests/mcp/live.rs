//! A book that changes while it is asked.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::book::small;
use crate::client::{Client, texts};

const CHANGED: &str = "notifications/resources/list_changed";

/// Asks again and again until the answer is the one that is waited for.
fn until(client: &mut Client, name: &str, arguments: &Value, is_it: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let result = client.call(name, arguments);
        if is_it(&result) {
            return result;
        }
        assert!(Instant::now() < end, "{result}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn edits_are_in_the_next_answer() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    client.failure("get_error", &json!({ "error": "acme:plans:new" }));
    book.write("errors/plans/new.yaml", "code: acme:plans:new\ntitle: New\nsummary: S.\n");
    client.wait_for(CHANGED);
    assert!(client.text("get_error", &json!({ "error": "acme:plans:new" })).starts_with("# New\n"));
    // A text that is mended leaves the lists as they are.
    book.write("errors/plans/new.yaml", "code: acme:plans:new\ntitle: New\nsummary: Mended.\n");
    let asked = json!({ "error": "acme:plans:new" });
    until(&mut client, "get_error", &asked, |result| result["structuredContent"]["summary"] == json!("Mended."));
    fs::remove_file(book.root.join("errors/plans/new.yaml")).unwrap();
    client.wait_for(CHANGED);
    client.failure("get_error", &asked);
}

#[test]
fn a_broken_book_leaves_the_last_good_one() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    let asked = json!({ "error": "acme:plans:too_small" });
    let before = client.call("get_error", &asked);
    assert_eq!(before["structuredContent"].get("note"), None);
    let good = fs::read_to_string(book.root.join("errors/plans/too_small.yaml")).unwrap();
    book.write("errors/plans/too_small.yaml", "code: acme:plans:too_small\ntitle: Plan too small\nstatus: 4O2\nsummary: Pay more.\n");
    let broken = until(&mut client, "get_error", &asked, |result| texts(result).contains("note: "));
    assert_eq!(broken["content"][0], before["content"][0]);
    let note = broken["structuredContent"]["note"].as_str().unwrap();
    assert!(note.contains("errors/plans/too_small.yaml:3:9: error["), "{note}");
    assert!(client.failure("get_error", &json!({ "error": "zzz" })).contains("note: "));
    book.write("errors/plans/too_small.yaml", &good);
    let mended = until(&mut client, "get_error", &asked, |result| !texts(result).contains("note: "));
    assert_eq!(mended, before);
}

#[test]
fn who_listens_is_told() {
    let book = small();
    let mut client = Client::modern(&book.root);
    client.ask("server/discover", &json!({}));
    client.send("subscriptions/listen", &json!({ "notifications": { "resourcesListChanged": true } }));
    client.wait_for("notifications/subscriptions/acknowledged");
    book.write("errors/plans/new.yaml", "code: acme:plans:new\ntitle: New\nsummary: S.\n");
    client.wait_for(CHANGED);
    assert!(client.text("get_error", &json!({ "error": "acme:plans:new" })).starts_with("# New\n"));
}
