//! What comes from outside, thrown together: the properties of the fuzz targets (`fuzz/`), on texts that are made of what means something.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use errbook::catalog::{Audience, resolve};
use errbook::finder::{Index, records};
use errbook::markdown::highlight::Highlighter;
use errbook::markdown::{self, Context, NoLinks, RawHtml};
use errbook::site::{Artifact, Site, site};
use errbook::source::{Sources, from_memory};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const YAML: &[&str] = &[
    "code: a",
    "title: ",
    "summary: x",
    "errors:",
    "defaults:",
    "playbook: p",
    "causes:",
    "related: [a]",
    "example:",
    "response:",
    "- ",
    "  ",
    "\n",
    "\n",
    "\n  - ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "|",
    ">",
    "\"",
    "'",
    "\\x",
    "#",
    "---\n",
    "...",
    "\t",
    "!!str ",
    "? ",
    "~",
    "1.10",
    "0x1",
    ".inf",
    "é",
    "\u{2028}",
    "\u{feff}",
    "\0",
    "<<: *a",
    "%YAML 1.1\n",
];
const PROSE: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "|",
    "!",
    "<",
    ">",
    "</",
    "/>",
    "<a href=",
    "<script>",
    "</script>",
    "<b onclick=x>",
    "<!--",
    "-->",
    "<![CDATA[",
    "javascript:alert(1)",
    "https://e.example/",
    "&#106;",
    "&lt;",
    "\\",
    "#",
    "> ",
    "> [!NOTE]",
    "- ",
    "1. ",
    "- [x] ",
    "|-|-|\n",
    "[^1]",
    "[^1]: ",
    ":::agents",
    ":::",
    "    ",
    "\t",
    "\"",
    "'",
    "é",
    "\u{0}",
    "\u{202e}",
    "<details><summary>",
    "<table><td>",
];
const PASTED: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "error",
    "type",
    "code",
    "status",
    "404",
    "err:a:b",
    "E0001",
    "https://e.example/a/one/",
    "no key in store",
    "2026-01-01T00:00:00Z",
    "ERROR",
    "=",
    "\n",
    " ",
    "\\",
    "\\u0000",
    "null",
    "1e999",
    "\u{1b}[31m",
    "é",
    "at x.y(z.js:1)",
    "Bearer abc",
    "<Error><Code>",
];
const PATH: &[&str] = &[
    "a",
    "one",
    "two",
    "/",
    "/",
    "//",
    ".",
    "..",
    "index",
    ".html",
    ".md",
    ".json",
    "llms.txt",
    "page-2",
    "compare",
    "-vs-",
    "playbooks",
    "search",
    "old",
    "%2e",
    "%2F",
    "\\",
    "?",
    "#",
    "\0",
    "é",
    "catalog",
    "assets",
    ".errbook-manifest",
];

/// Texts of such pieces, and any others.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let made = prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![8 => made, 1 => any::<String>()]
}

fn book(text: &str) -> Sources {
    from_memory(&[("errors/a/book.yaml".to_owned(), text)])
}

fn yaml(text: &str) {
    let sources = book(text);
    let (_, found) = resolve(&sources, Audience::ALL);
    for finding in sources.findings().chain(&found) {
        assert!(!finding.message.is_empty());
        let range = finding.place.range();
        assert!(range.start <= range.end && range.end <= text.len() + 3, "{range:?} in {text:?}");
    }
}

fn prose(text: &str) {
    let highlighter = Highlighter::off();
    for raw_html in [RawHtml::Shown, RawHtml::Sanitised] {
        let audience = markdown::Audience::People;
        let context = Context { links: &NoLinks, highlighter: &highlighter, heading_level: 2, id_prefix: &"s-", raw_html, audience };
        for page in [markdown::html(text, &context), markdown::inline_html(text, &context)] {
            let (elements, comments) = crate::html::elements(&page);
            assert!(comments.is_empty(), "{text:?} → {page}");
            for element in elements {
                assert!(!["script", "iframe", "style", "svg", "object", "base"].contains(&element.name.as_str()), "{text:?} → {page}");
                assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on")), "{text:?} → {page}");
            }
            for address in crate::html::addresses(&page) {
                let scheme = crate::html::scheme(&address);
                assert!(scheme.is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str())), "{text:?} → {page}");
            }
        }
        let _ = (markdown::twin(text, &context), markdown::inline_twin(text, &context), markdown::plain(text, raw_html, audience));
        let _ = markdown::survey(text, raw_html);
    }
}

fn pasted(text: &str) {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let text = "errors: [{code: \"err:a:b\", title: First, summary: One., status: 404, messages: [\"no {thing} in {place}\"]}, {code: E0001, title: Second, summary: Two.}]";
        Index::new(records(&resolve(&book(text), Audience::ALL).0))
    });
    assert!(INDEX.find(text, 10).matches.len() <= 10);
}

fn path(text: &str) {
    static SITE: LazyLock<(Site, BTreeMap<String, Artifact>)> = LazyLock::new(|| {
        let text = "errors: [{code: one, title: First, summary: One., aliases: [/old]}, {code: two, title: Second, summary: Two., compare: [{with: one}]}]";
        let sources = book(text);
        let site = site(resolve(&sources, Audience::ALL).0, &sources, Highlighter::off()).0;
        let all = site.artifacts().into_iter().collect();
        (site, all)
    });
    assert_eq!(SITE.0.find(text).as_ref(), SITE.1.get(text), "{text:?}");
}

#[test]
fn the_corpus_of_the_fuzzers_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, property) in [("yaml", yaml as fn(&str)), ("markdown", prose), ("finder", pasted), ("path", path)] {
        let files: Vec<_> = fs::read_dir(corpus.join(name)).unwrap().collect();
        assert!(!files.is_empty(), "{name} has a corpus");
        for file in files {
            property(&String::from_utf8_lossy(&fs::read(file.unwrap().path()).unwrap()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_definition_is_read_or_found_wrong(text in soup(YAML)) {
        yaml(&text);
    }

    #[test]
    fn any_prose_is_harmless(text in soup(PROSE)) {
        prose(&text);
    }

    #[test]
    fn any_paste_has_an_answer(text in soup(PASTED)) {
        pasted(&text);
    }

    #[test]
    fn any_path_is_found_where_the_site_has_it(text in soup(PATH)) {
        path(&text);
    }
}
