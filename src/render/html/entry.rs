//! The page of an error.

use super::scope::{Scope, status};
use super::view::{EntryView, FirstFixView, LifeView, LinkView, Page, PageView, QuickAnswerView, RetryView};
use super::{Result, breadcrumbs, fill, json_ld, map, section, sidebar, start, wrap};
use crate::catalog::{Entry, EntryId};
use crate::model::{Definition, Retry, RetryPolicy};
use crate::render::words;
use crate::route;
use crate::site::Site;

pub(super) fn page(site: &Site, id: EntryId) -> Result<String> {
    let entry = &site.catalog[id];
    let location = route::page(&entry.path);
    let scope = Scope::new(site, &location, &entry.source.folder);
    let view = view(&scope, id);
    let page = head(&scope, id, &view);
    let sidebar = sidebar::of_entry(site, id)?;
    fill(site, "entry.html", &PageView { entry: Some(view), ..wrap(page, sidebar) })
}

fn head(scope: &Scope<'_>, id: EntryId, view: &EntryView) -> Page {
    let site = scope.site;
    let entry = &site.catalog[id];
    let definition = entry.definition();
    let location = route::page(&entry.path);
    let title = scope.site.plain(&definition.title);
    let mut page = start(scope, "entry", &title, scope.site.plain(&definition.summary).into_owned());
    if !title.contains(&definition.code) {
        page.head_title = format!("{title} ({}) · {}", definition.code, site.catalog.config.book.title);
    }
    page.markdown = Some(scope.url(&route::twin(&location)));
    page.json = Some(scope.url(&route::json(&location)));
    page.edit = edit(site, entry);
    page.breadcrumbs = breadcrumbs(scope, entry.category);
    let (previous, next) = site.around(id);
    page.previous = previous.map(|id| scope.link(id));
    page.next = next.map(|id| scope.link(id));
    page.json_ld_html = json_ld::entry(site, id, &page, view).into();
    page
}

fn edit(site: &Site, entry: &Entry) -> Option<String> {
    let html = &site.catalog.config.output.html;
    let template = if html.edit_url_template.is_empty() { return None } else { &html.edit_url_template };
    let name = crate::text::percent_encode(site.file_name(entry.source.file));
    let address = template.replace("{path}", &name);
    url::Url::parse(&address).is_ok_and(|url| matches!(url.scheme(), "http" | "https")).then_some(address)
}

fn view(scope: &Scope<'_>, id: EntryId) -> EntryView {
    let entry = &scope.site.catalog[id];
    let definition = entry.definition();
    let provider = definition.provider.as_ref();
    let home = scope.url(route::HOME);
    let tag = |tag: &String| LinkView { title: tag.clone(), url: format!("{home}?tag={}", encode(tag)) };
    EntryView {
        code: definition.code.clone(),
        title_html: scope.inline(&definition.title),
        name: definition.name(),
        subtitle_html: scope.maybe_blocks(definition.subtitle.as_ref(), &"subtitle-", 2),
        summary_html: scope.inline(&definition.summary),
        status: definition.status.map(status),
        problem_type: definition.problem_type.clone().unwrap_or_default(),
        severity: definition.severity().name(),
        retry: definition.retry.as_ref().map(|retry| self::retry(scope, retry)),
        signals: definition.signals.iter().map(|(name, code)| (name.to_owned(), code.to_owned())).collect(),
        life: life(scope, entry),
        introduced: definition.lifecycle.as_ref().and_then(|life| life.introduced.clone()).unwrap_or_default(),
        aliases: definition.aliases.iter().filter(|alias| !alias.starts_with('/')).cloned().collect(),
        tags: definition.tags.iter().map(tag).collect(),
        messages: definition.messages.clone(),
        provider: provider
            .map(|p| [Some(&p.name), p.product.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "))
            .unwrap_or_default(),
        provider_note_html: scope.maybe_blocks(provider.and_then(|provider| provider.note.as_ref()), &"provider-", 3),
        owner: definition.owner.clone().unwrap_or_default(),
        runbook: safe(definition.runbook.as_deref()),
        escalate_html: scope.maybe_blocks(definition.escalate.as_ref(), &"escalate-", 3),
        first_fix: first_fix(scope, definition),
        quick_answer: definition.quick_answer.as_ref().map(|answer| QuickAnswerView {
            kind: answer.kind.clone().unwrap_or_default(),
            html: scope.blocks(&answer.text, &"quick-answer-", 3),
        }),
        hero: section::media(scope, entry, |media| media.hero),
        asides: section::asides(scope, entry, &["summary", "quick_answer"], true),
        sections: section::all(scope, entry),
        map_html: map::of_entry(scope, entry).into(),
        editorial_html: scope.maybe_inline(definition.editorial.as_ref()),
        reviewed: definition.reviewed.map(|date| date.to_string()).unwrap_or_default(),
        reviewed_label: definition.reviewed.map(|date| date.strftime("%-d %B %Y").to_string()).unwrap_or_default(),
        authors: definition.authors.clone(),
        minutes: words::minutes(scope.site, id),
    }
}

fn first_fix(scope: &Scope<'_>, definition: &Definition) -> Option<FirstFixView> {
    let fix = definition.fixes.first().filter(|_| definition.quick_answer.is_none())?;
    Some(FirstFixView { title_html: scope.unlinked(&fix.title), url: "#fix-1" })
}

fn retry(scope: &Scope<'_>, retry: &Retry) -> RetryView {
    let after = match retry.after.as_deref() {
        None => String::new(),
        Some(seconds) if seconds.bytes().all(|b| b.is_ascii_digit()) => format!("after {seconds} seconds"),
        Some(header) if !header.contains(' ') && header.contains(|c: char| c.is_ascii_uppercase()) => format!("after the time in {header}"),
        Some(words) => format!("after {words}"),
    };
    let label = match retry.policy {
        RetryPolicy::After if after.is_empty() => "Retry later",
        RetryPolicy::After => "Retry",
        policy => policy.label(),
    };
    RetryView { policy: retry.policy.name(), label, after, note_html: scope.maybe_blocks(retry.note.as_ref(), &"retry-", 3) }
}

fn life(scope: &Scope<'_>, entry: &Entry) -> Option<LifeView> {
    let life = entry.definition().lifecycle.as_ref()?;
    let (state, milestone, before) = match (&life.removed, &life.deprecated) {
        (Some(removed), deprecated) => ("removed", removed, deprecated.as_ref()),
        (None, Some(deprecated)) => ("deprecated", deprecated, None),
        (None, None) => return None,
    };
    Some(LifeView {
        state,
        since: milestone.since.clone(),
        note_html: scope.maybe_blocks(milestone.note.as_ref(), &"life-", 3),
        deprecated_since: before.map(|before| before.since.clone()).unwrap_or_default(),
        deprecated_note_html: before.map(|before| scope.maybe_blocks(before.note.as_ref(), &"deprecated-", 3)).unwrap_or_default(),
        replaced_by: entry.replaced_by.map(|id| scope.row(id)),
    })
}

/// An address that a click may lead to.
pub(super) fn safe(address: Option<&str>) -> String {
    let address = address.unwrap_or_default();
    let is_safe = url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"));
    if is_safe { address.to_owned() } else { String::new() }
}

/// A value in the query of an address (RFC 3986, section 3.4).
fn encode(value: &str) -> String {
    crate::text::percent_encode(value).replace('/', "%2F")
}
