//! The steps from what files say to a catalog.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::findings::Findings;
use super::index::Index;
use super::{
    Audience, Catalog, Category, CategoryId, Entry, EntryId, PlaybookEntry, PlaybookId, Redirect, Relation, clash, compare, prose,
};
use crate::diagnostic::Diagnostic;
use crate::model::{Definition, slug, words};
use crate::parallel::PIECE;
use crate::source::{Located, Sources, upwards};
use crate::text::{Place, nearest};

/// Makes a catalog of what the files of a book say, for those whom the site is for.
///
/// Findings are about all of the book, also about entries that this audience does not see.
#[must_use]
pub fn resolve(sources: &Sources, audience: Audience) -> (Catalog, Vec<Diagnostic>) {
    let mut findings = Findings::default();
    let categories = sources.categories();
    let namespaces = categories.iter().filter(|(_, (_, category))| category.namespace).map(|(folder, _)| folder.clone()).collect();
    let all = sources.definitions();
    let mut definitions: Vec<(String, Located)> = Vec::with_capacity(all.len());
    for located in all {
        match path(&located) {
            Ok(path) => definitions.push((path, located)),
            Err(diagnostic) => findings.diagnostics.push(*diagnostic),
        }
    }
    definitions.sort_by(|a, b| a.0.cmp(&b.0));
    let mut index = Index::new(namespaces, definitions.len());
    clash::codes(&definitions, &index, &mut findings.diagnostics);
    let placed = clash::paths(&definitions, &mut findings.diagnostics);

    let seen: Vec<bool> =
        definitions.iter().zip(placed).map(|((_, located), placed)| placed && audience.sees(&located.definition)).collect();
    let mut next = 0;
    let ids: Vec<Option<EntryId>> = seen
        .iter()
        .map(|seen| {
            next += usize::from(*seen);
            seen.then(|| EntryId::at(next - 1))
        })
        .collect();
    for ((path, located), id) in definitions.iter().zip(&ids) {
        index.add_code(&located.definition.code, &located.folder, path, *id);
        index.add_path(path, *id);
    }
    for (code, folder) in sources.broken() {
        index.add_code(code, folder, code, None);
    }
    let redirects = clash::aliases(&definitions, &ids, &mut index, &mut findings.diagnostics);

    let mut catalog = Catalog { config: Arc::new(sources.config.clone()), redirects, ..Catalog::default() };
    catalog.categories =
        folders(&categories, definitions.iter().zip(&seen).filter(|(_, seen)| **seen).map(|((_, located), _)| located.folder.as_str()));
    for (place, category) in catalog.categories.iter().enumerate() {
        index.add_category(&category.path, CategoryId::at(place));
    }
    let playbooks = sources.playbooks();
    catalog.playbooks = playbook_entries(&playbooks, &index, &mut findings);

    let playbooks_of = &catalog.playbooks;
    // Entries that are not seen are looked through too: their mistakes are mistakes of the book.
    let resolved = definitions.into_par_iter().zip(seen).with_max_len(PIECE).map(|((path, located), seen)| {
        let (mut found, mut images) = (Findings::default(), HashMap::new());
        let links = Links::new(&located, &index, playbooks_of, &mut found);
        prose::references(&located, &index, sources.config.raw_html(), &mut found);
        prose::sections(&located, &mut found.diagnostics);
        prose::images(&located, sources, &mut images, &mut found.diagnostics);
        let entry = seen.then(|| {
            let category = index.category(&located.folder).expect("each folder of a seen entry is a category");
            let Links { related, playbooks, replaced_by } = links;
            let (backlinks, comparisons) = (Vec::new(), Vec::new());
            Arc::new(Entry { path, source: located, category, related, backlinks, comparisons, playbooks, replaced_by })
        });
        (entry, images, found)
    });
    let mut images = HashMap::new();
    for (entry, shown, found) in resolved.collect::<Vec<_>>() {
        if let Some(entry) = entry {
            catalog.entries.push(entry);
        }
        images.extend(shown);
        findings.add(found);
    }
    prose::playbooks(&playbooks, &index, sources.config.raw_html(), &mut findings);
    let diagnostics = findings.finish(&index);
    catalog.index = Arc::new(index);
    catalog.images = Arc::new(images);
    fill(&mut catalog);
    compare::pairs(&mut catalog);
    (catalog, diagnostics)
}

