//! Parser states, numbered for all threads.
//!
//! With Oniguruma a state cannot leave its thread. So what threads share is how to get to a state:
//! the first line of a syntax, or one line after another state. A thread that needs a state which
//! another one has found goes that way once and keeps what it gets.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// How many states are numbered.
const MOST: usize = 20_000;

/// What a parser knows between two lines.
#[derive(Clone, PartialEq)]
pub(super) struct State {
    parser: ParseState,
    scopes: ScopeStack,
}

/// The numbered states.
pub(super) struct States {
    /// Tells the tables of two highlighters apart where threads keep their own part.
    table: u64,
    numbers: RwLock<HashMap<String, u32>>,
    ways: RwLock<Vec<Way>>,
}

/// How to get to a state.
#[derive(Clone)]
enum Way {
    Start(SyntaxReference),
    After(u32, Box<str>),
}

/// What a thread knows of the states: those that it has met, and which others lines led to from each.
#[derive(Default)]
struct Own {
    states: HashMap<u32, State>,
    after: HashMap<u32, Vec<u32>>,
}

thread_local! {
    static OWN: RefCell<(u64, Own)> = RefCell::default();
}

impl State {
    fn new(syntax: &SyntaxReference) -> Self {
        Self { parser: ParseState::new(syntax), scopes: ScopeStack::new() }
    }

    /// Parses a line with its line break; `segment` is told where each stretch ends and which
    /// scopes it has.
    pub(super) fn parse(&mut self, line: &str, set: &SyntaxSet, mut segment: impl FnMut(usize, &[Scope])) {
        // An error means a syntax that refers to one that is not there: the line stays plain.
        for (at, change) in self.parser.parse_line(line, set).unwrap_or_default() {
            segment(at, self.scopes.as_slice());
            if self.scopes.apply(&change).is_err() {
                break;
            }
        }
        segment(line.len(), self.scopes.as_slice());
    }

    /// A text that is the same for equal states only; `None` for a state that waits for the end of
    /// a here-document, since it holds what it matched.
    fn identity(&self) -> Option<String> {
        let identity = format!("{:?} {:?}", self.parser, self.scopes);
        (!identity.contains("captures: Some")).then_some(identity)
    }
}

impl States {
    /// No states yet.
    pub(super) fn new() -> Self {
        static TABLES: AtomicU64 = AtomicU64::new(1);
        Self { table: TABLES.fetch_add(1, Ordering::Relaxed), numbers: RwLock::default(), ways: RwLock::default() }
    }

    /// The number of the state at the start of a syntax.
    pub(super) fn start(&self, syntax: &SyntaxReference) -> u32 {
        let name = &syntax.name;
        if let Some(number) = self.find(name) {
            return number;
        }
        self.add(name.clone(), &State::new(syntax), Way::Start(syntax.clone())).expect("there are few syntaxes")
    }

    /// The number of a state to which a line after another one led; `None` if it cannot have one.
    pub(super) fn number(&self, state: &State, came: Option<(u32, &str)>) -> Option<u32> {
        // To compare with where lines led before takes far less than to write the state down.
        if let Some((before, _)) = came
            && let Some(number) = self.own(|own| own.led_to(before, state))
        {
            return Some(number);
        }
        let identity = state.identity()?;
        let known = self.find(&identity);
        let Some((before, line)) = came else { return known };
        let number = known.or_else(|| self.add(identity, state, Way::After(before, line.into())))?;
        self.own(|own| {
            own.states.entry(number).or_insert_with(|| state.clone());
            own.after.entry(before).or_default().push(number);
        });
        Some(number)
    }

    /// The state of this number.
    pub(super) fn get(&self, number: u32, set: &SyntaxSet) -> State {
        let mut back = Vec::new();
        let mut at = number;
        let mut state = loop {
            if let Some(state) = self.own(|own| own.states.get(&at).cloned()) {
                break state;
            }
            let way = self.ways.read().unwrap_or_else(PoisonError::into_inner)[at as usize].clone();
            match way {
                Way::Start(syntax) => {
                    let state = State::new(&syntax);
                    self.own(|own| own.states.insert(at, state.clone()));
                    break state;
                }
                Way::After(before, line) => {
                    back.push((at, line));
                    at = before;
                }
            }
        };
        for (reached, line) in back.into_iter().rev() {
            state.parse(&line, set, |_, _| ());
            self.own(|own| own.states.insert(reached, state.clone()));
        }
        state
    }

    fn find(&self, identity: &str) -> Option<u32> {
        self.numbers.read().unwrap_or_else(PoisonError::into_inner).get(identity).copied()
    }

    fn add(&self, identity: String, state: &State, way: Way) -> Option<u32> {
        let mut ways = write(&self.ways);
        let mut numbers = write(&self.numbers);
        if let Some(number) = numbers.get(&identity) {
            return Some(*number);
        }
        let number = u32::try_from(ways.len()).ok().filter(|_| ways.len() < MOST || matches!(way, Way::Start(_)))?;
        ways.push(way);
        numbers.insert(identity, number);
        self.own(|own| own.states.insert(number, state.clone()));
        Some(number)
    }

    /// What this thread keeps of this table.
    fn own<T>(&self, with: impl FnOnce(&mut Own) -> T) -> T {
        OWN.with_borrow_mut(|(table, own)| {
            if *table != self.table {
                *table = self.table;
                *own = Own::default();
            }
            with(own)
        })
    }
}

impl Own {
    /// The number of a state to which some line after another one led before.
    fn led_to(&self, before: u32, state: &State) -> Option<u32> {
        self.after.get(&before)?.iter().copied().find(|number| self.states.get(number) == Some(state))
    }
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
