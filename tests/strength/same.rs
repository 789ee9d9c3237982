//! The same book gives the same bytes, whoever builds it, when and where.

use std::process::Command;

use crate::run::{book, tree};

#[test]
fn threads_locales_and_time_zones_change_nothing() {
    let home = tempfile::tempdir().unwrap();
    let build = |name: &str, variables: &[(&str, &str)]| {
        let to = home.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        command.args(["-q", "build"]).arg(book("every-key")).arg("-d").arg(&to).current_dir(home.path());
        let done = command.envs(variables.iter().copied()).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        tree(&to)
    };
    let first = build("first", &[("RAYON_NUM_THREADS", "1")]);
    for (name, variables) in [
        ("many", &[("RAYON_NUM_THREADS", "7")][..]),
        ("east", &[("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]),
        ("west", &[("TZ", "Pacific/Pago_Pago"), ("LANG", "C"), ("SOURCE_DATE_EPOCH", "1"), ("HOME", "/nowhere")]),
        ("bare", &[("NO_COLOR", "1"), ("COLUMNS", "20"), ("TERM", "dumb"), ("CLICOLOR_FORCE", "1")]),
    ] {
        let other = build(name, variables);
        assert!(first.keys().eq(other.keys()), "{name}: other files");
        for (path, bytes) in &first {
            assert!(bytes == &other[path], "{name}: {path} differs");
        }
    }
}
