//! How much of the index a lookup loads, compressed.

use std::collections::BTreeMap;
use std::io::Write;

use errbook::finder::Index;
use errbook::finder::shards::files;
use flate2::{Compression, write::GzEncoder};

use crate::line;

/// Measures what a pasted payload and a typed search load; gives whether both keep to their floors.
pub(crate) fn measure(index: &Index) -> bool {
    let mut kinds: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (name, bytes) in files(index) {
        kinds.entry(name.split('/').next().unwrap_or_default().to_owned()).or_default().push(compressed(&bytes));
    }
    let of = |kind: &str| kinds.get(kind).map_or(&[][..], Vec::as_slice);
    let usual = |kind: &str| of(kind).iter().sum::<usize>() / of(kind).len().max(1);
    let all = |kind: &str| of(kind).iter().sum::<usize>();
    let largest = |kind: &str| of(kind).iter().max().copied().unwrap_or(0);
    // a payload: what is known at all, some names and words of a message, and the messages that have them
    let pasted = all("meta.json") + 3 * usual("n") + 4 * usual("m") + 2 * usual("t");
    let typed = all("meta.json") + usual("n") + all("rows.json") + all("words.json") + 2 * largest("w");
    let (paste_floor, type_floor) = if index.records().len() > 20_000 { (120, 600) } else { (60, 150) };
    let total: usize = kinds.values().flatten().sum();
    let count: usize = kinds.values().map(Vec::len).sum();
    let kb = |bytes: usize| format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100);
    [
        line("index for a pasted payload, gzip", &kb(pasted), &format!("floor {paste_floor} KB"), pasted < paste_floor * 1000),
        line("index for a typed search, gzip", &kb(typed), &format!("floor {type_floor} KB"), typed < type_floor * 1000),
        line("whole index, gzip", &kb(total), &format!("{count} files"), true),
    ]
    .iter()
    .all(|is_met| *is_met)
}

fn compressed(bytes: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::new(9));
    out.write_all(bytes).and_then(|()| out.finish()).map_or(0, |out| out.len())
}
