//! A world that fails: folders that may not be read or written, files that go, two builds at once, odd names.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{copy, errbook, tree};

fn definition(code: &str) -> String {
    format!("code: {}\ntitle: T\nsummary: It happens. Wait.\n", serde_json::to_string(code).unwrap())
}

fn book(home: &Path) {
    fs::create_dir_all(home.join("errors/a")).unwrap();
    fs::write(home.join("errors/a/one.yaml"), definition("one")).unwrap();
}

/// Takes away the right to read or write; `false` for those whom no right binds.
#[cfg(unix)]
fn forbid(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let probe = path.join("probe");
    if path.is_dir() && mode & 0o200 == 0 { fs::write(&probe, "").is_err() } else { fs::read_dir(path).is_err() && fs::read(path).is_err() }
}

#[cfg(unix)]
fn allow(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::remove_file(path.join("probe"));
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_said_and_the_old_site_stays() {
    let home = tempfile::tempdir().unwrap();
    book(home.path());
    assert_eq!(errbook(home.path(), &["build"]).code, 0);
    let dist = home.path().join("dist");
    let before = tree(&dist);
    fs::write(home.path().join("errors/a/two.yaml"), definition("two")).unwrap();
    if forbid(&dist, 0o555) {
        let ran = errbook(home.path(), &["build"]);
        assert!(ran.code == 2 && ran.err.contains("cannot write"), "{ran:?}");
        assert!(tree(&dist) == before, "the old site stays as it was");
    }
    allow(&dist);
    assert_eq!(errbook(home.path(), &["build"]).code, 0);
    assert!(dist.join("a/two/index.html").exists());
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_a_finding() {
    let home = tempfile::tempdir().unwrap();
    book(home.path());
    let closed = home.path().join("errors/closed");
    fs::create_dir(&closed).unwrap();
    if forbid(&closed, 0o000) {
        let ran = errbook(home.path(), &["check"]);
        assert!(ran.code == 1 && ran.out.contains("error[unreadable-file]"), "{ran:?}");
    }
    allow(&closed);
}

#[cfg(unix)]
#[test]
fn a_book_that_cannot_be_written_to_builds_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("book");
    book(&root);
    forbid(&root, 0o555);
    let ran = errbook(home.path(), &["build", "book", "-d", "site"]);
    allow(&root);
    assert!(ran.code == 0 && home.path().join("site/a/one/index.html").exists(), "{ran:?}");
}

/// A device that is always full takes the place of the disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = Path::new("/dev/full");
    if full.exists() {
        let home = tempfile::tempdir().unwrap();
        book(home.path());
        let out = fs::OpenOptions::new().write(true).open(full).unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_errbook")).arg("list").current_dir(home.path()).stdout(out).output().unwrap();
        assert_eq!(ran.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&ran.stderr).contains("No space left"), "{ran:?}");
    }
    // A real one, where this process may make a small one: as root, in Linux.
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=300k", "none"]).arg(&disk).output();
    if mounted.is_ok_and(|mounted| mounted.status.success()) {
        book(home.path());
        let first = errbook(home.path(), &["build", "-d", "disk/site"]);
        for number in 0..40 {
            fs::write(home.path().join(format!("errors/a/{number}.yaml")), definition(&format!("e{number}"))).unwrap();
        }
        let before = if first.code == 0 { tree(&disk.join("site")) } else { std::collections::BTreeMap::new() };
        let ran = errbook(home.path(), &["build", "-d", "disk/site"]);
        let after = tree(&disk.join("site"));
        let _ = Command::new("umount").arg(&disk).status();
        assert!(ran.code == 2 && ran.err.contains("No space left"), "{ran:?}");
        assert!(
            before.iter().all(|(name, old)| after.get(name).is_some_and(|new| old.is_empty() == new.is_empty())),
            "what was there is there"
        );
        assert!(
            after.iter().filter(|(name, _)| name.ends_with(".html")).all(|(_, bytes)| bytes.ends_with(b"</html>\n")),
            "no page is half"
        );
    }
}

