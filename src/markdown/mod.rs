//! Prose (stub until the room moves in).
/// x
#[must_use]
pub fn references(_text: &str) -> Vec<String> { Vec::new() }
