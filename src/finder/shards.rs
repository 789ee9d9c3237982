//! The index as files: what a browser loads, and only as much of it as a query needs.
//!
//! ```text
//! meta.json       numbers, and a filter that says which names and words are known at all
//! n/00.json …     entries by the hash of their names
//! m/00.json …     words of messages by their hash, with the messages that have them
//! t/0.json …      messages in order, with their entries
//! rows.json       every entry in short, for typed search
//! words.json      the words of titles and texts
//! w/0.json …      where those words stand
//! ```
//!
//! A pasted body needs the filter and the shards of what the filter lets through; typed search adds the last three.

use super::messages::Messages;
use super::names::names_of;
use super::text::hash;
use super::{Index, Record};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The files of the index by name, sorted; the same for the same records.
#[must_use]
pub fn files(index: &Index) -> Vec<(String, Vec<u8>)> {
    let base = common_base(index.records());
    let names = || {
        let (mut out, mut filter) = (Vec::new(), Filter::default());
        let count = name_shards(index, base.as_deref(), &mut filter, &mut out);
        (count, filter, out)
    };
    let messages = || {
        let (mut out, mut filter) = (Vec::new(), Filter::default());
        let count = message_shards(index.messages(), &mut filter, &mut out);
        (count, message_blocks(index, &mut out), filter, out)
    };
    let words = || {
        let mut out = Vec::new();
        (word_files(index, &mut out), out)
    };
    // Parts that know nothing of each other, the longest first.
    let ((typed, of_words), ((named, mut filter, mut out), ((told, block, keys, of_messages), rows))) =
        rayon::join(words, || rayon::join(names, || rayon::join(messages, || row_file(index.records()))));
    filter.keys.extend(keys.keys);
    out.extend(of_messages.into_iter().chain(of_words));
    out.push(rows);
    let filter = filter.bits();
    let meta = json!({
        "version": 1,
        "entries": index.records().len(),
        "messages": index.messages().list.len(),
        "names": named,
        "tellers": told,
        "block": block,
        "words": typed,
        "base": base,
        "id": index.request_id_place,
        "bits": filter.len() * 8,
        "filter": base64(&filter),
    });
    push(&mut out, "meta.json".to_owned(), &meta);
    out.sort_unstable();
    out
}

fn push(out: &mut Vec<(String, Vec<u8>)>, name: String, value: &Value) {
    out.push((name, value.to_string().into_bytes()));
}

/// An entry as the script reads it; what is missing at the end is left out.
fn row(row: u32, record: &Record, base: Option<&str>) -> Value {
    let spoken: Vec<&String> = record.spoken().collect();
    let url = record.url.as_ref().filter(|u| Some(u.as_str()) != base.map(|b| format!("{b}{}/", record.path)).as_deref());
    trimmed(vec![
        json!(row),
        json!(record.code),
        json!(short_path(record)),
        json!(short_title(record)),
        json!(record.status),
        json!(record.service),
        if record.aliases.is_empty() { Value::Null } else { json!(record.aliases) },
        if spoken.is_empty() { Value::Null } else { json!(spoken) },
        json!(record.own_type()),
        if record.url.is_none() && base.is_some() { json!("") } else { json!(url) },
    ])
}

fn trimmed(mut values: Vec<Value>) -> Value {
    while values.last().is_some_and(Value::is_null) {
        values.pop();
    }
    Value::Array(values)
}

/// What stands before the path in every address, where it is one and the same.
fn common_base(records: &[Record]) -> Option<String> {
    let first = records.first()?;
    let base = first.url.as_ref()?.trim_end_matches('/').strip_suffix(&first.path)?;
    Some(base.to_owned())
}

fn name_shards(index: &Index, base: Option<&str>, filter: &mut Filter, out: &mut Vec<(String, Vec<u8>)>) -> usize {
    let count = (index.records().len() / 96).next_power_of_two().clamp(1, 1024);
    let mut shards: BTreeMap<usize, BTreeSet<u32>> = (0..count).map(|s| (s, BTreeSet::new())).collect();
    for (at, record) in (0..).zip(index.records()) {
        for name in names_of(record) {
            filter.keys.insert(hash(&name));
            shards.entry(hash(&name) as usize % count).or_default().insert(at);
        }
    }
    for (shard, rows) in shards {
        let rows: Vec<Value> = rows.into_iter().map(|r| row(r, &index.records()[r as usize], base)).collect();
        push(out, format!("n/{shard:02x}.json"), &Value::Array(rows));
    }
    count
}

fn message_shards(messages: &Messages, filter: &mut Filter, out: &mut Vec<(String, Vec<u8>)>) -> usize {
    let postings: usize = messages.words.values().map(Vec::len).sum();
    let count = (postings / 500).next_power_of_two().clamp(1, 1024);
    let mut shards: BTreeMap<usize, BTreeMap<&str, Value>> = (0..count).map(|s| (s, BTreeMap::new())).collect();
    for (word, list) in messages.words.iter().collect::<BTreeMap<_, _>>() {
        filter.keys.insert(hash(&format!(":{word}")));
        // the weight of each message goes with it, as a character from `#` on
        let totals: String =
            list.iter().map(|&m| char::from_u32(35 + messages.list[m as usize].total).expect("weights are small")).collect();
        shards.entry(hash(word) as usize % count).or_default().insert(word, json!([steps(list), totals]));
    }
    for (shard, words) in shards {
        push(out, format!("m/{shard:02x}.json"), &json!(words));
    }
    count
}

