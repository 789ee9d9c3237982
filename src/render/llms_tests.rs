//! `llms.txt` files of small and hostile books, as the reference parser reads them.

use super::{llms, llms_full, render};
use crate::site::testing::site;
use crate::site::{Artifact, Site};

/// The links of a file by section, by the rules of the reference parser; it takes the file to be sound.
fn links(text: &str) -> Vec<(String, Vec<String>)> {
    let mut blocks = text.split("\n## ");
    let head: Vec<&str> = blocks.next().unwrap_or_default().lines().collect();
    assert!(head[0].starts_with("# ") && head[1].is_empty() && head[2].starts_with("> ") && head[3].is_empty(), "{text}");
    assert!(!head[4].is_empty() && !head[4].starts_with(['-', '#', '>']), "{text}");
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    for block in blocks {
        let mut lines = block.lines().filter(|line| !line.is_empty());
        let heading = lines.next().unwrap_or_default().to_owned();
        assert!(sections.iter().all(|(other, _)| *other != heading), "`{heading}` stands here twice: {text}");
        let link = |line: &str| {
            let (title, rest) = line.strip_prefix("- [").and_then(|rest| rest.split_once(']')).unwrap_or_else(|| panic!("no link: {line}"));
            let (address, rest) =
                rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).unwrap_or_else(|| panic!("no address: {line}"));
            assert!(!title.is_empty() && (rest.is_empty() || rest.starts_with(": ")), "{line}");
            address.to_owned()
        };
        sections.push((heading, lines.map(link).collect()));
    }
    sections
}

/// All lists of a site, by their paths, each sound and leading to files that are there.
fn all(site: &Site, url: &str) -> Vec<(String, String)> {
    let budget = site.catalog.config.output.llms.budget;
    let artifacts = site.artifacts();
    let is_list = |artifact: &Artifact| matches!(artifact, Artifact::Llms(_) | Artifact::CategoryLlms(..));
    let mut lists = Vec::new();
    for (path, artifact) in artifacts.iter().filter(|(_, artifact)| is_list(artifact)) {
        assert_eq!(site.find(path).as_ref(), Some(artifact), "{path}");
        let text = String::from_utf8(render(site, artifact).expect("there is no template in it")).expect("a list is a text");
        let count: usize = links(&text).iter().map(|(_, links)| links.len()).sum();
        // One line and what leads on may be longer than a tiny budget.
        assert!(text.chars().count() <= budget || count <= 2, "{path} has {} letters: {text}", text.chars().count());
        for link in links(&text).iter().flat_map(|(_, links)| links) {
            let location = link.strip_prefix(url).unwrap_or_else(|| panic!("{link} in {path}"));
            assert!(site.find(location).is_some(), "{link} in {path}");
        }
        lists.push((path.clone(), text));
    }
    lists
}

const URL: &str = "https://e.com/d/";

