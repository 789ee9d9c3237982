//! What the finder found, for `explain --format json` and for agents.

use serde_json::{Value, json, to_value};

use crate::catalog::EntryId;
use crate::finder::Match;
use crate::site::Site;

/// Matches with their reasons, best first.
#[must_use]
pub fn matches_json(site: &Site, matches: &[Match]) -> Vec<Value> {
    let one = |found: &Match| {
        let id = EntryId(found.id);
        let entry = &site.catalog[id];
        let mut value = json!({ "code": entry.definition().code, "path": entry.path });
        if let Some(url) = site.catalog.url(id) {
            value["url"] = url.into();
        }
        value["title"] = site.plain(&entry.definition().title).into();
        value["score"] = found.score.into();
        value["confident"] = found.confident.into();
        value["because"] = to_value(&found.because).expect("texts become JSON");
        value
    };
    matches.iter().map(one).collect()
}
