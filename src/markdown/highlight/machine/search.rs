//! Which rule comes next: the one whose expression matches first.

use super::{Candidate, DEEPEST, GROUPS, Places, Reader};
use crate::markdown::highlight::contexts::{Expression, Listed, Rule, referring};
use crate::markdown::highlight::needs::{ANY, Bytes, OTHER, byte};
use crate::markdown::highlight::room::{Chain, Found, Groups, NOWHERE};
use syntect::parsing::Scope;
use syntect::parsing::syntax_definition::MatchOperation;

impl<F: FnMut(usize, &[Scope])> Reader<'_, F> {
    /// The pattern that matches first; of several, the one that comes first in its context.
    pub(super) fn best(&mut self, would_close: bool) -> Option<Candidate> {
        let mut chain = std::mem::take(&mut self.room.chain);
        self.contexts(&mut chain);
        let best = self.first(&chain, would_close);
        chain.clear();
        self.room.chain = chain;
        best
    }

    /// The contexts whose patterns may match, in order.
    fn contexts(&self, chain: &mut Chain) {
        let Some((top, below)) = self.state.levels.split_last() else { return };
        let rest = self.state.rests.last().copied().unwrap_or(0);
        for level in below.iter().chain([top]).skip(rest) {
            chain.extend(level.prototypes.iter().map(|known| (*known, true, level.groups.clone())));
        }
        chain.extend(top.context.prototype().map(|known| (known, false, None)));
        chain.push((top.context, false, top.groups.clone()));
    }

    fn first(&mut self, chain: &Chain, would_close: bool) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        // A match behind the nearest one that is known is of no use, whatever it is.
        let mut nearest = NOWHERE.start;
        for (known, _, groups) in chain {
            for Listed { number, rule, .. } in known.rules() {
                let found = self.room.seen(*number).unwrap_or(NOWHERE);
                let is_near = found.start >= self.at && found.start < nearest;
                if is_near && referred(rule, groups.as_ref()).is_none() && self.is_useful(rule, found) {
                    nearest = found.start;
                }
            }
        }
        let mut window = self.window(nearest);
        for (known, from_prototype, groups) in chain {
            for Listed { first, rule, .. } in known.rules() {
                if first & window == 0 && *first != ANY {
                    continue;
                }
                let refers = referred(rule, groups.as_ref());
                let Some(found) = self.search(rule, refers) else { continue };
                let is_better = |best: &Candidate| found.start < best.found.start || (found.start == best.found.start && best.would_loop);
                if !best.as_ref().is_none_or(is_better) {
                    continue;
                }
                if matches!(rule.pattern.operation, MatchOperation::Push(_)) && self.state.levels.len() >= DEEPEST {
                    return None;
                }
                let would_loop = would_close && found.end <= self.at && matches!(rule.pattern.operation, MatchOperation::Pop);
                best = Some(Candidate { rule, found, refers: refers.cloned(), from_prototype: *from_prototype, would_loop });
                if found.start == self.at && !would_loop {
                    return best;
                }
                if found.start < nearest {
                    nearest = found.start;
                    window = self.window(nearest);
                }
            }
        }
        best
    }

    /// The bytes of the line at which a match may begin that is no farther than this one.
    fn window(&self, nearest: usize) -> Bytes {
        match self.line.as_bytes().get(self.at..=nearest) {
            Some(window) => window.iter().fold(0, |window, here| window | byte(*here)),
            None => self.room.rests[self.at],
        }
    }

    /// The next match of a rule, if it is of use.
    fn search(&mut self, rule: &Rule, refers: Option<&Groups>) -> Option<Found> {
        let Expression { number, needs, .. } = rule.expression;
        // An expression that refers to an earlier match means another one in another level.
        let found = match self.room.seen(*number).filter(|_| refers.is_none()) {
            Some(found) if found.start >= self.at => found,
            _ if !needs.are_in(self.room.rests[self.at]) => return None,
            _ => {
                let found = self.find(rule, refers);
                if refers.is_none() {
                    self.room.see(*number, found);
                }
                found
            }
        };
        (found != NOWHERE && self.is_useful(rule, found)).then_some(found)
    }

    /// The next match of the expression of a rule.
    fn find(&mut self, rule: &Rule, refers: Option<&Groups>) -> Found {
        let needs = &rule.expression.needs;
        let is_ascii = self.room.rests[0] & OTHER == 0;
        let rest = &self.line.as_bytes()[self.at..];
        let simple = if is_ascii { needs.find(rest) } else { None };
        let found = match (simple, needs.reach(rest)) {
            (Some(found), _) => found.map(|(start, end)| (self.at + start, self.at + end)),
            (None, Some(reach)) => return self.ask(rule, refers, self.at + reach),
            (None, None) => None,
        };
        found.map_or(NOWHERE, |(start, end)| Found { start, end })
    }

    /// Whether a match of its expression is one of the rule: one that changes nothing is none.
    fn is_useful(&self, rule: &Rule, found: Found) -> bool {
        match rule.pattern.operation {
            MatchOperation::None => found.start != found.end,
            MatchOperation::Push(_) => self.state.levels.len() < DEEPEST,
            _ => true,
        }
    }

    /// Where the expression of a rule matches from a place on, by the engine; `region` then has the groups.
    fn ask(&mut self, rule: &Rule, refers: Option<&Groups>, from: usize) -> Found {
        let (length, region) = (self.line.len(), &mut self.room.region);
        let matches = match refers {
            Some(groups) => referring(rule.pattern, groups).search(self.line, from, length, Some(region)),
            None => rule.expression.regex.search(self.line, from, length, Some(region)),
        };
        let found = matches.then(|| self.room.region.pos(0)).flatten().map_or(NOWHERE, |(start, end)| Found { start, end });
        self.room.held = refers.is_none().then_some((rule.expression.number, found));
        found
    }

    /// Where the groups of a match lie that are of use. They are looked for only now: most matches come too late to be taken.
    pub(super) fn groups(&mut self, best: &Candidate) -> Places {
        let Candidate { rule, found, refers, .. } = best;
        let named = rule.pattern.captures.iter().flatten().map(|(group, _)| group + 1).max().unwrap_or(0);
        let groups = if rule.targets().refer { GROUPS.max(named) } else { named };
        if groups == 0 {
            return Places::new();
        }
        let is_held = refers.is_none() && self.room.held == Some((rule.expression.number, *found));
        if !is_held && self.ask(rule, refers.as_ref(), found.start) == NOWHERE {
            return Places::new();
        }
        (0..groups).map(|group| self.room.region.pos(group)).collect()
    }
}

/// What the expression of a rule refers to, of what is there to refer to.
fn referred<'a>(rule: &Rule, groups: Option<&'a Groups>) -> Option<&'a Groups> {
    groups.filter(|_| rule.pattern.has_captures)
}
