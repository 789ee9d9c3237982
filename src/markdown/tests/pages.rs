use super::context;
use crate::markdown::{Audience, RawHtml, html, inline_html, inline_plain, inline_survey, plain, survey, words};

fn check(source: &str, expect: &str) {
    assert_eq!(html(source, &context(RawHtml::Shown, Audience::People)).trim_end(), expect, "{source}");
}

fn check_inline(source: &str, expect: &str) {
    assert_eq!(inline_html(source, &context(RawHtml::Shown, Audience::People)), expect, "{source}");
}

fn check_raw(source: &str, expect: &str) {
    assert_eq!(html(source, &context(RawHtml::Sanitised, Audience::People)).trim_end(), expect, "{source}");
}

#[test]
fn references_and_codes_link() {
    check("[[a:b]]", "<p><a class=\"ref\" href=\"../a/b/\">About a:b</a></p>");
    check("[[ a:b | the *b* ]]", "<p><a class=\"ref\" href=\"../a/b/\" title=\"About a:b\"> the <em>b</em> </a></p>");
    check("`err:a`", "<p><a class=\"ref\" href=\"../known/\" title=\"Known\"><code>err:a</code></a></p>");
    check("[a `err:a`](x)", "<p><a href=\"x\">a <code>err:a</code></a></p>");
    check("[[none]] [[no|text]] `no`", "<p>none text <code>no</code></p>");
    check("`[[a]]` \\[[a]]", "<p><code>[[a]]</code> [[a]]</p>");
    check(
        "|a|\n|-|\n|[[b\\|c]]|",
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table: a\"><table>\n<thead><tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><td><a class=\"ref\" href=\"../b/\" title=\"About b\">c</a></td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn links_are_checked_and_rewritten() {
    check("[a](b.md \"T\")", "<p><a href=\"b/\" title=\"T\">a</a></p>");
    check(
        "<https://a.example> <a@b.example>",
        "<p><a href=\"https://a.example\" rel=\"noopener\">https://a.example</a> <a href=\"mailto:a@b.example\">a@b.example</a></p>",
    );
    check("[a](javascript:x) [b](data:x) [](c)", "<p>a b <a href=\"c\">c</a></p>");
    check("[a][b]\n\n[b]: c.md", "<p><a href=\"c/\">a</a></p>");
}

#[test]
fn only_images_of_the_site_are_loaded() {
    check("![a \"b\"](c.png \"t\")", "<p><img src=\"c.png\" alt=\"a &quot;b&quot;\" title=\"t\" loading=\"lazy\"></p>");
    check("![a](https://b.example/c.png)", "<p><a href=\"https://b.example/c.png\" rel=\"noopener\">a</a></p>");
    check("![a](//b.example/c.png) ![d](data:image/png;base64,x)", "<p><a href=\"//b.example/c.png\" rel=\"noopener\">a</a> d</p>");
    check("[![a](https://b.example/c.png)](d)", "<p><a href=\"d\">a</a></p>");
}

#[test]
fn headings_stand_below_the_section() {
    check("# A\n### B", "<h3 id=\"x-a\">A</h3>\n<h4 id=\"x-b\">B</h4>");
}

#[test]
fn alerts_tasks_and_code_are_boxes() {
    check("> [!CAUTION]\n> a", "<div class=\"callout danger\" role=\"note\"><b>Caution</b><div>\n<p>a</p>\n</div></div>");
    check(
        "- [x] a\n- [ ] b\n- c",
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> b</li>\n<li>c</li>\n</ul>",
    );
    check(
        "```js\na<b\n```",
        "<div class=\"codebox\"><div class=\"bar\"><span>JavaScript</span></div>\n<pre tabindex=\"0\"><code class=\"language-javascript\">a&lt;b</code></pre></div>",
    );
    check(
        "```sh title=\"a.sh\"\nb\n```",
        "<div class=\"codebox\"><div class=\"bar\"><span>a.sh</span></div>\n<pre tabindex=\"0\"><code class=\"language-sh\">b</code></pre></div>",
    );
}

#[test]
fn tables_name_their_columns() {
    check(
        "|a||\n|:-|-:|\n|b|c|",
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table: a\"><table>\n<thead><tr><th scope=\"col\" class=\"ta-left\">a</th><td class=\"ta-right\"></td></tr></thead>\n<tbody>\n<tr><td class=\"ta-left\">b</td><td class=\"ta-right\">c</td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    check(
        "a[^n] b[^m] c[^n] d[^none]\n\n[^m]: M\n\n[^n]: N[^o]\n\n[^o]: O\n\n[^unused]: U",
        "<p>a<sup><a class=\"fn\" href=\"#x-fn-1\" id=\"x-fnref-1\" aria-label=\"Footnote 1\">1</a></sup> b<sup><a class=\"fn\" href=\"#x-fn-2\" id=\"x-fnref-2\" aria-label=\"Footnote 2\">2</a></sup> c<sup><a class=\"fn\" href=\"#x-fn-1\" id=\"x-fnref-1-2\" aria-label=\"Footnote 1\">1</a></sup> d[^none]</p>\n\
         <div class=\"footnotes\"><ol>\n\
         <li id=\"x-fn-1\">\n<p>N<sup><a class=\"fn\" href=\"#x-fn-3\" id=\"x-fnref-3\" aria-label=\"Footnote 3\">3</a></sup></p>\n<a href=\"#x-fnref-1\" aria-label=\"Back to the text, footnote 1\">↩</a></li>\n\
         <li id=\"x-fn-2\">\n<p>M</p>\n<a href=\"#x-fnref-2\" aria-label=\"Back to the text, footnote 2\">↩</a></li>\n\
         <li id=\"x-fn-3\">\n<p>O</p>\n<a href=\"#x-fnref-3\" aria-label=\"Back to the text, footnote 3\">↩</a></li>\n\
         </ol></div>",
    );
}

#[test]
fn fences_show_their_part_to_one_audience() {
    let source = "a\n:::agents\nb\n:::\n:::people\nc\n:::\n- d\n:::agents\n- e";
    check(source, "<p>a</p>\n<p>c</p>\n<ul>\n<li>\n<p>d</p>\n</li>\n</ul>");
    let agents = html(source, &context(RawHtml::Shown, Audience::Agents));
    assert!(agents.contains('b') && agents.contains('e') && !agents.contains("<p>c"), "{agents}");
    check(
        "```\n:::agents\n```",
        "<div class=\"codebox\"><div class=\"bar\"><span>Text</span></div>\n<pre tabindex=\"0\"><code class=\"language-text\">:::agents</code></pre></div>",
    );
    check(":::other\na\n:::", "<p>:::other\na\n:::</p>");
}

#[test]
fn a_line_has_no_blocks() {
    check_inline("# a", "# a");
    check_inline("1. `b` **c**", "1. <code>b</code> <strong>c</strong>");
    check_inline("- a\n- b & <c>", "- a - b &amp; &lt;c&gt;");
    check_inline("**\"a\"** _b_", "<strong>\"a\"</strong> <em>b</em>");
    check_inline("[[a]] | b", "<a class=\"ref\" href=\"../a/\">About a</a> | b");
    check_inline("    code", "code");
    check_inline("[a]: b", "[a]: b");
    check_inline("[a] ![b](c.png)", "[a] <img src=\"c.png\" alt=\"b\" loading=\"lazy\">");
    check_inline(":::agents", ":::agents");
    check_inline("", "");
}

#[test]
fn raw_html_is_shown_or_reduced() {
    check("<b>a</b> <!-- b -->", "<p>&lt;b&gt;a&lt;/b&gt; &lt;!-- b --&gt;</p>");
    check("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>");
    check_raw("a <b>b</b> <i class=x onclick=y>c</i><br>d", "<p>a <strong>b</strong> <em>c</em><br>\nd</p>");
    check_raw(
        "<p>The <code>err:a</code> <a href='https://b.example' target=_blank>b</a></p>",
        "<p>The <a class=\"ref\" href=\"../known/\" title=\"Known\"><code>err:a</code></a> <a href=\"https://b.example\" rel=\"noopener\">b</a></p>",
    );
    check_raw("<ul><li>a</li><p>b</p><li><p>c</ul>", "<ul>\n<li>a</li>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>");
    check_raw("<li>a</li>b", "<ul>\n<li>a</li>\n</ul>\n<p>b</p>");
    check_raw("<details>\n\n*a*\n\n</details>", "<details>\n<summary>Details</summary>\n<p><em>a</em></p>\n</details>");
    check_raw(
        "<details><summary>s</summary>\n\n- a\n\n</details>\n\nb",
        "<details>\n<summary>s</summary>\n<ul>\n<li>a</li>\n</ul>\n</details>\n<p>b</p>",
    );
    check_raw(
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td></td></tr>\n</tbody></table></div>",
    );
    check_raw(
        "<pre><code>a\n  &lt;b&gt;</code></pre>",
        "<div class=\"codebox\"><div class=\"bar\"><span>Text</span></div>\n<pre tabindex=\"0\"><code class=\"language-text\">a\n  &lt;b&gt;</code></pre></div>",
    );
    check_raw("<b><p>a</p></b>", "<p><strong>a</strong></p>");
    check_raw("H<sub>2</sub>O [[a]] <!-- c -->", "<p>H<sub>2</sub>O <a class=\"ref\" href=\"../a/\">About a</a></p>");
    check_raw("<h1>a</h1><h3>b</h3>", "<h3 id=\"x-a\">a</h3>\n<h4 id=\"x-b\">b</h4>");
}

#[test]
fn plain_text_has_a_line_for_each_block() {
    let source = "# A `b`\n\nc *d*\ne\n\n- f\n- g\n\n|h|i|\n|-|-|\n|j|k|\n\n```\nl m\n```\n[[a|n]] <b>o</b>";
    assert_eq!(plain(source, RawHtml::Shown, Audience::People), "A b\nc d e\nf\ng\nh i\nj k\nl m\nn <b>o</b>");
    assert_eq!(plain("<p>a <b>b</b></p><p>c</p>", RawHtml::Sanitised, Audience::People), "a b\nc");
    assert_eq!(inline_plain("a `b` & [c](d)", RawHtml::Shown), "a b & c");
    assert_eq!(words(source, RawHtml::Shown), 13);
    assert_eq!(words("don't re-try snake_case 日本語です x", RawHtml::Shown), 6);
}

#[test]
fn a_survey_says_what_stands_where() {
    let source = "# A b\n[[ c | d ]] `e` [f](g) ![h](i)\n## A b";
    let found = survey(source, RawHtml::Shown);
    let at = |range: &std::ops::Range<usize>| &source[range.clone()];
    assert_eq!((found.references[0].text.as_str(), at(&found.references[0].range)), ("c", "c"));
    assert_eq!((found.codes[0].text.as_str(), at(&found.codes[0].range)), ("e", "`e`"));
    assert_eq!((found.links[0].text.as_str(), at(&found.links[0].range)), ("g", "[f](g)"));
    assert_eq!((found.images[0].text.as_str(), at(&found.images[0].range)), ("i", "![h](i)"));
    assert_eq!((found.headings[1].depth, found.headings[1].anchor.as_str()), (2, "a-b-1"));
    let line = inline_survey("  x [[é]] `f` <b>y</b>", RawHtml::Sanitised);
    assert_eq!((line.references[0].range.clone(), line.codes[0].range.clone()), (6..8, 11..14));
    assert_eq!(survey("<a href='b'>c</a> [[d]]", RawHtml::Sanitised).links[0].text, "b");
    assert_eq!(survey(":::agents\n[[a]]\n:::\n[[b]]", RawHtml::Shown).references.len(), 2);
}
