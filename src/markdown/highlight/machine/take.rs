//! What a match does: scopes for what it holds, contexts that end and begin.

use super::{Candidate, GROUPS, Level, Reader};
use crate::markdown::highlight::contexts::{Known, Rule};
use syntect::parsing::syntax_definition::{MatchOperation, MatchPattern};
use syntect::parsing::{Scope, ScopeStackOp};

impl<F: FnMut(usize, &[Scope])> Reader<'_, F> {
    /// Gives the match its scopes and changes the stack.
    pub(super) fn take(&mut self, best: &Candidate) {
        let Some(context) = self.state.levels.last().map(|level| level.context) else { return };
        let groups = self.groups(best);
        let Candidate { rule, found, .. } = best;
        let pattern = rule.pattern;
        self.before(found.start, context, rule);
        for scope in &pattern.scope {
            self.apply(found.start, &ScopeStackOp::Push(*scope));
        }
        self.captures(pattern, &groups);
        if !pattern.scope.is_empty() {
            self.apply(found.end, &ScopeStackOp::Pop(pattern.scope.len()));
        }
        self.after(found.end, context, rule);
        self.operate(rule, &groups);
    }

    /// Gives the groups of a match their scopes, the outer ones first.
    fn captures(&mut self, pattern: &MatchPattern, groups: &[Option<(usize, usize)>]) {
        let mut changes = Vec::new();
        for (group, scopes) in pattern.captures.iter().flatten() {
            let Some(Some((start, end))) = groups.get(*group).copied().filter(|place| place.is_some_and(|(start, end)| start < end)) else {
                continue;
            };
            changes.extend(scopes.iter().map(|scope| ((start, 1, usize::MAX - end), ScopeStackOp::Push(*scope))));
            changes.push(((end, 0, 0), ScopeStackOp::Pop(scopes.len())));
        }
        changes.sort_by_key(|(place, _)| *place);
        for ((at, ..), change) in changes {
            self.apply(at, &change);
        }
    }

    /// What contexts that end or begin do to the scopes before the match.
    fn before(&mut self, at: usize, known: &Known, rule: &Rule) {
        let Known { context, .. } = known;
        match &rule.pattern.operation {
            MatchOperation::None => {}
            MatchOperation::Pop => self.pop(at, context.meta_content_scope.len()),
            operation => {
                let sets = matches!(operation, MatchOperation::Set(_));
                if sets && context.clear_scopes.is_some() {
                    self.apply(at, &ScopeStackOp::Restore);
                }
                for target in &rule.targets().contexts {
                    if let (false, Some(amount)) = (sets, target.context.clear_scopes) {
                        self.apply(at, &ScopeStackOp::Clear(amount));
                    }
                    self.push(at, &target.context.meta_scope);
                }
            }
        }
    }

    /// What contexts that end or begin do to the scopes after the match.
    fn after(&mut self, at: usize, known: &Known, rule: &Rule) {
        let Known { context, .. } = known;
        if let MatchOperation::Pop = rule.pattern.operation {
            self.pop(at, context.meta_scope.len());
            if context.clear_scopes.is_some() {
                self.apply(at, &ScopeStackOp::Restore);
            }
            return;
        }
        let sets = matches!(rule.pattern.operation, MatchOperation::Set(_));
        let targets = &rule.targets().contexts;
        let own = if sets { context.meta_scope.len() + context.meta_content_scope.len() } else { 0 };
        let inner =
            |target: &&'static Known| !target.context.meta_content_scope.is_empty() || (sets && target.context.clear_scopes.is_some());
        if own == 0 && !targets.iter().any(inner) {
            return;
        }
        // The scopes of the match come off, so that those of the content go on in the right order.
        self.pop(at, own + targets.iter().map(|target| target.context.meta_scope.len()).sum::<usize>());
        for target in targets {
            if let (true, Some(amount)) = (sets, target.context.clear_scopes) {
                self.apply(at, &ScopeStackOp::Clear(amount));
            }
            self.push(at, &target.context.meta_scope);
            self.push(at, &target.context.meta_content_scope);
        }
    }

    /// Closes and opens contexts.
    fn operate(&mut self, rule: &Rule, places: &[Option<(usize, usize)>]) {
        let mut kept = match rule.pattern.operation {
            MatchOperation::None => return,
            MatchOperation::Push(_) => Vec::new(),
            // A prototype works until the place on the stack where it began is left.
            MatchOperation::Set(_) => self.state.levels.pop().map(|level| level.prototypes).unwrap_or_default(),
            MatchOperation::Pop => {
                self.state.levels.pop();
                return;
            }
        };
        let targets = rule.targets();
        for (number, context) in targets.contexts.iter().enumerate() {
            let mut prototypes = std::mem::take(&mut kept);
            if number + 1 == targets.contexts.len() {
                prototypes.extend(targets.prototype);
            }
            let refers = context.context.uses_backrefs || prototypes.iter().any(|known| known.context.uses_backrefs);
            let text = |place: &Option<(usize, usize)>| place.and_then(|(start, end)| self.line.get(start..end)).map(ToString::to_string);
            let groups = refers.then(|| places.iter().take(GROUPS).map(text).collect());
            self.state.levels.push(Level { context, prototypes, groups });
        }
    }

    fn push(&mut self, at: usize, scopes: &[Scope]) {
        for scope in scopes {
            self.apply(at, &ScopeStackOp::Push(*scope));
        }
    }

    fn pop(&mut self, at: usize, count: usize) {
        if count > 0 {
            self.apply(at, &ScopeStackOp::Pop(count));
        }
    }

    /// Ends the stretch and changes the scopes of what follows.
    pub(super) fn apply(&mut self, at: usize, change: &ScopeStackOp) {
        (self.segment)(at, self.state.scopes.as_slice());
        // A definition that restores what it never cleared is at fault; the colours may be, too.
        let _ = self.state.scopes.apply(change);
    }
}
