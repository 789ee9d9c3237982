//! `check --fix`: what it mends, and that it leaves all else as it is.

use crate::book::Book;

const HEAD: &str = "title: Declined\nsummary: The bank refused the charge. Ask for another card.\ncauses: [Money.]\nfixes: [Ask.]\n";
const STRICT: (&str, &str) = ("book.toml", "[lint]\none-way-related = \"warn\"\n");

/// Two entries, of which the first names the second; the second is mended as expected, byte for byte.
fn reverse(before: &str, expect: &str) {
    let first = format!("code: first\n{HEAD}related: [second]\n");
    let book = Book::new([STRICT, ("errors/first.yaml", &first), ("errors/second.yaml", before)]);
    let run = book.run(&["check", "--fix"]);
    assert_eq!(book.read("errors/second.yaml"), expect, "{}{}", run.out, run.err);
    assert_eq!(book.read("errors/first.yaml"), first);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn a_reverse_link_in_the_style_of_the_list() {
    let third = "related: [first]";
    reverse(&format!("code: second\n{HEAD}"), &format!("code: second\n{HEAD}related:\n  - first\n"));
    reverse(&format!("code: second\n{HEAD}related: []\n"), &format!("code: second\n{HEAD}{third}\n"));
    // Without a line end at the end, with comments behind it, with DOS line ends.
    reverse(&format!("code: second\n{}", HEAD.trim_end()), &format!("code: second\n{HEAD}related:\n  - first"));
    reverse(&format!("code: second\n{HEAD}# The end.\n"), &format!("code: second\n{HEAD}related:\n  - first\n# The end.\n"));
    reverse(
        &format!("code: second\n{HEAD}").replace('\n', "\r\n"),
        &format!("code: second\n{HEAD}related:\n  - first\n").replace('\n', "\r\n"),
    );
    // A text that ends in a block.
    reverse(
        &format!("code: second\n{HEAD}meaning: |\n  One.\n\n  Two.\n\n"),
        &format!("code: second\n{HEAD}meaning: |\n  One.\n\n  Two.\nrelated:\n  - first\n\n"),
    );
}

#[test]
fn a_reverse_link_behind_others() {
    let other = format!("code: third\n{HEAD}related: [second]\n");
    let first = format!("code: first\n{HEAD}related: [second]\n");
    for (before, expect) in [
        ("related: [third]  # why\n", "related: [third, first]  # why\n"),
        ("related: [\n  third,\n]\n", "related: [\n  third,\n  first,\n]\n"),
        ("related:\n- third # why\n\ntags: [a]\n", "related:\n- third # why\n- first\n\ntags: [a]\n"),
        (
            "related:\n    -   code: third\n        why: |\n          Because.\n    # More to come.\n",
            "related:\n    -   code: third\n        why: |\n          Because.\n    - first\n    # More to come.\n",
        ),
        ("\"related\": [{code: 'third', why: x}]\n", "\"related\": [{code: 'third', why: x}, first]\n"),
    ] {
        let book = Book::new([
            STRICT,
            ("errors/first.yaml", &first),
            ("errors/second.yaml", &format!("code: second\n{HEAD}{before}")),
            ("errors/third.yaml", &other),
        ]);
        let run = book.run(&["check", "--fix"]);
        assert_eq!(book.read("errors/second.yaml"), format!("code: second\n{HEAD}{expect}"), "{}{}", run.out, run.err);
    }
}

#[test]
fn reverse_links_in_a_flat_file_and_many_at_once() {
    let flat = "errors:\n  - code: A\n    title: A\n    summary: The first of the errors. Read it.\n    related: [B, C]\n\
                  - {code: B, title: B, summary: The second of the errors. Read it.}\n\
                  - code: C\n    title: C\n    summary: The third of the errors. Read it.\n    related:\n    - B # always\n";
    let flat = flat.replace("- {code: B", "  - {code: B").replace("- code: C", "  - code: C");
    let book = Book::new([STRICT, ("errors/all.yaml", &flat)]);
    let run = book.run(&["check", "--fix"]);
    let mended = book.read("errors/all.yaml");
    assert!(mended.contains("  - {code: B, title: B, summary: The second of the errors. Read it., related: [A, C]}\n"), "{mended}");
    assert!(mended.contains("    related:\n    - B # always\n    - A\n"), "{mended}");
    assert!(run.err.contains("3 findings mended"), "{}", run.err);
}

#[test]
fn defaults_are_not_overruled() {
    let second = format!("code: second\n{HEAD}");
    let book = Book::new([
        STRICT,
        ("errors/first.yaml", &format!("code: first\n{HEAD}related: [second]\n")),
        ("errors/a/_category.yaml", "defaults: {related: [third]}\n"),
        ("errors/a/second.yaml", &second),
        ("errors/third.yaml", &format!("code: third\n{HEAD}related: [second]\n")),
    ]);
    let run = book.run(&["check", "--fix", "--format", "short"]);
    assert_eq!(book.read("errors/a/second.yaml"), second);
    assert!(run.out.contains("errors/first.yaml:6:11: warning[one-way-related]"), "{}", run.out);
}

#[test]
fn slips_of_the_hand() {
    let second = format!("code: 'err:a:b:second'\n{HEAD}");
    for (before, expect) in [
        ("meening: It is so.\n", "meaning: It is so.\n"),
        ("severity: \"eror\"\n", "severity: \"error\"\n"),
        ("meaning: >\n  See `err:a:b:secnd`, and\n  `err:a:b:first`.\n", "meaning: >\n  See `err:a:b:second`, and\n  `err:a:b:first`.\n"),
        ("related: ['err:a:b:secnd']\n", "related: ['err:a:b:second']\n"),
        ("related: [err:a:b:second, {code: err:a:b:second, why: x}, err:a:b:second]\n", "related: [{code: err:a:b:second, why: x}]\n"),
        (
            "related:\n  - err:a:b:second\n  # a comment\n  - err:a:b:second # again\ntags: [a]\n",
            "related:\n  - err:a:b:second\n  # a comment\ntags: [a]\n",
        ),
        ("lint: {sub: {level: allow, reason: x}}\n", "lint: {stub: {level: allow, reason: x}}\n"),
        (
            "example: {response: {a: {code: 1}}, fields: {\"code\": The code.}}\n",
            "example: {response: {a: {code: 1}}, fields: {\"a.code\": The code.}}\n",
        ),
    ] {
        let first = |rest: &str| format!("# A comment.\ncode:   err:a:b:first\n{HEAD}{rest}");
        let book = Book::new([("errors/a/b/first.yaml", first(before).as_str()), ("errors/a/b/second.yaml", &second)]);
        let run = book.run(&["check", "--fix"]);
        assert_eq!(book.read("errors/a/b/first.yaml"), first(expect), "{}{}", run.out, run.err);
        assert_eq!(book.read("errors/a/b/second.yaml"), second);
    }
}

#[test]
fn a_dry_run_shows_and_changes_nothing() {
    let text = format!("code: first\n{HEAD}meening: It is so.\n").replace("title: Declined", "title: Declined.");
    let book = Book::new([("errors/first.yaml", text.as_str())]);
    let run = book.run(&["check", "--fix", "--dry-run"]);
    let expect = "--- a/errors/first.yaml\n+++ b/errors/first.yaml\n@@ -1,6 +1,6 @@\n code: first\n-title: Declined.\n+title: Declined\n \
                  summary: The bank refused the charge. Ask for another card.\n causes: [Money.]\n fixes: [Ask.]\n-meening: It is so.\n+meaning: It is so.\n";
    assert_eq!(run.out, expect);
    assert_eq!((run.code, run.err.as_str()), (1, "2 findings would be mended\n"));
    assert_eq!(book.read("errors/first.yaml"), text);
}

#[test]
fn nothing_to_mend_is_nothing_done() {
    let text = format!("code: first\n{HEAD}");
    let book = Book::new([("errors/first.yaml", text.as_str())]);
    for arguments in [&["check", "--fix"][..], &["check", "--fix", "--dry-run"]] {
        let run = book.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        assert_eq!(book.read("errors/first.yaml"), text);
    }
}
