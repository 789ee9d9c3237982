//! Code, payload or log line → the entries that it is about, best first, with the reasons.
//!
//! One engine for `explain`, the MCP server, the rules and the browser: `static/finder/` is its twin over the files
//! that [`shards`] makes, and both are held together by `tests/finder/vectors.json`.
//!
//! ```text
//! query → recognise (pieces with places) → names, messages (evidence) → rank → matches
//!                                        ↘ words, if nothing is sure ↗
//! ```

pub mod grams;
pub mod json;
pub mod known;
pub mod messages;
pub mod names;
pub mod rank;
pub mod recognise;
mod records;
pub mod redact;
pub mod scan;
pub mod services;
pub mod shards;
pub mod template;
pub mod text;
pub mod words;

pub use records::records;

use rank::{Evidence, Trust};
use recognise::Reading;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// What the finder knows of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The caller's own number for it.
    pub id: u32,
    /// What a service sends.
    pub code: String,
    /// The page's path: `unkey/data/key_not_found`.
    pub path: String,
    /// The page's full address, where the site has one.
    pub url: Option<String>,
    /// The problem type, where it is not the page's address.
    pub type_uri: Option<String>,
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The HTTP status.
    pub status: Option<u16>,
    /// Other codes, and former paths with a leading slash.
    pub aliases: Vec<String>,
    /// Message templates.
    pub messages: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// The causes, as plain text.
    pub causes: Vec<String>,
    /// The strings of example payloads, with their places.
    pub payload: Vec<(String, String)>,
    /// The provider's product, which decides between equal codes.
    pub service: Option<String>,
}

impl Record {
    /// The problem type, where it says more than the page's address or path do.
    #[must_use]
    pub fn own_type(&self) -> Option<&String> {
        let says = |known: &str, uri: &str| known.trim_matches('/') == uri.trim_matches('/');
        self.type_uri.as_ref().filter(|uri| !says(&self.path, uri) && !self.url.as_ref().is_some_and(|url| says(url, uri)))
    }

    /// What the example's payload calls the error, where that is not the code itself.
    pub fn spoken(&self) -> impl Iterator<Item = &String> {
        let field = |place: &str| text::squeeze(place.rsplit(['.', '[']).next().unwrap_or(place));
        let tells = move |place: &str| recognise::is_code_field(&field(place));
        self.payload
            .iter()
            .filter(move |(place, text)| tells(place) && *text != self.code && !names::is_weak(text) && !text.contains([' ', '/']))
            .map(|(_, text)| text)
    }
}

/// What a reason is about. The order is that of the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The address of a page.
    Url,
    /// The code.
    Code,
    /// Another spelling or a former code.
    Alias,
    /// A message that the error prints.
    Message,
    /// The HTTP status, or the title.
    Status,
    /// Words of title, summary, causes and tags.
    Words,
}

/// Why an entry matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// What matched.
    pub kind: Kind,
    /// Where: a place in the payload (`errors[0].type`) or `line 3`.
    #[serde(rename = "where")]
    pub place: String,
    /// The text that matched.
    pub text: String,
}

/// An entry that a query is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match {
    /// The record's `id`.
    pub id: u32,
    /// The record's index.
    #[serde(skip)]
    pub row: u32,
    /// Higher is better.
    pub score: u32,
    /// Whether this is the error, and not only something like it.
    pub confident: bool,
    /// The reasons, best first.
    pub because: Vec<Because>,
    /// What stood in the message's placeholders.
    pub captures: Vec<(String, String)>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Best first, ties by path.
    pub matches: Vec<Match>,
    /// The id of the failed request, for support.
    pub request_id: Option<String>,
    /// When it happened, as the text has it.
    pub time: Option<String>,
}

/// All entries of a book, ready to be asked for. Each part is made when it is first needed.
#[derive(Debug, Default)]
pub struct Index {
    records: Vec<Record>,
    request_id_place: String,
    names: OnceLock<Vec<(u32, u32)>>,
    messages: OnceLock<messages::Messages>,
    words: OnceLock<words::Words>,
    squeezed: OnceLock<Vec<words::Squeezed>>,
}

