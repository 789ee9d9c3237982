//! A table, drawn in the room that there is.

use anstyle::Style;
use pulldown_cmark::Alignment;

use super::glyph::{Glyph, glyphs, wide, wrap};

/// A column is not made narrower than this.
const NARROWEST: usize = 6;
/// What stands between two columns.
const BETWEEN: &str = " │ ";

/// A table while it is read.
pub(super) struct Grid {
    alignment: Vec<Alignment>,
    rows: Vec<Vec<Vec<Glyph>>>,
    row: Vec<Vec<Glyph>>,
}

impl Grid {
    pub(super) fn new(alignment: Vec<Alignment>) -> Self {
        Self { alignment, rows: Vec::new(), row: Vec::new() }
    }

    pub(super) fn cell(&mut self, cell: Vec<Glyph>) {
        self.row.push(cell);
    }

    pub(super) fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// The lines of the table, its cells wrapped where it is too wide.
    pub(super) fn lines(&self, room: usize) -> Vec<Vec<Glyph>> {
        let widths = self.widths(room);
        let dim = Style::new().dimmed();
        let mut lines = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            if place == 1 {
                let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
                lines.push(glyphs(&rule.join("─┼─"), dim));
            }
            let cells: Vec<Vec<&[Glyph]>> = row.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or_default();
            for part in 0..height {
                let mut line = Vec::new();
                for (column, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                    if column > 0 {
                        line.extend(glyphs(BETWEEN, dim));
                    }
                    let text = cell.get(part).copied().unwrap_or_default();
                    let (before, after) = self.blanks(column, width.saturating_sub(wide(text)));
                    line.extend(glyphs(&" ".repeat(before), Style::new()));
                    line.extend_from_slice(text);
                    line.extend(glyphs(&" ".repeat(after), Style::new()));
                }
                lines.push(line);
            }
        }
        lines
    }

    /// How wide each column is: as wide as its widest cell, and where all do not fit, the widest ones less.
    fn widths(&self, room: usize) -> Vec<usize> {
        let columns = self.alignment.len();
        let natural = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| wide(cell)).max().unwrap_or_default();
        let mut widths: Vec<usize> = (0..columns).map(natural).collect();
        let room = room.saturating_sub(BETWEEN.chars().count() * columns.saturating_sub(1));
        let mut over = widths.iter().sum::<usize>().saturating_sub(room);
        while over > 0 {
            let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > NARROWEST) else {
                break;
            };
            *widest -= 1;
            over -= 1;
        }
        widths
    }

    /// The blanks before and after a text in a column.
    fn blanks(&self, column: usize, spare: usize) -> (usize, usize) {
        match self.alignment.get(column) {
            Some(Alignment::Right) => (spare, 0),
            Some(Alignment::Center) => (spare / 2, spare - spare / 2),
            _ => (0, spare),
        }
    }
}
