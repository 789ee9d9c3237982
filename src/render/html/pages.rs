//! Categories, comparisons, playbooks, and what is shown where nothing is.

use serde::Serialize;

use super::scope::Scope;
use super::view::{CategoryView, ComparisonView, DescribedLinkView, Html, IndexView, LinkView, PageView, PlaybookView, SideView};
use super::{Result, breadcrumbs, fill, first_breadcrumb, home, json_ld, map, sidebar, start, wrap};
use crate::catalog::{CategoryId, ComparisonId, EntryId, PlaybookId};
use crate::model::RetryPolicy;
use crate::route;
use crate::site::{PAGE_SIZE, Site};

pub(super) fn category(site: &Site, id: CategoryId, number: usize) -> Result<String> {
    let category = &site.catalog[id];
    let location = route::category_page(&category.path, number);
    let scope = Scope::new(site, &location, &category.path);
    let count = site.page_count(id);
    let of = if count > 1 { format!(", page {number} of {count}") } else { String::new() };
    let summary = category.summary.as_deref().map(|summary| site.plain(summary).into_owned()).filter(|summary| !summary.is_empty());
    let description =
        summary.unwrap_or_else(|| format!("{} errors in {}: what each means and what to do about it{of}.", category.total, category.title));
    let mut page = start(&scope, "category", &format!("{}{of}", category.title), description);
    page.markdown = Some(scope.url(&route::index_twin(&route::page(&category.path))));
    page.breadcrumbs = breadcrumbs(&scope, id);
    page.breadcrumbs.pop();
    page.json_ld_html = json_ld::page(site, &page, "CollectionPage").into();
    let link = |number: usize| LinkView { title: number.to_string(), url: scope.url(&route::category_page(&category.path, number)) };
    page.previous = (number > 1).then(|| LinkView { title: format!("Page {}", number - 1), ..link(number - 1) });
    page.next = (number < count).then(|| LinkView { title: format!("Page {}", number + 1), ..link(number + 1) });
    let view = CategoryView {
        title: category.title.clone(),
        summary_html: scope.maybe_blocks(category.summary.as_ref(), &"summary-", 2),
        total: category.total,
        categories: home::cards(&scope, id, false),
        rows: category.entries.iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE).map(|id| scope.row(*id)).collect(),
        number,
        pages: if count > 1 { (1..=count).map(link).collect() } else { Vec::new() },
        map_html: if number == 1 { map::of_category(&scope, id).into() } else { Html::default() },
        llms: scope.url(&format!("{}/llms.txt", category.path)),
    };
    let sidebar = sidebar::of_page(&scope, Some(id))?;
    fill(site, "category.html", &PageView { category: Some(view), ..wrap(page, sidebar) })
}

pub(super) fn comparison(site: &Site, id: ComparisonId) -> Result<String> {
    let comparison = &site.catalog[id];
    let location = route::page(&comparison.path);
    let scope = Scope::new(site, &location, &site.catalog[comparison.left].source.folder);
    let title = site.plain(&comparison.title);
    let names = [comparison.left, comparison.right].map(|id| site.plain(&site.catalog[id].definition().title));
    let mut page = start(&scope, "comparison", &title, format!("{} or {}: when it is which, and what to do.", names[0], names[1]));
    page.markdown = Some(scope.url(&route::twin(&location)));
    page.breadcrumbs = vec![first_breadcrumb(&scope), scope.breadcrumb("Comparisons", route::COMPARISONS.to_owned())];
    page.json_ld_html = json_ld::page(site, &page, "TechArticle").into();
    let view = ComparisonView {
        left: side(&scope, comparison.left, &comparison.choose_left, "left"),
        right: side(&scope, comparison.right, &comparison.choose_right, "right"),
        title: title.into_owned(),
    };
    let sidebar = sidebar::of_page(&scope, None)?;
    fill(site, "comparison.html", &PageView { comparison: Some(view), ..wrap(page, sidebar) })
}

fn side(scope: &Scope<'_>, id: EntryId, choose: &[String], name: &str) -> SideView {
    let entry = &scope.site.catalog[id];
    let definition = entry.definition();
    let own = Scope { folder: &entry.source.folder, ..*scope };
    let url = scope.url(&route::page(&entry.path));
    let retry = definition.retry.as_ref().map(|retry| match (retry.policy, &retry.after) {
        (RetryPolicy::After, Some(after)) => format!("Retry after {after}"),
        (policy, _) => policy.label().to_owned(),
    });
    SideView {
        row: scope.row(id),
        choose_html: choose.iter().zip(1..).map(|(text, number)| own.blocks(text, &format_args!("{name}-{number}-"), 3)).collect(),
        retry: retry.unwrap_or_default(),
        causes_html: definition.causes.iter().map(|cause| own.inline(&cause.title)).collect(),
        fixes_html: definition
            .fixes
            .iter()
            .zip(1..)
            .map(|(fix, number)| (own.unlinked(&fix.title), format!("{url}#fix-{number}")))
            .collect(),
    }
}

