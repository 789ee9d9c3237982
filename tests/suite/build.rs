//! What `build` writes, when, and what it leaves alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::run::{book, built, copy, errbook, tree};

#[test]
fn the_tree_is_complete() {
    let files = built(&book("every-key"), &[]);
    for name in [
        ".errbook-manifest",
        "index.html",
        "index.md",
        "acme/index.html",
        "acme/index.md",
        "acme/llms.txt",
        "acme/limits/too-fast/index.html",
        "acme/limits/too-fast.md",
        "acme/limits/too-fast.json",
        "acme/limits/Z01000/index.html",
        "acme/limits/slow_down/index.html",
        "old/too-fast/index.html",
        "compare/index.html",
        "compare/index.md",
        "compare/acme.limits.quota-vs-acme.limits.too-fast/index.html",
        "compare/acme.limits.quota-vs-acme.limits.too-fast.md",
        "playbooks/slow-down/index.html",
        "playbooks/slow-down.md",
        "llms.txt",
        "llms-full.txt",
        "catalog.json",
        "catalog.schema.json",
        "definition.schema.json",
        "problem-types.json",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "_redirects",
        "_headers",
    ] {
        assert!(files.get(name).is_some_and(|bytes| !bytes.is_empty()), "{name} is there");
    }
    let manifest = String::from_utf8_lossy(&files[".errbook-manifest"]).into_owned();
    let listed: BTreeSet<&str> = manifest.lines().skip(1).collect();
    let there: BTreeSet<&str> = files.keys().map(String::as_str).filter(|name| *name != ".errbook-manifest").collect();
    assert_eq!(listed, there, "the manifest lists what is there");
    let redirects = String::from_utf8_lossy(&files["_redirects"]).into_owned();
    assert!(redirects.contains("/old/too-fast") && redirects.contains("/acme/limits/too-fast/"), "{redirects}");
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_folder() {
    let first = built(&book("every-key"), &[]);
    let other = tempfile::tempdir().unwrap();
    let copied = other.path().join("einü Kopie");
    copy(&book("every-key"), &copied);
    let second = built(&copied, &[]);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(bytes == &second[name], "{name} differs");
    }
}

#[test]
fn hidden_entries_reach_no_output() {
    let public = built(&book("every-key"), &[]);
    for (name, bytes) in &public {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Nobody sees this") && !name.contains("Z9"), "{name} shows an internal entry");
        assert!(!text.contains("Not yet.") && !name.contains("Z8"), "{name} shows a draft");
    }
    assert!(built(&book("every-key"), &["--internal"]).contains_key("acme/limits/Z9.md"));
    let drafts = built(&book("every-key"), &["--drafts"]);
    assert!(drafts.contains_key("acme/limits/Z8.md") && !drafts.contains_key("acme/limits/Z9.md"));
}

#[test]
fn only_what_differs_is_written_and_only_what_is_ours_is_removed() {
    let home = tempfile::tempdir().unwrap();
    copy(&book("every-key"), home.path());
    let dist = home.path().join("dist");
    let run = || errbook(home.path(), &["build"]);
    assert_eq!(run().code, 0);
    let before = tree(&dist);
    let page = dist.join("acme/limits/quota/index.html");
    let old = fs::metadata(&page).unwrap().modified().unwrap();
    let again = run();
    assert!(again.err.contains("nothing changed"), "{}", again.err);
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), old, "an equal file is left alone");
    fs::write(dist.join("of-somebody-else.txt"), "keep me").unwrap();
    let flat = home.path().join("errors/acme/limits/flat.yaml");
    let text = fs::read_to_string(&flat).unwrap();
    fs::write(
        &flat,
        text.replace(
            "  - {code: Z8, title: Unfinished, summary: Not yet., visibility: draft}\n",
            "  - {code: Z7, title: New, summary: Just made.}\n",
        ),
    )
    .unwrap();
    assert_eq!(run().code, 0);
    assert!(dist.join("acme/limits/Z7/index.html").exists());
    fs::write(&flat, &text).unwrap();
    assert_eq!(run().code, 0);
    assert!(
        !dist.join("acme/limits/Z7").exists() && !dist.join("acme/limits/Z7.md").exists(),
        "what is gone from the book goes from the site"
    );
    assert!(dist.join("of-somebody-else.txt").exists());
    fs::remove_file(dist.join("of-somebody-else.txt")).unwrap();
    assert!(tree(&dist) == before, "back to the start");
}

