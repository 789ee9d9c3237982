//! The contexts of all syntaxes: what a state machine looks up while it runs.
//!
//! Definitions never change, so a context is known by where it lies, and what was looked up for it
//! is kept as long as the program runs. There are a few thousand of them.

use super::expression;
use super::needs::{Bytes, Needs};
use serde_json::json;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError, RwLock};
use syntect::parsing::syntax_definition::{Context, ContextId, ContextReference, MatchOperation, MatchPattern, Pattern, context_iter};
use syntect::parsing::{Regex, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// A context, and what was looked up for it.
pub(super) struct Known {
    pub context: &'static Context,
    rules: OnceLock<Vec<Listed>>,
    prototype: OnceLock<Option<&'static Known>>,
}

/// A rule, and what is asked of it most often.
pub(super) struct Listed {
    /// The bytes that a match can begin with.
    pub first: Bytes,
    /// The number of the expression.
    pub number: usize,
    pub rule: &'static Rule,
}

/// A pattern of one or more contexts, and where it leads.
pub(super) struct Rule {
    pub pattern: &'static MatchPattern,
    pub expression: &'static Expression,
    targets: OnceLock<Targets>,
}

/// What patterns look for. Definitions write the same expression many times, and what it matches in a line is found once for all of them.
pub(super) struct Expression {
    pub regex: &'static Regex,
    /// Counts the expressions in the order in which they are met.
    pub number: usize,
    pub needs: Needs,
}

/// The contexts that a pattern opens.
#[derive(Default)]
pub(super) struct Targets {
    /// The last one lies on top.
    pub contexts: Vec<&'static Known>,
    /// What comes before the patterns of the last one, and of those that it opens.
    pub prototype: Option<&'static Known>,
    /// Whether any of them refers to what the pattern matched.
    pub refer: bool,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.context, other.context)
    }
}

impl Eq for Known {}

impl Hash for Known {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        std::ptr::from_ref(self.context).hash(hasher);
    }
}

impl Known {
    /// The rules in order, those of included contexts in their place.
    pub(super) fn rules(&self) -> &[Listed] {
        self.rules.get_or_init(|| {
            let patterns = context_iter(&SYNTAXES, self.context).filter_map(|(context, index)| context.match_at(index).ok());
            let listed = |rule: &'static Rule| Listed { first: rule.expression.needs.first(), number: rule.expression.number, rule };
            patterns.map(rule).map(listed).collect()
        })
    }

    /// The context whose patterns come before these.
    pub(super) fn prototype(&self) -> Option<&'static Known> {
        *self.prototype.get_or_init(|| self.context.prototype.and_then(context).map(known))
    }
}

impl Rule {
    /// Where the pattern leads.
    pub(super) fn targets(&self) -> &Targets {
        self.targets.get_or_init(|| {
            let (MatchOperation::Push(references) | MatchOperation::Set(references)) = &self.pattern.operation else {
                return Targets::default();
            };
            let resolve = |reference: &ContextReference| reference.resolve(&SYNTAXES).ok().map(known);
            let contexts: Vec<_> = references.iter().filter_map(resolve).collect();
            let prototype = self.pattern.with_prototype.as_ref().and_then(resolve);
            let refer = contexts.iter().chain(&prototype).any(|known| known.context.uses_backrefs);
            Targets { contexts, prototype, refer }
        })
    }
}

/// The context in which the syntax of this name begins. It only opens the main one, and has the
/// scope of the whole language; no reference leads to it, so it is found by that.
pub(super) fn start(name: &str) -> Option<&'static Known> {
    static STARTS: LazyLock<RwLock<HashMap<String, &'static Known>>> = LazyLock::new(RwLock::default);
    if let Some(known) = STARTS.read().unwrap_or_else(PoisonError::into_inner).get(name) {
        return Some(known);
    }
    let (number, syntax) = SYNTAXES.syntaxes().iter().enumerate().rev().find(|(_, syntax)| syntax.name == name)?;
    let mut contexts = (0..).map_while(|index| direct(&json!({"syntax_index": number, "context_index": index})));
    let start = contexts.find(|context: &&Context| {
        let [Pattern::Match(pattern)] = context.patterns.as_slice() else { return false };
        !context.meta_include_prototype && context.meta_content_scope == [syntax.scope] && pattern.regex.regex_str().is_empty()
    })?;
    let known = known(start);
    STARTS.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_string(), known);
    Some(known)
}

