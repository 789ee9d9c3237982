//! Which entries stand in which `llms.txt`.

use super::Site;

/// How the root `llms.txt` is split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LlmsPlan {
    /// How many files there are: `llms.txt`, `llms-2.txt`, …
    pub parts: usize,
}

impl Site {
    /// How the root `llms.txt` is split.
    #[must_use]
    pub fn llms(&self) -> &LlmsPlan {
        self.memo.llms.get_or_init(|| LlmsPlan { parts: 1 })
    }
}
