//! What prose refers to: `[[references]]`, sections that asides belong to, pictures.

use std::collections::HashMap;
use std::sync::Arc;

use super::Image;
use super::findings::Findings;
use super::index::Index;
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, RawHtml};
use crate::model::{Definition, JsonProblem, Playbook, Prose, Response, looks_like_json, parse_json};
use crate::source::{Located, Sources};
use crate::text::{FileId, Place, nearest};

/// Finds `[[references]]` that lead nowhere.
pub(super) fn references(located: &Located, index: &Index, raw_html: RawHtml, findings: &mut Findings) {
    located.definition.prose(|pointer, text, kind| {
        if text.contains("[[") {
            for reference in mentions(text, kind, raw_html) {
                findings.entry(index, &reference, &located.folder, || located.text(pointer, &reference));
            }
        }
    });
}

/// The `[[references]]` of a text.
fn mentions(text: &str, kind: Prose, raw_html: RawHtml) -> Vec<String> {
    let survey = match kind {
        Prose::Block => markdown::survey(text, raw_html),
        Prose::Inline => markdown::inline_survey(text, raw_html),
    };
    survey.references.into_iter().map(|found| found.text).collect()
}

/// Finds references of playbooks that lead nowhere.
pub(super) fn playbooks(playbooks: &[(FileId, Arc<Playbook>)], index: &Index, raw_html: RawHtml, findings: &mut Findings) {
    for (file, playbook) in playbooks {
        for (pointer, text, kind) in [("/summary", &playbook.summary, Prose::Inline), ("/body", &playbook.body, Prose::Block)] {
            for reference in mentions(text, kind, raw_html) {
                findings.entry(index, &reference, "", || Place::text(*file, pointer, reference.clone()));
            }
        }
    }
}

/// Finds sections that asides and intros name and the definition does not have, payloads that are no JSON, and messages that are no templates.
pub(super) fn sections(located: &Located, diagnostics: &mut Vec<Diagnostic>) {
    let definition: &Definition = &located.definition;
    let own: Vec<String> = definition.sections.iter().map(|section| Definition::section_anchor(&section.title)).collect();
    let mut see = |name: &str, pointer: String, is_key: bool| {
        let known = || Definition::SECTIONS.iter().copied().chain(own.iter().map(String::as_str));
        if !known().any(|section| section == name) {
            let place = if is_key { located.key(&pointer) } else { located.place(&pointer) };
            let help = nearest(name, known()).map_or_else(
                || {
                    format!(
                        "a section is one of {}, or the slug of a free section",
                        Definition::SECTIONS.map(|s| format!("`{s}`")).join(", ")
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            diagnostics.push(Diagnostic::error("unknown-section", place, format!("no section is called `{name}`")).help(help));
        }
    };
    for (section, _) in definition.intros.iter() {
        see(section, format!("/intros/{}", crate::text::pointer_step(section)), true);
    }
    for (i, after) in definition.callouts.iter().enumerate().filter_map(|(i, callout)| Some((i, callout.after.as_deref()?))) {
        see(after, format!("/callouts/{i}/after"), false);
    }
    for (i, after) in definition.media.iter().enumerate().filter_map(|(i, media)| Some((i, media.after.as_deref()?))) {
        see(after, format!("/media/{i}/after"), false);
    }
    for (i, example) in definition.examples.iter().enumerate() {
        if let Some(Response::Text(text)) = &example.response
            && example.language.as_deref().is_none_or(|language| language == "json")
            && looks_like_json(text)
            && let Err(error) = parse_json(text)
        {
            let JsonProblem { what, at, help } = JsonProblem::new(text, &error);
            let place = located.text(&format!("/examples/{i}/response"), at);
            let diagnostic = Diagnostic::error("invalid-json", place, format!("this response is no JSON: {what}"));
            diagnostics.push(diagnostic.help(help.unwrap_or_else(|| "if it is meant as text, say `language: text`".to_owned())));
        }
    }
    for (i, message) in definition.messages.iter().enumerate() {
        if let Some((wrong, at)) = unbalanced(message) {
            let place = located.text(&format!("/messages/{i}"), at);
            let diagnostic = Diagnostic::error("invalid-message", place, format!("{wrong} in this message"));
            diagnostics.push(diagnostic.help("a placeholder is `{name}`; write a brace as `{{` or `}}`"));
        }
    }
}

/// What is wrong with the braces of a template, and the text where it is.
fn unbalanced(template: &str) -> Option<(&'static str, &str)> {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, after) = rest[at..].split_at(1);
        if let Some(doubled) = after.strip_prefix(brace) {
            rest = doubled;
        } else if brace == "}" {
            return Some(("a `}` closes nothing", brace));
        } else {
            let end = after.find(['{', '}']).filter(|end| after[*end..].starts_with('}'));
            let Some(end) = end else {
                let word = rest[at..].find(char::is_whitespace).map_or(&rest[at..], |end| &rest[at..at + end]);
                return Some(("a `{` is not closed", word));
            };
            if after[..end].trim().is_empty() {
                return Some(("a placeholder has no name", &rest[at..at + end + 2]));
            }
            rest = &after[end + 1..];
        }
    }
    None
}

/// Finds the pictures that a definition shows: beside it, or in `static/`.
pub(super) fn images(
    located: &Located,
    sources: &Sources,
    images: &mut HashMap<(FileId, String), Image>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (i, media) in located.definition.media.iter().enumerate() {
        let place = |key: &str| located.place(&format!("/media/{i}{key}"));
        match (&media.image, &media.video) {
            (Some(image), None) => match sources.image(&located.folder, image) {
                Some(found) => {
                    images.insert((located.file, image.clone()), found);
                }
                None => {
                    let beside = if located.folder.is_empty() { "errors".to_owned() } else { format!("errors/{}", located.folder) };
                    let diagnostic = Diagnostic::error("missing-image", place("/image"), format!("there is no picture `{image}`"));
                    diagnostics.push(diagnostic.help(format!("put it into `{beside}` or `static`")));
                }
            },
            (None, Some(video)) => {
                if !url::Url::parse(video).is_ok_and(|url| matches!(url.scheme(), "https" | "http")) {
                    let diagnostic = Diagnostic::error("invalid-value", place("/video"), format!("`{video}` is not the address of a film"));
                    diagnostics.push(diagnostic.help("an address begins with `https://`"));
                }
            }
            (Some(_), Some(_)) => diagnostics.push(
                Diagnostic::error("conflicting-keys", place(""), "one item is a picture or a film, not both").help("make two items of it"),
            ),
            (None, None) => diagnostics.push(
                Diagnostic::error("missing-key", place(""), format!("missing key `image` or `video` in `media[{i}]`"))
                    .help("add one of them"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces() {
        for (template, balanced) in [
            ("no key {id} in {bucket}", true),
            ("{{literal}} {x}", true),
            ("{open", false),
            ("close}", false),
            ("{}", false),
            ("{a{b}}", false),
        ] {
            assert_eq!(unbalanced(template).is_none(), balanced, "{template}");
        }
    }
}