/// The path of a definition: its folder and its slug.
fn path(located: &Located) -> Result<String, Box<Diagnostic>> {
    let definition = &located.definition;
    let own = definition.slug.as_deref().map(|own| (own, slug(own) == own));
    let last = match own {
        Some((own, true)) => own.to_owned(),
        Some((own, false)) => {
            let message = format!("`{own}` cannot be a part of a path");
            return Err(Box::new(
                Diagnostic::error("invalid-value", located.place("/slug"), message)
                    .help("a slug has ASCII letters, digits and `-_.~` only"),
            ));
        }
        None => slug(&definition.code),
    };
    if last.chars().all(|c| c == '.') {
        let message = format!("the code `{}` leaves nothing for a path", definition.code);
        return Err(Box::new(
            Diagnostic::error("path-clash", located.place("/code"), message).help("add a `slug` of ASCII letters and digits"),
        ));
    }
    Ok(if located.folder.is_empty() { last } else { format!("{}/{last}", located.folder) })
}

/// The folders that hold entries, and those above them: depth first, in reading order.
fn folders<'a>(
    written: &BTreeMap<String, (crate::text::FileId, &crate::model::Category)>,
    used: impl Iterator<Item = &'a str>,
) -> Vec<Category> {
    let mut paths: BTreeSet<&str> = BTreeSet::from([""]);
    for folder in used {
        for above in upwards(folder) {
            if !paths.insert(above) {
                break;
            }
        }
    }
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths.iter().filter(|path| !path.is_empty()) {
        children.entry(upwards(path).nth(1).unwrap_or_default()).or_default().push(path);
    }
    let of = |path: &str| written.get(path).map(|(_, category)| *category);
    let title = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        of(path).and_then(|category| category.title.clone()).unwrap_or_else(|| words(name))
    };
    for list in children.values_mut() {
        list.sort_by_cached_key(|path| (of(path).and_then(|category| category.order).unwrap_or(i64::MAX), title(path), (*path).to_owned()));
    }
    let mut categories = Vec::with_capacity(paths.len());
    let mut open = vec![("", None)];
    while let Some((path, parent)) = open.pop() {
        let id = CategoryId::at(categories.len());
        if let Some(CategoryId(parent)) = parent {
            let parent: &mut Category = &mut categories[parent as usize];
            parent.children.push(id);
        }
        let summary = of(path).and_then(|category| category.summary.clone());
        categories.push(Category { path: path.to_owned(), title: title(path), summary, parent, ..Category::default() });
        open.extend(children.get(path).into_iter().flatten().rev().map(|child| (*child, Some(id))));
    }
    categories
}

fn playbook_entries(
    playbooks: &[(crate::text::FileId, Arc<crate::model::Playbook>)],
    index: &Index,
    findings: &mut Findings,
) -> Vec<PlaybookEntry> {
    let mut by_path: BTreeMap<String, PlaybookEntry> = BTreeMap::new();
    for (file, playbook) in playbooks {
        let name = slug(&playbook.playbook);
        if name.chars().all(|c| c == '.') {
            let message = format!("`{}` leaves nothing for a path", playbook.playbook);
            findings.diagnostics.push(Diagnostic::error("path-clash", Place::value(*file, "/playbook"), message));
            continue;
        }
        let path = format!("playbooks/{name}");
        let mut covers = Vec::new();
        for (place, reference) in playbook.covers.iter().enumerate() {
            covers.extend(findings.entry(index, reference, "", || Place::value(*file, format!("/covers/{place}"))));
        }
        let entry = PlaybookEntry { path: path.clone(), playbook: Arc::clone(playbook), file: *file, covers };
        match by_path.get(&path.to_lowercase()) {
            Some(first) => {
                let message = format!("two playbooks would have the path `{path}`");
                let diagnostic = Diagnostic::error("path-clash", Place::value(*file, "/playbook"), message);
                findings
                    .diagnostics
                    .push(diagnostic.related(Place::value(first.file, "/playbook"), "the other one").help("rename one of them"));
            }
            None => {
                by_path.insert(path.to_lowercase(), entry);
            }
        }
    }
    by_path.into_values().collect()
}

