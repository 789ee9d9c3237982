//! Blocks of Markdown, one after the other, with what must stand between two of them.

use std::borrow::Cow;

use crate::markdown;

/// A text that grows block by block.
#[derive(Debug, Default)]
pub(in crate::render) struct Blocks {
    text: String,
}

/// Keeps two blocks apart that would be read as one. It shows nowhere.
const APART: &str = "<!-- -->\n\n";

impl Blocks {
    /// An empty text with room for so many bytes.
    pub(in crate::render) fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity) }
    }

    /// Adds a block, or several; nothing if there is nothing in it.
    pub(in crate::render) fn push(&mut self, block: &str) {
        let block = block.trim_start_matches(['\n', '\r']).trim_end();
        if block.is_empty() {
            return;
        }
        let is_same = if block.starts_with('>') {
            self.last_line().starts_with('>')
        } else {
            is_item(block) && (is_item(self.last_line()) || self.last_line().starts_with("  "))
        };
        if is_same {
            self.text.push_str(APART);
        }
        self.text.push_str(no_heading(block));
        self.text.push_str("\n\n");
    }

    /// Adds a heading. A heading is no sentence: a full stop at its end goes.
    pub(in crate::render) fn heading(&mut self, level: usize, title: &str) {
        self.text.extend(std::iter::repeat_n('#', level));
        let start = self.text.len();
        self.text.push(' ');
        let title = title.trim();
        let short = title.trim_end_matches(['.', ',', ';', ':', '!', '。', '，', '；', '：', '！']);
        let title = if short.is_empty() || short.ends_with('\\') { title } else { short };
        // A run of `#` at the end would be taken for a closing one.
        let bare = title.trim_end_matches('#');
        self.text.push_str(bare);
        if bare.len() < title.len() {
            if !bare.ends_with('\\') {
                self.text.push('\\');
            }
            self.text.push_str(&title[bare.len()..]);
        }
        self.text.truncate(start + self.text[start..].trim_end().len());
        self.text.push_str("\n\n");
    }

    /// Adds a callout as GitHub draws it.
    pub(in crate::render) fn alert(&mut self, kind: &str, text: &str) {
        if !text.trim().is_empty() {
            // Words follow at once; what is no paragraph needs a line of its own.
            let gap = if text.starts_with(|c: char| c.is_alphabetic() || "(\"“".contains(c)) { "" } else { "\n" };
            self.push(&quoted(&format!("[!{kind}]\n{gap}{}", text.trim())));
        }
    }

    /// Adds a code block.
    pub(in crate::render) fn fence(&mut self, language: &str, code: &str) {
        markdown::fence(&mut self.text, if language.is_empty() { "text" } else { language }, code);
        self.text.push_str("\n\n");
    }

    /// Adds a list. Items of several blocks stay whole.
    pub(in crate::render) fn list(&mut self, items: &[impl AsRef<str>]) {
        self.marked(items, |_| "- ".into());
    }

    /// Adds a numbered list.
    pub(in crate::render) fn numbered(&mut self, items: &[impl AsRef<str>]) {
        self.marked(items, |place| format!("{}. ", place + 1).into());
    }

    /// Adds a list of things to tick off.
    pub(in crate::render) fn tasks(&mut self, items: &[impl AsRef<str>]) {
        let items: Vec<String> = items.iter().map(|item| format!("[ ] {}", item.as_ref())).collect();
        self.list(&items);
    }

    fn marked(&mut self, items: &[impl AsRef<str>], marker: impl Fn(usize) -> Cow<'static, str>) {
        let items = items.iter().map(|item| item.as_ref().trim());
        let is_loose = items.clone().any(has_blank_line);
        let mut list = String::with_capacity(items.clone().map(|item| item.len() + 6).sum());
        for (place, item) in items.enumerate() {
            if place > 0 {
                list.push_str(if is_loose { "\n\n" } else { "\n" });
            }
            indented(&mut list, &marker(place), item);
        }
        self.push(&list);
    }

    /// How long the text is by now, in bytes.
    pub(in crate::render) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text, which ends in one line break.
    pub(in crate::render) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }

    fn last_line(&self) -> &str {
        self.text.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default()
    }
}

/// Blocks as a quote.
fn quoted(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect::<Vec<_>>().join("\n")
}

/// Whether there is a line with nothing in it.
fn has_blank_line(text: &str) -> bool {
    text.contains('\n') && text.lines().any(str::is_empty)
}

/// Adds blocks as an item of a list.
fn indented(out: &mut String, marker: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str(marker);
    if !text.contains('\n') {
        return out.push_str(text);
    }
    for (place, line) in text.lines().enumerate() {
        if place > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', marker.len()));
            }
        }
        out.push_str(line);
    }
}

/// A paragraph that is emphasised as a whole looks like a heading and is none: it loses the emphasis.
fn no_heading(block: &str) -> &str {
    let inner = ["**", "*"].iter().find_map(|sign| block.strip_prefix(sign)?.strip_suffix(sign));
    match inner {
        Some(inner)
            if !inner.contains(['*', '\n']) && !inner.ends_with(['.', ',', ';', ':', '!', '?', '。', '，', '；', '：', '！', '？']) =>
        {
            inner
        }
        _ => block,
    }
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ ", ". ", ") "].iter().any(|marker| line.starts_with(marker))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(make: impl FnOnce(&mut Blocks), expect: &str) {
        let mut blocks = Blocks::default();
        make(&mut blocks);
        assert_eq!(blocks.finish(), expect);
    }

    #[test]
    fn headings_are_no_sentences() {
        check(|blocks| blocks.heading(2, "Wait a bit."), "## Wait a bit\n");
        check(|blocks| blocks.heading(2, "Why?"), "## Why?\n");
        check(|blocks| blocks.heading(2, "C#"), "## C\\#\n");
        check(|blocks| blocks.heading(2, "..."), "## ...\n");
    }

    #[test]
    fn neighbours_are_kept_apart() {
        let twice = |blocks: &mut Blocks| {
            blocks.alert("TIP", "a\n\nb");
            blocks.alert("NOTE", "c");
        };
        check(twice, "> [!TIP]\n> a\n>\n> b\n\n<!-- -->\n\n> [!NOTE]\n> c\n");
        check(
            |blocks| [vec!["a".to_owned()], vec!["b".to_owned()]].iter().for_each(|items| blocks.numbered(items)),
            "1. a\n\n<!-- -->\n\n1. b\n",
        );
    }

    #[test]
    fn callouts_hold_any_block() {
        check(|blocks| blocks.alert("TIP", "- a\n- b"), "> [!TIP]\n>\n> - a\n> - b\n");
        check(|blocks| blocks.alert("TIP", "---"), "> [!TIP]\n>\n> ---\n");
    }

    #[test]
    fn emphasis_is_no_heading() {
        check(|blocks| blocks.push("**Wait**"), "Wait\n");
        check(|blocks| blocks.push("**Fails:**"), "**Fails:**\n");
        check(|blocks| blocks.push("**a** and **b**"), "**a** and **b**\n");
    }

    #[test]
    fn items_stay_whole() {
        check(|blocks| blocks.list(&["a\n\n```js\nb\n\nc\n```", "d"]), "- a\n\n  ```js\n  b\n\n  c\n  ```\n\n- d\n");
        check(|blocks| blocks.tasks(&["a", "b\nc"]), "- [ ] a\n- [ ] b\n  c\n");
    }
}
