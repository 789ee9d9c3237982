//! How well the finder finds, how large its index is, and how fast it is: `just bench-finder [DIR]`.
//!
//! Each figure stands beside its floor, and each miss is printed. The dice are seeded: the same book gives the same
//! queries on any machine.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

mod accuracy;
mod dice;
mod queries;
mod sizes;
mod speed;
mod unrelated;

use std::path::PathBuf;
use std::process::ExitCode;

use errbook::catalog::{Audience, resolve};
use errbook::finder::{Index, Record, records};
use errbook::source;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is measured, and how.
pub(crate) struct Plan {
    /// Queries of each kind.
    pub(crate) count: usize,
    /// Misses of each kind that are printed.
    pub(crate) misses: usize,
    /// Folders of texts that have nothing to do with the book.
    pub(crate) unrelated: Vec<PathBuf>,
}

fn main() -> ExitCode {
    // `cargo bench` adds `--bench`
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |name: &str, usual| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(usual)
    };
    let books: Vec<&String> = arguments.iter().take_while(|argument| !argument.starts_with("--")).collect();
    if books.is_empty() {
        println!("usage: just bench-finder BOOK... [--count 1000] [--misses 5] [--unrelated FOLDER]");
        return ExitCode::from(2);
    }
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let named = arguments.iter().zip(arguments.iter().skip(1)).filter(|(name, _)| *name == "--unrelated");
    let mut unrelated: Vec<PathBuf> = named.map(|(_, folder)| PathBuf::from(folder)).collect();
    unrelated.extend(["src", "tests", "scripts", "static", "LICENSE-APACHE", "LICENSE-MIT"].map(|name| own.join(name)));
    let plan = Plan { count: number("--count", 1000), misses: number("--misses", 5), unrelated };
    let mut is_met = true;
    for book in books {
        let index = Index::new(read(book));
        println!("\n{book}: {} errors", index.records().len());
        is_met &= accuracy::measure(&index, &plan);
        is_met &= sizes::measure(&index);
        is_met &= speed::measure(&index);
    }
    if is_met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the finder knows of a book.
fn read(folder: &str) -> Vec<Record> {
    let sources = source::read(folder.as_ref()).expect("the book can be read");
    records(&resolve(&sources, Audience::default()).0)
}

/// A part as a percentage.
#[allow(clippy::cast_precision_loss, reason = "nobody asks that many questions")]
pub(crate) fn share(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

/// Prints a figure beside its floor; gives whether it keeps to it.
pub(crate) fn line(what: &str, figure: &str, floor: &str, is_met: bool) -> bool {
    println!("{} {what:<44} {figure:>16}   {floor}", if is_met { " " } else { "!" });
    is_met
}
