//! `errbook export`: files for other programs. What compilers say of them, `tests/export/run` asks.

use std::path::Path;

use serde_json::Value;

use crate::book::Book;
use crate::run::errbook;

const ENTRY: (&str, &str) = ("errors/x/one.yaml", "{code: one, title: One, status: 404, summary: S}");

fn hostile() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/book").to_str().unwrap().to_owned()
}

#[test]
fn check_says_what_is_out_of_date() {
    let book = Book::new([ENTRY]);
    let lost = book.run(&["export", "python", "-o", "out/errors.py", "--check"]);
    assert_eq!((lost.code, lost.err.as_str()), (1, "out/errors.py is not there; the same command without `--check` writes it\n"));
    let written = book.run(&["export", "python", "-o", "out/errors.py"]);
    assert_eq!((written.code, written.err.as_str(), written.out.as_str()), (0, "out/errors.py is written\n", ""));
    let text = book.read("out/errors.py");
    assert_eq!(book.run(&["export", "python"]).out, text, "without a file, it goes to standard output");
    let same = book.run(&["export", "python", "-o", "out/errors.py", "--check"]);
    assert_eq!((same.code, same.err.as_str()), (0, "out/errors.py is up to date\n"));
    std::fs::write(book.path().join("errors/x/one.yaml"), "{code: one, title: One, status: 410, summary: S}").unwrap();
    let old = book.run(&["export", "python", "-o", "out/errors.py", "--check"]);
    let line = text.lines().position(|line| line == "    status=404,").unwrap() + 1;
    let expect = format!(
        "out/errors.py is out of date; the same command without `--check` writes it anew\n\
         line {line} is  `    status=404,\\n`\n{:width$} not `    status=410,\\n`\n",
        "",
        width = format!("line {line}").len() - 1
    );
    assert_eq!((old.code, old.err), (1, expect));
    assert_eq!(book.read("out/errors.py"), text, "checking writes nothing");
    assert_eq!(book.run(&["export", "python", "--check"]).code, 2, "there is nothing to compare with");
}

