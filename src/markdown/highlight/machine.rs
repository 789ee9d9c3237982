//! The state machine that a syntax definition describes, run over one line at a time.
//!
//! syntect brings the definitions, their contexts and expressions. Its own parser is not used: on
//! some definitions it never comes back (`a /*` in JavaScript), and what it keeps between lines can
//! neither be compared nor leave its thread. This one follows the same rules, counts its steps, and
//! keeps a state that can be a key.

mod take;

use super::contexts::{Expression, Known, Listed, Rule, referring};
use super::needs::{ANY, Bytes, OTHER, byte};
use super::room::{Chain, Found, Groups, NOWHERE, Room};
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

    /// The pattern that matches first; of several, the one that comes first in its context.
    fn best(&mut self, would_close: bool) -> Option<Candidate> {
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
                if is_near && rule.refers(groups.as_ref()).is_none() && self.is_useful(rule, found) {
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
                let refers = rule.refers(groups.as_ref());
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
    fn groups(&mut self, best: &Candidate) -> Places {
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

#[cfg(test)]
mod tests {
    use super::State;
    use crate::markdown::highlight::contexts;
    use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};

    /// What syntect's own parser says about code on which it comes back.
    fn expected(set: &SyntaxSet, syntax: &str, code: &str) -> Vec<(usize, String)> {
        let mut parser = ParseState::new(set.find_syntax_by_name(syntax).unwrap());
        let mut scopes = ScopeStack::new();
        let mut found = Vec::new();
        for line in code.split_inclusive('\n') {
            let mut done = 0;
            for (at, change) in parser.parse_line(line, set).unwrap() {
                if at > done {
                    found.push((at, scopes.to_string().trim().to_string()));
                    done = at;
                }
                scopes.apply(&change).unwrap();
            }
            found.push((line.len(), scopes.to_string().trim().to_string()));
        }
        found.dedup();
        found
    }

    fn actual(syntax: &str, code: &str) -> Vec<(usize, String)> {
        let mut state = State::new(contexts::start(syntax).unwrap());
        let mut found = Vec::new();
        for line in code.split_inclusive('\n') {
            let mut done = 0;
            state.read(line, |at, scopes| {
                if at > done {
                    found.push((at, scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")));
                    done = at;
                }
            });
            found.push((line.len(), state.scopes.to_string().trim().to_string()));
        }
        found.dedup();
        found
    }

    #[test]
    fn it_agrees_with_the_parser_of_syntect() {
        let set = two_face::syntax::extra_newlines();
        for (syntax, code) in [
            ("Bourne Again Shell (bash)", "if [[ $a ]]; then\n  cat <<EOF | jq \"$(b 'c')\"\nx $d\nEOF\nfi # e\n"),
            ("JavaScript", "// a\nconst f = async (x) => `b ${x /* c */ + 1}`;\nclass A { get b() { return /d+/g } }\n"),
            ("TypeScript", "interface A<T> { b?: string[] }\nexport const c: A = { d: 'e' } as const;\n"),
            ("Python", "@a\ndef f(b: int = 1) -> str:\n    \"\"\"c\n    d\"\"\"\n    return f\"{b!r} e\"\n"),
            ("Rust", "#[a(b)]\nfn f<'a>(x: &'a str) -> u8 { let r = r#\"a\nb\"#; m!(x) }\n"),
            ("Ruby", "x = <<~A\n  b #{c}\nA\nputs :d if /e/ =~ f\n"),
            ("PHP", "<a><?php $b = <<<C\nd $e\nC;\n?></a>\n<script>var f = 1;</script>\n"),
            ("HTML", "<style>a { b: c }</style><script>d(`${e}`)</script>\n<!-- f -->\n"),
            ("YAML", "a: &b\n  - c: |\n      d\n    e: 'f'\n"),
            ("HTTP Request and Response", "POST /a HTTP/1.1\nB: c\nContent-Type: application/json\n\n{\"d\": [1]}\n"),
            ("Markdown", "# a\n\n```js\nlet b;\n```\n- *c* `d`\n"),
            ("C++", "#define A(b) \\\n  b\ntemplate <typename T> auto f = R\"x(y)x\";\n"),
        ] {
            assert_eq!(actual(syntax, code), expected(&set, syntax, code), "{syntax}");
        }
    }

    #[test]
    fn it_always_comes_back() {
        for (syntax, code) in
            [("JavaScript", "a /*\nb */ c\n"), ("Scala", "\"\"\"class /*@@ <<* 0x1\n"), ("JavaScript", "(((((/*`${`${`${\n")]
        {
            let read = actual(syntax, code);
            assert!(read.iter().all(|(end, _)| *end <= code.len()) && !read.is_empty(), "{syntax}");
        }
    }
}
