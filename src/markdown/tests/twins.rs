use super::context;
use crate::markdown::{Audience, RawHtml, fence, inline_twin, twin};

fn check(source: &str, expect: &str) {
    assert_eq!(twin(source, &context(RawHtml::Shown, Audience::Agents)), expect, "{source}");
}

/// Prose that is clean comes out as it went in.
fn check_same(source: &str) {
    check(source, source);
}

#[test]
fn clean_prose_is_kept() {
    check_same("A *b* **c** ~~d~~ `e` [f](g) ![h](i.png \"t\").\nNext line\\\nand snake_case, a < b, x[0], 50% & more.");
    check_same("- a\n  b\n- c\n  - d\n- [x] e\n\n1. f\n2. g");
    check_same("- a\n\n  b\n\n  ```js\n  c\n\n  d\n  ```\n\n- e");
    check_same("> a\n>\n> - b\n\nc\n\n> [!TIP]\n> d\n\n---\n\ne");
    check_same("| a | b |\n| --- | ---: |\n| c `d\\|e` | |");
    check_same("3. a\n4. b");
}

#[test]
fn links_are_full_and_headings_stand_below_the_section() {
    check("## A.\n\n#### B", "### A\n\n#### B");
    check("[[a:b]] [[a|b]] `err:c` [d](e.md) [[no]]", "[About a:b](../a/b/) [b](../a/) [`err:c`](../known/) [d](e/) no");
    check("[a][b] <https://c.example>\n\n[b]: d.md 'T'", "[a](d/ \"T\") <https://c.example>");
    check("[a](javascript:x) ![](b.png) [here](https://c.example)", "a ![image](b.png) [here: https://c.example](https://c.example)");
    check("[a](b(c)d)", "[a](b%28c%29d)");
}

#[test]
fn layout_is_what_linters_ask_for() {
    check("* a\n* b\n\n+ c", "- a\n- b\n\n<!-- -->\n\n- c");
    check("A\n===\nb\n***\n    c\td", "### A\n\nb\n\n---\n\n```\nc    d\n```");
    check("__a__ _b_ * c", "**a** *b* \\* c");
    check("**a b**\n\n*c.*", "a b\n\n*c.*");
    check(
        "See https://a.example/b_c. Or (www.d.example), e@f.example!",
        "See <https://a.example/b_c>. Or ([www.d.example](https://www.d.example)), <e@f.example>!",
    );
    check("a[^1]\n\n[^1]: b\n\n    c", "a[^x-1]\n\n[^x-1]: b\n\n    c");
    check("> a\n\n\n> b", "> a\n\n<!-- -->\n\n> b");
    check("` a` `` `b` `` `` ` `` ` ``c`` `", "`a` `` `b` `` `` ` `` ` ``c`` `");
    check("a  \nb   \n", "a\\\nb");
    check(":::people\na\n:::\n:::agents\nb\n:::", "b");
}

#[test]
fn text_means_the_same() {
    check("\\# a\n1\\. b\n\\- c\n\\[d](e) \\<b> &amp;amp; \\`f\\` \\_g\\_", "\\# a\n1\\. b\n\\- c\n[d\\](e) \\<b> \\&amp; \\`f\\` \\_g\\_");
    check("> a\n===\n\nb", "> a\n> \\===\n\nb");
    check("<b>a</b>", "\\<b>a\\</b>");
}

#[test]
fn html_becomes_markdown() {
    let sanitised = |source: &str| twin(source, &context(RawHtml::Sanitised, Audience::Agents)).into_owned();
    assert_eq!(
        sanitised("<p>The <code>err:a</code> is <b>bad </b>now.</p><ul><li>a</li><li>b <i>c</i></li></ul>"),
        "The [`err:a`](../known/) is **bad** now.\n\n- a\n- b *c*"
    );
    assert_eq!(sanitised("<a href=\"b.md\">c</a><br/>d<sup>2</sup> x<b>\"y\"</b>z"), "[c](b/)\\\nd<sup>2</sup> x\"y\"z");
    assert_eq!(sanitised("<table><tr><td>a|b<td><p>c<p>d</table>"), "| | |\n| --- | --- |\n| a\\|b | c d |");
}

#[test]
fn a_line_can_stand_anywhere() {
    let line = |source: &str| inline_twin(source, &context(RawHtml::Shown, Audience::Agents)).into_owned();
    assert_eq!(line("# a [[b]]\nc"), "\\# a [About b](../b/) c");
    assert_eq!(line("404. Not *found*"), "404\\. Not *found*");
}

#[test]
fn code_blocks_are_fenced_cleanly() {
    let check = |language, code, expect: &str| {
        let mut out = String::new();
        fence(&mut out, language, code);
        assert_eq!(out, expect);
    };
    check("bash", "$ a\n$ b  \n\n", "```bash\na\nb\n```");
    check("console", "$ a\nb", "```console\n$ a\nb\n```");
    check("make", "a:\n\tb", "```make\na:\n\tb\n```");
    check("<x>", "a\n````\n\tb", "`````x\na\n````\n    b\n`````");
    check("x", "a\n\n  b \nc\n", "```x\na\n\n  b\nc\n```");
    check("x", "a\n\n  b\n", "```x\na\n\n  b\n```");
    check("x", "", "```x\n```");
}