impl Index {
    /// An index of these records.
    #[must_use]
    pub fn new(records: Vec<Record>) -> Self {
        Self { records, ..Self::default() }
    }

    /// With the place of the request id in a payload: `meta.requestId`.
    #[must_use]
    pub fn with_request_id(mut self, place: &str) -> Self {
        place.clone_into(&mut self.request_id_place);
        self
    }

    /// The records, as they were given.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The entries that the query is about: at most `limit`, best first.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Found {
        let reading = recognise::recognise(query);
        let mut evidence = names::find(self, &reading);
        evidence.extend(self.messages_in(&reading));
        let mut matches = rank::rank(self, &reading, evidence.clone());
        if matches.is_empty() || reading.is_typed && !matches.iter().any(|m| m.confident) {
            evidence.extend(words::find(self, &reading));
            matches = rank::rank(self, &reading, evidence);
        }
        matches.truncate(limit);
        let (request_id, time) = recognise::support(&reading, &self.request_id_place);
        Found { matches, request_id, time }
    }

    /// Whether the query names this record, and by the same words no other: then [`Self::find`] is sure of it, whatever else the query says.
    ///
    /// Much cheaper than to find all that a query may be about.
    #[must_use]
    pub fn is_named(&self, row: u32, query: &str) -> bool {
        let evidence = names::find(self, &recognise::recognise(query));
        let is_alone = |e: &Evidence| evidence.iter().all(|other| other.group != e.group || other.row == row);
        evidence.iter().any(|e| e.row == row && e.trust == Trust::Always && is_alone(e))
    }

    /// The records that may be called so.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<u32> {
        let names = self.names.get_or_init(|| names::index_names(&self.records));
        let hash = text::hash(name);
        let from = names.partition_point(|&(h, _)| h < hash);
        names[from..].iter().take_while(|&&(h, _)| h == hash).map(|&(_, row)| row).collect()
    }

    /// The known messages.
    #[must_use]
    pub fn messages(&self) -> &messages::Messages {
        self.messages.get_or_init(|| messages::Messages::new(&self.records))
    }

    /// The words of titles and texts, made on one thread where nobody asked for them before.
    #[must_use]
    pub fn words(&self) -> &words::Words {
        self.words.get_or_init(|| words::Words::new(&self.records, 1))
    }

    /// The same, made on all cores. Not where many threads may ask: one that waits for others could be handed work that waits for it.
    #[must_use]
    pub fn words_in_parallel(&self) -> &words::Words {
        self.words.get_or_init(|| words::Words::new(&self.records, 2 * rayon::current_num_threads()))
    }

    /// The codes, as typing mistakes are looked for in them.
    #[must_use]
    pub fn squeezed(&self) -> &[words::Squeezed] {
        self.squeezed.get_or_init(|| self.records.iter().map(words::Squeezed::of).collect())
    }

    fn messages_in(&self, reading: &Reading) -> Vec<Evidence> {
        let mut out = Vec::new();
        for (nth, piece) in reading.pieces.iter().enumerate().filter(|(_, p)| p.text.contains(' ') || !p.text.is_ascii()) {
            for hit in self.messages().find(piece) {
                let message = &self.messages().list[hit.message as usize];
                let trust = match (hit.is_sure, piece.is_value || reading.is_typed) {
                    (true, true) => Trust::Always,
                    (true, false) => Trust::WhenUnique,
                    (false, _) => Trust::Never,
                };
                let group = (nth << 32) + (1 << 31) + hit.message as usize;
                for &row in &message.rows {
                    let mut found = Evidence::new(row, Kind::Message, piece, &message.source, hit.score).trusted(trust, group);
                    found.captures.clone_from(&hit.captures);
                    out.push(found);
                }
            }
        }
        out
    }
}
