//! Pages for people: views of the catalog, put into templates.

mod entry;
mod example;
mod home;
mod json_ld;
mod map;
mod pages;
mod scope;
mod section;
mod sidebar;
pub mod view;

use tera::{Context, Value};

use crate::route;
use crate::site::{Artifact, Site};
use scope::Scope;
use view::{BreadcrumbView, Page, PageView, SiteView};

type Result<T> = std::result::Result<T, Box<tera::Error>>;

/// Makes a page.
pub(super) fn page(site: &Site, artifact: &Artifact) -> Result<String> {
    match artifact {
        Artifact::Entry(id, _) => entry::page(site, *id),
        Artifact::Home(_) => home::page(site),
        Artifact::Category(id, number, _) => pages::category(site, *id, *number),
        Artifact::Comparison(id, _) => pages::comparison(site, *id),
        Artifact::Comparisons(_) => pages::comparisons(site),
        Artifact::Playbook(id, _) => pages::playbook(site, *id),
        Artifact::Playbooks(_) => pages::playbooks(site),
        Artifact::NotFound => pages::not_found(site),
        Artifact::Redirect(place) => pages::redirect(site, *place),
        _ => unreachable!("`render` sends pages for people only"),
    }
}

fn fill<T: serde::Serialize>(site: &Site, template: &str, view: &T) -> Result<String> {
    let mut context = Context::from_serialize(view).map_err(Box::new)?;
    context.insert_value("site", site.memo.shared.get_or_init(|| Value::from_serializable(&site_view(site))).clone());
    site.theme.templates.render(template, &context).map_err(Box::new)
}

/// What a page starts from: everything that follows from where it stands.
fn start(scope: &Scope<'_>, kind: &'static str, title: &str, description: String) -> Page {
    let site = scope.site;
    let catalog = &site.catalog;
    let html = &catalog.config.output.html;
    let file = |name: &str| site.theme.location(name).map(|location| scope.own(location)).unwrap_or_default();
    let book = &catalog.config.book.title;
    let styles = std::iter::once("site.css").chain(html.additional_css.iter().map(String::as_str)).map(file).filter(|url| !url.is_empty());
    let site_url = catalog.config.site_url();
    Page {
        kind,
        title: title.to_owned(),
        head_title: if title == book { book.clone() } else { format!("{title} · {book}") },
        description,
        root: scope.own(route::HOME),
        styles: styles.collect(),
        script: file("site.js"),
        finder: file("finder/field.js"),
        search: site_url.as_ref().map(|_| scope.url(route::OPENSEARCH)),
        favicon: file(if html.favicon.is_empty() { "favicon.svg" } else { &html.favicon }),
        logo: if html.logo.is_empty() { String::new() } else { file(&html.logo) },
        feed: site.has_feed().then(|| scope.url(route::FEED)),
        canonical: scope.location.and_then(|location| Some(route::absolute(&site_url?, location))),
        ..Page::default()
    }
}

/// What a view has besides its own part.
fn wrap(page: Page, sidebar: String) -> PageView {
    PageView { page, sidebar_html: sidebar.into(), entry: None, home: None, category: None, comparison: None, playbook: None, index: None }
}

fn site_view(site: &Site) -> SiteView {
    let catalog = &site.catalog;
    let book = &catalog.config.book;
    let html = &catalog.config.output.html;
    let support = book.support.trim();
    let is_mail = support.contains('@') && !support.contains("://") && !support.starts_with("mailto:");
    let is_safe = is_mail || support.starts_with("https://") || support.starts_with("http://") || support.starts_with("mailto:");
    SiteView {
        title: book.title.clone(),
        description: book.description.clone(),
        language: book.language.clone(),
        theme: html.default_theme,
        nav: html.nav.iter().filter(|link| leads_safely(&link.url)).cloned().collect(),
        support: if is_mail {
            format!("mailto:{support}")
        } else if is_safe {
            support.to_owned()
        } else {
            String::new()
        },
        support_label: support.trim_start_matches("mailto:").trim_start_matches("https://").trim_end_matches('/').to_owned(),
        request_id: book.request_id.clone(),
        total: catalog.entries.len(),
        has_comparisons: !catalog.comparisons.is_empty(),
        has_playbooks: !catalog.playbooks.is_empty(),
        pagefind: html.pagefind,
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// Whether a click may lead to an address: one of the site, of the web, or of a mailbox.
fn leads_safely(address: &str) -> bool {
    match url::Url::parse(address) {
        Ok(url) => matches!(url.scheme(), "http" | "https" | "mailto"),
        Err(error) => error == url::ParseError::RelativeUrlWithoutBase,
    }
}

/// The way from the catalog to a category, with it.
fn breadcrumbs(scope: &Scope<'_>, category: crate::catalog::CategoryId) -> Vec<BreadcrumbView> {
    let catalog = &scope.site.catalog;
    let trail = catalog.trail(category).into_iter().map(|id| {
        let category = &catalog[id];
        scope.breadcrumb(&category.title, route::page(&category.path))
    });
    std::iter::once(first_breadcrumb(scope)).chain(trail).collect()
}

/// The first step of each way.
fn first_breadcrumb(scope: &Scope<'_>) -> BreadcrumbView {
    scope.breadcrumb(&scope.site.catalog.config.book.title, route::HOME.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::render::render;
    use crate::site::testing::site;
    use crate::site::{Artifact, Form};

    #[test]
    fn html_is_put_out_as_it_is_and_text_is_escaped() {
        let site = site(&[
            ("errors/a.yaml", "{code: '<b>', title: '*T*', summary: S}"),
            ("templates/entry.html", "{{ entry.title_html }} {{ entry.title_html | safe }} {{ entry.code }}"),
        ]);
        let artifact = site.catalog.ids().map(|(id, _)| Artifact::Entry(id, Form::Html)).next().expect("there is an entry");
        let page = String::from_utf8(render(&site, &artifact).expect("the template does not fail")).expect("pages are UTF-8");
        assert_eq!(page, "<em>T</em> <em>T</em> &lt;b&gt;");
    }

    #[test]
    fn pages_name_the_feed_where_there_is_one() {
        let page = |reviewed: &str| {
            let entry = format!("{{code: a, title: A, summary: S{reviewed}}}");
            let site = site(&[("book.toml", "[output.html]\nsite-url = 'https://e.com/d'"), ("errors/x/a.yaml", &entry)]);
            let artifact = site.find("x/a/index.html").expect("the page is there");
            String::from_utf8(render(&site, &artifact).expect("built-in templates do not fail")).expect("pages are UTF-8")
        };
        let link = "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"../../feed.xml\" title=\"Errors\">";
        assert!(page(", reviewed: 2026-01-02").contains(link));
        assert!(!page("").contains("feed.xml"));
    }
}
