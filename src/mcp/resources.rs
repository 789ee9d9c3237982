//! The twins, lists and JSON of the site as resources: `errbook:///http/409.md` is what the site has at `http/409.md`.

use rmcp::model::{
    CompletionInfo, ErrorData, ListResourceTemplatesResult, ListResourcesResult, ReadResourceResult, Resource, ResourceContents,
    ResourceTemplate,
};

use crate::catalog::{CategoryId, ComparisonId, PlaybookId};
use crate::route;
use crate::serve::{Snapshot, decode, media};
use crate::site::{Artifact, Form, Site};

/// What addresses of resources begin with.
const ROOT: &str = "errbook:///";
/// So many stand on a page of the list.
const PAGE: usize = 200;

/// A page of the list, from a cursor on: lists first, then categories, comparisons, playbooks, and errors by path.
pub(super) fn list(site: &Site, cursor: Option<&str>) -> Result<ListResourcesResult, ErrorData> {
    let from = match cursor.map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return Err(ErrorData::invalid_params("this cursor is none that the list gave", None)),
    };
    let mut listed = listed(site).skip(from);
    let page = listed.by_ref().take(PAGE).map(|artifact| resource(site, &artifact)).collect();
    let mut result = ListResourcesResult::with_all_items(page);
    result.next_cursor = listed.next().map(|_| (from + PAGE).to_string());
    Ok(result)
}

/// How addresses are made for what one knows the path of.
pub(super) fn templates() -> ListResourceTemplatesResult {
    let template = |address: &str, name: &str, title: &str, about: &str, media_type: &str| {
        let template = ResourceTemplate::new(format!("{ROOT}{address}"), name).with_title(title).with_description(about);
        template.with_mime_type(media_type)
    };
    ListResourceTemplatesResult::with_all_items(vec![
        template("{+path}.md", "error", "An error", "An error, a comparison or a playbook as Markdown, by its path", "text/markdown"),
        template("{+path}.json", "error-data", "An error as data", "All that is known about an error, by its path", "application/json"),
        template("{+path}/index.md", "category", "A category", "The errors of a category, by its path", "text/markdown"),
        template("{+path}/llms.txt", "category-list", "The list of a category", "Links to the errors of a category", "text/plain"),
    ])
}

/// Paths that begin as somebody has begun to write one, for a template.
pub(super) fn complete(site: &Site, template: &str, begun: &str) -> CompletionInfo {
    let catalog = &site.catalog;
    let is_of_categories = template.ends_with("/index.md") || template.ends_with("/llms.txt");
    let categories = catalog.categories.iter().skip(1).filter(|_| is_of_categories).map(|category| &category.path);
    let entries = catalog.entries.iter().filter(|_| !is_of_categories).map(|entry| &entry.path);
    let mut fitting = categories.chain(entries).filter(|path| path.starts_with(begun));
    let values = fitting.by_ref().take(CompletionInfo::MAX_VALUES).cloned().collect();
    let mut info = CompletionInfo::with_all_values(values).expect("no more were taken than there may be");
    info.has_more = Some(fitting.next().is_some());
    info.total = None;
    info
}

/// The text at an address.
pub(super) fn read(snapshot: &Snapshot, address: &str) -> Result<ReadResourceResult, ErrorData> {
    let location = address.strip_prefix(ROOT).and_then(decode);
    let found = location.and_then(|location| Some((snapshot.site().find(&location).filter(is_text)?, location)));
    let Some((artifact, location)) = found else {
        return Err(ErrorData::resource_not_found("the book has nothing at this address", Some(serde_json::json!({ "uri": address }))));
    };
    let bytes = snapshot.bytes(&artifact).map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(ReadResourceResult::new(vec![ResourceContents::text(text, address).with_mime_type(media_type(&location))]))
}

/// Whether an artifact is one for agents and programs.
fn is_text(artifact: &Artifact) -> bool {
    use Form::{Json, Markdown};
    matches!(
        artifact,
        Artifact::Home(Markdown)
            | Artifact::Category(_, _, Markdown)
            | Artifact::Entry(_, Markdown | Json)
            | Artifact::Comparisons(Markdown)
            | Artifact::Comparison(_, Markdown)
            | Artifact::Playbooks(Markdown)
            | Artifact::Playbook(_, Markdown)
            | Artifact::Llms(_)
            | Artifact::CategoryLlms(..)
            | Artifact::LlmsFull
            | Artifact::Catalog
            | Artifact::CatalogSchema
            | Artifact::DefinitionSchema
            | Artifact::ProblemTypes
    )
}

/// What the list holds, in order.
fn listed(site: &Site) -> impl Iterator<Item = Artifact> + '_ {
    use Form::Markdown;
    let catalog = &site.catalog;
    let categories = (1..catalog.categories.len()).map(|place| Artifact::Category(CategoryId::at(place), 1, Markdown));
    let comparisons = (0..catalog.comparisons.len()).map(|place| Artifact::Comparison(ComparisonId::at(place), Markdown));
    let playbooks = (0..catalog.playbooks.len()).map(|place| Artifact::Playbook(PlaybookId::at(place), Markdown));
    let entries = catalog.ids().map(|(id, _)| Artifact::Entry(id, Markdown));
    let singles = [Artifact::Llms(1), Artifact::Home(Markdown), Artifact::Catalog, Artifact::ProblemTypes];
    singles.into_iter().chain(categories).chain(comparisons).chain(playbooks).chain(entries)
}

/// A line of the list.
fn resource(site: &Site, artifact: &Artifact) -> Resource {
    let catalog = &site.catalog;
    let plain = |text: &str| site.plain(text).into_owned();
    let (location, name, title, about) = match artifact {
        Artifact::Llms(_) => (route::llms("", 1), "llms.txt".to_owned(), "The index for agents".to_owned(), String::new()),
        Artifact::Catalog => ("catalog.json".to_owned(), "catalog.json".to_owned(), "All errors as data".to_owned(), String::new()),
        Artifact::ProblemTypes => {
            ("problem-types.json".to_owned(), "problem-types.json".to_owned(), "The problem types (RFC 9457)".to_owned(), String::new())
        }
        Artifact::Category(id, ..) => {
            let category = &catalog[*id];
            let about = category.summary.as_deref().map(plain).unwrap_or_default();
            (route::index_twin(&route::page(&category.path)), category.path.clone(), catalog.full_title(*id), about)
        }
        Artifact::Comparison(id, _) => {
            let comparison = &catalog[*id];
            let location = route::twin(&route::page(&comparison.path));
            (location, comparison.path.clone(), plain(&comparison.title), String::new())
        }
        Artifact::Playbook(id, _) => {
            let playbook = &catalog[*id];
            let about = plain(&playbook.playbook.summary);
            (route::twin(&route::page(&playbook.path)), playbook.path.clone(), plain(&playbook.playbook.title), about)
        }
        Artifact::Entry(id, _) => {
            let entry = &catalog[*id];
            let definition = entry.definition();
            let location = route::twin(&route::page(&entry.path));
            (location, definition.code.clone(), plain(&definition.title), plain(&definition.summary))
        }
        _ => (route::index_twin(route::HOME), "index.md".to_owned(), catalog.config.book.title.clone(), String::new()),
    };
    let resource = Resource::new(route::absolute(ROOT, &location), name).with_title(title).with_mime_type(media_type(&location));
    if about.is_empty() { resource } else { resource.with_description(about) }
}

fn media_type(location: &str) -> &'static str {
    let full = media::of(location);
    full.split(';').next().unwrap_or(full)
}
