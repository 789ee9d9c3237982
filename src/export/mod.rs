//! Site → one file for another program: typed constants, an OpenAPI document, a table, rules, the settings of a host.

mod csv;
mod host;
mod names;
mod openapi;
mod sarif;
pub mod view;

use tera::Context;

use crate::catalog::EntryId;
use crate::site::Site;
use names::Case;
use view::ExportView;

/// What a book can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Constants of Rust.
    Rust,
    /// Constants of TypeScript.
    TypeScript,
    /// Constants of Python.
    Python,
    /// Constants of Go.
    Go,
    /// Constants of Java.
    Java,
    /// Constants of C#.
    CSharp,
    /// Reusable components of an OpenAPI document.
    OpenApi,
    /// A table.
    Csv,
    /// Rules, as tools that find errors in code describe them (SARIF).
    SarifRules,
    /// Settings of nginx.
    Nginx,
    /// Settings of Caddy.
    Caddy,
    /// An edge function of Netlify.
    Netlify,
    /// A middleware of Vercel.
    Vercel,
    /// A function of Cloudflare Pages.
    Cloudflare,
    /// A workflow that publishes to GitHub Pages.
    GithubPages,
    /// Whatever a template of the book's own makes.
    Text,
}

/// The name under which a template from elsewhere is known, so that a mistake in it is told from one in the book.
pub const GIVEN: &str = "given/";

/// How an export is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The package, module or namespace of the code.
    pub package: Option<&'a str>,
    /// The name and text of a template that takes the place of the built-in one.
    pub template: Option<(&'a str, &'a str)>,
}

/// Exports entries of a site. What can fail is a template.
pub fn export(site: &Site, entries: &[EntryId], target: Target, options: Options<'_>) -> Result<String, Box<tera::Error>> {
    // A name is the same, whether all are exported or some.
    let all: Vec<EntryId> = site.catalog.ids().map(|(id, _)| id).collect();
    let names = names::names(&site.catalog, &all, target.case());
    let names: Vec<String> = entries.iter().map(|id| names[id.0 as usize].clone()).collect();
    if let Some((name, text)) = options.template {
        let name = format!("{GIVEN}{name}");
        let mut templates = site.theme.templates.clone();
        templates.add_raw_template(&name, text).map_err(Box::new)?;
        return fill(&templates, &name, &ExportView::new(site, entries, names, options.package));
    }
    match target {
        Target::OpenApi => Ok(openapi::openapi(site, entries, &names)),
        Target::Csv => Ok(csv::csv(site, entries)),
        Target::SarifRules => Ok(sarif::rules(site, entries, &names)),
        _ => {
            let view = ExportView::new(site, entries, names, options.package.or(target.package()));
            fill(&site.theme.templates, &format!("export/{}.tera", target.template()), &view)
        }
    }
}

fn fill(templates: &tera::Tera, name: &str, view: &ExportView) -> Result<String, Box<tera::Error>> {
    let context = Context::from_serialize(view).map_err(Box::new)?;
    templates.render(name, &context).map_err(Box::new)
}

impl Target {
    /// How many constants one file can hold, where the language has a bound: the class file format of Java gives 64 KiB to the code that makes
    /// the constants of an `enum`.
    #[must_use]
    pub fn most(self) -> Option<usize> {
        (self == Self::Java).then_some(1500)
    }

    /// Whether these are settings of a host, which name the path of the site.
    #[must_use]
    pub fn is_host(self) -> bool {
        matches!(self, Self::Nginx | Self::Caddy | Self::Netlify | Self::Vercel | Self::Cloudflare | Self::GithubPages)
    }

    fn case(self) -> Case {
        match self {
            Self::Go | Self::CSharp | Self::OpenApi | Self::SarifRules => Case::Pascal,
            _ => Case::Screaming,
        }
    }

    /// The name of the built-in template.
    fn template(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::TypeScript => "typescript",
            Self::Python => "python",
            Self::Go => "go",
            Self::Java => "java",
            Self::CSharp => "csharp",
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
            Self::Netlify => "netlify",
            Self::Vercel => "vercel",
            Self::Cloudflare => "cloudflare",
            Self::GithubPages => "github-pages",
            Self::OpenApi | Self::Csv | Self::SarifRules | Self::Text => unreachable!("these have no template of their own"),
        }
    }

    /// The package where none is named.
    fn package(self) -> Option<&'static str> {
        match self {
            Self::Go => Some("errorcodes"),
            Self::CSharp => Some("ErrorCodes"),
            _ => None,
        }
    }
}
