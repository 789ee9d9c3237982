//! Things that would stand at one place: codes, paths, aliases.

use std::collections::HashMap;

use super::index::{Index, Lookup};
use super::{EntryId, Redirect};
use crate::diagnostic::Diagnostic;
use crate::model::slug;
use crate::route;
use crate::source::{Located, upwards};

/// File names that a category writes into its folder, or the site at its root: an entry of that name would need a folder there.
const CATEGORY_FILES: [&str; 3] = ["index", "index.html", "llms.txt"];
const ROOT_FILES: [&str; 14] = [
    "llms.txt",
    "llms-full.txt",
    "catalog",
    "catalog.json",
    "catalog.schema",
    "definition.schema",
    "problem-types",
    "feed.xml",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    "opensearch.xml",
    "_redirects",
    "_headers",
];

/// What the finder's index has in `search/`: folders, and files less their endings.
const INDEX: [&str; 7] = ["meta", "rows", "words", "n", "m", "t", "w"];
/// What disks take as the name of a file, less the ending of `.json`.
const LONGEST: usize = 250;
/// Names of devices in Windows, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Two definitions of one code in one namespace.
pub(super) fn codes(definitions: &[(String, Located)], index: &Index, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(&str, &str), &Located> = HashMap::with_capacity(definitions.len());
    for (_, located) in definitions {
        let code = located.definition.code.as_str();
        match first.get(&(index.namespace(&located.folder), code)) {
            Some(first) => {
                let diagnostic = Diagnostic::error("duplicate-code", located.place("/code"), format!("the code `{code}` is defined twice"));
                let help = "give one of them another code, or say `namespace: true` in the `_category.yaml` of its folder";
                diagnostics.push(diagnostic.related(first.place("/code"), "first defined here").help(help));
            }
            None => {
                first.insert((index.namespace(&located.folder), code), located);
            }
        }
    }
}

/// Two pages for one path, also where only letter case differs, and pages where something else stands. Says of each definition whether it has its
/// path: the later one of two has not.
pub(super) fn paths(definitions: &[(String, Located)], diagnostics: &mut Vec<Diagnostic>) -> Vec<bool> {
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(definitions.len());
    let mut folders: HashMap<String, usize> = HashMap::new();
    for (place, (_, located)) in definitions.iter().enumerate() {
        for folder in upwards(&located.folder).filter(|folder| !folder.is_empty()) {
            if folders.insert(folder.to_lowercase(), place).is_some() {
                break;
            }
        }
    }
    let mut placed = vec![true; definitions.len()];
    for (place, (path, located)) in definitions.iter().enumerate() {
        let key = path.to_lowercase();
        let diagnostic = |message: String| {
            let pointer = if located.definition.slug.is_some() { "/slug" } else { "/code" };
            Diagnostic::error("path-clash", located.place(pointer), message).help("give it another `slug`")
        };
        let at_root = located.folder.is_empty();
        let name = key.rsplit('/').next().unwrap_or_default();
        let below_root = key.split('/').next().unwrap_or_default();
        let other = |other: &usize| &definitions[*other];
        let found = if let Some((other_path, first)) = taken.get(&key).map(other) {
            let how = if other_path == path { String::new() } else { format!(", which differs from `{other_path}` only in letter case") };
            Some(diagnostic(format!("two errors would have the path `{path}`{how}")).related(first.place("/code"), "the other one"))
        } else if let Some((_, below)) = folders.get(&key).map(other) {
            Some(
                diagnostic(format!("the path `{path}` is that of a category")).related(below.place("/code"), "this stands in the category"),
            )
        } else if CATEGORY_FILES.contains(&name) || is_part(name) || (at_root && ROOT_FILES.contains(&name)) {
            Some(diagnostic(format!("the path `{path}` is taken by a file of the site")))
        } else if route::RESERVED.contains(&below_root) && !is_beside_index(&key) {
            Some(diagnostic(format!("`{below_root}` at the root of the site is taken")))
        } else if name.len() > LONGEST {
            Some(diagnostic(format!("the path `{path}` is too long for a file, whose name has {LONGEST} letters at most")))
        } else if is_device(name) {
            Some(diagnostic(format!("the path `{path}` ends in the name of a device, which Windows cannot write")))
        } else if let Some((_, first)) = twin_of(&key).and_then(|stem| taken.get(stem)).map(other) {
            Some(diagnostic(format!("the path `{path}` is that of a file of another error")).related(first.place("/code"), "of this one"))
        } else {
            taken.insert(key, place);
            None
        };
        if let Some(found) = found {
            diagnostics.push(found);
            placed[place] = false;
        }
    }
    placed
}

