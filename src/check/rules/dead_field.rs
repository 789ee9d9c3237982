//! A note stands beside the line that it explains. Without that line it would hang in the air.

use crate::check::look::Look;
use crate::check::payload::{Payload, scalars};
use crate::check::place;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;
use crate::text::{nearest, pointer_step};

pub(in crate::check) const RULE: Rule = Rule {
    name: "dead-field",
    default: Some(Level::Warn),
    summary: "a note on a field that the response does not have",
    group: Group::Examples,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (number, example) in look.definition().examples.iter().enumerate() {
        let response = format!("/examples/{number}/response");
        let payload = look.payloads().iter().find(|payload| payload.pointer == response);
        for (written, _) in example.fields.iter() {
            if payload.is_some_and(|payload| place::value(&payload.data, written).is_some()) {
                continue;
            }
            let key = look.entry.source.key(&format!("/examples/{number}/fields/{}", pointer_step(written)));
            let diagnostic = Diagnostic::warning(RULE.name, key.clone(), format!("the response has no place `{written}`"));
            found.push(match payload {
                None => diagnostic.help("show the field in a response that is JSON"),
                Some(payload) => match near(payload, written).as_slice() {
                    [only] => diagnostic.help(format!("did you mean `{only}`?")).fix(key, only.as_str()),
                    [] => diagnostic.help("a place is written as `error.code` or `errors[0].type`"),
                    several => diagnostic.help(format!(
                        "did you mean one of {}?",
                        several.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(", ")
                    )),
                },
            });
        }
    }
}

/// The places of the response that end in the same name; where none does, the one that is nearest in letters.
fn near(payload: &Payload<'_>, written: &str) -> Vec<String> {
    let mut places = Vec::new();
    scalars(&payload.data, &mut |pointer, _| places.push(place::written(pointer)));
    let ends = |place: &&String| place.strip_suffix(written).is_some_and(|before| before.ends_with(['.', ']']));
    let same: Vec<String> = places.iter().filter(ends).take(4).cloned().collect();
    if same.is_empty() { nearest(written, places.iter().map(String::as_str)).map(str::to_owned).into_iter().collect() } else { same }
}
