//! Programs follow `replaced_by` to the code that they should handle. In a circle they never arrive.

use crate::catalog::EntryId;
use crate::check::look::Look;
use crate::check::registry::{Group, Rule, Run};
use crate::diagnostic::Diagnostic;
use crate::model::Level;

pub(in crate::check) const RULE: Rule = Rule {
    name: "replaced-by-cycle",
    default: Some(Level::Warn),
    summary: "successors that lead back to where they began",
    group: Group::Links,
    run: Run::Entry(check),
};

fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let Some(members) = look.book.cycles().get(&look.id) else {
        return;
    };
    let place = |id: &EntryId| look.book.catalog[*id].source.place("/lifecycle/replaced_by");
    let message = format!("the successors of `{}` lead back to it", look.definition().code);
    let mut diagnostic = Diagnostic::warning(RULE.name, place(&look.id), message);
    for (number, member) in members.iter().enumerate().skip(1) {
        let label = if number + 1 == members.len() { "and back from here" } else { "on from here" };
        diagnostic = diagnostic.related(place(member), label);
    }
    found.push(diagnostic.help("remove `replaced_by` from the entry that is sent today"));
}
