//! Tables, in a box that can be scrolled.

use super::{End, Writer, push};
use crate::markdown::document::{Mark, Tag};
use crate::markdown::escape;
use pulldown_cmark::Alignment;

/// A table that is open.
pub(super) struct Table {
    alignment: Vec<Alignment>,
    /// The number of the next cell in its row.
    pub(super) column: usize,
    in_head: bool,
    pub(super) has_body: bool,
}

impl Writer<'_> {
    /// A table in a box that can be scrolled, also with the keys.
    pub(super) fn table(&mut self, at: usize, alignment: &[Alignment]) -> End {
        self.out.push_str("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table");
        let columns = self.columns(at);
        if !columns.is_empty() {
            self.out.push_str(": ");
            escape::attribute(&mut self.out, &columns);
        }
        self.out.push_str("\"><table>\n");
        self.tables.push(Table { alignment: alignment.to_vec(), column: 0, in_head: false, has_body: false });
        End::Table
    }

    /// The names of the columns of a table, to tell it from the others.
    fn columns(&self, at: usize) -> String {
        let mut names = Vec::new();
        for cell in at..self.document.close_of(at) {
            match &self.document.marks[cell].0 {
                Mark::Open(Tag::Row) => break,
                Mark::Open(Tag::Cell) => names.push(self.document.text(cell..self.document.close_of(cell)).trim().to_string()),
                _ => {}
            }
        }
        names.retain(|name| !name.is_empty());
        names.join(", ")
    }

    pub(super) fn row(&mut self, is_head: bool) -> End {
        let Some(table) = self.tables.last_mut() else { return End::Nothing };
        table.column = 0;
        table.in_head = is_head;
        if is_head {
            return self.element("<thead><tr>", "</tr></thead>\n");
        }
        let is_first = !std::mem::replace(&mut table.has_body, true);
        self.element(if is_first { "<tbody>\n<tr>" } else { "<tr>" }, "</tr>\n")
    }

    pub(super) fn cell(&mut self, at: usize) -> End {
        let Some(table) = self.tables.last() else { return End::Nothing };
        let is_empty = matches!(self.document.marks[at + 1].0, Mark::Close);
        let (name, end) = if table.in_head && !is_empty { ("th scope=\"col\"", "</th>") } else { ("td", "</td>") };
        let class = match table.alignment.get(table.column) {
            Some(Alignment::Left) => " class=\"ta-left\"",
            Some(Alignment::Center) => " class=\"ta-center\"",
            Some(Alignment::Right) => " class=\"ta-right\"",
            Some(Alignment::None) | None => "",
        };
        push(&mut self.out, format_args!("<{name}{class}>"));
        End::Cell(end)
    }
}
