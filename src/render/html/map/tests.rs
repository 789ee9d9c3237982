use super::{Scope, of_category, of_entry, svg};
use crate::catalog::{Audience, resolve};
use crate::markdown::highlight::Highlighter;
use crate::route;
use crate::site::{Site, site};
use crate::source;

/// A book with a definition for each line: a path, and lines of YAML after it, apart by `|`.
fn book(lines: &[&str]) -> Site {
    let files: Vec<(String, String)> = lines
        .iter()
        .map(|line| {
            let (path, keys) = line.split_once(' ').unwrap_or((line, ""));
            let name = path.rsplit('/').next().unwrap_or_default();
            let title = if keys.contains("title:") { String::new() } else { format!("title: About {name}\n") };
            let code = if keys.contains("code:") { String::new() } else { format!("code: {name}\n") };
            (format!("errors/{path}.yaml"), format!("{code}{title}summary: Something.\n{}\n", keys.replace('|', "\n")))
        })
        .collect();
    let files: Vec<(String, &str)> = files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
    let sources = source::from_memory(&files);
    assert_eq!(sources.findings().count(), 0, "{:?}", sources.findings().collect::<Vec<_>>());
    let (catalog, diagnostics) = resolve(&sources, Audience::default());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    site(catalog, &sources, Highlighter::off()).0
}

fn entry(site: &Site, path: &str) -> String {
    let location = route::page(path);
    let scope = Scope::new(site, &location, "");
    of_entry(&scope, &site.catalog[site.catalog.entry_at(path).expect("it is in the book")])
}

fn category(site: &Site, path: &str) -> String {
    let location = route::page(path);
    of_category(&Scope::new(site, &location, path), site.catalog.category_at(path).expect("it is in the book"))
}

/// The picture in words, and the classes of its edges.
#[track_caller]
fn check(drawn: &str, words: &str, edges: &[&str]) {
    assert_eq!(between(drawn, "<figcaption class=\"hidden\">", "</figcaption>"), [words]);
    assert_eq!(
        between(drawn, "<path class=\"", "\"").iter().filter(|class| **class != "head").collect::<Vec<_>>(),
        edges.iter().collect::<Vec<_>>()
    );
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(inner, _)| inner).collect()
}

#[test]
fn an_entry_alone_has_no_map() {
    let site = book(&["a/x", "a/y"]);
    assert_eq!(entry(&site, "a/x"), "");
    assert_eq!(category(&site, "a"), "");
}

#[test]
fn what_names_it_is_left_and_what_it_names_is_right() {
    let site = book(&["a/x related: [y, z]", "a/y related: [x]", "a/z", "a/w related: [x]"]);
    let drawn = entry(&site, "a/x");
    check(&drawn, "x names z; names and is named by y; is named by w.", &["edge", "edge back", "edge both"]);
    assert_eq!(between(&drawn, "<a class=\"node\" href=\"", "\""), ["../w/", "../y/", "../z/"]);
    let boxes = between(&drawn, "<rect x=\"", "\"");
    assert_eq!(boxes, ["0", "192", "192", "96"], "w on the left; y and z on the right; x itself across the middle");
}

#[test]
fn one_side_stands_across() {
    let site = book(&["a/x related: [y]", "a/y"]);
    check(&entry(&site, "a/x"), "x names y.", &["edge"]);
    check(&entry(&site, "a/y"), "y is named by x.", &["edge back"]);
    assert_eq!(between(&entry(&site, "a/y"), "<rect x=\"", "\""), ["0", "192"]);
}

#[test]
fn an_entry_does_not_neighbour_itself_and_comes_once() {
    let site = book(&["a/x related: [x, y, a/y]", "a/y"]);
    check(&entry(&site, "a/x"), "x names y.", &["edge"]);
}

#[test]
fn comparisons_and_successors_are_marked() {
    let site = book(&[
        "a/x status: 409|compare: [{with: y, choose_this: one}]|lifecycle: {deprecated: {since: '1'}, replaced_by: z}",
        "a/y status: 412",
        "a/z",
        "a/w related: [x]|compare: [{with: x, choose_this: one}]",
    ]);
    let drawn = entry(&site, "a/x");
    check(
        &drawn,
        "x names z; is named by w; is compared with y and w; is replaced by z.",
        &["edge back compare", "edge compare", "edge next"],
    );
    assert!(drawn.contains("<text class=\"fact s4\" x=\"264\" y=\"128\">412 · compared</text>"), "{drawn}");
    assert!(drawn.contains(">successor</text>"));
    check(&entry(&site, "a/y"), "y is compared with x.", &["edge compare"]);
}

