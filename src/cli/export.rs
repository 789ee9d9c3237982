//! `errbook export`: one file for another program.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::book::{Book, Readers, summary};
use super::{Outcome, Talk, print, say};
use crate::catalog::EntryId;
use crate::export::{GIVEN, Options, Target, export};
use crate::markdown::highlight::Highlighter;
use crate::output;
use crate::site::{Site, site};
use crate::theme::template_error;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What the file is for
    #[arg(value_enum, required_unless_present = "template")]
    target: Option<Kind>,
    /// The folder of the book; the current one where left out
    dir: Option<PathBuf>,
    /// The file that is written; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing, and fail where the file is not what would be written
    #[arg(long, requires = "output")]
    check: bool,
    /// A Tera template in place of the built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// The package, module or namespace of the code
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Only this category and those below it
    #[arg(long, value_name = "PATH")]
    category: Option<String>,
    #[command(flatten)]
    readers: Readers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Constants of Rust
    Rust,
    /// Constants of TypeScript
    #[value(name = "typescript")]
    TypeScript,
    /// Constants of Python
    Python,
    /// Constants of Go
    Go,
    /// Constants of Java
    Java,
    /// Constants of C#
    #[value(name = "csharp")]
    CSharp,
    /// Responses, schemas and examples for an OpenAPI document
    #[value(name = "openapi")]
    OpenApi,
    /// A table
    Csv,
    /// Rules for tools that report errors (SARIF)
    SarifRules,
    /// Settings of nginx
    Nginx,
    /// Settings of Caddy (a Caddyfile)
    Caddy,
    /// netlify/edge-functions/errors.js
    Netlify,
    /// middleware.js
    Vercel,
    /// functions/_middleware.js of Cloudflare Pages
    Cloudflare,
    /// A workflow that publishes to GitHub Pages
    GithubPages,
    /// What a template of yours makes
    Text,
}

impl From<Kind> for Target {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Rust => Self::Rust,
            Kind::TypeScript => Self::TypeScript,
            Kind::Python => Self::Python,
            Kind::Go => Self::Go,
            Kind::Java => Self::Java,
            Kind::CSharp => Self::CSharp,
            Kind::OpenApi => Self::OpenApi,
            Kind::Csv => Self::Csv,
            Kind::SarifRules => Self::SarifRules,
            Kind::Nginx => Self::Nginx,
            Kind::Caddy => Self::Caddy,
            Kind::Netlify => Self::Netlify,
            Kind::Vercel => Self::Vercel,
            Kind::Cloudflare => Self::Cloudflare,
            Kind::GithubPages => Self::GithubPages,
            Kind::Text => Self::Text,
        }
    }
}

pub(super) fn run(arguments: &Arguments, talk: Talk) -> Result<Outcome> {
    let target = Target::from(arguments.target.unwrap_or(Kind::Text));
    if target == Target::Text && arguments.template.is_none() {
        bail!("`text` is made by a template: name one with `--template`");
    }
    let package = arguments.package.as_deref();
    if let Some(package) = package.filter(|package| !is_package(package)) {
        bail!("`{package}` is no name of a package: write `errors` or `com.acme.errors`");
    }
    let template = arguments.template.as_deref().map(read).transpose()?;
    let mut book = Book::read(arguments.dir.as_deref(), arguments.readers.audience())?;
    let (site, found) = site(std::mem::take(&mut book.catalog), &book.sources, Highlighter::off());
    book.diagnostics.extend(found);
    if book.is_broken() {
        return refuse(&mut book, talk);
    }
    let root = site.catalog.config.site_path();
    if target.is_host() && !root.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~/".contains(c)) {
        bail!("the path `{root}` of `site-url` cannot stand in the settings of a host: it may have ASCII letters, digits and `-_.~` only");
    }
    let entries = chosen(&site, arguments.category.as_deref())?;
    if let Some(most) = target.most().filter(|most| entries.len() > *most && template.is_none()) {
        bail!("one file of Java holds {most} constants, and these are {}: choose some with `--category`", entries.len());
    }
    let options = Options { package, template: template.as_ref().map(|(name, text)| (name.as_str(), text.as_str())) };
    let made = match export(&site, &entries, target, options) {
        Ok(made) => made,
        Err(error) if error.to_string().contains(GIVEN) => bail!("the template cannot be used\n{}", error.to_string().replace(GIVEN, "")),
        Err(error) => {
            book.diagnostics = vec![template_error(&error, &book.sources.files)];
            return refuse(&mut book, talk);
        }
    };
    match &arguments.output {
        None => print(&made)?,
        Some(path) if arguments.check => return compare(path, &made, talk),
        Some(path) => write(path, &made, talk)?,
    }
    Ok(Outcome::Clean)
}

