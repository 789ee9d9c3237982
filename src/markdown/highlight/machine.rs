//! The state machine that a syntax definition describes, run over one line at a time.
//!
//! syntect brings the definitions, their contexts and expressions. Its own parser is not used: on
//! some definitions it never comes back (`a /*` in JavaScript), and what it keeps between lines can
//! neither be compared nor leave its thread. This one follows the same rules, counts its steps, and
//! keeps a state that can be a key.

mod search;
mod take;
#[cfg(test)]
mod tests;

use super::contexts::{Known, Rule};
use super::room::{Found, Groups, Room};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use syntect::parsing::syntax_definition::MatchOperation;
use syntect::parsing::{Scope, ScopeStack, ScopeStackOp};

/// How many contexts may lie on each other.
const DEEPEST: usize = 100;
/// How many matches may take nothing in a row before the rest of the line is left as it is.
const PATIENCE: usize = 300;
/// How many groups a pattern can refer back to.
const GROUPS: usize = 10;

/// What is known between two lines.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct State {
    levels: Vec<Level>,
    scopes: ScopeStack,
    /// How high the stack was under each context that a prototype opened; prototypes below rest.
    rests: Vec<usize>,
    is_first: bool,
}

/// A context that is open.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Level {
    context: &'static Known,
    prototypes: Vec<&'static Known>,
    /// What the groups of the match held that opened it, where its patterns refer to that.
    groups: Option<Groups>,
}

/// A pattern that matches, and how.
struct Candidate {
    rule: &'static Rule,
    found: Found,
    /// What the groups held that its own expression refers to.
    refers: Option<Groups>,
    from_prototype: bool,
    would_loop: bool,
}

/// Where the groups of a match lie.
type Places = Vec<Option<(usize, usize)>>;

impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.levels.hash(hasher);
        self.scopes.scopes.hash(hasher);
        self.rests.hash(hasher);
    }
}

impl State {
    /// The state before the first line of a language, whose outermost context this is.
    pub(super) fn new(start: &'static Known) -> Self {
        let level = Level { context: start, prototypes: Vec::new(), groups: None };
        Self { levels: vec![level], scopes: ScopeStack::new(), rests: Vec::new(), is_first: true }
    }

    /// Reads a line with its line break. `segment` is told where each stretch of it ends and which
    /// scopes the stretch has.
    pub(super) fn read(&mut self, line: &str, segment: impl FnMut(usize, &[Scope])) {
        thread_local!(static ROOM: RefCell<Room> = RefCell::default());
        ROOM.with_borrow_mut(|room| {
            room.enter(line);
            Reader { state: self, line, at: 0, segment, room }.line();
        });
    }
}

struct Reader<'a, F> {
    state: &'a mut State,
    line: &'a str,
    at: usize,
    segment: F,
    room: &'a mut Room,
}

impl<F: FnMut(usize, &[Scope])> Reader<'_, F> {
    fn line(&mut self) {
        if std::mem::take(&mut self.state.is_first)
            && let Some(scope) = self.state.levels.last().and_then(|level| level.context.context.meta_content_scope.first())
        {
            self.apply(0, &ScopeStackOp::Push(*scope));
        }
        // Where a match that took nothing opened a context, and how high the stack was then: a match
        // that takes nothing and closes it there would go on for ever.
        let mut opened = (0, 0);
        let mut idle = 0;
        while let Some(best) = self.best(opened == (self.at, self.state.levels.len())) {
            if best.would_loop {
                let Some((step, _)) = self.line[self.at..].char_indices().nth(1) else { break };
                self.at += step;
                continue;
            }
            let takes = best.found.end > self.at;
            idle = if takes { 0 } else { idle + 1 };
            if idle > PATIENCE {
                break;
            }
            if !takes && matches!(best.rule.pattern.operation, MatchOperation::Push(_)) {
                opened = (best.found.end, self.state.levels.len() + 1);
            }
            self.at = best.found.end;
            if best.from_prototype {
                self.state.rests.push(self.state.levels.len());
            }
            self.take(&best);
            let height = self.state.levels.len();
            if height == 0 {
                break;
            }
            while self.state.rests.last().is_some_and(|rest| *rest >= height) {
                self.state.rests.pop();
            }
        }
        (self.segment)(self.line.len(), self.state.scopes.as_slice());
    }
}