pub(super) fn comparisons(site: &Site) -> Result<String> {
    let scope = Scope::new(site, route::COMPARISONS, "");
    let link = |comparison: &crate::catalog::Comparison| {
        let text = [comparison.left, comparison.right].map(|id| format!("<code>{}</code>", escape(&site.catalog[id].definition().code)));
        DescribedLinkView {
            title: site.plain(&comparison.title).into_owned(),
            url: scope.url(&route::page(&comparison.path)),
            text_html: text.join(" or ").into(),
        }
    };
    let view = IndexView {
        title: "Comparisons".into(),
        lead: "Errors that are easily confused, side by side.".into(),
        links: site.catalog.comparisons.iter().map(link).collect(),
    };
    index(&scope, "comparisons", view)
}

pub(super) fn playbooks(site: &Site) -> Result<String> {
    let scope = Scope::new(site, route::PLAYBOOKS, "");
    let link = |playbook: &crate::catalog::PlaybookEntry| DescribedLinkView {
        title: site.plain(&playbook.playbook.title).into_owned(),
        url: scope.url(&route::page(&playbook.path)),
        text_html: scope.unlinked(&playbook.playbook.summary),
    };
    let view = IndexView {
        title: "Playbooks".into(),
        lead: "Decisions that span several errors.".into(),
        links: site.catalog.playbooks.iter().map(link).collect(),
    };
    index(&scope, "playbooks", view)
}

fn index(scope: &Scope<'_>, kind: &'static str, view: IndexView) -> Result<String> {
    let site = scope.site;
    let mut page = start(scope, kind, &view.title, view.lead.clone());
    page.markdown = Some(scope.url(&route::index_twin(scope.location.unwrap_or_default())));
    page.breadcrumbs = vec![first_breadcrumb(scope)];
    page.json_ld_html = json_ld::page(site, &page, "CollectionPage").into();
    let sidebar = sidebar::of_page(scope, None)?;
    fill(site, "index.html", &PageView { index: Some(view), ..wrap(page, sidebar) })
}

pub(super) fn playbook(site: &Site, id: PlaybookId) -> Result<String> {
    let entry = &site.catalog[id];
    let location = route::page(&entry.path);
    let scope = Scope::new(site, &location, "");
    let title = site.plain(&entry.playbook.title);
    let mut page = start(&scope, "playbook", &title, site.plain(&entry.playbook.summary).into_owned());
    page.markdown = Some(scope.url(&route::twin(&location)));
    page.breadcrumbs = vec![first_breadcrumb(&scope), scope.breadcrumb("Playbooks", route::PLAYBOOKS.to_owned())];
    page.json_ld_html = json_ld::page(site, &page, "TechArticle").into();
    let view = PlaybookView {
        title_html: scope.inline(&entry.playbook.title),
        summary_html: scope.inline(&entry.playbook.summary),
        body_html: scope.blocks(&entry.playbook.body, &"part-", 2),
        rows: entry.covers.iter().map(|id| scope.row(*id)).collect(),
    };
    let sidebar = sidebar::of_page(&scope, None)?;
    fill(site, "playbook.html", &PageView { playbook: Some(view), ..wrap(page, sidebar) })
}

pub(super) fn not_found(site: &Site) -> Result<String> {
    let scope = Scope { site, location: None, folder: "" };
    let page = start(&scope, "not-found", "Page not found", "There is no page at this address.".into());
    let sidebar = sidebar::of_page(&scope, None)?;
    fill(site, "not-found.html", &wrap(page, sidebar))
}

#[derive(Serialize)]
struct RedirectView {
    title: String,
    url: String,
    canonical: Option<String>,
    script: String,
}

pub(super) fn redirect(site: &Site, place: usize) -> Result<String> {
    let redirect = &site.catalog.redirects[place];
    let location = route::page(&redirect.path);
    let scope = Scope::new(site, &location, "");
    let target = route::page(&site.catalog[redirect.entry].path);
    let LinkView { title, url } = scope.link(redirect.entry);
    let script = site.theme.location("moved.js").map(|location| scope.url(location)).unwrap_or_default();
    let canonical = site.catalog.config.site_url().map(|site_url| route::absolute(&site_url, &target));
    fill(site, "redirect.html", &RedirectView { title, url, canonical, script })
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    crate::markdown::escape::text(&mut out, text);
    out
}
