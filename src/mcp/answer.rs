//! What a tool answers, or why it does not, as results of the protocol.

use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::Value;

use crate::diagnostic::{self, Severity};
use crate::serve::Snapshot;

/// What a tool answers: a text to read, and the same as data.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) data: Value,
}

/// Why a tool does not answer, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    message: String,
    help: String,
}

pub(super) type Answered = Result<Answer, Failure>;

impl Failure {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// A result of the protocol, with a note where the book on the disk is not what was answered from.
pub(super) fn result(answered: Answered, snapshot: &Snapshot) -> CallToolResult {
    let note = note(snapshot);
    let blocks = |text: String| std::iter::once(text).chain(note.clone()).map(ContentBlock::text).collect();
    match answered {
        Ok(Answer { text, mut data }) => {
            if let Some(note) = &note {
                data["note"] = note.as_str().into();
            }
            let mut result = CallToolResult::success(blocks(text));
            result.structured_content = Some(data);
            result
        }
        Err(Failure { message, help }) => CallToolResult::error(blocks(format!("{message}\nhelp: {help}"))),
    }
}

/// What keeps the book from being as it is on the disk.
fn note(snapshot: &Snapshot) -> Option<String> {
    let (errors, _) = diagnostic::counts(&snapshot.diagnostics);
    let first = snapshot.diagnostics.iter().find(|finding| finding.severity == Severity::Error)?;
    let first = diagnostic::short(std::slice::from_ref(first), &snapshot.files);
    let errors = if errors == 1 { "a mistake".to_owned() } else { format!("{errors} mistakes") };
    Some(format!(
        "note: the files of the book have {errors}, so this is the book as it was before, or what could be read of it. {}",
        first.trim_end()
    ))
}
