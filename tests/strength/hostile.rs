//! A book of attacks: a site is made of it, and no page of that runs, loads or asks for anything of the attacker's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::html::{ADDRESSES, elements, scheme};
use crate::run::{copy, errbook, tree};

/// What an attacker writes into every field.
const PAYLOADS: [&str; 6] = [
    r"</script><script>alert(1)</script>",
    r#"" onmouseover="alert(1)" x=' onfocus='alert(1)' autofocus"#,
    r#"<img src=x onerror=alert(1)><svg/onload=alert(1)><iframe srcdoc="<script>alert(1)</script>">"#,
    "{{ 7*7 }}{% include \"/etc/passwd\" %}{{ get_env(name=\"HOME\") }}${7*7}\u{2028}\u{2029}\u{202e}]]>--><!--",
    "[x](javascript:alert(1)) ![x](data:text/html,x) <javascript:alert(1)> [[other|<script>alert(1)</script>]] `</code><script>`",
    "'\";|&$(touch pwned)\\u0000\u{1}\u{7f}\u{feff}\r\n# x\n\n- y\n\n```\n</pre><script>alert(1)</script>",
];

/// The fixture with an attack in it. What follows the attack keeps names apart.
fn plant(home: &Path, payload: &str, allow_html: bool) {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/strength/hostile"), home);
    let quoted = serde_json::to_string(payload).unwrap();
    let escaped = |letter: char| {
        if letter.is_ascii_graphic() || letter == ' ' { letter.to_string() } else { format!("\\u{:04X}", u32::from(letter)) }
    };
    let inner: String = quoted[1..quoted.len() - 1].chars().map(escaped).collect();
    for name in tree(home).keys().filter(|name| !name.ends_with(".svg")) {
        let text = fs::read_to_string(home.join(name)).unwrap();
        // A message is a template in which braces must be right.
        let text = text.replace("messages: [\"EVIL\"]", &format!("messages: [\"{}\"]", inner.replace('{', "{{").replace('}', "}}")));
        // A place in a payload is written with quotes of its own.
        let text = text.replace("[\\\"EVIL\\\"]", "a.b");
        fs::write(home.join(name), text.replace("EVIL", &inner)).unwrap();
    }
    if allow_html {
        let settings = home.join("book.toml");
        let text = fs::read_to_string(&settings).unwrap();
        fs::write(settings, format!("{text}\n[markdown]\nallow-html = true\n")).unwrap();
    }
}

fn inspect(site: &BTreeMap<String, Vec<u8>>) {
    let mut pages = 0;
    for (name, bytes) in site {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("root:x:0:0"), "{name} shows a file of the system");
        if name.ends_with(".html") {
            pages += 1;
            page(name, &text);
        } else if name.ends_with(".xml") {
            assert!(!text.contains("<script") && !text.contains("<img"), "{name} has markup of the attacker's");
        } else if name.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{name} is no JSON: {error}"));
        } else if name == "_redirects" {
            let is_ours = |line: &str| line.split(' ').count() == 3 && line.starts_with("/errors/") && line.ends_with(" 301");
            assert!(text.lines().all(is_ours), "{name} has lines of the attacker's:\n{text}");
        }
    }
    assert!(pages >= 8, "the pages were looked at: {pages}");
}

fn page(name: &str, text: &str) {
    let (elements, comments) = elements(text);
    assert!(comments.iter().all(|comment| !comment.contains("alert")), "{name}: {comments:?}");
    for element in &elements {
        let tag = element.name.as_str();
        assert!(!["iframe", "object", "embed", "base", "applet", "frame", "style", "math"].contains(&tag), "{name}: {element:?}");
        if tag == "script" {
            let is_data = element.get("type").is_some_and(|kind| kind.ends_with("json"));
            let is_ours =
                element.get("src").is_some_and(|src| src.contains("assets/") && scheme(src).is_none_or(|scheme| scheme == "https"));
            assert!(is_data || (is_ours && element.text.is_empty()), "{name}: {element:?}");
            if is_data {
                serde_json::from_str::<serde_json::Value>(&element.text)
                    .unwrap_or_else(|error| panic!("{name}: {error}: {}", element.text));
                assert!(!element.text.contains(['<', '\u{2028}', '\u{2029}']), "{name}: {}", element.text);
            }
        }
        if tag == "meta" && element.get("http-equiv").is_some() {
            assert!(element.get("content").is_some_and(|content| !content.contains("script")), "{name}: {element:?}");
        }
        for (key, value) in &element.attributes {
            assert!(!key.starts_with("on") && key != "srcdoc" && key != "autofocus", "{name}: {element:?}");
            assert!(key.chars().all(|letter| letter.is_ascii_alphanumeric() || "-:".contains(letter)), "{name}: {element:?}");
            assert!(key != "style" || !value.contains("url("), "{name}: {element:?}");
            if ADDRESSES.contains(&key.as_str())
                && let Some(scheme) = scheme(value)
            {
                assert!(["http", "https", "mailto"].contains(&scheme.as_str()), "{name}: {element:?}");
                assert!(tag == "a" || tag == "link" || value.starts_with("https://docs.example.com/"), "{name} loads {element:?}");
            }
        }
    }
}

#[test]
fn a_site_made_of_attacks_runs_none() {
    for payload in PAYLOADS {
        for allow_html in [false, true] {
            let home = tempfile::tempdir().unwrap();
            plant(home.path(), payload, allow_html);
            let ran = errbook(home.path(), &["build"]);
            assert_eq!(ran.code, 0, "{payload}\n{}{}", ran.out, ran.err);
            inspect(&tree(&home.path().join("dist")));
            assert!(!home.path().join("pwned").exists());
        }
    }
}

#[test]
fn template_signs_in_a_text_are_text() {
    let home = tempfile::tempdir().unwrap();
    plant(home.path(), "a{{ 7*7 }}b", false);
    assert_eq!(errbook(home.path(), &["build"]).code, 0);
    let page = fs::read_to_string(home.path().join("dist/evil/every-field/index.html")).unwrap();
    assert!(page.contains("a{{ 7*7 }}b") && !page.contains("a49b"));
}

#[test]
fn what_a_terminal_shows_carries_no_commands_for_it() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("errors")).unwrap();
    fs::write(home.path().join("errors/a.yaml"), "code: \"\\e[2J\\e]0;gone\\a\"\ntitle: \"\\e[31mx\"\nsumary: y\n").unwrap();
    for command in [&["check"][..], &["check", "--format", "short"], &["list"], &["build"]] {
        let ran = errbook(home.path(), command);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{command:?}: {ran:?}");
    }
}
