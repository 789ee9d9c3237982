//! A place in a file → an editor with a window that shows it.

use std::path::Path;
use std::process::{Command, Stdio};

/// How an editor is told the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// `-g FILE:LINE:COLUMN`
    Goto,
    /// `FILE:LINE:COLUMN`
    Colons,
    /// `--line LINE --column COLUMN FILE`
    Options,
    /// `+LINE FILE`
    Plus,
}

/// Editors that have a window of their own; one in a terminal would write over what the server says.
const EDITORS: [(Manner, &[&str]); 4] = [
    (Manner::Goto, &["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"]),
    (Manner::Colons, &["zed", "zeditor", "zed-preview", "subl", "sublime_text", "lapce"]),
    (
        Manner::Options,
        &["idea", "intellij-idea", "pycharm", "webstorm", "phpstorm", "rubymine", "goland", "clion", "rustrover", "rider", "fleet", "kate"],
    ),
    (Manner::Plus, &["gvim", "mvim", "gedit", "gnome-text-editor", "bbedit"]),
];

/// A place in a file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The command of the user's editor, where it has a window: what `VISUAL` or `EDITOR` names, or the editor whose terminal this is.
pub(super) fn editor(variable: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(&variable).map(|command| words(&command));
    let around = match variable("TERM_PROGRAM").as_deref() {
        Some("vscode") => Some("code"),
        Some("zed") => Some("zed"),
        _ => None,
    };
    let around = around.map(|name| vec![name.to_owned()]);
    named.chain(around).find(|command| manner(command).is_some())
}

/// The command that opens a file at a place.
pub(super) fn command(editor: &[String], file: &Path, at: At) -> Option<Vec<String>> {
    let manner = manner(editor)?;
    let At { line, column } = at;
    let name = file.to_str()?;
    // `--wait` and its like are for those who wait.
    let mut command: Vec<String> =
        editor.iter().filter(|word| !matches!(word.as_str(), "-w" | "--wait" | "-g" | "--goto")).cloned().collect();
    command.extend(match manner {
        Manner::Goto => vec!["-g".to_owned(), format!("{name}:{line}:{column}")],
        Manner::Colons => vec![format!("{name}:{line}:{column}")],
        Manner::Options => vec!["--line".to_owned(), line.to_string(), "--column".to_owned(), column.to_string(), name.to_owned()],
        Manner::Plus => vec![format!("+{line}"), name.to_owned()],
    });
    Some(command)
}

/// Starts a command, and does not wait for it.
pub(super) fn start(command: &[String]) -> std::io::Result<()> {
    let (program, arguments) = command.split_first().ok_or(std::io::ErrorKind::InvalidInput)?;
    let mut child = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Somebody has to take note of its end.
    std::thread::spawn(move || child.wait());
    Ok(())
}

fn manner(command: &[String]) -> Option<Manner> {
    let program = Path::new(command.first()?).file_stem()?.to_str()?;
    EDITORS.iter().find(|(_, names)| names.contains(&program)).map(|(manner, _)| *manner)
}

/// A command as its words; a quoted one may hold blanks.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quote, mut is_open) = (None, false);
    for letter in command.chars() {
        match quote {
            Some(mark) if letter == mark => quote = None,
            Some(_) => word.push(letter),
            None if letter == '"' || letter == '\'' => (quote, is_open) = (Some(letter), true),
            None if letter.is_whitespace() => {
                if is_open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                is_open = false;
            }
            None => word.push(letter),
        }
    }
    if is_open || !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], expect: &[&str]) {
        let editor = editor(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        let command = editor.and_then(|editor| command(&editor, Path::new("/b/e f.yaml"), At { line: 3, column: 4 })).unwrap_or_default();
        assert_eq!(command, expect, "{variables:?}");
    }

    #[test]
    fn editors_with_a_window() {
        check(&[("EDITOR", "code --wait")], &["code", "-g", "/b/e f.yaml:3:4"]);
        check(&[("EDITOR", "vim"), ("VISUAL", "/usr/bin/zed")], &["/usr/bin/zed", "/b/e f.yaml:3:4"]);
        check(&[("VISUAL", "'/opt/my tools/subl' -w -n")], &["/opt/my tools/subl", "-n", "/b/e f.yaml:3:4"]);
        check(&[("VISUAL", "rustrover")], &["rustrover", "--line", "3", "--column", "4", "/b/e f.yaml"]);
        check(&[("EDITOR", "vim"), ("TERM_PROGRAM", "vscode")], &["code", "-g", "/b/e f.yaml:3:4"]);
        check(&[("EDITOR", "vim")], &[]);
        check(&[("EDITOR", "nano"), ("VISUAL", "")], &[]);
        check(&[], &[]);
    }
}
