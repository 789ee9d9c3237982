//! Tests of the whole room, from prose to what is written.

mod hostile;
mod pages;
mod properties;
mod twins;

use super::highlight::Highlighter;
use super::{Audience, Context, Links, RawHtml, Target};
use std::sync::LazyLock;

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::off);

/// Knows the codes that begin with `err:`, references that do not begin with `no`, and files in `.md`.
struct Book;

impl Links for Book {
    fn reference(&self, text: &str) -> Option<Target> {
        (!text.starts_with("no")).then(|| Target { href: format!("../{}/", text.replace(':', "/")), title: format!("About {text}") })
    }

    fn code(&self, text: &str) -> Option<Target> {
        text.starts_with("err:").then(|| Target { href: "../known/".into(), title: "Known".into() })
    }

    fn href(&self, destination: &str) -> Option<String> {
        destination.strip_suffix(".md").map(|page| format!("{page}/"))
    }
}

fn context(raw_html: RawHtml, audience: Audience) -> Context<'static> {
    Context { links: &Book, highlighter: &HIGHLIGHTER, heading_level: 3, id_prefix: &"x-", raw_html, audience }
}