fn message_blocks(index: &Index, out: &mut Vec<(String, Vec<u8>)>) -> usize {
    let list = &index.messages().list;
    let block = (list.len() / 512).max(24);
    for (number, messages) in list.chunks(block).enumerate() {
        let rows: BTreeSet<u32> = messages.iter().flat_map(|m| m.rows.iter().copied()).collect();
        let texts: Vec<Value> = messages
            .iter()
            .map(|m| {
                trimmed(vec![json!(m.source), json!(steps(&m.rows)), json!(m.all), if m.is_template { json!(1) } else { Value::Null }])
            })
            .collect();
        let short = |at: u32| {
            let r = &index.records()[at as usize];
            trimmed(vec![json!(at), json!(r.code), json!(short_path(r)), json!(short_title(r)), json!(r.status), json!(r.service)])
        };
        push(out, format!("t/{number}.json"), &json!([texts, rows.into_iter().map(short).collect::<Vec<_>>()]));
    }
    block
}

/// All entries in short, for typed search.
fn row_file(records: &[Record]) -> (String, Vec<u8>) {
    let services: BTreeSet<&String> = records.iter().filter_map(|r| r.service.as_ref()).collect();
    let numbers: BTreeMap<&String, usize> = services.iter().copied().zip(1..).collect();
    let service = |r: &Record| r.service.as_ref().map_or(0, |s| numbers[s]);
    let lines = |of: &dyn Fn(&Record) -> &str| fronted(records.iter().map(of));
    let rows = json!({
        "code": lines(&|r| &r.code),
        "path": lines(&short_path),
        "title": lines(&short_title),
        "status": records.iter().map(|r| r.status.unwrap_or(0)).collect::<Vec<_>>(),
        "service": if services.is_empty() { Vec::new() } else { records.iter().map(service).collect() },
        "services": services,
    });
    ("rows.json".to_owned(), rows.to_string().into_bytes())
}

/// Gives the number of shards.
fn word_files(index: &Index, out: &mut Vec<(String, Vec<u8>)>) -> usize {
    let list = &index.words_in_parallel().list;
    let mut starts = vec![0];
    let mut shards: Vec<Vec<Vec<u32>>> = vec![Vec::new()];
    let mut held = 0;
    for (at, (_, postings)) in list.iter().enumerate() {
        if held > 3000 {
            starts.push(at);
            shards.push(Vec::new());
            held = 0;
        }
        held += postings.len();
        shards.last_mut().expect("there is one").push(steps(postings));
    }
    let count = shards.len();
    for (number, shard) in shards.into_iter().enumerate() {
        out.push((format!("w/{number}.json"), serde_json::to_vec(&shard).expect("numbers are data")));
    }
    let words: Vec<&str> = list.iter().map(|(w, _)| w.as_str()).collect();
    let have: Vec<usize> = list.iter().map(|(_, p)| p.len()).collect();
    push(out, "words.json".to_owned(), &json!({"words": words.join(" "), "have": have, "starts": starts}));
    count
}

/// Lines, each with its first letters that are those of the line before as one character that counts them.
fn fronted<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut last = String::new();
    for line in lines {
        let line = line.replace('\n', " ");
        let same = line.bytes().zip(last.bytes()).take(90).take_while(|(a, b)| a == b && a.is_ascii()).count();
        out.push(char::from_u32(35 + u32::try_from(same).unwrap_or(0)).expect("at most 90 letters are counted"));
        out.push_str(&line[same..]);
        out.push('\n');
        last = line;
    }
    out
}

/// Most paths are a folder and the last part of the code: then the folder alone is written, with its slash.
fn short_path(record: &Record) -> &str {
    let own = super::text::name(&record.path);
    if own == super::text::name(&record.code) { &record.path[..record.path.len() - own.len()] } else { &record.path }
}

/// Stands for a title that is the code's last part as a sentence. No title holds it: it shows nowhere.
const SENTENCE: &str = "\u{1}";

/// Most titles are the code's last part: then nothing is written where it stands as it is or each of its words has a capital, and one letter where
/// the first has.
fn short_title(record: &Record) -> &str {
    let own = super::text::name(&record.code);
    let capital = |word: &str| word.get(..1).map_or_else(|| word.to_owned(), |first| first.to_ascii_uppercase() + &word[1..]);
    let derived = own.split('_').map(capital).collect::<Vec<_>>().join(" ");
    if record.title == if own.contains('_') { derived } else { own.to_owned() } {
        ""
    } else if record.title == capital(&own.replace('_', " ")) {
        SENTENCE
    } else {
        &record.title
    }
}

/// Ascending numbers as the steps between them.
fn steps(list: &[u32]) -> Vec<u32> {
    let mut before = 0;
    list.iter().map(|&n| n - std::mem::replace(&mut before, n)).collect()
}

/// A Bloom filter with three bits a key.
#[derive(Default)]
struct Filter {
    keys: BTreeSet<u32>,
}

impl Filter {
    /// About ten bits for each key, at most 48 kB in all.
    fn bits(&self) -> Vec<u8> {
        let mut bytes = vec![0u8; (self.keys.len() * 10 / 8 + 1).min(48 * 1024)];
        let size = u32::try_from(bytes.len() * 8).expect("bounded above");
        for &key in &self.keys {
            for nth in 0..3 {
                let bit = key.wrapping_add((key.rotate_left(16) | 1).wrapping_mul(nth)) % size;
                bytes[bit as usize / 8] |= 1 << (bit % 8);
            }
        }
        bytes
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0u32, |n, &b| n << 8 | u32::from(b)) << (8 * (3 - three.len()));
        for nth in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * nth)) as usize & 63];
            out.push(if nth > three.len() { '=' } else { char::from(sign) });
        }
    }
    out
}
