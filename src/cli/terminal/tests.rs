use super::{Screen, render};

/// What stands in a pipe, 40 columns wide.
#[track_caller]
fn check(markdown: &str, expect: &str) {
    let screen = Screen { width: 40, is_terminal: false, has_colour: false };
    let plain = anstream::adapter::strip_str(&render(markdown, screen)).to_string();
    assert_eq!(plain, expect);
}

/// What a terminal is sent.
fn sent(markdown: &str) -> String {
    render(markdown, Screen { width: 40, is_terminal: true, has_colour: true })
}

#[test]
fn paragraphs_are_wrapped() {
    check(
        "One two three four five six seven\neight nine ten eleven.\n\nNext.",
        "One two three four five six seven eight\nnine ten eleven.\n\nNext.\n",
    );
    check("a hard\\\nbreak", "a hard\nbreak\n");
    check("exactly-forty-columns-wide-is-not-broken", "exactly-forty-columns-wide-is-not-broken\n");
    check("a-word-that-is-wider-than-a-line-is-broken-somewhere", "a-word-that-is-wider-than-a-line-is-brok\nen-somewhere\n");
    check("", "");
}

#[test]
fn wide_letters_take_two_columns() {
    check("日本語日本語日本語日本語日本語日本語日本語", "日本語日本語日本語日本語日本語日本語日本\n語\n");
    check("e\u{301}".repeat(40).as_str(), &("e\u{301}".repeat(40) + "\n"));
}

#[test]
fn headings_stand_out() {
    check(
        "# A\n\nx\n\n## B\n\ny\n\n### C\n\nz\n\n## D\n\nw\n\n---\n\nv",
        "A\n\n  x\n\nB\n  y\n\n  C\n    z\n\nD\n  w\n\n  ──────────────────────────────────────\n\n  v\n",
    );
}

#[test]
fn lists() {
    check("- one\n- two\n  - deep\n- three\n\nnext", "• one\n• two\n  • deep\n• three\n\nnext\n");
    check("9. nine\n10. ten that is long enough to be wrapped here", "9. nine\n10. ten that is long enough to be\n    wrapped here\n");
    check("- one\n\n- two\n\n  more", "• one\n\n• two\n\n  more\n");
    check("- [ ] open\n- [x] done", "☐ open\n☑ done\n");
    check("- **bold** first\n- next", "• bold first\n• next\n");
    check("1.\n2. b", "1.\n2. b\n");
    check("- a\n\n  ```sh\n  b\n  ```\n\n- c", "• a\n\n  ┌ sh\n  │ b\n  └\n\n• c\n");
}

#[test]
fn quotes_and_alerts_have_a_bar() {
    check("> quoted\n>\n> twice\n\nafter", "┃ quoted\n┃\n┃ twice\n\nafter\n");
    check("> [!WARNING]\n> Look out.\n\n<!-- -->\n\n> [!TIP]\n> - a\n> - b", "┃ Warning\n┃ Look out.\n\n┃ Tip\n┃ • a\n┃ • b\n");
}

#[test]
fn code_is_framed_and_whole() {
    check("```rs\nlet\ta = 1;\n\n  b\n```\nafter", "┌ rs\n│ let    a = 1;\n│\n│   b\n└\n\nafter\n");
    let long = "x".repeat(50);
    check(&format!("```\n{long}\n```"), &format!("┌\n│ {long}\n└\n"));
    let shown = anstream::adapter::strip_str(&sent(&format!("```\n{long}\n```"))).to_string();
    assert_eq!(shown, format!("┌\n│ {}\n│ {}\n└\n", "x".repeat(38), "x".repeat(12)), "in a terminal it stays in its frame");
}

#[test]
fn tables_fit() {
    check("| a | b |\n|---|--:|\n| one | 2 |\n| x | 100 |", "a   │   b\n────┼────\none │   2\nx   │ 100\n");
    check(
        "| name | meaning |\n|---|---|\n| `key` | A text that is too long for one line of this table |",
        "name  │ meaning\n──────┼─────────────────────────────────\n`key` │ A text that is too long for one\n      │ line of this table\n",
    );
}

