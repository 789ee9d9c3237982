//! Blocks of Markdown, one after the other, with what must stand between two of them.

use crate::markdown;

/// A text that grows block by block.
#[derive(Debug, Default)]
pub(in crate::render) struct Blocks {
    text: String,
}

/// Keeps two blocks apart that would be read as one. It shows nowhere.
const APART: &str = "<!-- -->\n\n";

impl Blocks {
    /// Adds a block, or several; nothing if there is nothing in it.
    pub(in crate::render) fn push(&mut self, block: &str) {
        let block = block.trim_start_matches(['\n', '\r']).trim_end();
        if block.trim_start().is_empty() {
            return;
        }
        let (last, next) = (self.last_line(), block.lines().next().unwrap_or_default());
        let quotes = last.starts_with('>') && next.starts_with('>');
        let lists = (is_item(last) || last.starts_with("  ")) && is_item(next);
        if quotes || lists {
            self.text.push_str(APART);
        }
        self.text.push_str(no_heading(block));
        self.text.push_str("\n\n");
    }

    /// Adds a heading. A heading is no sentence: a full stop at its end goes.
    pub(in crate::render) fn heading(&mut self, level: usize, title: &str) {
        let title = title.trim();
        let short = title.trim_end_matches(['.', ',', ';', ':', '!', '。', '，', '；', '：', '！']);
        let title = if short.is_empty() || short.ends_with('\\') { title } else { short };
        // A run of `#` at the end would be taken for a closing one.
        let bare = title.trim_end_matches('#');
        let title =
            if bare.len() < title.len() && !bare.ends_with('\\') { format!("{bare}\\{}", &title[bare.len()..]) } else { title.to_owned() };
        self.push(&format!("{} {title}", "#".repeat(level)));
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
        self.push(&markdown::fence(if language.is_empty() { "text" } else { language }, code));
    }

    /// Adds a list. Items of several blocks stay whole.
    pub(in crate::render) fn list(&mut self, items: &[String]) {
        self.marked(items.iter().map(|item| ("- ".to_owned(), item.as_str())));
    }

    /// Adds a numbered list.
    pub(in crate::render) fn numbered(&mut self, items: &[String]) {
        self.marked(items.iter().enumerate().map(|(place, item)| (format!("{}. ", place + 1), item.as_str())));
    }

    /// Adds a list of things to tick off.
    pub(in crate::render) fn tasks(&mut self, items: &[String]) {
        let items: Vec<String> = items.iter().map(|item| format!("[ ] {item}")).collect();
        self.list(&items);
    }

    fn marked<'a>(&mut self, items: impl Iterator<Item = (String, &'a str)>) {
        let items: Vec<(String, &str)> = items.map(|(marker, item)| (marker, item.trim())).collect();
        let is_loose = items.iter().any(|(_, item)| has_blank_line(item));
        let mut list = String::with_capacity(items.iter().map(|(marker, item)| marker.len() + item.len() + 2).sum());
        for (place, (marker, item)) in items.iter().enumerate() {
            if place > 0 {
                list.push_str(if is_loose { "\n\n" } else { "\n" });
            }
            indented(&mut list, marker, item);
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
    text.lines().any(str::is_empty)
}

/// Adds blocks as an item of a list.
fn indented(out: &mut String, marker: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str(marker);
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
        check(|blocks| blocks.list(&["a\n\n```js\nb\n\nc\n```".into(), "d".into()]), "- a\n\n  ```js\n  b\n\n  c\n  ```\n\n- d\n");
        check(|blocks| blocks.tasks(&["a".into(), "b\nc".into()]), "- [ ] a\n- [ ] b\n  c\n");
    }
}