#[test]
fn one_that_is_called_by_its_status_says_it_once() {
    let site = book(&[
        "a/409 status: 409|compare: [{with: 'a/412', choose_this: one}]|related: [a/499]",
        "a/412 status: 412",
        "a/499 status: 499",
    ]);
    let drawn = entry(&site, "a/409");
    let texts: Vec<String> =
        between(&drawn, "<text class=\"", "</text>").iter().map(|text| text.split_once('>').expect("a tag ends").1.to_owned()).collect();
    assert_eq!(texts, ["499", "499", "412", "compared", "409", "Conflict"]);
}

#[test]
fn six_on_a_side_and_how_many_more() {
    let many = |count: usize| {
        let mut lines: Vec<String> = (0..count).map(|i| format!("a/n{i} related: [x]")).collect();
        lines.push("a/x related: [o]".into());
        lines.push("a/o".into());
        entry(&book(&lines.iter().map(String::as_str).collect::<Vec<_>>()), "a/x")
    };
    assert!(!many(6).contains("more"));
    let drawn = many(40);
    assert!(drawn.contains("<text class=\"more\" x=\"72\" y=\"312\">+35 more</text>"), "{drawn}");
    assert!(drawn.contains("is named by n0, n1, n10, n11 and n12. 35 more are not drawn."));
    assert!(drawn.len() < 4_000, "{}", drawn.len());
}

#[test]
fn names_that_are_shared_have_their_folder() {
    let site = book(&["s3/Denied related: [Denied2, Other]", "sts/Denied code: Denied2|slug: Denied", "s3/Other"]);
    check(&entry(&site, "s3/Denied"), "s3/Denied names sts/Denied and Other.", &["edge"]);
}

#[test]
fn hostile_texts_are_only_text() {
    let site = book(&[
        "a/x title: '<script>alert(1)</script> \"&\"'|related: [y]",
        "a/y title: '</title></svg><img src=x onerror=y>'|status: 404|related: [x]",
        "a/a_name_that_is_much_too_long_for_any_picture related: [x]",
    ]);
    for drawn in [entry(&site, "a/x"), entry(&site, "a/y"), category(&site, "a")] {
        assert!(!drawn.contains("<script") && !drawn.contains("<img"), "{drawn}");
        assert!(!drawn.contains("style=") && !drawn.contains(" id="), "{drawn}");
    }
    let drawn = entry(&site, "a/x");
    assert!(drawn.contains(">a_name_that_is_mu…</text>"), "{drawn}");
    assert!(drawn.contains("<title>a_name_that_is_much_too_long_for_any_picture: About "), "{drawn}");
}

#[test]
fn a_category_shows_who_names_whom() {
    let site = book(&[
        "a/x related: [y]|compare: [{with: z, choose_this: one}]",
        "a/y status: 404|related: [x, z, b/other]",
        "a/z",
        "a/alone",
        "b/other",
    ]);
    let drawn = category(&site, "a");
    check(&drawn, "x names y; is compared with z. y names x and z.", &["edge", "edge both", "edge compare"]);
    assert_eq!(between(&drawn, "<a class=\"node\" href=\"", "\""), ["x/", "y/", "z/"]);
    assert_eq!(category(&site, "b"), "");
}

#[test]
fn a_category_of_too_many_has_no_picture() {
    let chain = |count: usize| {
        let lines: Vec<String> = (0..count).map(|i| format!("a/n{i:03} related: [n{:03}]", (i + 1) % count)).collect();
        category(&book(&lines.iter().map(String::as_str).collect::<Vec<_>>()), "a")
    };
    assert!(chain(30).contains("n029"));
    assert_eq!(chain(31), "");
    let all: Vec<String> =
        (0..15).map(|i| format!("a/n{i} related: [{}]", (0..15).map(|j| format!("n{j}")).collect::<Vec<_>>().join(", "))).collect();
    assert_eq!(category(&book(&all.iter().map(String::as_str).collect::<Vec<_>>()), "a"), "", "105 links are a ball of wool");
}

#[test]
fn the_same_book_gives_the_same_picture() {
    let lines = ["a/x related: [y, z]", "a/y related: [z]", "a/z related: [x]"];
    let (one, two) = (book(&lines), book(&lines));
    assert_eq!(entry(&one, "a/x"), entry(&two, "a/x"));
    assert_eq!(category(&one, "a"), category(&two, "a"));
}

#[test]
fn texts_are_cut_by_columns() {
    for (text, expect) in [("short", "short"), ("exactly8", "exactly8"), ("nine char", "nine ch…"), ("日本語日本語", "日本語…")]
    {
        assert_eq!(svg::cut(text, 8), expect);
    }
}
