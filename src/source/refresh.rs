//! A book that is read again where its files have changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{ERRORS, SETTINGS, Sources, discover, read_file};
use crate::parallel::PIECE;

impl Sources {
    /// Reads again what stands at these paths (files or folders, there or gone), and leaves the rest as it is.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> anyhow::Result<()> {
        for path in changed {
            let Ok(relative) = path.strip_prefix(&self.root) else {
                continue;
            };
            let name = discover::name(relative);
            if name == SETTINGS {
                self.read_settings()?;
            } else if name == ERRORS || name.starts_with("errors/") {
                self.refresh_below(relative, &name);
            } else {
                self.read_theme();
            }
        }
        Ok(())
    }

    fn refresh_below(&mut self, relative: &Path, name: &str) {
        let below = |other: &str| other == name || other.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
        remove_below(&mut self.parsed, name);
        remove_below(&mut self.assets, name);
        let files = &self.files;
        self.diagnostics.retain(|diagnostic| !below(files.name(diagnostic.place.file)));
        let found = discover::walk(&self.root, relative, &mut self.files);
        self.diagnostics.extend(found.diagnostics);
        self.assets.extend(found.assets);
        let ids: Vec<_> = found.definitions.into_iter().map(|(name, path)| (self.files.add(&name), name, path)).collect();
        let parsed: Vec<_> =
            ids.into_par_iter().with_max_len(PIECE).map(|(id, name, path)| (name.clone(), read_file(&name, &path, id))).collect();
        self.parsed.extend(parsed);
    }
}

/// Removes what stands at a name or below it.
fn remove_below<T>(map: &mut BTreeMap<String, T>, name: &str) {
    map.remove(name);
    let folder = format!("{name}/");
    let inside: Vec<String> =
        map.range(folder.clone()..).map(|(other, _)| other).take_while(|other| other.starts_with(&folder)).cloned().collect();
    for other in inside {
        map.remove(&other);
    }
}
