//! `book.toml`: the settings of a book. Where mdBook has a setting, its name and meaning are mdBook's.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::markdown::RawHtml;
use crate::model::Level;

/// The settings of a book.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What the book is.
    pub book: Book,
    /// How it is built.
    pub build: Build,
    /// How prose is read.
    pub markdown: Markdown,
    /// What codes look like.
    pub codes: Codes,
    /// What examples must hold to.
    pub example: Examples,
    /// What is written.
    pub output: Output,
    /// Levels of rules, and what they measure by.
    pub lint: Lint,
}

/// What the book is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Book {
    /// The title.
    pub title: String,
    /// What it is about, in a sentence.
    pub description: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The language of the texts (BCP 47).
    pub language: String,
    /// An address or e-mail address to turn to, shown with what to quote.
    pub support: String,
    /// The place of the request id in a payload: `meta.requestId`.
    pub request_id: String,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            title: "Errors".into(),
            description: String::new(),
            authors: Vec::new(),
            language: "en".into(),
            support: String::new(),
            request_id: String::new(),
        }
    }
}

/// How the book is built.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Build {
    /// The folder that the site is written to, relative to the book.
    pub build_dir: String,
}

impl Default for Build {
    fn default() -> Self {
        Self { build_dir: "dist".into() }
    }
}

/// How prose is read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Markdown {
    /// Whether a sanitised subset of HTML passes; shown as text otherwise.
    pub allow_html: bool,
    /// Whether code is coloured.
    pub highlight: bool,
}

impl Default for Markdown {
    fn default() -> Self {
        Self { allow_html: false, highlight: true }
    }
}

/// What codes look like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Codes {
    /// A pattern, or several, one of which every code fits: `err:{system}:{category}:{name}`.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(transform = crate::model::or_one)]
    pub pattern: Vec<String>,
    /// The problem type of an entry, with `{path}` and `{code}`; the address of its page where left out.
    pub type_uri: String,
}

/// What examples must hold to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Examples {
    /// A file with the JSON Schema that every response must satisfy.
    pub schema: String,
}

/// What is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Output {
    /// The pages.
    pub html: Html,
    /// The texts for agents.
    pub llms: Llms,
}

/// Which of the two looks a page has at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// What the reader's system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Html {
    /// Where the site will stand: `https://docs.acme.com/errors/`.
    pub site_url: String,
    /// Where the source stands.
    pub git_repository_url: String,
    /// Where a page is edited, with `{path}` for the file.
    pub edit_url_template: String,
    /// Which of the two looks a page has at first.
    pub default_theme: Theme,
    /// A picture in `static/`, shown in place of the mark.
    pub logo: String,
    /// A picture in `static/`, for the tab of the browser.
    pub favicon: String,
    /// Links of the head.
    pub nav: Vec<NavLink>,
    /// Style sheets in `static/`, loaded after the built-in one.
    pub additional_css: Vec<String>,
    /// Whether pictures for link previews are made; this version makes none, and says so where it is asked for some.
    pub social_cards: bool,
    /// Whether the finder also asks a Pagefind index.
    pub pagefind: bool,
}

/// A link of the head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NavLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// The texts for agents.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Llms {
    /// How many characters one `llms.txt` may have.
    pub budget: usize,
    /// How many characters `llms-full.txt` may have; 0: as many as it has.
    pub full_budget: usize,
}

impl Default for Llms {
    fn default() -> Self {
        Self { budget: 100_000, full_budget: 0 }
    }
}

/// Levels of rules, and what they measure by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Lint {
    /// How old a review may be: `12 months`.
    pub review_after: String,
    /// The level of each rule that is named.
    #[serde(flatten)]
    pub levels: BTreeMap<String, Level>,
}

impl Default for Lint {
    fn default() -> Self {
        Self { review_after: "12 months".into(), levels: BTreeMap::new() }
    }
}

impl Config {
    /// The address of the site with a closing slash, where there is one.
    #[must_use]
    pub fn site_url(&self) -> Option<String> {
        let url = self.output.html.site_url.trim_end_matches('/');
        (!url.is_empty()).then(|| format!("{url}/"))
    }

    /// The path of the site on its host, with a closing slash: `/errors/`.
    #[must_use]
    pub fn site_path(&self) -> String {
        let url = self.site_url().and_then(|url| url::Url::parse(&url).ok());
        url.map_or_else(|| "/".to_owned(), |url| url.path().to_owned())
    }

    /// What becomes of HTML in prose.
    #[must_use]
    pub fn raw_html(&self) -> RawHtml {
        if self.markdown.allow_html { RawHtml::Sanitised } else { RawHtml::Shown }
    }
}

/// The JSON Schema of `book.toml`.
#[must_use]
pub fn config_schema() -> serde_json::Value {
    crate::model::schema_of::<Config>()
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Visitor;
    impl<'de> serde::de::Visitor<'de> for Visitor {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a string or a list of strings")
        }
        fn visit_str<E>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(if text.is_empty() { Vec::new() } else { vec![text.to_owned()] })
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<String>, A::Error> {
            let mut items = Vec::new();
            while let Some(item) = seq.next_element()? {
                items.push(item);
            }
            Ok(items)
        }
    }
    deserializer.deserialize_any(Visitor)
}
