//! What a match of an expression needs, known before the expression is tried.
//!
//! Most patterns of a context match nowhere in a line, and a search by Oniguruma costs hundreds of
//! nanoseconds to find that out. Three questions come first: whether a match can begin with a byte
//! that stands where it would be of use, whether the rest of the line holds the bytes that it cannot
//! do without, and where the text is that it begins with. They may say yes too often, never no too
//! often.

/// A set of bytes: a bit for each letter of ASCII. The first one stands for NUL and for all bytes
/// outside of ASCII, which nobody tells apart here.
pub(super) type Bytes = u128;

/// Every byte, and the end of the line as well.
pub(super) const ANY: Bytes = !0;
/// What is not ASCII, and NUL.
pub(super) const OTHER: Bytes = 1;

/// So many alternatives are kept apart.
const BRANCHES: usize = 16;
/// So many sets are kept of which a match needs one byte each.
const SETS: usize = 3;

/// The set of one byte.
pub(super) const fn byte(byte: u8) -> Bytes {
    if byte.is_ascii() { 1 << byte } else { OTHER }
}

/// What a match needs; by default nothing, so that it may be anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needs {
    /// With which bytes it begins, if it takes any.
    taken: Bytes,
    /// Which bytes may follow it, if it takes none. Those of an assertion that looks ahead are in it.
    passed: Bytes,
    /// One of these is fulfilled.
    branches: Vec<Branch>,
    /// The text that it begins with.
    text: Vec<u8>,
    /// Whether the text is all that it takes, so that what follows goes on with it.
    goes_on: bool,
    /// Whether there is no more to a match than a byte that is `taken`, or one that is `passed`. So it is with a third of all searches, and
    /// they need no engine.
    is_all: bool,
}

/// What stands in the rest of the line, wherever an alternative matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Branch {
    /// All of these bytes.
    all: Bytes,
    /// One byte of each of these sets.
    sets: Vec<Bytes>,
}

impl Needs {
    /// An expression that takes nothing and matches everywhere.
    pub(super) fn empty() -> Self {
        Self { is_all: true, ..Self::nothing() }
    }

    /// An expression that takes nothing, wherever it stands.
    pub(super) fn nothing() -> Self {
        Self { taken: 0, passed: ANY, branches: vec![Branch::default()], text: Vec::new(), goes_on: true, is_all: false }
    }

