//! How much findings weigh: the book's settings, an entry's exceptions, `--pedantic` and `--deny warnings`.

use crate::book::Book;

const BARE: &str = "code: a\ntitle: Declined\nsummary: The bank refused the charge. Ask for another card.\ncauses: [Money.]\n";

fn check(lint: &str, own: &str, command: &[&str], expect: &[&str]) {
    let book = Book::new([("book.toml", lint), ("errors/a.yaml", &format!("{BARE}{own}"))]);
    let run = book.run(command);
    let found: Vec<&str> = run.out.lines().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!(found, expect, "{}", run.out);
    let fails = expect.iter().any(|finding| finding.starts_with("error")) || (command.contains(&"warnings") && !expect.is_empty());
    assert_eq!(run.code, i32::from(fails), "{}", run.out);
}

#[test]
fn levels() {
    let short = &["check", "--format", "short"][..];
    let pedantic = &["check", "--format", "short", "--pedantic"][..];
    let deny = &["check", "--format", "short", "--deny", "warnings"][..];
    check("", "", short, &["warning[missing-fix]"]);
    check("", "", deny, &["warning[missing-fix]"]);
    check("[lint]\nmissing-fix = \"allow\"\n", "", short, &[]);
    check("[lint]\nmissing-fix = \"deny\"\n", "", short, &["error[missing-fix]"]);
    check("[lint]\nmissing-example = \"warn\"\n", "", short, &["warning[missing-example]", "warning[missing-fix]"]);
    // The entry has the last word, with a reason.
    let own = |level: &str| format!("lint: {{missing-fix: {{level: {level}, reason: nobody knows}}}}\n");
    check("[lint]\nmissing-fix = \"deny\"\n", &own("allow"), short, &[]);
    check("", &own("deny"), short, &["error[missing-fix]"]);
    check("[lint]\nmissing-fix = \"allow\"\n", &own("warn"), short, &["warning[missing-fix]"]);
    let all = ["warning[missing-example]", "warning[missing-fix]", "warning[orphan]", "warning[stale-review]"];
    check("", "", pedantic, &all);
    check("[lint]\nmissing-fix = \"allow\"\n", "", pedantic, &all);
    check("[lint]\nmissing-fix = \"deny\"\n", &own("allow"), pedantic, &[all[0], all[2], all[3]]);
    // What makes a catalog impossible has no level.
    check("[lint]\ndead-reference = \"allow\"\n", "fixes: [x]\n", short, &["error[unknown-rule]"]);
    check("[lint]\ndead-reference = \"deny\"\n", "fixes: [x]\n", short, &[]);
}

#[test]
fn what_is_denied_is_not_built() {
    let book = Book::new([("book.toml", "[lint]\nmissing-fix = \"deny\"\n"), ("errors/a.yaml", BARE)]);
    let run = book.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("error[missing-fix]: no fix is given"), "{}", run.out);
    assert!(!book.path().join("dist").exists());
    std::fs::write(book.path().join("book.toml"), "").unwrap();
    let run = book.run(&["build"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
}

#[test]
fn what_cannot_be_done_is_not_promised() {
    let book = Book::new([("book.toml", "[output.html]\nsocial-cards = true\n"), ("errors/a.yaml", &format!("{BARE}fixes: [x]\n"))]);
    let run = book.run(&["check", "--format", "short"]);
    assert_eq!(run.out, "book.toml:2:16: error[invalid-setting]: this version of errbook makes no social cards\n");
    assert_eq!(run.code, 1);
}

#[test]
fn a_limit_of_findings() {
    let book = Book::new([("errors/a.yaml", BARE), ("errors/b.yaml", &BARE.replace("code: a", "code: b"))]);
    let run = book.run(&["check", "--format", "short", "--max-findings", "1"]);
    assert_eq!(run.out, "errors/a.yaml:1:7: warning[missing-fix]: no fix is given\n");
    assert_eq!(run.err, "2 warnings; the first 1 are shown\n");
}
