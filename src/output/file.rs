//! One file of the site: written as a whole or not at all, and left alone where it is the same.

use std::fs::{self, File};
use std::io::{Read, Result, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// The beginning of the names of files that are being written.
pub(super) const UNFINISHED: &str = ".errbook-new-";

/// Whether a file has just this content.
pub(super) fn is_same(found: &fs::Metadata, target: &Path, content: &[u8]) -> bool {
    let holds = || File::open(target).and_then(|mut file| goes_on_with(&mut file, content)).unwrap_or(false);
    found.len() == content.len() as u64 && holds()
}

/// Writes a file: beside its place, and renamed.
pub fn replace(target: &Path, content: &[u8]) -> Result<()> {
    let mut file = unfinished(target)?;
    file.write_all(content)?;
    file.persist(target)?;
    Ok(())
}

/// A file that comes in pieces.
pub(super) struct Rewrite<'a> {
    target: &'a Path,
    /// What stands there, as long as it is the same, read up to `length`.
    old: Option<File>,
    /// What will stand there, once it is known to differ.
    new: Option<NamedTempFile>,
    length: u64,
}

impl<'a> Rewrite<'a> {
    pub(super) fn new(target: &'a Path, is_there: bool) -> Self {
        Self { target, old: is_there.then(|| File::open(target).ok()).flatten(), new: None, length: 0 }
    }

    /// Adds the next piece.
    pub(super) fn add(&mut self, piece: &[u8]) -> Result<()> {
        if !self.old.as_mut().is_some_and(|old| goes_on_with(old, piece).unwrap_or(false)) {
            self.differing()?.write_all(piece)?;
        }
        self.length += piece.len() as u64;
        Ok(())
    }

    /// Puts the file in its place where it differs. Gives its length, and whether it was written.
    pub(super) fn finish(mut self) -> Result<(u64, bool)> {
        if let Some(old) = &mut self.old
            && old.read(&mut [0])? == 0
        {
            return Ok((self.length, false));
        }
        self.differing()?;
        if let Some(new) = self.new {
            new.persist(self.target)?;
        }
        Ok((self.length, true))
    }

    /// The new file; what was the same until here is taken from the old one.
    fn differing(&mut self) -> Result<&mut NamedTempFile> {
        if self.new.is_none() {
            let mut new = unfinished(self.target)?;
            if self.old.take().is_some() {
                std::io::copy(&mut File::open(self.target)?.take(self.length), &mut new)?;
            }
            self.new = Some(new);
        }
        Ok(self.new.as_mut().expect("it was just begun"))
    }
}

/// Whether the next bytes of a file are these. It is read in pieces: a file may be large.
fn goes_on_with(file: &mut File, content: &[u8]) -> Result<bool> {
    let mut read = [0; 1 << 14];
    for piece in content.chunks(read.len()) {
        let read = &mut read[..piece.len()];
        match file.read_exact(read) {
            Ok(()) if read == piece => {}
            Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => return Err(error),
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// A file beside the place that it is meant for.
fn unfinished(target: &Path) -> Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(UNFINISHED).permissions(permissions()).tempfile_in(folder)
}

/// Published files are for everybody to read; temporary ones are not by themselves.
#[cfg(unix)]
fn permissions() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o644)
}

#[cfg(not(unix))]
fn permissions() -> fs::Permissions {
    // Where there is no mode, the folder's own rules hold.
    tempfile::tempfile().and_then(|file| file.metadata()).map(|found| found.permissions()).expect("a temporary file can be made")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_pieces_is_written_where_it_differs() -> anyhow::Result<()> {
        let home = tempfile::tempdir()?;
        let target = home.path().join("a.txt");
        let write = |pieces: &[&str], is_there: bool| -> Result<(u64, bool)> {
            let mut file = Rewrite::new(&target, is_there);
            pieces.iter().try_for_each(|piece| file.add(piece.as_bytes()))?;
            file.finish()
        };
        let long = "x".repeat(40_000);
        for (pieces, is_written) in [
            (&["one", "two"][..], true),
            (&["onet", "wo"], false),
            (&["one", "two", "more"], true),
            (&["one", "two"], true),
            (&["one", &long], true),
            (&["o", "ne", &long], false),
            (&["one", "other"], true),
            (&[], true),
            (&[], false),
        ] {
            let whole = pieces.concat();
            assert_eq!(write(pieces, target.exists())?, (whole.len() as u64, is_written), "{pieces:?}");
            assert_eq!(fs::read_to_string(&target)?, whole);
        }
        assert_eq!(fs::read_dir(home.path())?.count(), 1, "nothing is left beside it");
        Ok(())
    }
}
