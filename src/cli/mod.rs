//! The command: one file for each subcommand. The only room that prints.
//!
//! Results go to standard output, all else to standard error. Exit status: 0 clean; 1 the book (or the query) has findings; 2 it could not run.

mod book;
mod build;
mod cache;
mod check;
mod completions;
mod explain;
mod export;
mod fix;
mod init;
mod list;
#[cfg(feature = "mcp")]
mod mcp;
mod new;
mod record;
mod reuse;
mod scan;
mod schema;
mod serve;
mod stamp;
mod stats;
mod table;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

/// Turns YAML definitions of errors into a site that explains each to a person, an agent and a program.
#[derive(Debug, Parser)]
#[command(name = "errbook", version, max_term_width = 100, propagate_version = true, arg_required_else_help = true)]
struct Arguments {
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto, global = true)]
    color: When,
    /// Say nothing but results and findings
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small book
    Init(init::Arguments),
    /// Write the skeleton of a definition
    New(new::Arguments),
    /// Write the site
    Build(build::Arguments),
    /// Show the site in a browser, and follow each edit
    Serve(serve::Arguments),
    /// Find what is wrong with the book
    Check(check::Arguments),
    /// Explain an error: a code, an address, a payload, a log line, or a rule of errbook's own
    Explain(explain::Arguments),
    /// Find which known errors a log holds
    Scan(scan::Arguments),
    /// List the errors of the book
    List(list::Arguments),
    /// Write typed constants, or another file, for programs that meet the errors
    Export(export::Arguments),
    /// Say how much of the book is there
    Stats(stats::Arguments),
    /// Answer agents over the Model Context Protocol, on standard input and output
    #[cfg(feature = "mcp")]
    Mcp(mcp::Arguments),
    /// Print a JSON Schema
    Schema(schema::Arguments),
    /// Print a script that completes commands for a shell
    Completions(completions::Arguments),
}

/// How much is said on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Talk {
    Quiet,
    Normal,
    Verbose,
}

/// What a command ends with, where it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
}

/// Runs the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Printing can fail only where nobody reads.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match arguments.color {
        When::Auto => {}
        When::Always => anstream::ColorChoice::Always.write_global(),
        When::Never => anstream::ColorChoice::Never.write_global(),
    }
    let talk = match (arguments.quiet, arguments.verbose) {
        (true, _) => Talk::Quiet,
        (_, true) => Talk::Verbose,
        _ => Talk::Normal,
    };
    let outcome = match arguments.command {
        Command::Init(arguments) => init::run(&arguments, talk),
        Command::New(arguments) => new::run(&arguments, talk),
        Command::Build(arguments) => build::run(&arguments, talk),
        Command::Serve(arguments) => serve::run(&arguments, talk),
        Command::Check(arguments) => check::run(&arguments, talk),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments, talk),
        Command::List(arguments) => list::run(&arguments),
        Command::Export(arguments) => export::run(&arguments, talk),
        Command::Stats(arguments) => stats::run(&arguments, talk),
        #[cfg(feature = "mcp")]
        Command::Mcp(arguments) => mcp::run(&arguments, talk),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, &mut Arguments::command()),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{}: {error:#}", style(anstyle::AnsiColor::Red.on_default().bold(), "error")));
            ExitCode::from(2)
        }
    }
}

/// `errbook list | head` is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe))
}

/// Writes a result to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a line to standard error.
fn say(text: &str) {
    use std::io::Write;
    // Nobody is left to be told.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

fn style(style: anstyle::Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// `1 error`, `2 errors`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {}", table::thousands(number), plural(noun)) }
}

/// How long ago something began.
fn seconds(start: std::time::Instant) -> String {
    let seconds = start.elapsed().as_secs_f64();
    if seconds < 1.0 { format!("{:.0} ms", seconds * 1e3) } else { format!("{seconds:.2} s") }
}

fn plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix('y') { format!("{stem}ies") } else { format!("{noun}s") }
}
