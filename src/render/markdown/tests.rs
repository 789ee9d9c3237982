//! Twins of small books.

use super::{Addresses, entry, page};
use crate::catalog::{ComparisonId, EntryId};
use crate::site::testing::site;
use crate::site::{Artifact, Form};

/// The twin of the first entry of a book.
fn check(files: &[(&str, &str)], expect: &str) {
    let site = site(files);
    assert_eq!(page(&site, &Artifact::Entry(EntryId(0), Form::Markdown)), expect);
}

#[test]
fn a_bare_entry() {
    check(
        &[("errors/a/x.yaml", "{code: x, title: X is *gone*., summary: It is gone.}")],
        "> [Index](../llms.txt)\n\n# X is *gone*\n\n`x`\n\nIt is gone.\n",
    );
}

#[test]
fn signs_in_plain_texts_and_titles_mean_nothing() {
    let hostile = r##"
code: "a`b|c"
title: "# [x](y) `z` | <b> #"
slug: a
summary: "1. first"
tags: ["[t]", "*u*"]
owner: "- o"
messages: ["`{x}`"]
references: [{title: "r](evil) `", url: "https://e.com/a%20b)"}]
"##;
    let expect = "> [Index](llms.txt)\n\n# \\# [x](y) `z` | \\<b> \\#\n\n``a`b|c``\n\n1\\. first\n\nOwner: \\- o\n\n## References\n\n\
        - [r\\](evil) \\`](https://e.com/a%20b%29)\n\n---\n\n- Seen in logs as: `` `{x}` ``\n- Tags: \\[t\\], \\*u\\*\n";
    check(&[("errors/a.yaml", hostile)], expect);
}

#[test]
fn a_code_block_in_a_list_stays_in_its_item() {
    let entry = "code: x\ntitle: X\nsummary: S.\nverify:\n  - |\n    Run\n\n    ```sh\n    a\n    ```\n  - Look.\n";
    check(
        &[("errors/x.yaml", entry)],
        "> [Index](llms.txt)\n\n# X\n\n`x`\n\nS.\n\n## Verify the fix\n\n- [ ] Run\n\n  ```sh\n  a\n  ```\n\n- [ ] Look.\n",
    );
}

#[test]
fn asides_stand_where_they_belong() {
    let entry = "
code: x
title: X
summary: S.
meaning: M.
callouts:
  - {kind: danger, text: Late., after: meaning}
  - {kind: info, text: Lost., after: causes}
  - {kind: tip, text: Early.}
";
    check(
        &[("errors/x.yaml", entry)],
        "> [Index](llms.txt)\n\n# X\n\n`x`\n\nS.\n\n> [!IMPORTANT]\n> Lost.\n\n<!-- -->\n\n> [!TIP]\n> Early.\n\n## What happened\n\nM.\n\n> [!CAUTION]\n> Late.\n",
    );
}

const PAIR: [(&str, &str); 2] = [
    (
        "errors/a/x.yaml",
        "{code: x, title: X, summary: 'See [[y]].', causes: ['`y` failed.'], compare: [{with: y, choose_this: A., choose_that: B.}], related: [{code: y, why: '`y`'}]}",
    ),
    ("errors/b/y.yaml", "{code: y, title: Y, summary: Why, status: 409}"),
];

#[test]
fn links_lead_to_twins() {
    let site = site(&PAIR);
    let text = page(&site, &Artifact::Entry(EntryId(0), Form::Markdown));
    for link in [
        "See [Y](../b/y.md).",
        "1. [`y`](../b/y.md) failed.",
        "### [X or Y](../compare/a.x-vs-b.y.md)",
        "- [Y](../b/y.md) (409): [`y`](../b/y.md)",
    ] {
        assert!(text.contains(link), "{link} in {text}");
    }
    let back = page(&site, &Artifact::Entry(EntryId(1), Form::Markdown));
    assert!(back.contains("## Errors that lead here\n\n- [X](../a/x.md): `y`\n"), "{back}");
    let comparison = page(&site, &Artifact::Comparison(ComparisonId(0), Form::Markdown));
    assert!(comparison.contains("## [X](../a/x.md)\n\n`x`\n\nSee [Y](../b/y.md).\n\n### It is this one when\n\nA.\n"), "{comparison}");
}

#[test]
fn who_asks_from_elsewhere_gets_full_addresses_or_none() {
    let bare = site(&PAIR);
    let full = site(&[PAIR[0], PAIR[1], ("book.toml", "[output.html]\nsite-url = 'https://e.com/d'")]);
    assert!(entry(&full, EntryId(0), Addresses::Full).contains("See [Y](https://e.com/d/b/y.md)."));
    for (site, addresses) in [(&bare, Addresses::Full), (&full, Addresses::Nowhere)] {
        let text = entry(site, EntryId(0), addresses);
        assert!(!text.contains("](") && text.starts_with("# X\n"), "{text}");
    }
}

#[test]
fn what_is_for_people_alone_is_left_out() {
    let entry =
        "code: x\ntitle: X\nsummary: S.\nmeaning: |\n  Both.\n\n  :::people\n  Look right.\n  :::\n\n  :::agents\n  Read on.\n  :::\n";
    check(&[("errors/x.yaml", entry)], "> [Index](llms.txt)\n\n# X\n\n`x`\n\nS.\n\n## What happened\n\nBoth.\n\nRead on.\n");
}
