//! Tables whose rows have as many cells as each other.

use super::open_of;
use crate::markdown::document::{Mark, Placed, Tag};

/// Gives all rows of the table that has just ended as many cells.
pub(super) fn squared(out: &mut Vec<Placed>) {
    let open = open_of(out, out.len() - 1);
    let mut cells = Vec::new();
    let mut depth = 0_usize;
    for (mark, _) in &out[open..] {
        match mark {
            Mark::Open(tag) => {
                depth += 1;
                match tag {
                    Tag::Head | Tag::Row if depth == 2 => cells.push(0_usize),
                    Tag::Cell if depth == 3 => *cells.last_mut().expect("a cell stands in a row") += 1,
                    _ => {}
                }
            }
            Mark::Close => depth -= 1,
            _ => {}
        }
    }
    let most = cells.iter().copied().max().unwrap_or(0);
    if cells.iter().all(|count| *count == most) {
        return;
    }
    let table = out.split_off(open);
    let mut cells = cells.into_iter();
    for placed in table {
        match placed.0 {
            Mark::Open(_) => depth += 1,
            Mark::Close => {
                if depth == 2 {
                    let missing = most - cells.next().unwrap_or(most);
                    for mark in (0..missing).flat_map(|_| [Mark::Open(Tag::Cell), Mark::Close]) {
                        out.push((mark, placed.1.clone()));
                    }
                }
                depth -= 1;
            }
            _ => {}
        }
        out.push(placed);
    }
}
