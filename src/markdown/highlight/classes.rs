//! Syntax scopes → the twelve one-letter classes of the palette.
//!
//! | class | what it colours | class | what it colours |
//! |---|---|---|---|
//! | `k` | keyword, tag name | `v` | variable, option, attribute, key |
//! | `s` | string | `p` | punctuation |
//! | `n` | number, constant, escape | `o` | operator |
//! | `c` | comment | `i` | inserted line |
//! | `f` | function | `d` | deleted line |
//! | `t` | type | `m` | annotation, preprocessor, diff header |
//!
//! Payloads that `json` draws use `v`, `s`, `n` and `p`. The colours are in `code.css`.

use std::collections::BTreeMap;
use syntect::parsing::Scope;

/// The letters, by the number that stands for them in stored runs; 0 is text without a class.
pub(super) const LETTERS: [char; 13] = [' ', 'k', 's', 'n', 'c', 'f', 't', 'v', 'p', 'o', 'i', 'd', 'm'];

/// The prefixes of scopes, each with its class, by the first atom that they share.
pub(super) struct Classes {
    prefixes: BTreeMap<u16, Vec<(Scope, u8)>>,
    key: Scope,
}

impl Classes {
    /// The class of a prompt in a terminal session: `m`.
    pub(super) const PROMPT: u8 = 12;

    /// Reads the table; scopes live in syntect's own registry, so this takes its lock.
    pub(super) fn new() -> Self {
        let scope = |name: &str| Scope::new(name).expect("the table holds valid scopes");
        let mut prefixes: BTreeMap<u16, Vec<(Scope, u8)>> = BTreeMap::new();
        for (letter, names) in TABLE {
            for prefix in names.split(' ').map(scope) {
                prefixes.entry(prefix.atom_at(0)).or_default().push((prefix, number(*letter)));
            }
        }
        // The longest prefix says most about a scope.
        for alike in prefixes.values_mut() {
            alike.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        }
        Self { prefixes, key: scope("meta.mapping.key") }
    }

    /// The class of text that stands in these scopes: what the innermost known one says.
    pub(super) fn of(&self, scopes: &[Scope]) -> u8 {
        let class = scopes.iter().rev().find_map(|scope| self.of_scope(*scope)).unwrap_or(0);
        let string = number('s');
        if class == string && scopes.iter().any(|scope| self.key.is_prefix_of(*scope)) {
            return number('v');
        }
        class
    }

    fn of_scope(&self, scope: Scope) -> Option<u8> {
        self.prefixes.get(&scope.atom_at(0))?.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
    }
}

fn number(letter: char) -> u8 {
    let at = LETTERS.iter().position(|known| *known == letter);
    at.and_then(|at| u8::try_from(at).ok()).expect("the table uses the palette's letters")
}

/// A blank letter ends the search: code inside a string is code again.
const TABLE: &[(char, &str)] = &[
    (' ', "source text meta.interpolation meta.template.expression meta.embedded meta.substitution meta.group.expansion.command"),
    ('c', "comment punctuation.definition.comment"),
    ('s', "string punctuation.definition.string constant.other.symbol meta.string"),
    ('n', "constant support.constant constant.character.escape keyword.other.unit"),
    (
        'k',
        "keyword storage keyword.operator.word variable.language entity.name.tag \
         keyword.operator.new keyword.operator.expression punctuation.definition.keyword markup.heading",
    ),
    ('o', "keyword.operator storage.type.function.arrow storage.modifier.required"),
    ('f', "entity.name.function support.function variable.function entity.type.function entity.name.query"),
    (
        't',
        "entity.name.type entity.name.class entity.name.struct entity.name.enum entity.name.interface entity.name.trait \
         entity.name.namespace entity.name.module entity.other.inherited-class support.type support.class \
         storage.type.primitive storage.type.numeric storage.type.go entity.name.table entity.section",
    ),
    (
        'v',
        "variable.other.readwrite.shell variable.other.readwrite.assignment variable.other.php variable.other.readwrite.ruby \
         punctuation.definition.variable punctuation.definition.parameter variable.parameter.option entity.other.attribute-name entity.name.tag.yaml \
         entity.name.tag.toml support.type.property-name entity.name.field-name keyword.other.http-header \
         entity.name.constant variable.parameter.graphql variable.parameter.php variable.other.readwrite.powershell \
         support.variable.automatic variable.declaration.terraform",
    ),
    ('p', "punctuation meta.brace meta.delimiter"),
    ('i', "markup.inserted punctuation.definition.inserted"),
    ('d', "markup.deleted punctuation.definition.deleted"),
    (
        'm',
        "meta.diff punctuation.definition.from-file punctuation.definition.to-file punctuation.definition.range meta.annotation variable.annotation punctuation.definition.annotation meta.preprocessor",
    ),
];

#[cfg(test)]
mod tests {
    use super::{Classes, LETTERS};
    use syntect::parsing::ScopeStack;

    fn check(scopes: &str, expect: char) {
        let stack: ScopeStack = scopes.parse().unwrap();
        assert_eq!(LETTERS[usize::from(Classes::new().of(stack.as_slice()))], expect, "{scopes}");
    }

    #[test]
    fn the_innermost_scope_decides() {
        check("source.rust string.quoted.double.rust", 's');
        check("source.rust string.quoted.double.rust constant.character.escape.rust", 'n');
        check("source.js string.template meta.template.expression source.js variable.other", ' ');
        check("source.python keyword.operator.assignment", 'o');
    }

    #[test]
    fn a_string_that_is_a_key_is_a_key() {
        check("source.json meta.mapping.json meta.mapping.key.json string.quoted.double.json", 'v');
    }
}
