//! What a line is read with: what was found in it so far, and which bytes are left of it.

use super::contexts::Known;
use super::needs::{Bytes, byte};
use std::sync::Arc;
use syntect::parsing::Region;

/// What the groups of a match held.
pub(super) type Groups = Arc<[Option<String>]>;

/// The contexts that are looked through for the next match: whether each is a prototype, and what its patterns may refer to.
pub(super) type Chain = Vec<(&'static Known, bool, Option<Groups>)>;

/// Where a pattern matches.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
}

/// There is no match.
pub(super) const NOWHERE: Found = Found { start: usize::MAX, end: usize::MAX };

/// What a line is read with, kept for the next one.
#[derive(Default)]
pub(super) struct Room {
    /// The next match of each expression that was tried, or that there is none.
    seen: Vec<Seen>,
    /// Counts the lines, so that what was seen in earlier ones is not taken for this one.
    round: usize,
    /// Which bytes there are in the line from each place on.
    pub rests: Vec<Bytes>,
    pub chain: Chain,
    /// Where the groups lie of the match that was found last.
    pub region: Region,
    /// Which match that is, and of which expression; nothing where that one refers to an earlier match.
    pub held: Option<(usize, Found)>,
}

/// What the search for an expression came to, in the line of this round.
#[derive(Clone, Copy, Default)]
struct Seen {
    round: usize,
    found: Found,
}

impl Room {
    /// Makes room for another line.
    pub(super) fn enter(&mut self, line: &str) {
        self.round += 1;
        self.held = None;
        self.rests.clear();
        self.rests.resize(line.len() + 1, 0);
        let mut rest = 0;
        for (place, here) in self.rests.iter_mut().zip(line.bytes()).rev() {
            rest |= byte(here);
            *place = rest;
        }
    }

    /// What was seen of an expression in this line.
    pub(super) fn seen(&self, number: usize) -> Option<Found> {
        self.seen.get(number).filter(|seen| seen.round == self.round).map(|seen| seen.found)
    }

    /// Notes what the search for an expression came to.
    pub(super) fn see(&mut self, number: usize, found: Found) {
        if self.seen.len() <= number {
            self.seen.resize(number + 1, Seen::default());
        }
        self.seen[number] = Seen { round: self.round, found };
    }
}
