//! The layers of ARCHITECTURE.md, held by the `use crate::` lines of the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layer of each room, from the table in ARCHITECTURE.md.
fn layers() -> BTreeMap<String, usize> {
    let text = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md is there");
    let mut layers = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let Some(layer) = cells.get(1).and_then(|cell| cell.parse::<usize>().ok()) else {
            continue;
        };
        for room in cells[2].split_whitespace() {
            layers.insert(room.trim_matches('`').to_owned(), layer);
        }
    }
    layers
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the source is there") {
        let path = entry.expect("the source can be listed").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room that a file belongs to: the folder or file below `src/`.
fn room(path: &Path) -> String {
    let below = path.strip_prefix("src").expect("all files are below src");
    let first = below.components().next().expect("a file has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a text names by `crate::ROOM`.
fn used(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            rooms.extend(group.split(',').map(|part| part.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms
}

#[test]
fn rooms_use_those_above_them_only() {
    let layers = layers();
    assert!(layers.len() >= 15, "the table of ARCHITECTURE.md is read: {layers:?}");
    let mut wrong = Vec::new();
    for path in files(Path::new("src")) {
        let room = room(&path);
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some(own) = layers.get(&room) else {
            wrong.push(format!("{}: the room `{room}` is not in the table", path.display()));
            continue;
        };
        let text = fs::read_to_string(&path).expect("the source can be read");
        // Tests at the end of a file may look anywhere.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for other in used(text) {
            match layers.get(&other) {
                Some(layer) if layer > own => wrong.push(format!("{}: `{room}` uses `{other}`, which comes later", path.display())),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn architecture_is_short() {
    let lines = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md is there").lines().count();
    assert!(lines < 150, "ARCHITECTURE.md has {lines} lines");
}