/// Says what keeps the book from being exported.
fn refuse(book: &mut Book, talk: Talk) -> Result<Outcome> {
    book.diagnostics.retain(|diagnostic| diagnostic.severity == crate::diagnostic::Severity::Error);
    book.report(None, Talk::Quiet)?;
    if talk > Talk::Quiet {
        say(&format!("{}; nothing was exported", summary(&book.diagnostics, book.diagnostics.len())));
    }
    Ok(Outcome::Findings)
}

/// The name and the text of a template.
fn read(path: &Path) -> Result<(String, String)> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the template {}", path.display()))?;
    Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text))
}

/// The entries of a category, or all.
fn chosen(site: &Site, category: Option<&str>) -> Result<Vec<EntryId>> {
    let catalog = &site.catalog;
    let category = category.map(|path| path.trim_matches('/')).filter(|path| !path.is_empty());
    if let Some(path) = category.filter(|path| catalog.category_at(path).is_none()) {
        bail!("there is no category `{path}`");
    }
    let is_in = |path: &str| category.is_none_or(|category| path.strip_prefix(category).is_some_and(|rest| rest.starts_with('/')));
    Ok(catalog.ids().filter(|(_, entry)| is_in(&entry.path)).map(|(id, _)| id).collect())
}

/// Whether a name can be that of a package: words with dots in between.
fn is_package(name: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    name.split('.').all(is_word)
}

/// Writes the file as a whole, where it is not the same already.
fn write(path: &Path, made: &str, talk: Talk) -> Result<()> {
    if std::fs::read(path).is_ok_and(|now| now == made.as_bytes()) {
        if talk > Talk::Quiet {
            say(&format!("{} is up to date", path.display()));
        }
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    output::replace(path, made.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    if talk > Talk::Quiet {
        say(&format!("{} is written", path.display()));
    }
    Ok(())
}

/// Compares the file with what would be written, and says where they differ first.
fn compare(path: &Path, made: &str, talk: Talk) -> Result<Outcome> {
    let now = match std::fs::read(path) {
        Ok(now) => String::from_utf8_lossy(&now).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            say(&format!("{} is not there; the same command without `--check` writes it", path.display()));
            return Ok(Outcome::Findings);
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    if now == made {
        if talk > Talk::Quiet {
            say(&format!("{} is up to date", path.display()));
        }
        return Ok(Outcome::Clean);
    }
    let (line, is, should) = first_difference(&now, made);
    say(&format!("{} is out of date; the same command without `--check` writes it anew", path.display()));
    say(&format!("line {line} is  {is}"));
    say(&format!("{:width$} not {should}", "", width = format!("line {line}").len() - 1));
    Ok(Outcome::Findings)
}

/// The number of the first line that differs, and both versions of it.
fn first_difference(now: &str, made: &str) -> (usize, String, String) {
    let (mut old, mut new) = (now.split_inclusive('\n'), made.split_inclusive('\n'));
    let show = |line: Option<&str>| line.map_or_else(|| "the end of the file".to_owned(), |line| format!("`{}`", line.escape_debug()));
    let mut number = 1;
    loop {
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => number += 1,
            (a, b) => return (number, show(a), show(b)),
        }
    }
}
