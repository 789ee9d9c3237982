//! What is wrong with the references of a book, collected while it is resolved.

use super::EntryId;
use super::index::{Index, Lookup};
use crate::diagnostic::Diagnostic;
use crate::text::{Place, nearest};

/// What is wrong.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// References that lead nowhere, by the place of their finding: the nearest name is looked for at the end.
    dead: Vec<(usize, String)>,
}

/// How often the nearest name is looked for: in a large book with many dead references that takes the most time.
const MAX_SEARCHES: usize = 500;

impl Findings {
    pub(super) fn add(&mut self, more: Self) {
        let before = self.diagnostics.len();
        self.diagnostics.extend(more.diagnostics);
        self.dead.extend(more.dead.into_iter().map(|(at, text)| (before + at, text)));
    }

    /// All findings, with the nearest name for references that lead nowhere.
    pub(super) fn finish(mut self, index: &Index) -> Vec<Diagnostic> {
        for (at, text) in self.dead.into_iter().take(MAX_SEARCHES) {
            if let Some(near) = nearest(&text, index.codes()) {
                let finding = self.diagnostics[at].clone();
                let place = finding.place.clone();
                self.diagnostics[at] = finding.help(format!("did you mean `{near}`?")).fix(place, near);
            }
        }
        self.diagnostics
    }

    /// The entry that a reference means; a finding where it means none or several.
    pub(super) fn entry(&mut self, index: &Index, text: &str, folder: &str, place: impl FnOnce() -> Place) -> Option<EntryId> {
        match index.lookup(text, folder) {
            Lookup::Found(id) => Some(id),
            Lookup::Hidden => None,
            Lookup::Nothing => {
                self.dead.push((self.diagnostics.len(), text.to_owned()));
                let message = format!("no error has the code, alias or path `{text}`");
                self.diagnostics.push(Diagnostic::error("dead-reference", place(), message));
                None
            }
            Lookup::Several(paths) => {
                let shown: Vec<String> = paths.iter().take(5).map(|path| format!("`{path}`")).collect();
                let more = paths.len().saturating_sub(shown.len());
                let more = if more > 0 { format!(" or {more} more") } else { String::new() };
                let message = format!("`{text}` is the code of {} errors", paths.len());
                let diagnostic = Diagnostic::error("ambiguous-reference", place(), message);
                self.diagnostics.push(diagnostic.help(format!("name one by its path: {}{more}", shown.join(", "))));
                None
            }
        }
    }
}
