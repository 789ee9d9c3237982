//! Screen readers, agents and the Markdown twin get nothing from a picture but its `alt`.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "image-without-alt",
    default: Some(Level::Warn),
    summary: "a picture without a text for those who do not see it",
    group: Group::Content,
    run: Run::Entry(check),
};

const MESSAGE: &str = "this image has no `alt` text";

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (place, media) in look.definition().media.iter().enumerate() {
        if let Some(image) = &media.image
            && media.alt.as_ref().is_none_or(|alt| alt.trim().is_empty())
        {
            let diagnostic = Diagnostic::warning(RULE.name, look.text(&format!("/media/{place}/image"), image), MESSAGE);
            found.push(diagnostic.help("add `alt`, one sentence on what it shows"));
        }
    }
    for passage in look.passages().iter().filter(|passage| passage.text.contains("![")) {
        for image in &passage.survey().images {
            let written = passage.text.get(image.range.clone()).unwrap_or_default();
            let alt = written.strip_prefix("![").and_then(|rest| rest.split(']').next());
            if alt.is_some_and(|alt| alt.trim().is_empty()) {
                let diagnostic = Diagnostic::warning(RULE.name, passage.place(written), MESSAGE);
                found.push(diagnostic.help("say in the brackets what it shows"));
            }
        }
    }
}
