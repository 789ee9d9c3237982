//! errbook: arguments in, exit code out.

use std::process::ExitCode;

/// A build is many small texts on all cores at once, which this one hands out in three quarters of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    errbook::cli::run(std::env::args_os())
}
