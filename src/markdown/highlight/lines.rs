//! Lines of code → runs, each line parsed once for every state in which it is met.
//!
//! A syntax parser is a state machine over lines: the same line in the same state has the same
//! colours and leads to the same next state. Catalogs repeat their lines all over, so a table from
//! (state, line) to (runs, next state) saves nearly all of the work. States get numbers in the
//! order in which threads meet them; the numbers never reach the output.

use super::classes::Classes;
use super::contexts;
use super::machine::State;
use super::runs::Runs;
use foldhash::fast::RandomState;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

/// A line longer than this is not coloured: expressions may take quadratic time on it.
const LONGEST_LINE: usize = 2_000;
/// What the table may hold, in bytes of lines and runs.
const ROOM: usize = 64 << 20;
/// How many states are numbered. One beyond that is used, but not remembered.
const STATES: usize = 20_000;
const SHARDS: usize = 16;

/// What is known about lines so far.
pub(super) struct Lines {
    classes: Classes,
    states: RwLock<States>,
    shards: [Mutex<Shard>; SHARDS],
    hasher: RandomState,
    used: AtomicUsize,
}

/// Lines by their state and text.
type Shard = HashMap<Box<[u8]>, Line, RandomState>;

/// What a line comes to in one state.
struct Line {
    runs: Box<[u8]>,
    next: u32,
}

/// The numbered states.
#[derive(Default)]
struct States {
    all: Vec<State>,
    numbers: HashMap<State, u32, RandomState>,
}

/// Where a block stands: in a state with a number, or in one that cannot have one.
enum At {
    Known(u32),
    Loose(Box<State>),
}

impl Lines {
    /// Nothing is known yet.
    pub(super) fn new() -> Self {
        Self {
            classes: Classes::new(),
            states: RwLock::default(),
            shards: std::array::from_fn(|_| Mutex::default()),
            hasher: RandomState::default(),
            used: AtomicUsize::new(0),
        }
    }

    /// The runs of a block of code in the syntax of this name, whose last line may lack its line
    /// break; `None` if there is no such syntax.
    pub(super) fn runs(&self, syntax: &str, code: &str) -> Option<Vec<u8>> {
        let mut at = self.start(syntax)?;
        let mut runs = Vec::with_capacity(code.len() / 2);
        let mut key = Vec::with_capacity(100);
        for line in code.split_inclusive('\n') {
            at = self.line(at, &whole(line), &mut key, &mut runs);
        }
        Some(runs)
    }

    /// The runs of a terminal session: commands after a prompt in `syntax`, what they print plain.
    pub(super) fn session(&self, syntax: &str, code: &str) -> Option<Vec<u8>> {
        let mut runs = Vec::with_capacity(code.len() / 2);
        let mut key = Vec::with_capacity(100);
        let mut continued = None;
        for line in code.split_inclusive('\n') {
            let (at, command) = match (continued.take(), line.strip_prefix("$ ")) {
                (Some(at), _) => (at, line),
                (None, Some(command)) => {
                    push_run(&mut runs, "$ ", Classes::PROMPT);
                    (self.start(syntax)?, command)
                }
                (None, None) => {
                    push_run(&mut runs, line, 0);
                    continue;
                }
            };
            let at = self.line(at, &whole(command), &mut key, &mut runs);
            continued = command.trim_end().ends_with('\\').then_some(at);
        }
        Some(runs)
    }

    /// Where a block of this syntax begins.
    fn start(&self, syntax: &str) -> Option<At> {
        Some(self.number(State::new(contexts::start(syntax)?)))
    }

    /// The number of a state: the same one for an equal state.
    fn number(&self, state: State) -> At {
        if let Some(number) = self.states.read().unwrap_or_else(PoisonError::into_inner).numbers.get(&state) {
            return At::Known(*number);
        }
        let mut states = self.states.write().unwrap_or_else(PoisonError::into_inner);
        match u32::try_from(states.all.len()) {
            Ok(number) if states.all.len() < STATES => {
                let number = *states.numbers.entry(state.clone()).or_insert(number);
                if number as usize == states.all.len() {
                    states.all.push(state);
                }
                At::Known(number)
            }
            _ => At::Loose(Box::new(state)),
        }
    }

    /// Appends the runs of one line and says where the next one stands.
    fn line(&self, at: At, line: &str, key: &mut Vec<u8>, runs: &mut Vec<u8>) -> At {
        if line.len() > LONGEST_LINE {
            push_run(runs, line, 0);
            return at;
        }
        let number = match at {
            At::Known(number) => number,
            At::Loose(mut state) => {
                runs.extend(self.parse(&mut state, line));
                return self.number(*state);
            }
        };
        key.clear();
        key.extend_from_slice(&number.to_le_bytes());
        key.extend_from_slice(line.as_bytes());
        let shard = &self.shards[usize::try_from(self.hasher.hash_one(&key) % SHARDS as u64).expect("a small number")];
        if let Some(found) = lock(shard).get(key.as_slice()) {
            runs.extend_from_slice(&found.runs);
            return At::Known(found.next);
        }
        let mut state = self.states.read().unwrap_or_else(PoisonError::into_inner).all[number as usize].clone();
        let parsed = self.parse(&mut state, line);
        runs.extend_from_slice(&parsed);
        let next = self.number(state);
        if let At::Known(next) = next
            && self.used.fetch_add(key.len() + parsed.len() + 64, Ordering::Relaxed) < ROOM
        {
            lock(shard).insert(key.as_slice().into(), Line { runs: parsed.into(), next });
        }
        next
    }

    /// Parses one line.
    fn parse(&self, state: &mut State, line: &str) -> Vec<u8> {
        let mut runs = Runs::default();
        let text = line.trim_end_matches('\n');
        let mut done = 0;
        state.read(line, |at, scopes| {
            let at = at.min(text.len()); // a comment may hold its line break, a span may not
            if at > done {
                runs.push(&text[done..at], self.classes.of(scopes));
                done = at;
            }
        });
        runs.push("\n", 0);
        runs.finish()
    }
}

/// A line with its line break.
fn whole(line: &str) -> Cow<'_, str> {
    if line.ends_with('\n') { line.into() } else { format!("{line}\n").into() }
}

fn push_run(runs: &mut Vec<u8>, text: &str, class: u8) {
    let mut run = Runs::default();
    run.push(text, class);
    runs.extend(run.finish());
}

/// A panic in another thread leaves the table whole: entries go in at once.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
