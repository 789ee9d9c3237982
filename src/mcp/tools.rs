//! The tools: what they are called, what they take and give, and who answers.

use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::{Answered, Failure, result};
use super::{compare, find, get, list, schema};
use crate::serve::Snapshot;
use crate::site::Site;

struct Known {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    input: fn() -> JsonObject,
    output: fn() -> JsonObject,
    answer: fn(&Site, JsonObject) -> Answered,
}

const KNOWN: [Known; 4] = [
    Known {
        name: "find_error",
        title: "Find an error",
        description: "Finds the documented error that a text is about: a response body, a log line, a stack trace, a code, a message, an address. \
                      Paste it as it is. Gives the matches with the reasons, and the whole page where it is sure which one it is.",
        input: schema::input::<find::Arguments>,
        output: find::output,
        answer: |site, arguments| find::answer(site, &read(arguments)?),
    },
    Known {
        name: "get_error",
        title: "Read an error",
        description: "All that is known about one error: what it means, its causes, fixes, examples, whether to retry, related errors. \
                      As Markdown, and as data.",
        input: schema::input::<get::Arguments>,
        output: get::output,
        answer: |site, arguments| get::answer(site, &read(arguments)?),
    },
    Known {
        name: "list_errors",
        title: "List errors",
        description: "The errors of the book by path, page by page; filters by status, category, tag, severity and lifecycle go together.",
        input: schema::input::<list::Arguments>,
        output: list::output,
        answer: |site, arguments| list::answer(site, &read(arguments)?),
    },
    Known {
        name: "compare_errors",
        title: "Compare two errors",
        description: "Two errors side by side, and how to tell which one it is.",
        input: schema::input::<compare::Arguments>,
        output: compare::output,
        answer: |site, arguments| compare::answer(site, &read(arguments)?),
    },
];

/// All tools.
pub(super) fn all() -> Vec<Tool> {
    KNOWN.iter().map(tool).collect()
}

/// The tool of a name.
pub(super) fn named(name: &str) -> Option<Tool> {
    KNOWN.iter().find(|known| known.name == name).map(tool)
}

/// What a tool answers; `None` where there is no such tool.
pub(super) fn call(snapshot: &Snapshot, name: &str, arguments: JsonObject) -> Option<CallToolResult> {
    let known = KNOWN.iter().find(|known| known.name == name)?;
    Some(result((known.answer)(snapshot.site(), arguments), snapshot))
}

fn tool(known: &Known) -> Tool {
    let annotations = ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false);
    let tool = Tool::new(known.name, known.description, (known.input)());
    tool.with_title(known.title).with_raw_output_schema((known.output)().into()).with_annotations(annotations)
}

fn read<T: DeserializeOwned>(arguments: JsonObject) -> Result<T, Failure> {
    serde_json::from_value(Value::Object(arguments))
        .map_err(|error| Failure::new(format!("these arguments do not fit: {error}"), "the input schema of the tool says what it takes"))
}
