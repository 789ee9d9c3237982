//! A page of two lines disappoints everyone who opens it, and one that promises more than it holds all the more.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "stub",
    default: Some(Level::Warn),
    summary: "an entry with nothing but a title and a summary, or with a word in place of a text",
    group: Group::Content,
    run: Run::Entry(check),
};

/// What authors write where a text is to come.
const PLACEHOLDERS: [&str; 9] = ["todo", "tbd", "fixme", "wip", "xxx", "coming soon", "to be written", "to be done", "lorem ipsum"];

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    if !look.is_finished() {
        return;
    }
    if look.is_stub() {
        let diagnostic = Diagnostic::warning(RULE.name, look.code(), "there is only a title and a summary here");
        found.push(diagnostic.help("add a meaning, a cause, a fix or an example"));
    }
    for passage in look.passages() {
        let text = passage.text.trim();
        if is_placeholder(text) {
            let diagnostic = Diagnostic::warning(RULE.name, passage.place(text), format!("`{text}` stands where a text should"));
            found.push(diagnostic.help("write it, leave the key out, or set `visibility: draft`"));
        }
    }
}

/// Whether a text says no more than that one is to come: `TODO`, `TBD: ask Ann`, `Coming soon...`.
fn is_placeholder(text: &str) -> bool {
    // Longer ones say something, whatever they begin with.
    if text.len() > 60 {
        return false;
    }
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    PLACEHOLDERS.iter().any(|word| bare.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')))
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn words_in_place_of_a_text() {
        for text in ["TODO", "todo: ask Ann", "*TBD*", "Coming soon...", "(to be written)", "Lorem ipsum dolor sit amet"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "TODO_LIMIT is set too low", "Todos pile up", "The list of to-dos is full", "Send `TODO` as the state"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