#[test]
fn the_second_of_two_builds_waits_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    book(home.path());
    assert_eq!(errbook(home.path(), &["build"]).code, 0);
    // This test takes the part of the first build.
    let held = fs::File::open(home.path().join("dist")).unwrap();
    held.lock().unwrap();
    let mut second =
        Command::new(env!("CARGO_BIN_EXE_errbook")).arg("build").current_dir(home.path()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(second.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.contains("waiting for another build"), "{line}");
    assert!(second.try_wait().unwrap().is_none(), "it waits");
    held.unlock().unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(second.wait().unwrap().success() && rest.contains("nothing changed"), "{rest}");
}

#[test]
fn many_builds_at_once_give_one_right_site() {
    let home = tempfile::tempdir().unwrap();
    for number in 0..30 {
        fs::create_dir_all(home.path().join("errors/a")).unwrap();
        fs::write(home.path().join(format!("errors/a/{number}.yaml")), definition(&format!("e{number}"))).unwrap();
    }
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        command.args(["-q", "build"]).current_dir(home.path()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let builds: Vec<_> = (0..6).map(|_| run()).collect();
    for build in builds {
        let done = build.wait_with_output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }
    let together = tree(&home.path().join("dist"));
    let alone = home.path().join("alone");
    assert_eq!(errbook(home.path(), &["build", "-d", alone.to_str().unwrap()]).code, 0);
    assert!(tree(&alone) == together);
}

#[test]
fn files_that_change_and_go_while_they_are_read_break_nothing() {
    let home = tempfile::tempdir().unwrap();
    book(home.path());
    let errors = home.path().join("errors/a");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0_usize.. {
                if done.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                for number in 0..40 {
                    let path = errors.join(format!("n{number}.yaml"));
                    match (round + number) % 4 {
                        0 => drop(fs::write(&path, definition(&format!("n{number}")))),
                        1 => drop(fs::write(&path, "")),
                        2 => drop(fs::remove_file(&path)),
                        _ => drop(fs::write(&path, "code: [")),
                    }
                }
            }
        });
        for _ in 0..25 {
            for command in ["check", "build"] {
                let ran = errbook(home.path(), &[command]);
                assert!(ran.code <= 1 && !ran.err.contains("panicked"), "{ran:?}");
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    for number in 0..40 {
        fs::write(errors.join(format!("n{number}.yaml")), definition(&format!("n{number}"))).unwrap();
    }
    assert_eq!(errbook(home.path(), &["build"]).code, 0);
    assert!((0..40).all(|number| home.path().join(format!("dist/a/n{number}/index.html")).exists()));
}

#[test]
fn names_in_every_script() {
    let home = tempfile::tempdir().unwrap();
    let names = ["Größe", "Ошибка", "خطأ", "错误", "エラー", "오류", "ตรวจ", "שגיאה", "a b", "100%", "#1", "e\u{301}", "🦀", "a&b=c?d"];
    for (number, name) in names.iter().enumerate() {
        let folder = home.path().join("errors").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.yaml")), definition(&format!("e{number}-{name}"))).unwrap();
    }
    let ran = errbook(home.path(), &["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for name in names {
        assert!(home.path().join("dist").join(name).join("index.html").exists(), "{name}");
    }
    let page = fs::read_to_string(home.path().join("dist/index.html")).unwrap();
    assert!(page.contains("href=\"%E9%94%99%E8%AF%AF/"), "addresses are encoded");
}

#[test]
fn a_path_that_no_disk_can_hold_is_said() {
    let home = tempfile::tempdir().unwrap();
    book(home.path());
    fs::write(home.path().join("errors/a/long.yaml"), definition(&"c".repeat(250))).unwrap();
    assert_eq!(errbook(home.path(), &["build"]).code, 0, "250 letters fit");
    fs::write(home.path().join("errors/a/long.yaml"), definition(&"c".repeat(251))).unwrap();
    let ran = errbook(home.path(), &["build"]);
    assert!(ran.code == 1 && ran.out.contains("error[path-clash]") && ran.out.contains("slug"), "{ran:?}");
}

#[test]
fn the_cache_may_be_gone_damaged_or_of_others() {
    let home = tempfile::tempdir().unwrap();
    copy(&crate::run::book("every-key"), home.path());
    let build = |dest: &str| {
        let ran = errbook(home.path(), &["build", "-d", dest]);
        assert_eq!(ran.code, 0, "{ran:?}");
        tree(&home.path().join(dest))
    };
    let first = build("first");
    let cache = home.path().join(".errbook");
    assert!(cache.join("highlight").exists(), "there is a cache");
    assert!(build("second") == first);
    for (at, content) in [&b""[..], b"nonsense", &[0xff; 9_000]].into_iter().enumerate() {
        for name in ["highlight", "build"] {
            fs::write(cache.join(name), content).unwrap();
        }
        assert!(build(&format!("damaged-{at}")) == first);
    }
    fs::remove_file(cache.join("highlight")).unwrap();
    fs::create_dir(cache.join("highlight")).unwrap();
    assert!(build("folder") == first);
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "a file").unwrap();
    assert!(build("file") == first);
}

#[test]
fn what_was_edited_by_hand_is_put_right() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("errors/a")).unwrap();
    for number in 0..250 {
        fs::write(home.path().join(format!("errors/a/{number}.yaml")), definition(&format!("e{number}"))).unwrap();
    }
    // So old that a later change is sure to bear another time.
    std::thread::sleep(std::time::Duration::from_millis(60));
    let build = || errbook(home.path(), &["build"]);
    assert_eq!(build().code, 0);
    let dist = home.path().join("dist");
    let right = tree(&dist);
    assert!(home.path().join(".errbook/build").exists(), "a site of this size is remembered");
    assert!(build().err.contains("nothing changed"));
    let page = dist.join("a/e7/index.html");
    let text = fs::read_to_string(&page).unwrap();
    let times = fs::metadata(&page).unwrap().modified().unwrap();
    let edits: [(&str, &dyn Fn()); 6] = [
        ("a change", &|| fs::write(&page, "mine").unwrap()),
        ("a change of the same size and time", &|| {
            fs::write(&page, text.replace("It happens", "It HAPPENS")).unwrap();
            fs::File::options().write(true).open(&page).unwrap().set_modified(times).unwrap();
        }),
        ("a file that is gone", &|| fs::remove_file(&page).unwrap()),
        ("a folder that is gone", &|| fs::remove_dir_all(dist.join("a/e8")).unwrap()),
        ("an old manifest", &|| fs::write(dist.join(".errbook-manifest"), "errbook 1\nindex.html\n").unwrap()),
        ("an entry that comes and goes", &|| {
            fs::write(home.path().join("errors/a/new.yaml"), definition("new")).unwrap();
            assert_eq!(build().code, 0);
            fs::remove_file(home.path().join("errors/a/new.yaml")).unwrap();
        }),
    ];
    for (what, edit) in edits {
        edit();
        assert_eq!(build().code, 0, "{what}");
        assert!(tree(&dist) == right, "{what} is put right");
        assert!(build().err.contains("nothing changed"), "{what}");
    }
    fs::write(home.path().join("errors/a/7.yaml"), definition("e7").replace("It happens", "It HAPPENS")).unwrap();
    assert_eq!(build().code, 0);
    assert!(fs::read_to_string(&page).unwrap().contains("It HAPPENS"), "a change of the book of the same size is seen");
}

#[test]
fn a_schema_anywhere_in_the_book_belongs_to_it() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("errors/a")).unwrap();
    fs::create_dir(home.path().join("shapes")).unwrap();
    for number in 0..250 {
        let text = definition(&format!("e{number}")) + "example:\n  response: { code: 7 }\n";
        fs::write(home.path().join(format!("errors/a/{number}.yaml")), text).unwrap();
    }
    let settings = "[example]\nschema = \"shapes/response.json\"\n\n[lint]\nexample-schema = \"deny\"\n";
    fs::write(home.path().join("book.toml"), settings).unwrap();
    let schema = home.path().join("shapes/response.json");
    fs::write(&schema, r#"{"required": ["code"]}"#).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(60));
    let build = || errbook(home.path(), &["build"]);
    assert_eq!(build().code, 0);
    assert!(build().err.contains("nothing changed"));
    fs::write(&schema, r#"{"required": ["kind"]}"#).unwrap();
    let denied = build();
    assert_eq!(denied.code, 1, "{}", denied.err);
    assert!((denied.out + &denied.err).contains("`kind` is missing"));
}