#[test]
fn a_book_has_templates_of_its_own() {
    let book = Book::new([
        ENTRY,
        ("templates/export/csharp.tera", "{% for error in errors %}{{ error.name }}{% endfor %} of {{ package }}\n"),
        ("kotlin.tera", "{% for error in errors %}const val {{ error.name }} = {{ error.code | literal(of=\"java\") }}\n{% endfor %}"),
        ("wrong.tera", "one\n{{ errors.nothing }}"),
        ("nosy.tera", "{{ get_env(name=\"HOME\") }}"),
        ("reader.tera", "{% include \"/etc/passwd\" %}"),
        ("evil.tera", "{{ errors | literal(of=\"cobol\") }}"),
    ]);
    assert_eq!(book.run(&["export", "csharp"]).out, "One of ErrorCodes\n");
    assert_eq!(book.run(&["export", "--template", "kotlin.tera"]).out, "const val ONE = \"one\"\n");
    assert_eq!(book.run(&["export", "text", ".", "--template", "kotlin.tera"]).out, "const val ONE = \"one\"\n");
    for (name, expect) in [("wrong", "wrong.tera:2"), ("nosy", "get_env"), ("reader", "/etc/passwd"), ("evil", "evil.tera:1")] {
        let ran = book.run(&["export", "text", "--template", &format!("{name}.tera")]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {ran:?}");
        assert!(ran.err.contains("the template cannot be used") && ran.err.contains(expect), "{name}: {}", ran.err);
    }
    assert_eq!(book.run(&["export", "text"]).code, 2);
    std::fs::write(book.path().join("templates/export/csharp.tera"), "{{ nothing }}").unwrap();
    let broken = book.run(&["export", "csharp"]);
    assert!(broken.code == 1 && broken.out.contains("--> templates/export/csharp.tera:1:4"), "{broken:?}");
}

#[test]
fn part_of_a_book() {
    let book = Book::new([ENTRY, ("errors/y/two.yaml", "{code: two, title: Two, summary: S, visibility: internal}")]);
    let codes = |arguments: &[&str]| {
        let ran = book.run(&[&["export", "csv"], arguments].concat());
        let rows: Vec<String> = ran.out.split("\r\n").skip(1).filter_map(|row| Some(row.split_once(',')?.0.to_owned())).collect();
        (ran.code, rows.join(" "))
    };
    assert_eq!(codes(&[]), (0, "one".to_owned()));
    assert_eq!(codes(&["--internal"]), (0, "one two".to_owned()));
    assert_eq!(codes(&["--internal", "--category", "y"]), (0, "two".to_owned()));
    assert_eq!(codes(&["--category", "z"]).0, 2);
    std::fs::write(book.path().join("errors/z.yaml"), "code: three\n").unwrap();
    let broken = book.run(&["export", "csv", "-o", "all.csv"]);
    assert!(broken.code == 1 && broken.err.contains("nothing was exported"), "{broken:?}");
    assert!(!book.path().join("all.csv").exists());
}

#[test]
fn packages_are_names() {
    let book = Book::new([ENTRY]);
    assert!(book.run(&["export", "java", "--package", "com.acme.errors"]).out.contains("\npackage com.acme.errors;\n"));
    assert!(book.run(&["export", "csharp"]).out.contains("\nnamespace ErrorCodes;\n"));
    for wrong in ["a; import b", "", "1a", "a..b"] {
        assert_eq!(book.run(&["export", "java", "--package", wrong]).code, 2, "{wrong}");
    }
}

#[test]
fn components_refer_to_what_is_there() {
    let ran = errbook(Path::new("."), &["export", "openapi", &hostile()]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let responses = document["components"]["responses"].as_object().unwrap();
    assert_eq!(responses.len(), 18);
    let found = &document["components"]["responses"]["ErrAKeyNotFound"]["content"]["application/problem+json"];
    assert_eq!(found["examples"].as_object().unwrap().keys().collect::<Vec<_>>(), ["ErrAKeyNotFound", "ErrAKeyNotFound-2"]);
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 40, "{references:?}");
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn rules_have_ids_of_their_own() {
    let ran = errbook(Path::new("."), &["export", "sarif-rules", &hostile()]);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: std::collections::BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!((rules.len(), ids.len()), (18, 18));
    assert!(ids.contains("s3/AccessDenied") && ids.contains("err:a:key_not_found"), "{ids:?}");
    let old = rules.iter().find(|rule| rule["id"] == "OldOne").unwrap();
    assert_eq!(old["deprecatedIds"], serde_json::json!(["VeryOldOne"]));
    assert_eq!(old["helpUri"], "https://errors.example.com/e/x/OldOne/");
}

#[test]
fn hosts_know_where_the_site_stands() {
    let files = [("errors/x/one.yaml", "{code: one, title: One, summary: S, aliases: [/old]}")];
    let run = |book: &Book, target: &str| {
        let ran = book.run(&["export", target]);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out
    };
    let bare = Book::new(files);
    assert!(run(&bare, "nginx").contains("server_name localhost;") && run(&bare, "caddy").contains("http://localhost:80 {"));
    let below = Book::new(files.into_iter().chain([("book.toml", "[output.html]\nsite-url = 'https://acme.com/errors'")]));
    let nginx = run(&below, "nginx");
    assert!(nginx.contains("location = /errors/old {\n        return 301 /errors/x/one/$is_args$args;"), "{nginx}");
    assert!(run(&below, "netlify").contains("[\"/errors/old\", \"/errors/x/one/\"],"));
    let workflow: serde_yaml::Value = serde_yaml::from_str(&run(&below, "github-pages")).unwrap();
    assert_eq!(workflow["jobs"]["deploy"]["needs"], "build");
    let concurrency = workflow["concurrency"]["group"].as_str().unwrap();
    assert_eq!(concurrency, "errors-${{ github.ref }}");
    let odd = Book::new(files.into_iter().chain([("book.toml", "[output.html]\nsite-url = 'https://acme.com/a;b/'")]));
    let refused = odd.run(&["export", "nginx"]);
    assert!(refused.code == 2 && refused.err.contains("`/a;b/` of `site-url`"), "{refused:?}");
}