/// The patterns of all syntaxes.
#[cfg(test)]
pub(super) fn patterns() -> impl Iterator<Item = &'static MatchPattern> {
    let contexts = |syntax: usize| (0..).map_while(move |context| direct(&json!({"syntax_index": syntax, "context_index": context})));
    let contexts = (0..SYNTAXES.syntaxes().len()).flat_map(contexts);
    contexts
        .flat_map(|context| &context.patterns)
        .filter_map(|pattern| if let Pattern::Match(pattern) = pattern { Some(pattern) } else { None })
}

/// The expression of a pattern, with what the groups of an earlier match held in place of `\1` to
/// `\9`.
pub(super) fn referring(pattern: &MatchPattern, groups: &[Option<String>]) -> Regex {
    let mut expression = String::new();
    let mut characters = pattern.regex.regex_str().chars();
    while let Some(character) = characters.next() {
        let next = if character == '\\' { characters.next() } else { None };
        let Some(group) = next.and_then(|next| next.to_digit(10)) else {
            expression.push(character);
            expression.extend(next);
            continue;
        };
        for literal in groups.get(group as usize).into_iter().flatten().flat_map(|text| text.chars()) {
            if "\\.+*?()|[]{}^$#&-~ ".contains(literal) {
                expression.push('\\');
            }
            expression.push(literal);
        }
    }
    Regex::new(expression)
}

fn context(id: ContextId) -> Option<&'static Context> {
    direct(&serde_json::to_value(id).ok()?)
}

/// The context of this id. References can be followed, but only be made by reading one.
fn direct(id: &serde_json::Value) -> Option<&'static Context> {
    let reference: ContextReference = serde_json::from_value(json!({"Direct": id})).ok()?;
    reference.resolve(&SYNTAXES).ok()
}

/// What is known about a context; the same one for the same context.
fn known(context: &'static Context) -> &'static Known {
    static ALL: Table<Known> = LazyLock::new(RwLock::default);
    only(&ALL, std::ptr::from_ref(context).addr(), || Known { context, rules: OnceLock::new(), prototype: OnceLock::new() })
}

/// The rule of a pattern; the same one for the same pattern.
fn rule(pattern: &'static MatchPattern) -> &'static Rule {
    static ALL: Table<Rule> = LazyLock::new(RwLock::default);
    let make = || Rule { pattern, expression: expression(&pattern.regex), targets: OnceLock::new() };
    only(&ALL, std::ptr::from_ref(pattern).addr(), make)
}

/// The expression of this text; the same one for the same text.
fn expression(regex: &'static Regex) -> &'static Expression {
    static ALL: LazyLock<Mutex<HashMap<&str, &Expression>>> = LazyLock::new(Mutex::default);
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let number = all.len();
    let text = regex.regex_str();
    all.entry(text).or_insert_with(|| Box::leak(Box::new(Expression { regex, number, needs: expression::needs(text) })))
}

/// What was made for the things at these addresses.
type Table<T> = LazyLock<RwLock<HashMap<usize, &'static T>>>;

/// The one value for an address.
fn only<T>(all: &Table<T>, address: usize, make: impl FnOnce() -> T) -> &'static T {
    if let Some(value) = all.read().unwrap_or_else(PoisonError::into_inner).get(&address) {
        return value;
    }
    let mut all = all.write().unwrap_or_else(PoisonError::into_inner);
    all.entry(address).or_insert_with(|| Box::leak(Box::new(make())))
}
