//! errbook knows every path that it writes, and so which links will be broken.

use crate::check::pages::{self, Lead};
use crate::check::passage::Passage;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::route;

pub(in crate::check) const RULE: Rule = Rule {
    name: "dead-link",
    default: Some(Level::Warn),
    summary: "a link in prose to a path that the site does not have",
    group: Group::Links,
    run: Run::Prose(check),
};

fn check(passage: &Passage<'_>, found: &mut Vec<Diagnostic>) {
    let survey = passage.survey();
    for link in survey.links.iter().chain(&survey.images) {
        let Lead::Nowhere { path } = pages::lead(passage.book, &link.text, passage.owner.folder()) else {
            continue;
        };
        let place = passage.place(&link.text);
        let diagnostic = Diagnostic::warning(RULE.name, place.clone(), format!("the link `{}` leads to no page", link.text));
        found.push(match near(passage, &link.text, &path) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(place, near),
            None => diagnostic.help("name the error in double brackets: `[[code]]`"),
        });
    }
}

/// The link as it was probably meant, in the way that it is written.
fn near(passage: &Passage<'_>, link: &str, path: &str) -> Option<String> {
    let near = passage.book.paths().nearest(path)?;
    let end = link.find(['?', '#']).unwrap_or(link.len());
    let slash = if link[..end].ends_with('/') { "/" } else { "" };
    let rest = &link[end..];
    if let Some(site) = passage.book.catalog.config.site_url().filter(|site| link.starts_with(site.as_str())) {
        return Some(format!("{site}{near}{slash}{rest}"));
    }
    if link.starts_with('/') {
        return Some(format!("/{near}{slash}{rest}"));
    }
    let relative = route::relative(&route::page(passage.owner.folder()), near);
    let relative = if link.starts_with("./") { format!("./{relative}") } else { relative };
    Some(format!("{relative}{slash}{rest}"))
}
