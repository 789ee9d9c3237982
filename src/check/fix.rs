//! Changes that mend findings, put into files.

use std::collections::BTreeMap;
use std::sync::Arc;

use diffy::DiffOptions;

use crate::diagnostic::{Diagnostic, Edit};
use crate::text::Files;

/// What a round of fixes does.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// The new text of each file that changes, by name.
    pub files: BTreeMap<String, Changed>,
    /// How many findings it mends.
    pub fixed: usize,
    /// How many more have a fix that waits for the next round, because it is for text that this round changes.
    pub waiting: usize,
}

/// A file before and after.
#[derive(Clone, Debug)]
pub struct Changed {
    /// As it is.
    pub before: Arc<str>,
    /// As it should be.
    pub after: String,
}

/// Applies the safe fixes of located findings to the texts that they point into.
///
/// Fixes for one stretch of text are applied one in a round; whoever calls checks again and applies the next. Nothing else in a file changes.
#[must_use]
pub fn apply(diagnostics: &[Diagnostic], files: &Files) -> Round {
    let mut round = Round::default();
    let mut taken: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).filter(|fix| fix.safe) {
        let is_free =
            |edit: &Edit| taken.get(files.name(edit.place.file)).is_none_or(|others| others.iter().all(|other| !collide(edit, other)));
        if fix.edits.iter().all(is_free) {
            round.fixed += 1;
            for edit in &fix.edits {
                taken.entry(files.name(edit.place.file)).or_default().push(edit);
            }
        } else {
            round.waiting += 1;
        }
    }
    for (name, mut edits) in taken {
        let Some(before) = files.find(name).and_then(|file| files.text(file)) else {
            continue;
        };
        edits.sort_by_key(|edit| edit.place.range().start);
        let mut after = String::with_capacity(before.len() + 64);
        let mut done = 0;
        for edit in edits {
            let range = edit.place.range();
            after.push_str(&before[done..range.start]);
            after.push_str(&edit.text);
            done = range.end;
        }
        after.push_str(&before[done..]);
        round.files.insert(name.to_owned(), Changed { before: Arc::clone(before), after });
    }
    round
}

/// What changes in a file, as a unified diff.
#[must_use]
pub fn unified(name: &str, before: &str, after: &str) -> String {
    let mut options = DiffOptions::new();
    options.set_context_len(3).set_original_filename(format!("a/{name}")).set_modified_filename(format!("b/{name}"));
    options.create_patch(before, after).to_string()
}

/// Whether two edits are for one stretch of text. Items put behind the same list one after the other are not.
fn collide(a: &Edit, b: &Edit) -> bool {
    let (first, second) = (a.place.range(), b.place.range());
    let is_item = |edit: &Edit| (edit.text.starts_with(',') && !edit.text.ends_with(']')) || edit.text.trim_start().starts_with("- ");
    if first == second && first.is_empty() && is_item(a) && is_item(b) && a.text != b.text {
        return false;
    }
    first.start <= second.end && second.start <= first.end
}