#[test]
fn a_broken_book_leaves_the_old_site() {
    let home = tempfile::tempdir().unwrap();
    copy(&book("every-key"), home.path());
    assert_eq!(errbook(home.path(), &["build"]).code, 0);
    let before = tree(&home.path().join("dist"));
    fs::write(home.path().join("errors/acme/broken.yaml"), "code: [").unwrap();
    let ran = errbook(home.path(), &["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error[yaml-syntax]") && ran.err.contains("nothing was built"), "{ran:?}");
    fs::remove_file(home.path().join("errors/acme/broken.yaml")).unwrap();
    // So does a template that fails on one page only.
    fs::create_dir_all(home.path().join("templates/partials")).unwrap();
    fs::write(home.path().join("templates/playbook.html"), "{{ playbook.no_such_field }}").unwrap();
    let ran = errbook(home.path(), &["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("error[template-error]") && ran.out.contains("templates/playbook.html:1"), "{}", ran.out);
    assert!(tree(&home.path().join("dist")) == before);
}

#[test]
fn a_folder_of_others_is_refused() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("thesis.txt"), "years of work").unwrap();
    let ran = errbook(home.path(), &["build", book("every-key").to_str().unwrap(), "-d", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("thesis.txt"), "{}", ran.err);
    assert_eq!(tree(home.path()).len(), 1);
}

/// The addresses in `href` and `src` attributes.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    [" href=\"", " src=\""].into_iter().flat_map(move |start| {
        html.match_indices(start).map(move |(at, _)| {
            let rest = &html[at + start.len()..];
            &rest[..rest.find('"').unwrap_or_default()]
        })
    })
}

fn decode(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, more @ ..] = rest {
        match (first, more) {
            (b'%', [a, b, after @ ..]) => {
                bytes.push(u8::from_str_radix(std::str::from_utf8(&[*a, *b]).unwrap(), 16).unwrap());
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_link_of_a_site_resolves() {
    // Each book with the host of its site and the path there.
    let every_key = (book("every-key"), "https://docs.example.com", "/errors/");
    let own = (Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(), "https://errbook.example", "/");
    for (home, host, root) in [every_key, own] {
        let files = built(&home, &[]);
        let mut count = 0;
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            let html = std::str::from_utf8(bytes).unwrap();
            for address in addresses(html) {
                let address = address.replace("&amp;", "&");
                let own = address.strip_prefix(host).unwrap_or(&address).strip_prefix(root);
                assert!(own.is_some() || !address.starts_with('/'), "{name}: {address} is outside of the site");
                if own.is_none() && (address.contains("://") || address.starts_with("mailto:") || address.starts_with("data:")) {
                    continue;
                }
                let (path, fragment) = match address.split_once('#') {
                    Some((path, fragment)) => (path.to_owned(), Some(fragment.to_owned())),
                    None => (address.clone(), None),
                };
                let path = path.split('?').next().unwrap_or_default();
                let mut parts: Vec<&str> = if own.is_some() { Vec::new() } else { name.split('/').collect() };
                if own.is_none() && !path.is_empty() {
                    parts.pop();
                }
                let path = own.map_or(path, |own| own.split(['#', '?']).next().unwrap_or_default());
                for part in path.split('/') {
                    match part {
                        "." | "" => {}
                        ".." => assert!(parts.pop().is_some(), "{name}: {address} climbs out of the site"),
                        part => parts.push(part),
                    }
                }
                let mut target = decode(&parts.join("/"));
                if path.ends_with('/') || path.ends_with("..") || path == "." || target.is_empty() {
                    target = format!("{target}/index.html").trim_start_matches('/').to_owned();
                }
                let found = files.get(&target);
                assert!(found.is_some(), "{name}: {address} leads to {target}, which is not there");
                if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty() && target.ends_with(".html")) {
                    let page = String::from_utf8_lossy(found.unwrap());
                    assert!(page.contains(&format!("id=\"{}\"", decode(&fragment))), "{name}: {address}: no such anchor");
                }
                count += 1;
            }
        }
        assert!(count > 100, "links were looked at: {count}");
    }
}
