//! `errbook completions`: a script that completes commands for a shell.

use anyhow::Result;
use clap_complete::Shell;

use super::{Outcome, print};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, command: &mut clap::Command) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "errbook", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Outcome::Clean)
}
