//! What stands at a path, without listing all that there is.

use super::plan::SEARCH;
use super::{Artifact, Form, Site};
use crate::catalog::{ComparisonId, PlaybookId};
use crate::route;

impl Site {
    /// What stands at a path of the site (`http/409/index.html`), without listing all that there is.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Artifact> {
        use Form::{Json, Markdown};
        let catalog = &self.catalog;
        if path.starts_with('/') {
            return None;
        }
        if let Some(page) = path.strip_suffix("/index.html")
            && let Some(artifact) = self.page(page)
        {
            return Some(artifact);
        }
        if let Some((folder, name)) = path.rsplit_once('/')
            && let Some(number) = llms_number(name)
        {
            let id = catalog.category_at(folder).filter(|id| (1..=self.llms().category(*id).len()).contains(&number));
            return id.map(|id| Artifact::CategoryLlms(id, number));
        }
        if let Some(folder) = path.strip_suffix("/index.md")
            && let Some(id) = catalog.category_at(folder)
        {
            return Some(Artifact::Category(id, 1, Markdown));
        }
        for (ending, form) in [(".md", Markdown), (".json", Json)] {
            let Some(stem) = path.strip_suffix(ending) else {
                continue;
            };
            if let Some(id) = catalog.entry_at(stem) {
                return Some(Artifact::Entry(id, form));
            }
            match self.page(stem) {
                Some(Artifact::Comparison(id, _)) if form == Markdown => return Some(Artifact::Comparison(id, form)),
                Some(Artifact::Playbook(id, _)) if form == Markdown => return Some(Artifact::Playbook(id, form)),
                _ => {}
            }
        }
        match path {
            "compare/index.md" if !catalog.comparisons.is_empty() => return Some(Artifact::Comparisons(Markdown)),
            "playbooks/index.md" if !catalog.playbooks.is_empty() => return Some(Artifact::Playbooks(Markdown)),
            _ => {}
        }
        if let Some(name) = path.strip_prefix(SEARCH) {
            return self.search().contains_key(name).then(|| Artifact::Search(name.to_owned()));
        }
        if self.pictures.contains_key(path) {
            return Some(Artifact::Picture(path.to_owned()));
        }
        if let Some((name, _)) = self.theme.files.iter().find(|(_, file)| file.location == path) {
            return Some(Artifact::Static(name.clone()));
        }
        let named = |all: &[(String, Artifact)]| all.iter().find(|(single, _)| single == path).map(|(_, artifact)| artifact.clone());
        let may_be_planned = path.starts_with("llms") || path.starts_with("sitemap") || path == route::FEED;
        named(&self.fixed()).or_else(|| if may_be_planned { named(self.planned()) } else { None })
    }

    /// The page at a path (`http/409`).
    fn page(&self, path: &str) -> Option<Artifact> {
        use Form::Html;
        let catalog = &self.catalog;
        if let Some(id) = catalog.entry_at(path) {
            return Some(Artifact::Entry(id, Html));
        }
        if let Some(id) = catalog.category_at(path).filter(|id| id.0 != 0) {
            return Some(Artifact::Category(id, 1, Html));
        }
        if let Some((folder, number)) = path.rsplit_once("/page-")
            && let (Some(id), Ok(count)) = (catalog.category_at(folder), number.parse::<usize>())
            && (2..=self.page_count(id)).contains(&count)
            && count.to_string() == number
        {
            return Some(Artifact::Category(id, count, Html));
        }
        match path {
            "compare" if !catalog.comparisons.is_empty() => return Some(Artifact::Comparisons(Html)),
            "playbooks" if !catalog.playbooks.is_empty() => return Some(Artifact::Playbooks(Html)),
            _ => {}
        }
        if let Ok(place) = catalog.comparisons.binary_search_by(|comparison| comparison.path.as_str().cmp(path)) {
            return Some(Artifact::Comparison(ComparisonId::at(place), Html));
        }
        if let Some(place) = catalog.playbooks.iter().position(|playbook| playbook.path == path) {
            return Some(Artifact::Playbook(PlaybookId::at(place), Html));
        }
        let redirect = catalog.redirects.binary_search_by(|redirect| redirect.path.as_str().cmp(path));
        redirect.ok().map(Artifact::Redirect)
    }
}

/// The number of an `llms.txt`, from 1, by its name.
fn llms_number(name: &str) -> Option<usize> {
    if name == "llms.txt" {
        return Some(1);
    }
    let number = name.strip_prefix("llms-")?.strip_suffix(".txt")?.parse().ok()?;
    (number > 1 && route::llms("", number) == name).then_some(number)
}
