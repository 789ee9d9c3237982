//! The commands, as a new user runs them, with wrong input too.

use std::fs;

use crate::run::{book, errbook};

#[test]
fn init_makes_a_book_that_builds_and_passes() {
    let home = tempfile::tempdir().unwrap();
    let ran = errbook(home.path(), &["init", "mine"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(errbook(home.path(), &["check", "mine"]).code, 0);
    assert_eq!(errbook(home.path(), &["build", "mine"]).code, 0);
    assert!(home.path().join("mine/dist/acme/keys/key_not_found/index.html").exists());
    assert!(home.path().join("mine/.vscode/settings.json").exists());
    let again = errbook(home.path(), &["init", "mine"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn new_writes_a_definition_at_its_place() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(errbook(home.path(), &["init"]).code, 0);
    assert_eq!(errbook(home.path(), &["new", "acme:keys:key_expired"]).code, 0);
    assert!(home.path().join("errors/acme/keys/key_expired.yaml").exists());
    let wrong = errbook(home.path(), &["new", "nothing"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("does not fit `{system}:{category}:{name}`"), "{}", wrong.err);
    let twice = errbook(home.path(), &["new", "acme:keys:key_expired"]);
    assert!(twice.code == 2 && twice.err.contains("is defined in errors/acme/keys/key_expired.yaml"), "{twice:?}");
    let payload = r#"{"error": {"title": "Key: locked", "status": 423, "detail": "Key {x} is locked", "n": 1.5}}"#;
    fs::write(home.path().join("sample.json"), payload).unwrap();
    let from = errbook(home.path(), &["new", "acme:keys:key_locked", "--from", "sample.json"]);
    assert_eq!(from.code, 0, "{from:?}");
    let text = fs::read_to_string(home.path().join("errors/acme/keys/key_locked.yaml")).unwrap();
    assert!(text.contains("title: \"Key: locked\"") && text.contains("status: 423") && text.contains("Key {{x}} is locked"), "{text}");
    assert_eq!(errbook(home.path(), &["build"]).code, 0, "skeletons build");
    // Nothing of a code leads out of the book.
    let home_book = errbook(home.path(), &["new", "acme:..:x"]);
    assert!(!home.path().join("errors/x.yaml").exists(), "{home_book:?}");
}

#[test]
fn list_filters() {
    let every = book("every-key");
    let every = every.to_str().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let all = errbook(dir.path(), &["list", every]);
    assert_eq!(all.code, 0);
    assert!(all.out.starts_with("STATUS  CODE"), "{}", all.out);
    assert_eq!(all.out.lines().count(), 4);
    assert_eq!(errbook(dir.path(), &["list", every, "--status", "4xx"]).out.lines().count(), 3);
    assert_eq!(errbook(dir.path(), &["list", every, "--tag", "pace"]).out.lines().count(), 2);
    assert_eq!(errbook(dir.path(), &["list", every, "--category", "acme"]).out.lines().count(), 4);
    assert_eq!(errbook(dir.path(), &["list", every, "--category", "nowhere"]).code, 2);
    assert_eq!(errbook(dir.path(), &["list", every, "--status", "9xx"]).code, 2);
    let json: serde_json::Value = serde_json::from_str(&errbook(dir.path(), &["list", every, "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 3);
}

#[test]
fn explain_knows_codes_aliases_addresses_and_its_own_rules() {
    let every = book("every-key");
    let dir = tempfile::tempdir().unwrap();
    for query in
        ["acme:limits:too_fast", "acme:limits:slow_down", "acme/limits/too-fast", "https://docs.example.com/errors/acme/limits/too-fast/"]
    {
        let ran = errbook(dir.path(), &["explain", query, "-C", every.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{query}: {ran:?}");
        assert!(ran.out.contains("Sending too"), "{query}: {}", ran.out);
    }
    // Without a book, the rules are known all the same.
    let rule = errbook(dir.path(), &["explain", "dead-reference"]);
    assert_eq!(rule.code, 0, "{rule:?}");
    assert!(rule.out.contains("dead-reference"));
    let unknown = errbook(dir.path(), &["explain", "acme:limits:too_fsat", "-C", every.to_str().unwrap()]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("acme:limits:too_fast") || unknown.out.contains("acme:limits:too_fast"), "{unknown:?}");
}

#[test]
fn explain_says_why_and_lists_what_fits() {
    let every = book("every-key");
    let every = every.to_str().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let why = errbook(dir.path(), &["explain", "-C", every, r#"{"error": {"type": "acme:limits:too_fast"}}"#]);
    assert_eq!((why.code, why.err.as_str()), (0, "code in error.type\n"), "{why:?}");
    let several = errbook(dir.path(), &["explain", "-C", every, "acme:limits:too_fast, then acme:limits:quota"]);
    assert_eq!(several.code, 0, "{several:?}");
    assert!(several.out.contains("     acme:limits:too_fast\n     acme/limits/too-fast\n     code in line 1"), "{several:?}");
    assert!(several.err.starts_with("2 errors fit"), "{several:?}");
    let nothing = errbook(dir.path(), &["explain", "-C", every, " "]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""), "{nothing:?}");
}

#[test]
fn scan_counts_what_a_log_holds() {
    let every = book("every-key");
    let every = every.to_str().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("app.log");
    std::fs::write(&log, "started\nERROR acme:limits:too_fast\nfine\nERROR acme:limits:too_fast\nWARN see https://docs.example.com/errors/acme/limits/too-fast/\n")
        .unwrap();
    let told = errbook(dir.path(), &["scan", log.to_str().unwrap(), "-C", every, "--format", "json"]);
    assert_eq!((told.code, told.err.as_str()), (0, "1 known error in 5 lines\n"), "{told:?}");
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((&told["lines"], &told["errors"][0]["count"]), (&5.into(), &3.into()), "{told}");
    assert_eq!((&told["errors"][0]["first"], &told["errors"][0]["last"]), (&2.into(), &5.into()), "{told}");
    let table = errbook(dir.path(), &["scan", log.to_str().unwrap(), "-C", every]);
    assert!(table.out.lines().nth(1).unwrap().starts_with("3 "), "{table:?}");
    std::fs::write(&log, "nothing of note\n").unwrap();
    let none = errbook(dir.path(), &["scan", log.to_str().unwrap(), "-C", every]);
    assert_eq!((none.code, none.out.as_str(), none.err.as_str()), (0, "", "0 known errors in 1 line\n"));
}

#[test]
fn a_book_with_mistakes_is_not_searched_in_silence() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("errors")).unwrap();
    std::fs::write(dir.path().join("errors/good.yaml"), "{code: acme_good, title: Good, summary: S}").unwrap();
    std::fs::write(dir.path().join("errors/bad.yaml"), "{code: acme_bad, title: Bad}").unwrap();
    std::fs::write(dir.path().join("a.log"), "ERROR acme_bad\nERROR acme_good\n").unwrap();
    let warning = "this book has mistakes, and what stands in them is not looked for: `errbook check` tells them\n";
    let scanned = errbook(dir.path(), &["scan", "a.log"]);
    assert_eq!((scanned.code, scanned.err.as_str()), (1, format!("{warning}1 known error in 2 lines\n").as_str()), "{scanned:?}");
    let lost = errbook(dir.path(), &["explain", "acme_bad"]);
    assert!(lost.code == 1 && lost.err.starts_with(warning), "{lost:?}");
    // Neither an error that is there nor a rule of errbook's own is missing.
    for found in ["acme_good", "dead-reference"] {
        let explained = errbook(dir.path(), &["explain", found]);
        assert_eq!((explained.code, explained.err.as_str()), (0, ""), "{explained:?}");
    }
    std::fs::remove_file(dir.path().join("errors/bad.yaml")).unwrap();
    assert_eq!(errbook(dir.path(), &["scan", "a.log"]).code, 0);
}

#[test]
fn usage_is_told() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(errbook(dir.path(), &["bulid"]).code, 2);
    assert_eq!(errbook(dir.path(), &["build"]).code, 2, "an empty folder is no book");
    assert_eq!(errbook(dir.path(), &["--help"]).code, 0);
    assert!(errbook(dir.path(), &["--version"]).out.starts_with("errbook 0."));
    for shell in ["bash", "zsh", "fish"] {
        assert!(errbook(dir.path(), &["completions", shell]).out.contains("errbook"));
    }
    for which in ["definition", "catalog", "category", "settings"] {
        let schema: serde_json::Value = serde_json::from_str(&errbook(dir.path(), &["schema", which]).out).unwrap();
        assert!(schema["$schema"].as_str().is_some_and(|schema| schema.contains("2020-12")), "{which}");
    }
}

#[test]
fn findings_as_json_have_places() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("errors")).unwrap();
    fs::write(dir.path().join("errors/ü.yaml"), "code: E1\ntitle: Eins\nsummary: \"ü [[E2]]\"\n").unwrap();
    let ran = errbook(dir.path(), &["check", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let finding = json["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "dead-reference").unwrap();
    assert_eq!(
        (&finding["file"], &finding["line"], &finding["column"], &finding["end_column"]),
        (&"errors/ü.yaml".into(), &3.into(), &15.into(), &17.into())
    );
    assert_eq!(finding["url"], "https://errbook.example/errbook/dead-reference/");
    assert_eq!(json["counts"]["errors"], 1);
}
