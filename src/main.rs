//! errbook: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    errbook::cli::run(std::env::args_os())
}
