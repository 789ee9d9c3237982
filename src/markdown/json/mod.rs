//! Payloads: a JSON value, drawn by hand with its keys in the order written.
//!
//! A payload is a few hundred bytes and every page has one, so it is drawn from the value in about
//! a microsecond, with the classes of [`super::highlight`]: `v` keys, `s` strings, `n` numbers and
//! constants, `p` punctuation.

mod draw;
mod members;
mod place;

pub use draw::{html, text};
pub use members::{Member, Members, Struct, drawn};
pub use place::{Place, Step, find, places};

pub use crate::model::Value;

#[cfg(test)]
mod tests;
