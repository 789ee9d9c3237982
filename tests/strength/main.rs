//! errbook under blows: killed, hindered, attacked. Whatever happens, a site is the old or the new one, and nothing outside is touched.

#![allow(clippy::unwrap_used, clippy::case_sensitive_file_extension_comparisons, reason = "a test that fails may panic")]

#[path = "../suite/run.rs"]
#[expect(dead_code, reason = "shared with the suite, which needs more of it")]
mod run;

mod edits;
mod faults;
mod hostile;
mod html;
mod kill;
mod same;
mod soup;
mod standstill;
mod traps;
