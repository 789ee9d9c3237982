//! Builds that are killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::html::addresses;
use crate::run::{errbook, tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// How often a build is killed.
const KILLS: usize = 200;
/// How many of these are looked at before a build may finish.
const IN_A_ROW: usize = 8;

/// Writes one of two books that share a part: the second has other texts, another picture, other entries.
fn write_book(dir: &Path, second: bool) {
    let errors = dir.join("errors/acme");
    let _ = fs::remove_dir_all(&errors);
    fs::create_dir_all(&errors).unwrap();
    fs::write(dir.join("book.toml"), "[book]\ntitle = \"Killed\"\n\n[markdown]\nhighlight = false\n").unwrap();
    let (word, numbers, colour) = if second { ("new", 5..23, "red") } else { ("old", 0..18, "blue") };
    fs::write(errors.join("shape.svg"), format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\" fill=\"{colour}\"/>"))
        .unwrap();
    for number in numbers.clone() {
        let next = if number + 1 < numbers.end { number + 1 } else { numbers.start };
        let text = format!(
            "code: acme:{number}\ntitle: The {word} error {number}\nsummary: It is {word}. Wait.\nmeaning: |\n  {}\nrelated: [\"acme:{next}\"]\nmedia:\n  - {{image: shape.svg, alt: A shape}}\n",
            word.repeat(300)
        );
        fs::write(errors.join(format!("{number}.yaml")), text).unwrap();
    }
}

/// The site as it stands, without what is being written and the list of it.
fn site(dist: &Path) -> Tree {
    let mut files = if dist.exists() { tree(dist) } else { Tree::new() };
    files.retain(|name, _| !name.rsplit('/').next().unwrap().starts_with(".errbook-"));
    files
}

/// Where links lead that lead nowhere, on the pages that a reader comes to from the first one.
fn dead_links(files: &Tree) -> BTreeSet<String> {
    let mut dead = BTreeSet::new();
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(name) = open.pop() {
        let Some(bytes) = files.get(&name) else { continue };
        for address in addresses(std::str::from_utf8(bytes).unwrap()) {
            let path = address.split(['#', '?']).next().unwrap();
            if path.is_empty() || path.contains(':') {
                continue;
            }
            let mut parts: Vec<&str> = name.split('/').collect();
            parts.pop();
            for part in path.split('/') {
                match part {
                    "" | "." => {}
                    ".." => drop(parts.pop()),
                    part => parts.push(part),
                }
            }
            let target = parts.join("/");
            let page = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
            if files.contains_key(&page) {
                if seen.insert(page.clone()) {
                    open.push(page);
                }
            } else if !files.contains_key(&target) {
                dead.insert(format!("{name} → {target}"));
            }
        }
    }
    dead
}

#[test]
fn a_kill_leaves_each_file_old_or_new_and_the_next_build_is_right() {
    let home = tempfile::tempdir().unwrap();
    let dist = home.path().join("dist");
    let build = || {
        let ran = errbook(home.path(), &["build"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        site(&dist)
    };
    write_book(home.path(), true);
    let second = build();
    write_book(home.path(), false);
    let start = Instant::now();
    let first = build();
    let whole = start.elapsed();
    assert!(dead_links(&first).is_empty() && dead_links(&second).is_empty(), "{:?}", dead_links(&first));

    // The same numbers on each run (Knuth's generator), other moments on each machine.
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    let mut cut_short = 0;
    for kill in 0..KILLS {
        let is_second = kill % 2 == 0;
        write_book(home.path(), is_second);
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (dice >> 33) % 1000;
        let mut child = Command::new(env!("CARGO_BIN_EXE_errbook"))
            .args(["-q", "build"])
            .current_dir(home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole.mul_f64(f64::from(u32::try_from(share).unwrap()) / 1000.0).min(Duration::from_secs(5)));
        let done = child.try_wait().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        cut_short += usize::from(done.is_none());

        let now = site(&dist);
        for (name, bytes) in &now {
            let known = [&first, &second].into_iter().any(|known| known.get(name) == Some(bytes));
            assert!(known, "after kill {kill}, {name} is neither old nor new");
        }
        let dead = dead_links(&now);
        assert!(dead.is_empty(), "after kill {kill}: {dead:?}");
        if kill % IN_A_ROW == IN_A_ROW - 1 {
            let right = if is_second { &second } else { &first };
            let built = build();
            let names: std::collections::BTreeSet<&String> = built.keys().chain(right.keys()).collect();
            let wrong: Vec<&&String> = names.iter().filter(|name| built.get(**name) != right.get(**name)).collect();
            assert!(wrong.is_empty(), "the build after kill {kill} is not right: {wrong:?}");
            let left: Vec<String> = tree(&dist).into_keys().filter(|name| name.contains(".errbook-new")).collect();
            assert!(left.is_empty(), "unfinished files are left: {left:?}");
        }
    }
    assert!(cut_short > KILLS / 4, "only {cut_short} builds were cut short");
}
