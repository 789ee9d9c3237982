//! Each text of a definition is on its page, in its twin and in its JSON.

use std::collections::BTreeMap;
use std::path::Path;

use errbook::catalog::{Audience, resolve};
use errbook::source;

use crate::run::{book, built};

/// The words of HTML, without tags.
fn words_of_html(html: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                plain.push(' ');
            }
            _ if inside => {}
            c => plain.push(c),
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    words(&entities.iter().fold(plain, |text, (entity, letter)| text.replace(entity, letter)))
}

/// The words of a text. Markdown has marks only, and they are no words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How often each word stands in a text.
fn counted(words: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word.as_str()).or_default() += 1;
    }
    counts
}

/// Checks that the words of each text stand in the output at least as often as in the text.
fn check(home: &Path) {
    let files = built(home, &[]);
    let sources = source::read(home).unwrap();
    let (catalog, found) = resolve(&sources, Audience::default());
    assert!(found.is_empty(), "{found:?}");
    for entry in &catalog.entries {
        let definition = entry.definition();
        for (ending, audience) in [("/index.html", "people"), (".md", "agents")] {
            let name = format!("{}{ending}", entry.path);
            let text = String::from_utf8_lossy(&files[&name]);
            let output = if audience == "people" { words_of_html(&text) } else { words(&text) };
            let there = counted(&output);
            let see = |pointer: &str, text: &str| {
                // A fence is for one of the two; references and alerts lose their marks.
                if text.contains(":::") || text.contains("[!") {
                    return;
                }
                let text = text.replace("[[", " ").replace("]]", " ");
                let text = if pointer == "/retry/after" { text } else { strip_links(&text) };
                for (word, count) in counted(&words(&text)) {
                    assert!(there.get(word).copied().unwrap_or_default() >= count, "{name} ({audience}): `{word}` of {pointer} is missing");
                }
            };
            definition.prose(|pointer, text, _| see(pointer, text));
            definition.code_blocks(|pointer, block| {
                see(pointer, &block.code);
                see(pointer, block.title.as_deref().unwrap_or_default());
            });
            for text in definition.aliases.iter().filter(|alias| !alias.starts_with('/')).chain(&definition.tags).chain(&definition.authors)
            {
                see("a list", text);
            }
            for text in &definition.messages {
                see("/messages", text);
            }
            for (name, value) in definition.signals.iter().chain(definition.examples.iter().flat_map(|example| example.headers.iter())) {
                see("a mapping", name);
                see("a mapping", value);
            }
            for text in [&definition.owner, &definition.retry.as_ref().and_then(|retry| retry.after.clone())].into_iter().flatten() {
                see("/owner or /retry/after", text);
            }
            see("/code", &definition.code);
            see("/type", definition.problem_type.as_deref().unwrap_or_default());
            if let Some(status) = definition.status {
                see("/status", &status.to_string());
            }
            if let Some(life) = &definition.lifecycle {
                see("/lifecycle/introduced", life.introduced.as_deref().unwrap_or_default());
                for milestone in [&life.deprecated, &life.removed].into_iter().flatten() {
                    see("/lifecycle", &milestone.since);
                }
            }
            for reference in &definition.references {
                see("/references", &reference.title);
            }
            for media in &definition.media {
                for text in [&media.credit, &media.title].into_iter().flatten() {
                    see("/media", text);
                }
            }
            if let Some(provider) = &definition.provider {
                see("/provider/name", &provider.name);
                see("/provider/product", provider.product.as_deref().unwrap_or_default());
            }
        }
        // JSON holds the source, so each text is there to the letter.
        let json: serde_json::Value = serde_json::from_slice(&files[&format!("{}.json", entry.path)]).unwrap();
        let mut strings = Vec::new();
        collect(&json, &mut strings);
        definition
            .prose(|pointer, text, _| assert!(strings.iter().any(|string| string == text), "{}.json: {pointer} is missing", entry.path));
        definition.code_blocks(|pointer, block| assert!(strings.contains(&block.code), "{}.json: {pointer} is missing", entry.path));
    }
}

/// Markdown links without their addresses, which are attributes in HTML.
fn strip_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].find(')').map_or("", |end| &rest[at + end + 1..]);
    }
    out + rest
}

fn collect(json: &serde_json::Value, strings: &mut Vec<String>) {
    match json {
        serde_json::Value::String(text) => strings.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, strings)),
        serde_json::Value::Object(map) => map.values().for_each(|value| collect(value, strings)),
        _ => {}
    }
}

#[test]
fn every_key_is_visible() {
    check(&book("every-key"));
}

#[test]
fn every_text_of_the_own_book_is_visible() {
    check(Path::new(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn text_for_one_audience_reaches_that_one_only() {
    let files = built(&book("every-key"), &[]);
    let page = String::from_utf8_lossy(&files["acme/limits/too-fast/index.html"]).into_owned();
    let twin = String::from_utf8_lossy(&files["acme/limits/too-fast.md"]).into_owned();
    assert!(page.contains("Only for humans") && !page.contains("Only for machines"));
    assert!(twin.contains("Only for machines") && !twin.contains("Only for humans"));
}

#[test]
fn scalars_stay_as_written() {
    let files = built(&book("every-key"), &[]);
    let json: serde_json::Value = serde_json::from_slice(&files["acme/limits/Z01000.json"]).unwrap();
    let titles: Vec<&str> = json["fixes"].as_array().unwrap().iter().map(|fix| fix["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["01000", "1.10", "true"]);
    let fast: serde_json::Value = serde_json::from_slice(&files["acme/limits/too-fast.json"]).unwrap();
    assert_eq!(fast["signals"]["version"], "1.10");
    assert_eq!(fast["lifecycle"]["introduced"], "1.10");
}
