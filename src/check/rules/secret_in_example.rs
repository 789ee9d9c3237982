//! Examples are made from real calls, and the key comes along. Pages are public.

use crate::check::look::Look;
use crate::check::payload::scalars;
use crate::check::registry::{Group, Rule, Run};
use crate::check::secrets;
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::model::Response;
use crate::text::pointer_step;

pub(in crate::check) const RULE: Rule = Rule {
    name: "secret-in-example",
    default: Some(Level::Warn),
    summary: "what looks like a live key or token",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let definition = look.definition();
    let mut see = |pointer: &str, text: &str| {
        for secret in secrets::find(text) {
            let diagnostic =
                Diagnostic::warning(RULE.name, look.text(pointer, secret.text), format!("this looks like a real {}", secret.kind));
            found.push(diagnostic.help("revoke it if it is real, and write a placeholder such as `$API_KEY`"));
        }
    };
    look.passages().iter().for_each(|passage| see(&passage.pointer, passage.text));
    definition.code_blocks(|pointer, block| see(&format!("{pointer}/code"), &block.code));
    for (place, example) in definition.examples.iter().enumerate() {
        let pointer = format!("/examples/{place}");
        for (name, value) in example.headers.iter() {
            // The scheme and the token stand in one header.
            see(&format!("{pointer}/headers/{}", pointer_step(name)), value);
        }
        match &example.response {
            Some(Response::Text(text)) => see(&format!("{pointer}/response"), text),
            Some(Response::Json(data)) => scalars(data, &mut |at, value| {
                if let Some(text) = value.as_str() {
                    see(&format!("{pointer}/response{at}"), text);
                }
            }),
            None => {}
        }
    }
    for (place, message) in definition.messages.iter().enumerate() {
        see(&format!("/messages/{place}"), message);
    }
}
