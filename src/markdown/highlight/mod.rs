//! Code → HTML with a one-letter class for each kind of token.
//!
//! syntect parses with Oniguruma; the writer is ours, since the stock one makes ten times the
//! bytes. Two tables make it fast: [`lines`] knows every line in every state it was met in, and
//! [`blocks`] knows whole blocks, also from earlier runs. Where a line is new, [`needs`] saves most
//! searches for patterns that match nowhere in it.

mod blocks;
mod classes;
mod contexts;
mod expression;
mod languages;
mod lines;
mod machine;
mod needs;
mod room;
mod runs;

pub use languages::label;

use super::escape;
use lines::Lines;
use std::sync::OnceLock;

/// A block larger than this is not coloured.
const LARGEST_BLOCK: usize = 200_000;

/// Colours code. One of it serves all threads; the syntaxes are loaded with the first block that
/// needs them.
pub struct Highlighter {
    blocks: Option<blocks::Blocks>,
    lines: OnceLock<Lines>,
}

/// Which blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Those that this run used.
    Used,
    /// Those as well that an earlier run told.
    All,
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Highlighter").field("on", &self.blocks.is_some()).finish_non_exhaustive()
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    /// A highlighter that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { blocks: Some(blocks::Blocks::new()), lines: OnceLock::new() }
    }

    /// One that only escapes, for `highlight = false`.
    #[must_use]
    pub fn off() -> Self {
        Self { blocks: None, lines: OnceLock::new() }
    }

    /// The code as HTML, escaped, with spans where there is something to colour. Line breaks at
    /// the end are left out. An unknown language gives plain text; so do a line of over 2,000 bytes
    /// and a block of over 200 kB, on which the expressions of a syntax could take for ever.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str) -> String {
        let code = code.trim_end_matches(['\n', '\r']);
        let mut out = String::with_capacity(code.len() * 3);
        let coloured = self.blocks.as_ref().is_some_and(|blocks| self.coloured(blocks, language, code, &mut out));
        if !coloured {
            escape::text(&mut out, code);
        }
        out
    }

    /// The blocks that are known, for a cache on disk. The same use gives the same bytes.
    #[must_use]
    pub fn export(&self, which: Known) -> Vec<u8> {
        self.blocks.as_ref().map(|blocks| blocks.export(which)).unwrap_or_default()
    }

    /// Takes in the bytes of an earlier [`export`](Self::export) and says how many blocks they held.
    /// Damaged bytes, or those of another version, hold none.
    pub fn import(&self, bytes: &[u8]) -> usize {
        self.blocks.as_ref().map_or(0, |blocks| blocks.import(bytes))
    }

    fn coloured(&self, blocks: &blocks::Blocks, language: &str, code: &str, out: &mut String) -> bool {
        if code.len() > LARGEST_BLOCK {
            return false;
        }
        let syntax = languages::find(language).map_or("", |known| known.syntax);
        if syntax.is_empty() {
            return false;
        }
        let key = blocks::key(syntax, code);
        if let Some(runs) = blocks.get(&key)
            && runs::html(out, code, &runs)
        {
            return true;
        }
        let lines = self.lines.get_or_init(Lines::new);
        let Some(runs) = parse(lines, syntax, code) else { return false };
        blocks.put(key, &runs);
        runs::html(out, code, &runs)
    }
}

/// The runs of a block in this syntax; `None` if there is none of that name.
fn parse(lines: &Lines, syntax: &str, code: &str) -> Option<Vec<u8>> {
    const BASH: &str = "Bourne Again Shell (bash)";
    match syntax {
        languages::SESSION if code.lines().any(|line| line.starts_with("$ ")) => lines.session(BASH, code),
        languages::SESSION => lines.runs(BASH, code),
        // This one knows what stands between the tags of a template.
        "PHP Source" if code.contains("<?") => lines.runs("PHP", code),
        _ => lines.runs(syntax, code),
    }
}

/// The name under which the code of a language is marked in pages: `language-bash` for `sh`.
#[must_use]
pub fn canonical(language: &str) -> &str {
    languages::find(language).map_or("", |known| known.names[0])
}

#[cfg(test)]
mod tests;
