//! Chains of `replaced_by`, and the circles in them.

use std::collections::HashMap;

use crate::catalog::{Catalog, EntryId};

/// The circles of a catalog, each in order from its first member, by that member.
///
/// Each entry has one successor at most, so that every chain is walked once: linear, however long the chains are.
pub(super) fn cycles(catalog: &Catalog) -> HashMap<EntryId, Vec<EntryId>> {
    let mut walk = vec![0_usize; catalog.entries.len()];
    let mut cycles = HashMap::new();
    for (number, (start, _)) in (1..).zip(catalog.ids()) {
        let mut at = start;
        while walk[at.0 as usize] == 0 {
            walk[at.0 as usize] = number;
            let Some(next) = catalog[at].replaced_by else {
                break;
            };
            at = next;
            if walk[at.0 as usize] == number {
                let members = members(catalog, at);
                cycles.insert(members[0], members);
            }
        }
    }
    cycles
}

/// The members of the circle that an entry is part of, the first one first.
fn members(catalog: &Catalog, one: EntryId) -> Vec<EntryId> {
    let next = |id: &EntryId| catalog[*id].replaced_by;
    let mut members = vec![one];
    members.extend(std::iter::successors(next(&one), next).take_while(|id| *id != one));
    let first = members.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(place, _)| place);
    members.rotate_left(first);
    members
}
