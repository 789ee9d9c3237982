//! A slip in a code makes the page useless: nobody will ever paste that code.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Pattern;

pub(in crate::check) const RULE: Rule = Rule {
    name: "code-pattern",
    default: Some(Level::Warn),
    summary: "a code that does not fit the pattern of the book",
    group: Group::Content,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let written = &look.book.catalog.config.codes.pattern;
    let patterns: Vec<Pattern> = written.iter().filter_map(|pattern| Pattern::parse(pattern)).collect();
    let code = &look.definition().code;
    if patterns.len() < written.len() || patterns.is_empty() || patterns.iter().any(|pattern| pattern.captures(code).is_some()) {
        return;
    }
    let message = match written.as_slice() {
        [only] => format!("the code `{code}` does not fit the pattern `{only}`"),
        several => format!(
            "the code `{code}` fits none of the patterns {}",
            several.iter().map(|pattern| format!("`{pattern}`")).collect::<Vec<_>>().join(", ")
        ),
    };
    let like = patterns.iter().find_map(|pattern| filled(pattern.as_str(), look));
    let help = like.map_or_else(
        || "correct the code, or add its shape to `[codes] pattern`".to_owned(),
        |like| format!("write a code such as `{like}`"),
    );
    found.push(Diagnostic::warning(RULE.name, look.code(), message).help(help));
}

/// A code of the pattern, made of the place where the definition stands: folders first, then the name of its file.
fn filled(pattern: &str, look: &Look<'_>) -> Option<String> {
    let file = look.book.file(look.entry);
    let stem = file.rsplit('/').next()?.split('.').next()?;
    let mut parts = look.entry.source.folder.split('/').filter(|part| !part.is_empty()).chain([stem]);
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str(parts.next()?);
        rest = after.split_once('}')?.1;
    }
    out.push_str(rest);
    parts.next().is_none().then_some(out)
}