    /// An expression of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self { taken: ANY, goes_on: false, ..Self::nothing() }
    }

    /// One character that begins with one of these bytes; it `is_all` if each of them that is ASCII will do.
    pub(super) fn one_of(set: Bytes, is_all: bool) -> Self {
        let branch = if set.is_power_of_two() { Branch { all: set, sets: Vec::new() } } else { Branch { all: 0, sets: vec![set] } };
        let letter =
            Some(set.trailing_zeros()).filter(|_| set.is_power_of_two() && set != OTHER).and_then(|letter| u8::try_from(letter).ok());
        Self {
            taken: set,
            passed: 0,
            branches: vec![branch],
            text: letter.into_iter().collect(),
            goes_on: letter.is_some(),
            is_all: is_all && set != ANY,
        }
    }

    /// This one, then another one.
    pub(super) fn then(mut self, next: Self) -> Self {
        if self.goes_on {
            self.text.extend(next.text);
        }
        let (first, second) = if self.branches.len() * next.branches.len() > BRANCHES {
            (merged(&self.branches), merged(&next.branches))
        } else {
            (self.branches, next.branches)
        };
        let branches = first.iter().flat_map(|branch| second.iter().map(|other| branch.and(other)));
        Self {
            taken: self.taken | (self.passed & next.taken),
            passed: self.passed & next.passed,
            branches: weakest(branches),
            text: self.text,
            goes_on: self.goes_on && next.goes_on,
            is_all: false,
        }
    }

    /// This one or another one.
    pub(super) fn or(mut self, other: Self) -> Self {
        let goes_on = self.goes_on && other.goes_on && self.text == other.text;
        let shared = self.text.iter().zip(&other.text).take_while(|(own, other)| own == other).count();
        self.text.truncate(shared);
        let mut branches = weakest(self.branches.into_iter().chain(other.branches));
        if branches.len() > BRANCHES {
            branches = merged(&branches);
        }
        let (taken, passed) = (self.taken | other.taken, self.passed | other.passed);
        // Which of the two it is decides what a match takes, and any byte is more than the end of the line.
        let is_clear = taken & passed == 0 && taken | passed != ANY;
        Self { taken, passed, branches, text: self.text, goes_on, is_all: self.is_all && other.is_all && is_clear }
    }

    /// This one once or more often.
    pub(super) fn repeated(self) -> Self {
        Self { goes_on: false, is_all: false, ..self }
    }

    /// This one, or nothing at all, or itself again and again.
    pub(super) fn optional(self) -> Self {
        Self { taken: self.taken, goes_on: false, ..Self::nothing() }
    }

    /// Looks ahead for this one, and takes nothing.
    pub(super) fn ahead(self) -> Self {
        Self { taken: 0, passed: self.taken | self.passed, branches: self.branches, is_all: self.is_all, ..Self::nothing() }
    }

    /// With which bytes a match can begin; [`ANY`] where it may lie at the end.
    pub(super) fn first(&self) -> Bytes {
        self.taken | self.passed
    }

    /// The first match in what is left of a line of ASCII: how far it begins and ends from here. Only the engine knows where this is `None`.
    pub(super) fn find(&self, rest: &[u8]) -> Option<Option<(usize, usize)>> {
        if !self.is_all {
            return None;
        }
        if self.passed == ANY {
            return Some(Some((0, 0)));
        }
        let start = rest.iter().position(|here| self.first() & byte(*here) != 0);
        Some(start.map(|start| (start, start + usize::from(self.taken & byte(rest[start]) != 0))))
    }

    /// How far from here the first match can begin at the earliest; `None` where there can be none.
    pub(super) fn reach(&self, rest: &[u8]) -> Option<usize> {
        // One byte alone was asked for before.
        if self.text.len() < 2 { Some(0) } else { memchr::memmem::find(rest, &self.text) }
    }

    /// Whether there can be a match where these bytes are left of the line.
    pub(super) fn are_in(&self, rest: Bytes) -> bool {
        self.branches.iter().any(|branch| rest & branch.all == branch.all && branch.sets.iter().all(|set| rest & set != 0))
    }
}

impl Branch {
    /// What both need.
    fn and(&self, other: &Self) -> Self {
        let mut sets = [self.sets.as_slice(), &other.sets].concat();
        // The smallest say most.
        sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
        sets.dedup();
        sets.truncate(SETS);
        Self { all: self.all | other.all, sets }
    }

    /// Whether the other one is fulfilled wherever this one is.
    fn implies(&self, other: &Self) -> bool {
        let has_one_of = |set: &Bytes| self.all & set != 0 || self.sets.iter().any(|own| own & !set == 0);
        self.all & other.all == other.all && other.sets.iter().all(has_one_of)
    }
}

/// The branches that matter: one that implies another one says nothing beside it.
fn weakest(branches: impl Iterator<Item = Branch>) -> Vec<Branch> {
    let mut kept: Vec<Branch> = Vec::new();
    for branch in branches {
        if !kept.iter().any(|other| branch.implies(other)) {
            kept.retain(|other| !other.implies(&branch));
            kept.push(branch);
        }
    }
    kept
}

/// One branch in place of many: what all of them need.
fn merged(branches: &[Branch]) -> Vec<Branch> {
    let all = branches.iter().map(|branch| branch.all).reduce(|all, next| all & next).unwrap_or_default();
    vec![Branch { all, sets: Vec::new() }]
}
