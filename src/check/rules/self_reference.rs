//! A link to the page that one is reading looks like help and is none.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::text::Place;

pub(in crate::check) const RULE: Rule = Rule {
    name: "self-reference",
    default: Some(Level::Warn),
    summary: "an entry refers to itself",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let definition = look.definition();
    let mut see = |reference: &str, place: &dyn Fn() -> Place| {
        if look.reference(reference) == Some(look.id) {
            let diagnostic = Diagnostic::warning(RULE.name, place(), "this entry refers to itself");
            found.push(diagnostic.related(look.code(), "defined here").help("remove it, or name another entry"));
        }
    };
    for (place, link) in definition.related.iter().enumerate() {
        see(&link.code, &|| look.related(place));
    }
    for (place, compare) in definition.compare.iter().enumerate() {
        see(&compare.with, &|| look.compare(place));
    }
    for passage in look.passages().iter().filter(|passage| passage.text.contains("[[")) {
        for reference in &passage.survey().references {
            see(&reference.text, &|| passage.place(&reference.text));
        }
    }
}
