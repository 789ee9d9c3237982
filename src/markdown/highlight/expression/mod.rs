//! The text of an expression, as Oniguruma reads it → what its matches need.
//!
//! What is not understood, or stands too rarely in syntaxes to be worth it, makes the whole
//! expression unknown: it is then tried everywhere, as if it had not been read.

mod class;
#[cfg(test)]
mod tests;

use super::needs::{ANY, Bytes, Needs, OTHER, byte};
use class::folded;

/// What a match of this expression needs.
pub(super) fn needs(expression: &str) -> Needs {
    let mut reader = Reader { rest: expression };
    let needs = reader.alternatives(Flags::default());
    needs.filter(|_| reader.rest.is_empty()).unwrap_or_else(Needs::unknown)
}

#[derive(Clone, Copy, Default)]
struct Flags {
    ignores_case: bool,
    is_extended: bool,
}

/// `None` always means that something is not understood.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// Alternatives up to the end of their group, whose bracket stays.
    fn alternatives(&mut self, flags: Flags) -> Option<Needs> {
        let mut all = self.sequence(flags)?;
        while self.eat("|") {
            all = all.or(self.sequence(flags)?);
        }
        Some(all)
    }

    fn sequence(&mut self, flags: Flags) -> Option<Needs> {
        let mut all: Option<Needs> = None;
        loop {
            self.skip_comments(flags);
            if self.rest.is_empty() || self.rest.starts_with(['|', ')']) {
                return Some(all.unwrap_or_else(Needs::empty));
            }
            let atom = self.atom(flags)?;
            let next = self.repeated(atom, flags)?;
            all = Some(match all {
                Some(all) => all.then(next),
                None => next,
            });
        }
    }

    /// White space and comments between the parts of an extended expression.
    fn skip_comments(&mut self, flags: Flags) {
        if !flags.is_extended {
            return;
        }
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0B', '\x0C']);
            let Some(comment) = self.rest.strip_prefix('#') else { return };
            self.rest = comment.find('\n').map_or("", |end| &comment[end..]);
        }
    }

    /// Takes in the quantifiers that stand behind a part.
    fn repeated(&mut self, mut needs: Needs, flags: Flags) -> Option<Needs> {
        loop {
            self.skip_comments(flags);
            let is_optional = if self.eat("*") || self.eat("?") {
                true
            } else if self.eat("+") {
                false
            } else if let Some(least) = self.interval()? {
                // `{2}?` is not lazy but optional.
                self.rest.starts_with('?') || least == 0
            } else {
                return Some(needs);
            };
            // Lazy or possessive, it needs the same.
            let _ = self.eat("?") || self.eat("+");
            needs = if is_optional { needs.optional() } else { needs.repeated() };
        }
    }

    /// The least of `{least,most}`, if it is here: other braces stand for themselves.
    fn interval(&mut self) -> Option<Option<usize>> {
        let Some(inner) = self.rest.strip_prefix('{') else { return Some(None) };
        if !inner.starts_with(|c: char| c.is_ascii_digit() || c == ',') {
            return Some(None);
        }
        let (inner, after) = inner.split_once('}')?;
        let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
        let number = |text: &str, empty: usize| if text.is_empty() { Some(empty) } else { text.parse().ok() };
        let (least, most) = (number(least, 0)?, number(most, usize::MAX)?);
        self.rest = after;
        (inner != "," && least <= most).then_some(Some(least))
    }

    fn atom(&mut self, flags: Flags) -> Option<Needs> {
        match self.next()? {
            '(' => self.group(flags),
            '[' => Some(one_of(self.class()?, flags)),
            '.' => Some(Needs::one_of(ANY, false)),
            '^' | '$' => Some(Needs::nothing()),
            '*' | '+' | '?' => None,
            '\\' => self.escape(flags),
            character => literal(character, flags),
        }
    }

    /// The rest of a group, with its bracket.
    fn group(&mut self, mut flags: Flags) -> Option<Needs> {
        if !self.eat("?") {
            return if self.rest.starts_with('*') { None } else { self.closed(flags) };
        }
        if self.eat("#") {
            self.rest = self.rest.split_once(')')?.1;
            return Some(Needs::nothing());
        }
        if self.eat("=") {
            return Some(self.closed(flags)?.ahead());
        }
        if self.eat("!") || self.eat("<=") || self.eat("<!") {
            self.closed(flags)?;
            return Some(Needs::nothing());
        }
        if self.eat("<") {
            self.rest = self.rest.split_once('>')?.1;
            return self.closed(flags);
        }
        if self.eat(">") {
            return self.closed(flags);
        }
        let mut is_on = true;
        loop {
            match self.next()? {
                '-' => is_on = false,
                'i' => flags.ignores_case = is_on,
                'x' => flags.is_extended = is_on,
                'm' => {}
                ':' => return self.closed(flags),
                // What follows up to the end of the group around it is a group with these flags, alternatives included.
                ')' => return self.alternatives(flags),
                _ => return None,
            }
        }
    }

    fn closed(&mut self, flags: Flags) -> Option<Needs> {
        let inner = self.alternatives(flags)?;
        self.eat(")").then_some(inner)
    }

    /// What follows a backslash outside of a class.
    fn escape(&mut self, flags: Flags) -> Option<Needs> {
        if let Some(set) = self.shorthand()? {
            return Some(one_of(set, flags));
        }
        match self.rest.chars().next()? {
            'b' | 'B' | 'A' | 'z' | 'Z' => {
                self.next();
                Some(Needs::nothing())
            }
            // What a group held may be nothing.
            '1'..='9' => {
                self.next();
                (!self.rest.starts_with(|c: char| c.is_ascii_digit())).then(Needs::unknown)
            }
            'k' => {
                self.rest = self.rest.strip_prefix("k<")?.split_once('>')?.1;
                Some(Needs::unknown())
            }
            _ => literal(self.escaped()?, flags),
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.rest = &self.rest[character.len_utf8()..];
        Some(character)
    }
}

/// A character that stands for itself. One outside of ASCII may be written as several letters of it when case does not matter.
fn literal(character: char, flags: Flags) -> Option<Needs> {
    match u8::try_from(character).ok().filter(u8::is_ascii) {
        Some(ascii) => Some(one_of(byte(ascii), flags)),
        None => (!flags.ignores_case).then(|| one_of(OTHER, flags)),
    }
}

fn one_of(set: Bytes, flags: Flags) -> Needs {
    Needs::one_of(folded(set, flags), !flags.ignores_case)
}