/// What a definition names, resolved.
struct Links {
    related: Vec<Relation>,
    playbooks: Vec<PlaybookId>,
    replaced_by: Option<EntryId>,
}

impl Links {
    fn new(located: &Located, index: &Index, playbooks: &[PlaybookEntry], findings: &mut Findings) -> Self {
        let definition: &Definition = &located.definition;
        let folder = &located.folder;
        let mut related: Vec<Relation> = Vec::new();
        for (place, link) in definition.related.iter().enumerate() {
            let pointer = if link.why.is_some() { format!("/related/{place}/code") } else { format!("/related/{place}") };
            if let Some(entry) = findings.entry(index, &link.code, folder, || located.text(&pointer, &link.code)) {
                related.push(Relation { entry, why: link.why.clone() });
            }
        }
        for (place, compare) in definition.compare.iter().enumerate() {
            findings.entry(index, &compare.with, folder, || located.place(&format!("/compare/{place}/with")));
        }
        let replaced_by = definition.lifecycle.as_ref().and_then(|life| life.replaced_by.as_deref());
        let replaced_by = replaced_by.and_then(|text| findings.entry(index, text, folder, || located.place("/lifecycle/replaced_by")));
        let mut named = Vec::new();
        for (place, name) in definition.playbooks.iter().enumerate() {
            match playbooks.iter().position(|playbook| playbook.playbook.playbook == *name) {
                Some(found) => named.push(PlaybookId::at(found)),
                None => {
                    let near = nearest(name, playbooks.iter().map(|playbook| playbook.playbook.playbook.as_str()));
                    let diagnostic = Diagnostic::error(
                        "dead-reference",
                        located.place(&format!("/playbooks/{place}")),
                        format!("no playbook is called `{name}`"),
                    );
                    findings.diagnostics.push(diagnostic.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
                }
            }
        }
        Self { related, playbooks: named, replaced_by }
    }
}

/// What follows from the entries: the links that come back, and what stands in which category.
fn fill(catalog: &mut Catalog) {
    let mut backlinks: Vec<Vec<Relation>> = vec![Vec::new(); catalog.entries.len()];
    for (id, entry) in catalog.ids() {
        let mut named = HashSet::new();
        for relation in &entry.related {
            // An entry that names another twice comes back once; one that names itself not at all.
            if relation.entry != id && named.insert(relation.entry) {
                backlinks[relation.entry.0 as usize].push(Relation { entry: id, why: relation.why.clone() });
            }
        }
    }
    let mut covered: HashMap<EntryId, Vec<PlaybookId>> = HashMap::new();
    for (place, playbook) in catalog.playbooks.iter().enumerate() {
        for id in &playbook.covers {
            covered.entry(*id).or_default().push(PlaybookId::at(place));
        }
    }
    for (place, (entry, backlinks)) in catalog.entries.iter_mut().zip(backlinks).enumerate() {
        let id = EntryId::at(place);
        let entry = Arc::make_mut(entry);
        entry.backlinks = backlinks;
        entry.playbooks.extend(covered.remove(&id).unwrap_or_default());
        entry.playbooks.sort_unstable();
        entry.playbooks.dedup();
        catalog.categories[entry.category.0 as usize].entries.push(id);
    }
    // Children stand after their parents, so that backwards each total is whole when it is added.
    for place in (0..catalog.categories.len()).rev() {
        catalog.categories[place].total += catalog.categories[place].entries.len();
        if let Some(CategoryId(parent)) = catalog.categories[place].parent {
            let total = catalog.categories[place].total;
            catalog.categories[parent as usize].total += total;
        }
    }
    // A playbook covers what names it, too.
    let named: Vec<(PlaybookId, EntryId)> =
        catalog.ids().flat_map(|(id, entry)| entry.playbooks.iter().map(move |playbook| (*playbook, id))).collect();
    for (PlaybookId(playbook), id) in named {
        let covers = &mut catalog.playbooks[playbook as usize].covers;
        if !covers.contains(&id) {
            covers.push(id);
        }
    }
    catalog.redirects.sort_by(|a: &Redirect, b: &Redirect| a.path.cmp(&b.path));
}
