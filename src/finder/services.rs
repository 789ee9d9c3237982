//! Entries with the same code or message → the one whose service a line of a log names.

use super::Index;
use super::grams::Numbered;
use super::text::squeeze;

/// The names of services and folders, which decide between entries with the same code or message.
#[derive(Debug, Default)]
pub struct Services {
    /// The hash of a squeezed name → its number and length.
    names: Numbered<u64, (u32, usize)>,
    /// The names of each record that has rivals.
    of_row: Numbered<u32, Vec<u32>>,
}

impl Services {
    /// The names of these records.
    #[must_use]
    pub fn new(index: &Index, rows: impl Iterator<Item = u32>) -> Self {
        let mut out = Self::default();
        for row in rows {
            let record = &index.records()[row as usize];
            let all = record.service.iter().map(String::as_str).chain(record.path.rsplit('/').skip(1));
            let mut numbers = Vec::new();
            for key in all.map(squeeze) {
                let next = u32::try_from(out.names.len()).unwrap_or(u32::MAX);
                numbers.push(out.names.entry(key.bytes().fold(0, step)).or_insert((next, key.len())).0);
            }
            out.of_row.insert(row, numbers);
        }
        out
    }

    /// The one that the line's words speak for, or the first of all; and how many others are equal to it.
    #[must_use]
    pub fn decide(&self, rows: &[u32], line: &[u8]) -> (u32, usize) {
        if rows.len() < 2 {
            return (rows[0], 0);
        }
        let mut heard: Vec<(usize, u32)> = Vec::new();
        // the hashes of the last word, and of it with one, two and three words before it
        let mut ends = [0; 4];
        for word in line.split(|&b| !is_letter(b)).filter(|w| !w.is_empty()) {
            ends = [0, ends[0], ends[1], ends[2]];
            for byte in word {
                ends = ends.map(|hash| step(hash, byte.to_ascii_lowercase()));
            }
            heard.extend(ends.iter().filter_map(|hash| self.names.get(hash)).map(|&(number, length)| (length, number)));
        }
        let worth = |row: &u32| {
            let own = self.of_row.get(row).map_or(&[][..], Vec::as_slice);
            heard.iter().filter(|(_, number)| own.contains(number)).map(|(length, _)| *length).max().unwrap_or(0)
        };
        let best = if heard.is_empty() { 0 } else { rows.iter().map(worth).max().unwrap_or(0) };
        if best == 0 {
            return (rows[0], rows.len() - 1);
        }
        let mut winners = rows.iter().filter(|row| worth(row) == best);
        (*winners.next().unwrap_or(&rows[0]), winners.count())
    }
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}