fn book(budget: usize, entries: usize) -> Site {
    let settings = format!(
        "[book]\ntitle = 'T [x] # y'\ndescription = \"a\\n## b\"\n[output.html]\nsite-url = '{URL}'\n[output.llms]\nbudget = {budget}"
    );
    let mut files = vec![("book.toml".to_owned(), settings), ("errors/root.yaml".to_owned(), entry("root", "fixes: [f]"))];
    let titles = ["Optional", "Optional", "Data", "## x\n- [y](z)", "a ](b)", "Categories"];
    for (folder, title) in ["a", "b", "c/d", "e/d", "f", "g"].into_iter().zip(titles) {
        files.push((format!("errors/{folder}/_category.yaml"), format!("title: {title:?}\nsummary: \"s [l](m)\\n\\n# h\"")));
        for number in 0..entries {
            let more = ["fixes: [f]", "fixes: [f]\nlifecycle: {deprecated: {since: 1}}", ""][number % 3];
            files.push((format!("errors/{folder}/{number}.yaml"), entry(&format!("{folder}:{number}").replace('/', "-"), more)));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    site(&files)
}

fn entry(code: &str, more: &str) -> String {
    format!(
        "code: {code}\ntitle: \"`a` ] [b](c) | _\\nd_ <e>\"\nsummary: \"- x\\n# y ***z*** `` ` `` \\\\\\\\ é日本\"\nslug: '{}'\n{more}\n",
        code.replace(':', "-")
    )
}

#[test]
fn a_small_book_has_one_list() {
    let site = book(100_000, 2);
    let lists = all(&site, URL);
    let (_, root) = lists.iter().find(|(path, _)| path == "llms.txt").expect("the root has a list");
    let sections: Vec<(String, usize)> = links(root).into_iter().map(|(heading, links)| (heading, links.len())).collect();
    // Titles that are taken are told apart by the path.
    let expect = ["## x - [y](z)", "Categories (g)", "Data", "General", "Optional", "Optional (a)", "Optional (b)", "a ](b)"];
    let mut names: Vec<&str> = sections.iter().map(|(heading, _)| heading.rsplit(" / ").next().unwrap_or_default()).collect();
    names.sort_unstable();
    assert_eq!(names, expect);
    assert_eq!(sections.last(), Some(&("Optional".to_owned(), 7)), "six are deprecated, and one leads to the data");
}

#[test]
fn no_list_is_longer_than_its_budget() {
    for budget in [1, 1_500, 2_000, 3_000, 5_000, 20_000] {
        let site = book(budget, 12);
        let lists = all(&site, URL);
        let entries: usize = lists
            .iter()
            .filter(|(path, _)| path.contains('/'))
            .flat_map(|(_, text)| links(text))
            .flat_map(|(_, links)| links)
            .filter(|link| !link.contains("/llms"))
            .count();
        assert_eq!(entries, 6 * 12, "each entry stands in the list of its category, at {budget}");
        if budget < 20_000 {
            assert!(site.llms().is_split && lists[0].1.contains("left out here"), "{budget}: {}", lists[0].1);
        }
    }
}

#[test]
fn links_are_relative_where_there_is_no_address() {
    let site = site(&[("errors/x/y.yaml", "{code: y, title: T, summary: S, fixes: [f]}")]);
    assert!(llms::root(&site, 1).contains("\n## X\n\n- [T](x/y.md): `y`. S\n"), "{}", llms::root(&site, 1));
    let id = site.catalog.category_at("x").expect("there is one");
    assert!(llms::category(&site, id, 1).contains("\n## Errors\n\n- [T](y.md): `y`. S\n"));
}

#[test]
fn the_full_text_has_all_that_the_twins_have() {
    let site = site(&[
        ("errors/a.yaml", "{code: a, title: A, summary: S, fixes: [Last.]}"),
        ("errors/b.yaml", "{code: b, title: B, summary: S, tags: [t]}"),
    ]);
    let twins =
        ["# A\n\n`a`\n\nS\n\n**Try this first:** Last.\n\n## How to fix it\n\n### 1. Last\n", "# B\n\n`b`\n\nS\n\n---\n\n- Tags: t\n"];
    assert_eq!(llms_full::whole(&site), format!("# Errors\n\nAll errors of this book in one file.\n\n{}", twins.join("\n")));
}

#[test]
fn the_full_text_keeps_to_its_budget() {
    let long = |number: usize| {
        format!(
            "code: e{number}\ntitle: T{number}\nsummary: S.\ncauses: [{}]\nfixes: [Fix it.]\nfaq: [{{question: Q?, answer: {}}}]\n",
            "c ".repeat(100),
            "a ".repeat(300)
        )
    };
    let full = |budget: usize| {
        let mut files = vec![("book.toml".to_owned(), format!("[output.llms]\nfull-budget = {budget}"))];
        files.extend((0..20).map(|number| (format!("errors/{number}.yaml"), long(number))));
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let text = llms_full::whole(&site(&files));
        assert!(budget == 0 || text.chars().count() <= budget, "{} over {budget}", text.chars().count());
        text
    };
    let all = full(0);
    assert!(all.contains("## Questions") && all.contains("## Likely causes") && !all.contains("left out"));
    let some = full(12_000);
    assert!(
        !some.contains("## Questions") && some.contains("## Likely causes") && some.contains("left out: notes on the pages, questions."),
        "{some}"
    );
    let few = full(1_300);
    assert!(few.contains("# T0\n") && !few.contains("## ") && few.contains("`llms.txt` leads to them"), "{few}");
}