/// Whether a name is that of a further page of a category, or of a further part of a file that is split.
fn is_part(name: &str) -> bool {
    [("page-", ""), ("llms-", ".txt"), ("sitemap-", ".xml")].iter().any(|(start, end)| {
        let number = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether a path below `search` is none of a file or folder of the finder's index.
fn is_beside_index(path: &str) -> bool {
    let below = path.strip_prefix(route::SEARCH).and_then(|rest| rest.strip_prefix('/'));
    below.and_then(|below| below.split('/').next()).is_some_and(|first| !INDEX.contains(&first))
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    DEVICES.contains(&stem) || port.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// The path of the entry whose twin or JSON would be a file at this path.
fn twin_of(path: &str) -> Option<&str> {
    path.strip_suffix(".md").or_else(|| path.strip_suffix(".json"))
}

/// Adds the aliases to the index, and gives the paths that lead to entries.
pub(super) fn aliases(
    definitions: &[(String, Located)],
    ids: &[Option<EntryId>],
    index: &mut Index,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    if definitions.iter().all(|(_, located)| located.definition.aliases.is_empty()) {
        return Vec::new();
    }
    let taken: HashMap<String, &Located> = definitions.iter().map(|(path, located)| (path.to_lowercase(), located)).collect();
    let folders: std::collections::HashSet<String> =
        definitions.iter().flat_map(|(_, located)| upwards(&located.folder)).map(str::to_lowercase).collect();
    let codes: HashMap<&str, &Located> = definitions.iter().map(|(_, located)| (located.definition.code.as_str(), located)).collect();
    let other = |alias: &str| codes.get(alias).or_else(|| taken.get(&alias.to_lowercase())).copied();
    let mut redirects: HashMap<String, &Located> = HashMap::new();
    let mut made = Vec::new();
    for ((path, located), id) in definitions.iter().zip(ids) {
        for (place, alias) in located.definition.aliases.iter().enumerate() {
            let here = || located.place(&format!("/aliases/{place}"));
            let clash = |what: String| Diagnostic::error("alias-clash", here(), what).help("leave it out, or choose another");
            let target = match alias.strip_prefix('/') {
                Some(former) => former.trim_end_matches('/').to_owned(),
                None => {
                    match index.lookup(alias, &located.folder) {
                        Lookup::Nothing => index.add_alias(alias, &located.folder, path, *id),
                        _ if index.namespace(&located.folder).is_empty() || index.code(alias, &located.folder) != Lookup::Nothing => {
                            let diagnostic = clash(format!("the alias `{alias}` is a code, an alias or a path already"));
                            diagnostics.push(match other(alias) {
                                Some(other) => diagnostic.related(other.place("/code"), "of this one"),
                                None => diagnostic,
                            });
                            continue;
                        }
                        _ => index.add_alias(alias, &located.folder, path, *id),
                    }
                    let last = slug(alias);
                    if last.chars().all(|c| c == '.') {
                        continue;
                    }
                    if located.folder.is_empty() { last } else { format!("{}/{last}", located.folder) }
                }
            };
            let key = target.to_lowercase();
            // Another spelling of the own code may have the own path: nothing to redirect.
            if key == path.to_lowercase() {
                continue;
            }
            let invalid = target.is_empty() || target.split('/').any(|part| slug(part) != part || part.chars().all(|c| c == '.'));
            let reserved = target.split('/').next().is_some_and(|first| route::RESERVED.contains(&first.to_lowercase().as_str()));
            if invalid {
                diagnostics.push(
                    Diagnostic::error("invalid-value", here(), format!("`{alias}` cannot be a path"))
                        .help("a path has ASCII letters, digits, `-_.~` and `/` only"),
                );
            } else if let Some(other) = taken.get(&key).or_else(|| redirects.get(&key)) {
                diagnostics.push(
                    clash(format!("the alias `{alias}` would redirect from `{target}`, where another error is"))
                        .related(other.place("/code"), "this one"),
                );
            } else if folders.contains(&key) || reserved {
                diagnostics.push(clash(format!("the alias `{alias}` would redirect from `{target}`, where the site has a page")));
            } else {
                redirects.insert(key, located);
                index.add_path(&target, *id);
                made.extend(id.map(|entry| Redirect { path: target, entry }));
            }
        }
    }
    made
}
