//! A request is there to be copied. If its body is broken, the reader gets another error than the one of the page.

use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::{JsonProblem, looks_like_json, parse_json};

pub(in crate::check) const RULE: Rule = Rule {
    name: "request-unparsable",
    default: Some(Level::Warn),
    summary: "a curl line that sends broken JSON",
    group: Group::Examples,
    run: Run::Entry(check),
};

/// The options of curl that carry a body.
const OPTIONS: [&str; 6] = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"];

/// The languages in which `curl` is the command.
const SHELLS: [&str; 7] = ["bash", "sh", "shell", "zsh", "fish", "console", "curl"];

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    look.definition().code_blocks(|pointer, block| {
        let is_shell = block.language.as_ref().is_none_or(|language| SHELLS.contains(&language.as_str()));
        if !is_shell || !block.code.contains("curl") {
            return;
        }
        for body in bodies(&block.code) {
            let Err(error) = parse_json(body) else {
                continue;
            };
            let problem = JsonProblem::new(body, &error);
            let place = look.text(&format!("{pointer}/code"), problem.at);
            let message = format!("the body of this request is not valid JSON: {}", problem.what);
            found.push(Diagnostic::warning(RULE.name, place, message).maybe_help(problem.help));
        }
    });
}

/// The bodies in single quotes that set out to be JSON.
fn bodies(code: &str) -> Vec<&str> {
    let mut bodies = Vec::new();
    let mut rest = code;
    while let Some(quote) = rest.find('\'') {
        let before = rest[..quote].trim_end_matches(['=', ' ', '$']);
        let body = &rest[quote + 1..];
        let Some(end) = body.find('\'') else {
            break;
        };
        let is_data = before.rsplit([' ', '\t', '\n', '\\']).next().is_some_and(|option| OPTIONS.contains(&option));
        // A body that goes on behind the quote has a variable of the shell in it.
        let goes_on = body[end + 1..].starts_with(|c: char| !c.is_whitespace() && !"|;)\\&>`".contains(c));
        if is_data && !goes_on && looks_like_json(&body[..end]) {
            bodies.push(&body[..end]);
        }
        rest = &body[end + 1..];
        if goes_on {
            // To the end of the word, so that what is spliced in is not taken for a quote of its own.
            rest = rest.find(char::is_whitespace).map_or("", |blank| &rest[blank..]);
        }
    }
    bodies
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expect: &[&str]) {
        assert_eq!(bodies(code), expect, "{code}");
    }

    #[test]
    fn which_texts_are_bodies() {
        check("curl x -d '{\"a\": 1}'", &["{\"a\": 1}"]);
        check("curl x --json='[1]' | jq '.a'", &["[1]"]);
        check("curl x -d '{\"a\": \"'\"$A\"'\"}' -d '{b}'", &["{b}"]);
        check("curl x -H 'a: {b}' -d @body.json", &[]);
        check("curl x -d 'a=b'", &[]);
    }
}
