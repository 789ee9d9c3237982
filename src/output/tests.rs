use super::*;

fn write(dir: &Path, files: &[(&str, &str)]) -> Result<Report> {
    let group = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Output::open(dir, || {})?.write(&[group], |_, text| Ok(Made::Now(text.clone().into_bytes())))
}

#[test]
fn writes_what_differs_and_removes_what_is_gone() -> Result<()> {
    let home = tempfile::tempdir()?;
    let dir = home.path().join("a/dist");
    let first = write(&dir, &[("index.html", "1"), ("a/b/index.html", "2"), ("a/b.md", "3")])?;
    assert_eq!(first, Report { files: 3, bytes: 3, made: 3, written: 3, removed: 0 });
    assert_eq!(write(&dir, &[("index.html", "1"), ("a/b/index.html", "2"), ("a/b.md", "3")])?.written, 0);
    fs::write(dir.join("a/b/notes.txt"), "of somebody else")?;
    let third = write(&dir, &[("index.html", "new"), ("a", "now a file")]).map_err(|error| format!("{error:#}"));
    assert!(third.is_err_and(|error| error.contains("files of others")));
    fs::remove_file(dir.join("a/b/notes.txt"))?;
    let fourth = write(&dir, &[("index.html", "new"), ("a", "now a file")])?;
    // The run that failed may have come to the other file, or not.
    assert!((1..=2).contains(&fourth.written) && fourth.files == 2, "{fourth:?}");
    assert_eq!(fs::read_to_string(dir.join("a"))?, "now a file");
    assert_eq!(write(&dir, &[("a/index.html", "a folder again")])?.removed, 2);
    Ok(())
}

#[test]
fn a_folder_of_others_is_refused() -> Result<()> {
    let dir = tempfile::tempdir()?;
    fs::write(dir.path().join("thesis.txt"), "mine")?;
    assert!(write(dir.path(), &[("index.html", "")]).is_err());
    assert_eq!(fs::read_to_string(dir.path().join("thesis.txt"))?, "mine");
    Ok(())
}

#[test]
fn a_manifest_cannot_lead_out() -> Result<()> {
    let home = tempfile::tempdir()?;
    let dir = home.path().join("dist");
    fs::create_dir(&dir)?;
    fs::write(home.path().join("precious"), "")?;
    fs::write(dir.join(MANIFEST), format!("{HEADER}\n../precious\n/etc/hostname\n"))?;
    write(&dir, &[("index.html", "")])?;
    assert!(home.path().join("precious").exists());
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out() -> Result<()> {
    let home = tempfile::tempdir()?;
    let dir = home.path().join("dist");
    write(&dir, &[("index.html", "")])?;
    fs::create_dir(home.path().join("elsewhere"))?;
    std::os::unix::fs::symlink(home.path().join("elsewhere"), dir.join("a"))?;
    assert!(write(&dir, &[("index.html", ""), ("a/index.html", "")]).is_err());
    assert!(!home.path().join("elsewhere/index.html").exists());
    Ok(())
}
