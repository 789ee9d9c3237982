//! Tables → Markdown tables. A cell is one line, whatever it holds.

use super::phrases::Phrases;
use crate::markdown::document::{Document, Mark, Tag};
use crate::markdown::notes::Notes;
use pulldown_cmark::Alignment;

/// A table that is being written.
pub(super) struct Table {
    alignment: Vec<Alignment>,
    rows: Vec<Vec<String>>,
    has_head: bool,
    /// How many blocks are open, this table counted.
    depth: usize,
}

impl Table {
    pub(super) fn new(alignment: Vec<Alignment>) -> Self {
        Self { alignment, rows: Vec::new(), has_head: false, depth: 1 }
    }

    /// Takes in the mark at `at` and says which one is next.
    pub(super) fn mark(&mut self, at: usize, document: &Document, phrases: &mut Phrases<'_>, notes: &mut Notes<'_>) -> usize {
        match &document.marks[at].0 {
            Mark::Open(tag) if !tag.is_inline() => {
                self.depth += 1;
                match tag {
                    Tag::Head | Tag::Row if self.depth == 2 => {
                        self.has_head |= *tag == Tag::Head;
                        self.rows.push(Vec::new());
                    }
                    _ => phrases.space(),
                }
            }
            Mark::Close if phrases.is_outside() => {
                if self.depth == 3
                    && let Some(row) = self.rows.last_mut()
                {
                    row.push(phrases.take_line());
                } else {
                    phrases.space();
                }
                self.depth -= 1;
            }
            _ => return phrases.mark(at, true, notes),
        }
        at + 1
    }

    /// The lines of the table, once it has ended.
    pub(super) fn take_finished(&mut self) -> Option<String> {
        (self.depth == 0).then(|| {
            let mut rows = std::mem::take(&mut self.rows);
            let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
            if !self.has_head {
                rows.insert(0, vec![String::new(); columns]);
            }
            let mut lines: Vec<String> = rows.iter().map(|row| line(row.iter().map(String::as_str))).collect();
            let rule = (0..columns).map(|column| match self.alignment.get(column) {
                Some(Alignment::Left) => ":---",
                Some(Alignment::Center) => ":---:",
                Some(Alignment::Right) => "---:",
                Some(Alignment::None) | None => "---",
            });
            lines.insert(1, line(rule));
            lines.join("\n")
        })
    }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(cell);
        line.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    line
}
