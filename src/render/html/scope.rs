//! A page as the place that links start from.

use std::fmt::Display;

use crate::catalog::{EntryId, Relation};
use crate::markdown::{self, Audience, Context, Links, Target};
use crate::model::Definition;
use crate::route;
use crate::site::Site;

use super::view::{BreadcrumbView, Html, LinkView, RelationView, RowView, StatusView};

/// A page, and what is seen from it.
pub(super) struct Scope<'a> {
    pub(super) site: &'a Site,
    /// Where the page stands; `None` for one that is shown at any path.
    pub(super) location: Option<&'a str>,
    /// The folder that references of its prose start from.
    pub(super) folder: &'a str,
}

impl<'a> Scope<'a> {
    pub(super) fn new(site: &'a Site, location: &'a str, folder: &'a str) -> Self {
        Self { site, location: Some(location), folder }
    }

    /// The address of a location, from this page.
    pub(super) fn url(&self, to: &str) -> String {
        match self.location {
            Some(from) => route::relative(from, to),
            None => route::absolute(&self.site.catalog.config.site_url().unwrap_or_else(|| "/".to_owned()), to),
        }
    }

    /// The address of a file that the page loads: of the same host, whichever that is.
    pub(super) fn own(&self, to: &str) -> String {
        match self.location {
            Some(from) => route::relative(from, to),
            None => route::absolute(&self.site.catalog.config.site_path(), to),
        }
    }

    /// Markdown as blocks.
    pub(super) fn blocks(&self, text: &str, id_prefix: &dyn Display, heading_level: u8) -> Html {
        if text.is_empty() { Html::default() } else { markdown::html(text, &self.context(id_prefix, heading_level)).into() }
    }

    /// Markdown as blocks, where there is some.
    pub(super) fn maybe_blocks(&self, text: Option<&String>, id_prefix: &dyn Display, heading_level: u8) -> Html {
        text.map(|text| self.blocks(text, id_prefix, heading_level)).unwrap_or_default()
    }

    /// Markdown as what stands in an item of a list: a paragraph alone goes without its `<p>`.
    pub(super) fn item(&self, text: &str, id_prefix: &dyn Display) -> Html {
        tight(markdown::html(text, &self.context(id_prefix, 4))).into()
    }

    /// Markdown as a line.
    pub(super) fn inline(&self, text: &str) -> Html {
        if text.is_empty() { Html::default() } else { markdown::inline_html(text, &self.context(&"", 3)).into() }
    }

    /// Markdown as a line, where there is some.
    pub(super) fn maybe_inline(&self, text: Option<&String>) -> Html {
        text.map(|text| self.inline(text)).unwrap_or_default()
    }

    fn context<'b>(&'b self, id_prefix: &'b dyn Display, heading_level: u8) -> Context<'b> {
        Context {
            links: self,
            highlighter: &self.site.highlighter,
            heading_level,
            id_prefix,
            raw_html: self.site.raw_html(),
            audience: Audience::People,
        }
    }

    /// An entry in a list.
    pub(super) fn row(&self, id: EntryId) -> RowView {
        let entry = &self.site.catalog[id];
        let definition = entry.definition();
        let retry = definition.retry.as_ref().map_or("", |retry| retry.policy.name());
        RowView {
            title_html: self.unlinked(&definition.title),
            title: self.site.plain(&definition.title).into_owned(),
            code: definition.code.clone(),
            slug: entry.path.rsplit('/').next().unwrap_or_default().to_owned(),
            url: self.url(&route::page(&entry.path)),
            status: definition.status.map(status),
            severity: definition.severity().name(),
            retry,
            retryable: matches!(retry, "safe" | "after"),
            life: life(definition),
            tags: definition.tags.clone(),
            summary_html: self.unlinked(&definition.summary),
        }
    }

    /// An entry that another one leads to.
    pub(super) fn relation(&self, relation: &Relation) -> RelationView {
        let entry = &self.site.catalog[relation.entry];
        let definition = entry.definition();
        RelationView {
            title_html: self.unlinked(&definition.title),
            code: definition.code.clone(),
            url: self.url(&route::page(&entry.path)),
            status: definition.status.map(status),
            life: life(definition),
            text_html: self.unlinked(relation.why.as_deref().filter(|why| !why.is_empty()).unwrap_or(&definition.summary)),
        }
    }

    /// A line of Markdown that stands inside a link, and so has none of its own.
    pub(super) fn unlinked(&self, text: &str) -> Html {
        let context = Context { links: &markdown::NoLinks, ..self.context(&"", 3) };
        let html = markdown::inline_html(text, &context);
        if html.contains("<a ") { without_links(&html) } else { html }.into()
    }

    /// A link to an entry.
    pub(super) fn link(&self, id: EntryId) -> LinkView {
        let entry = &self.site.catalog[id];
        LinkView { title: self.site.plain(&entry.definition().title).into_owned(), url: self.url(&route::page(&entry.path)) }
    }

    /// A step on the way to the page.
    pub(super) fn breadcrumb(&self, title: &str, location: String) -> BreadcrumbView {
        BreadcrumbView { title: title.to_owned(), url: self.url(&location), location }
    }

    fn target(&self, id: EntryId) -> Target {
        let LinkView { title, url } = self.link(id);
        Target { href: url, title }
    }
}

impl Links for Scope<'_> {
    fn reference(&self, text: &str) -> Option<Target> {
        self.site.catalog.reference(text, self.folder).map(|id| self.target(id))
    }

    fn code(&self, text: &str) -> Option<Target> {
        let id = self.site.catalog.code(text, self.folder)?;
        // A page does not link to itself.
        (Some(route::page(&self.site.catalog[id].path).as_str()) != self.location).then(|| self.target(id))
    }

    fn href(&self, destination: &str) -> Option<String> {
        let (to, rest) = self.site.own(destination, self.folder)?;
        Some(self.url(&to) + &rest)
    }
}

fn life(definition: &Definition) -> &'static str {
    match &definition.lifecycle {
        Some(life) if life.removed.is_some() => "removed",
        Some(life) if life.deprecated.is_some() => "deprecated",
        _ => "active",
    }
}

/// A status with its phrase.
pub(super) fn status(code: u16) -> StatusView {
    StatusView { code, phrase: crate::model::phrase(code).unwrap_or_default(), class: format!("s{}", code / 100) }
}

/// HTML of ours with its links taken out, their texts kept.
fn without_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<a ") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out.replace("</a>", "")
}

/// Blocks that are one paragraph, without its `<p>`.
fn tight(html: String) -> String {
    let inner = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p") => inner.to_owned(),
        _ => html,
    }
}
