//! What a build takes over from the one before is what a build from nothing makes, whatever was edited in between.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::run::{book, copy, errbook, tree};

/// So many that a build remembers the last one.
const MANY: usize = 210;

fn definition(number: usize) -> String {
    let next = (number + 1) % MANY;
    format!(
        "code: Z{number:03}\ntitle: Crate {number} is locked\nstatus: 423\nsummary: Crate {number} is locked. Wait for it.\n\
         messages: [\"crate {number} is locked by {{who}}\"]\nmeaning: See `Z{:03}` and [[Z{:03}]].\nfixes: [Wait]\n\
         related: [{{code: Z{next:03}, why: It comes next}}]\n",
        (number * 7 + 3) % MANY,
        (number * 11 + 5) % MANY,
    )
}

/// Builds in place, and gives what was said with the site that stands there.
fn build(home: &Path) -> (String, BTreeMap<String, Vec<u8>>) {
    // What was edited just now may be edited again within the same tick of the clock: such a book is built as a whole.
    std::thread::sleep(Duration::from_millis(60));
    let ran = errbook(home, &["-v", "build", "-d", "dist"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    (ran.err, tree(&home.join("dist")))
}

/// The site as it is made from nothing.
fn anew(home: &Path) -> BTreeMap<String, Vec<u8>> {
    let other = tempfile::tempdir().unwrap();
    copy(home, other.path());
    fs::remove_dir_all(other.path().join("dist")).unwrap();
    build(other.path()).1
}

/// How many files were made.
fn made(said: &str) -> usize {
    let words: Vec<&str> = said.split([' ', '\n']).collect();
    let at = words.iter().position(|word| *word == "made,").expect("a verbose build says how many it made");
    words[at - 1].replace(',', "").parse().unwrap()
}

/// Something that is done to a book, with its name.
type Step = (&'static str, fn(&Path));

#[test]
fn what_is_taken_over_is_what_would_be_made() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    copy(&book("every-key"), home);
    for number in 0..MANY {
        let folder = home.join(format!("errors/crates/{}", number % 5));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{number}.yaml")), definition(number)).unwrap();
    }
    let (said, first) = build(home);
    let all = made(&said);
    assert!(all >= first.len() - 1, "the first build makes everything: {said}");
    assert!(first == anew(home));
    let crates = "errors/crates/2/7.yaml";
    let fast = "errors/acme/limits/too_fast.yaml";
    let flat = "errors/acme/limits/flat.yaml";
    // The file, what is written for what, and whether most of the site can be taken over.
    let edits = [
        (crates, "title: Crate 7 is locked", "title: Crate 7 is *shut*", true),
        (crates, "Wait for it.", "Wait for it, and longer.", true),
        (crates, "status: 423", "status: 409", true),
        (crates, "fixes: [Wait]", "fixes: [Wait, Ask who holds it]\nreviewed: 2026-03-04", true),
        (crates, "messages: [", "retry: safe\ntags: [crate]\nmessages: [\"gone\", ", true),
        (crates, "why: It comes next", "why: It comes thereafter", false),
        (crates, "related: [", "related: [{code: Z200, why: It is like it}, ", false),
        (crates, "code: Z007", "code: Z007\naliases: [/former/seven, Z907]", false),
        (crates, "code: Z007", "code: Z007\nslug: seven", false),
        (crates, "slug: seven\n", "visibility: internal\nslug: seven\n", false),
        (crates, "visibility: internal\nslug: seven\n", "", false),
        (fast, "Sending too *fast*", "Sending far too *fast*", true),
        (fast, "The caller sends more than agreed", "The caller sends much more than agreed", true),
        (fast, "name: pacing", "name: the pace", true),
        (fast, "Only for machines.", "Only for machines, as ever. See `Z011`.", true),
        (fast, "while (true) send()", "for (;;) send()", true),
        (fast, "choose_this: Too much in a minute.", "choose_this: Too much in one minute.", false),
        (fast, "  replaced_by: acme:limits:quota\n", "", false),
        (fast, "hero: true", "hero: false", false),
        (flat, "title: Quota used up", "title: The quota is used up", true),
        (flat, "title: Zeroes stay, ", "title: Zeroes stay, related: [], ", false),
        (flat, "tags: [flat]", "tags: [flat, level]", false),
        (flat, "{code: Z8,", "{code: Z7, title: New, summary: Just made.}\n  - {code: Z8,", false),
        ("errors/acme/limits/playbook.yaml", "Slow down or pay more", "Pay more or slow down", false),
        ("errors/acme/_category.yaml", "title: Acme platform", "title: The Acme platform", false),
        ("errors/acme/_category.yaml", "Default author", "Another author", false),
        ("errors/acme/limits/pace.svg", "<svg", "<!-- drawn anew --><svg", false),
        ("book.toml", "title = \"Every key\"", "title = \"All keys\"", false),
        ("book.toml", "https://docs.example.com/errors/", "https://docs.example.com/", false),
    ];
    for (file, from, to, is_small) in edits {
        let path = home.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} says {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let (said, site) = build(home);
        assert_eq!(made(&said) < all / 2, is_small, "{to}: {said}");
        let expect = anew(home);
        assert!(site.keys().eq(expect.keys()), "{to}: other files");
        for (name, bytes) in &site {
            assert!(*bytes == expect[name], "{to}: {name} differs");
        }
    }
    // Templates, static files, files that come and go, a site that was touched, and two edits at once.
    let steps: [Step; 6] = [
        ("a template", |home| {
            fs::create_dir_all(home.join("templates/partials")).unwrap();
            fs::write(home.join("templates/partials/footer.html"), "<footer>{{ site.title }}</footer>").unwrap();
        }),
        ("a static file", |home| {
            fs::create_dir_all(home.join("static")).unwrap();
            fs::write(home.join("static/site.css"), "body { margin: 0 }").unwrap();
        }),
        ("a new file", |home| fs::write(home.join("errors/crates/1/new.yaml"), definition(900)).unwrap()),
        ("a file that went", |home| fs::remove_file(home.join("errors/crates/1/new.yaml")).unwrap()),
        ("a page that was touched", |home| fs::write(home.join("dist/crates/0/Z000/index.html"), "by hand").unwrap()),
        ("two edits", |home| {
            for number in [10, 15] {
                fs::write(home.join(format!("errors/crates/0/{number}.yaml")), definition(number).replace("locked", "lost")).unwrap();
            }
            fs::remove_file(home.join("dist/crates/0/Z005.md")).unwrap();
        }),
    ];
    for (what, step) in steps {
        step(home);
        assert!(build(home).1 == anew(home), "after {what}");
    }
}