#[test]
fn links_are_read_in_a_pipe_and_followed_in_a_terminal() {
    check("[a page](https://x.example/p)", "a page (https://x.example/p)\n");
    check("<https://x.example/p> [x.example](https://x.example/) <a@x.example>", "https://x.example/p x.example\na@x.example\n");
    check("[x.example](https://evil.example/x.example)", "x.example\n(https://evil.example/x.example)\n");
    check("![flow](a.svg)", "Picture: flow (a.svg)\n");
    assert_eq!(sent("[a](https://x.example/p)"), "\x1b]8;;https://x.example/p\x1b\\\x1b[4ma\x1b[0m\x1b]8;;\x1b\\\n");
    assert_eq!(sent("[a](javascript:alert)"), "\x1b[4ma\x1b[0m\x1b[2m (javascript:alert)\x1b[0m\n", "no terminal is sent there");
    assert_eq!(sent("[a](../b.md)"), "\x1b[4ma\x1b[0m\x1b[2m (../b.md)\x1b[0m\n");
}

#[test]
fn styles() {
    assert_eq!(sent("**b** *i* ~~s~~ `c`"), "\x1b[1mb\x1b[0m \x1b[3mi\x1b[0m \x1b[9ms\x1b[0m \x1b[36mc\x1b[0m\n");
    check("**b** *i* `c`", "b i `c`\n");
    assert!(sent("## Title").contains("\x1b[33m"));
}

#[test]
fn a_stranger_does_not_steer_the_terminal() {
    check("a\x1b[31mb\u{9b}2Jc\x07\u{7f}d", "a[31mb2Jcd\n");
    let evil = "\x1b]0;title\x07\x1b[2J\u{9b}31m\u{90}x\u{9c}\u{85}&#27;[2J&#x9b;2J";
    for markdown in [
        evil.to_owned(),
        format!("# {evil}\n\n- {evil}\n\n> {evil}\n\n`{evil}`"),
        format!("```{evil}\n{evil}\n```"),
        format!("| {evil} |\n|---|\n| {evil} |"),
        format!("[{evil}](<https://x.example/{evil}>) ![{evil}](<{evil}>) [^{evil}]\n\n[^{evil}]: {evil}"),
        format!("<b {evil}>\n\n<div>{evil}</div>"),
    ] {
        // What is ours ends in letters of ours; nothing else is left of what could steer.
        let ours = anstream::adapter::strip_str(&sent(&markdown)).to_string();
        assert!(!ours.chars().any(|letter| letter.is_control() && letter != '\n'), "{markdown:?} → {ours:?}");
        let all = sent(&markdown);
        for (at, _) in all.match_indices('\x1b') {
            let rest = &all[at + 1..];
            let is_style = rest.starts_with('[') && rest[1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m');
            assert!(is_style || rest.starts_with("]8;;") || rest.starts_with('\\'), "{markdown:?} → {all:?}");
        }
        assert!(!all.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\x1b')), "{markdown:?} → {all:?}");
    }
}

#[test]
fn deep_nesting_keeps_its_text() {
    let deep = "> ".repeat(60) + "here";
    let shown = sent(&deep);
    assert!(shown.contains("here"));
}

proptest::proptest! {
    // One seed, so that a run that passes passes again.
    #![proptest_config(proptest::test_runner::Config { rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..Default::default() })]
    #[test]
    fn never_panics_and_never_too_wide(text in "[-a-c>#*`|\\[\\]()! \n0-9.é日\u{1b}]{0,80}") {
        let shown = render(&text, Screen { width: 40, is_terminal: true, has_colour: true });
        let plain = anstream::adapter::strip_str(&shown).to_string();
        let widest = plain.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or_default();
        // Margins of containers in containers may push it over.
        let is_deep = text.matches(['>', '-', '*', '.']).count() > 8 || text.contains('|');
        proptest::prop_assert!(is_deep || widest <= 40, "{}: {}", widest, plain);
    }
}
