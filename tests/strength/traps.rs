//! Files that are traps: paths that lead out, links, bombs. The run ends soon and small, with findings or a site, and what is outside stays there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{errbook, tree};

const SECRET: &str = "top secret 7781";

/// A book that is in order, to put traps in.
fn book(home: &Path) {
    fs::create_dir_all(home.join("errors/a")).unwrap();
    fs::write(home.join("book.toml"), "[book]\ntitle = \"Traps\"\n").unwrap();
    fs::write(home.join("errors/a/fine.yaml"), "code: fine\ntitle: Fine\nsummary: All is well. Go on.\n").unwrap();
}

#[test]
fn paths_that_lead_out_are_findings() {
    let head = "title: T\nsummary: S. T.";
    for (what, text, rule) in [
        ("slug", "code: x\nslug: ../../out", "invalid-value"),
        ("absolute slug", "code: x\nslug: /etc/out", "invalid-value"),
        ("backslash", "code: x\nslug: '..\\..\\out'", "invalid-value"),
        ("nothing but dots", "code: '..'", "path-clash"),
        ("dots as a slug", "code: x\nslug: '..'", "path-clash"),
        ("alias", "code: x\naliases: [/../../out]", "invalid-value"),
        ("alias inside", "code: x\naliases: [/a/../../../out]", "invalid-value"),
        ("encoded alias", "code: x\naliases: ['/%2e%2e/out']", "invalid-value"),
        ("line break in an alias", "code: x\naliases: [\"/a\\n/b /c 301\"]", "invalid-value"),
        ("picture", "code: x\nmedia: [{image: ../../../secret.png, alt: x}]", "missing-image"),
        ("absolute picture", "code: x\nmedia: [{image: /etc/hostname, alt: x}]", "missing-image"),
        ("picture by scheme", "code: x\nmedia: [{image: 'file:///etc/hostname', alt: x}]", "missing-image"),
        ("film", "code: x\nmedia: [{video: 'javascript:alert(1)'}]", "invalid-value"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("book");
        book(&root);
        fs::write(home.path().join("secret.png"), SECRET).unwrap();
        fs::write(root.join("errors/a/trap.yaml"), format!("{text}\n{head}\n")).unwrap();
        let ran = errbook(&root, &["build"]);
        assert!(ran.code == 1 && ran.out.contains(&format!("error[{rule}]")), "{what}: {ran:?}");
        assert_eq!(tree(home.path()).len(), 4, "{what} wrote something");
    }
    // A code may be anything, and stays in its folder.
    for code in ["../../out", "/etc/passwd", "..\\..\\out", "C:\\out", "a\u{0}b", "%2e%2e%2fout", "CON", "a/../../b"] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("book");
        book(&root);
        fs::write(root.join("errors/a/trap.yaml"), format!("code: {}\n{head}\n", serde_json::to_string(code).unwrap())).unwrap();
        let ran = errbook(&root, &["build"]);
        assert!(ran.code <= 1, "{code}: {ran:?}");
        assert!(tree(home.path()).keys().all(|name| name.starts_with("book/")), "{code} got out");
        let dist = root.join("dist");
        let own = if dist.exists() { tree(&dist) } else { std::collections::BTreeMap::new() };
        assert!(own.keys().filter(|name| name.contains("out") || name.contains("passwd")).all(|name| name.starts_with("a/")), "{code}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_book_are_not_followed() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    let outside = home.path().join("outside");
    fs::create_dir_all(outside.join("deep")).unwrap();
    let definition = format!("code: stolen\ntitle: {SECRET}\nsummary: {SECRET}. X.\n");
    for name in ["x.yaml", "deep/y.yaml", "page.html", "site.css", "highlight"] {
        fs::write(outside.join(name), &definition).unwrap();
    }
    for link in [
        "errors/x.yaml",
        "errors/deep",
        "errors/a/_category.yaml",
        "errors/a/p.svg",
        "static/site.css",
        "templates/entry.html",
        "static/all",
        ".errbook",
    ] {
        let root = home.path().join("book");
        let _ = fs::remove_dir_all(&root);
        book(&root);
        let target = match link {
            "errors/deep" => outside.join("deep"),
            "static/all" | ".errbook" => outside.clone(),
            "templates/entry.html" => outside.join("page.html"),
            "static/site.css" => outside.join("site.css"),
            _ => outside.join("x.yaml"),
        };
        fs::create_dir_all(root.join(link).parent().unwrap()).unwrap();
        symlink(&target, root.join(link)).unwrap();
        let before = tree(&outside);
        for command in ["check", "build", "build"] {
            let ran = errbook(&root, &[command]);
            assert!(ran.code <= 1, "{link}: {ran:?}");
            assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{link}: {ran:?}");
        }
        let dist = root.join("dist");
        if dist.exists() {
            assert!(tree(&dist).values().all(|bytes| !String::from_utf8_lossy(bytes).contains(SECRET)), "{link} was published");
        }
        assert!(tree(&outside) == before, "{link}: something was written outside");
    }
}

#[cfg(unix)]
#[test]
fn loops_of_links_end() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    book(home.path());
    symlink("..", home.path().join("errors/a/up")).unwrap();
    symlink("second", home.path().join("errors/first")).unwrap();
    symlink("first", home.path().join("errors/second")).unwrap();
    symlink("own.yaml", home.path().join("errors/own.yaml")).unwrap();
    let ran = errbook(home.path(), &["check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("error[unreadable-file]") && ran.out.contains("stands in"), "{}", ran.out);
}

#[test]
fn settings_do_not_lead_out() {
    for setting in ["logo = \"../secret.png\"", "favicon = \"/etc/hostname\"", "additional-css = [\"../../secret.png\"]"] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("book");
        book(&root);
        fs::write(home.path().join("secret.png"), SECRET).unwrap();
        fs::write(root.join("book.toml"), format!("[output.html]\n{setting}\n")).unwrap();
        let ran = errbook(&root, &["build"]);
        assert_eq!(ran.code, 1, "{setting}: {ran:?}");
        assert!(!ran.out.contains(SECRET));
    }
}

#[test]
fn templates_read_no_files_and_no_environment() {
    for template in [
        "{{ get_env(name=\"SECRET_OF_THE_TEST\") }}",
        "{{ load_data(path=\"../secret.png\") }}",
        "{% include \"../secret.png\" %}",
        "{% include \"../../secret.png\" %}",
        "{% include \"/etc/hostname\" %}",
        "{% extends \"../secret.png\" %}",
        "{% import \"/etc/hostname\" as x %}",
        "{{ now() }}",
    ] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("book");
        book(&root);
        fs::write(home.path().join("secret.png"), SECRET).unwrap();
        fs::create_dir(root.join("templates")).unwrap();
        fs::write(root.join("templates/entry.html"), template).unwrap();
        let ran = errbook(&root, &["build"]);
        assert!(ran.code == 1 && ran.out.contains("error[template-error]"), "{template}: {ran:?}");
        assert!(!root.join("dist").exists() && !ran.out.contains(SECRET), "{template}");
    }
}

/// Runs the program, and says how it ended and how much memory it took at most. A run that does not end is a failure.
fn bounded(dir: &Path, command: &str) -> (Option<i32>, u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_errbook"))
        .args(["-q", command])
        .current_dir(dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let mut most = 0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(peak.unwrap_or(0) * 1024);
        if let Some(status) = child.try_wait().unwrap() {
            return (status.code(), most);
        }
        if start.elapsed() > Duration::from_secs(300) {
            child.kill().unwrap();
            panic!("`{command}` does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn bombs_do_not_go_off() {
    let laughs = (1..=12).fold("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n".to_owned(), |text, level| {
        format!("{text}a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", "))
    });
    let head = "code: x\ntitle: T\nsummary: S. T.\n";
    let bombs = [
        ("aliases in aliases", format!("{head}example: {{response: *a9}}\n{laughs}")),
        (
            "aliases in a payload",
            format!("example:\n  response:\n    {}{head}", laughs.replace('\n', "\n    ")).replace("    code", "code"),
        ),
        ("10,000 brackets", format!("{head}example: {{response: {}{}}}\n", "[".repeat(10_000), "]".repeat(10_000))),
        ("10,000 open brackets", format!("{head}example: {{response: {}\n", "[{a: ".repeat(10_000))),
        ("10,000 dashes", format!("{head}example:\n  response:\n    {}x\n", "- ".repeat(10_000))),
        ("10,000 levels of JSON", format!("{head}example:\n  response: '{}1{}'\n", "[".repeat(10_000), "]".repeat(10_000))),
        ("a text of 50 MB", format!("{head}meaning: {}\n", "word ".repeat(10_000_000))),
        ("a code of 1 MB", format!("code: {}\ntitle: T\nsummary: S. T.\n", "c".repeat(1_000_000))),
        (
            "a line of code of 1 MB",
            format!("{head}fixes: [{{title: F, code: {{language: javascript, code: \"{}\"}}}}]\n", "/*(".repeat(300_000)),
        ),
        ("10,000 quotes", format!("{head}meaning: \"{}x\"\n", "> ".repeat(10_000))),
        ("10,000 lists", format!("{head}meaning: \"{}x\"\n", "* ".repeat(10_000))),
        ("30,000 stars", format!("{head}meaning: \"{}x{}\"\n", "*a ".repeat(30_000), "**_".repeat(30_000))),
        ("30,000 open links", format!("{head}meaning: \"{}\"\n", "[a](<b".repeat(30_000))),
        ("30,000 references", format!("{head}meaning: \"{}\"\n", "[[".repeat(30_000))),
        ("a table of 3,000 by 3,000", format!("{head}meaning: |\n  {0}|\n  {1}|\n  a\n", "|a".repeat(3_000), "|-".repeat(3_000))),
        ("20,000 footnotes", format!("{head}meaning: \"{}\"\n", (0..20_000).map(|n| format!("[^{n}] ")).collect::<String>())),
        ("100,000 tags", format!("{head}tags: [{}]\n", "a, ".repeat(100_000))),
        ("30,000 elements", format!("{head}meaning: \"{}\"\n", "<b><i>".repeat(15_000))),
    ];
    for (what, text) in bombs {
        let home = tempfile::tempdir().unwrap();
        book(home.path());
        fs::write(home.path().join("errors/a/bomb.yaml"), text).unwrap();
        let (code, most) = bounded(home.path(), "build");
        assert!(matches!(code, Some(0 | 1)), "{what}: ended with {code:?}");
        assert!(most < 1 << 30, "{what}: took {} MB", most >> 20);
    }
}

#[test]
fn names_that_some_disk_cannot_hold_are_findings() {
    for (folder, code, is_fine) in [
        ("a", "CON", false),
        ("a", "lpt1.old", false),
        ("a", "console", true),
        ("a", "COM0", true),
        ("search", "found", true),
        ("search", "rows", false),
        ("search/n", "x", false),
        ("compare", "x", false),
    ] {
        let home = tempfile::tempdir().unwrap();
        book(home.path());
        fs::create_dir_all(home.path().join("errors").join(folder)).unwrap();
        fs::write(home.path().join("errors").join(folder).join("x.yaml"), format!("code: {code}\ntitle: T\nsummary: S. T.\n")).unwrap();
        let ran = errbook(home.path(), &["build"]);
        assert_eq!(ran.code, i32::from(!is_fine), "{folder}/{code}: {ran:?}");
        assert!(is_fine || (ran.out.contains("error[path-clash]") && ran.out.contains("slug")), "{folder}/{code}: {ran:?}");
    }
}
