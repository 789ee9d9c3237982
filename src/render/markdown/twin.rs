//! The surroundings of a text: where its links lead, and how the prose in it is written.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Display;

use super::escape;
use crate::catalog::EntryId;
use crate::markdown::{self, Audience, Context, Links, Target};
use crate::route;
use crate::site::Site;

/// Where the links of a text lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses<'a> {
    /// From a location of the site to others: between twins.
    From(&'a str),
    /// To full addresses; nowhere where the book has no `site-url`.
    Full,
    /// Nowhere: a link is its text.
    Nowhere,
}

/// What a text is written with.
pub(in crate::render) struct Twin<'a> {
    /// The site.
    pub(in crate::render) site: &'a Site,
    /// The folder that references are looked up from.
    folder: &'a str,
    addresses: Addresses<'a>,
    /// For full addresses alone.
    site_url: Option<Cow<'a, str>>,
    /// How many proses there were, so that the footnotes of two do not meet.
    proses: Cell<usize>,
}

impl<'a> Twin<'a> {
    pub(in crate::render) fn new(site: &'a Site, folder: &'a str, addresses: Addresses<'a>) -> Self {
        let site_url = if addresses == Addresses::Full { site.catalog.config.site_url().map(Cow::Owned) } else { None };
        Self { site, folder, addresses, site_url, proses: Cell::new(0) }
    }

    /// The address of a location; `None` where links lead nowhere.
    pub(in crate::render) fn address(&self, location: &str) -> Option<String> {
        match self.addresses {
            Addresses::From(from) => Some(route::relative(from, location)),
            Addresses::Full => self.site_url.as_ref().map(|url| escape::address(&route::absolute(url, location)).into_owned()),
            Addresses::Nowhere => None,
        }
    }

    /// Adds a link to a location of the site, from plain text.
    pub(in crate::render) fn add_link(&self, out: &mut String, text: &str, location: &str) {
        let text = escape::label(text);
        match self.address(location) {
            Some(address) => out.extend(["[", &text, "](", &address, ")"]),
            None => out.push_str(&text),
        }
    }

    /// A link to a location of the site, from plain text.
    pub(in crate::render) fn link(&self, text: &str, location: &str) -> String {
        let mut out = String::with_capacity(96);
        self.add_link(&mut out, text, location);
        out
    }

    /// Adds a link to the twin of an entry.
    pub(in crate::render) fn add_entry(&self, out: &mut String, id: EntryId) {
        let entry = &self.site.catalog[id];
        self.add_link(out, &self.site.plain(&entry.definition().title), &entry_twin(&entry.path));
    }

    /// A link to the twin of an entry.
    pub(in crate::render) fn entry(&self, id: EntryId) -> String {
        let mut out = String::with_capacity(96);
        self.add_entry(&mut out, id);
        out
    }

    /// The same surroundings, seen from another folder.
    pub(in crate::render) fn in_folder<'b>(&'b self, folder: &'b str) -> Twin<'b> {
        let site_url = self.site_url.as_deref().map(Cow::Borrowed);
        Twin { site: self.site, folder, addresses: self.addresses, site_url, proses: Cell::new(0) }
    }

    /// A line of prose.
    pub(in crate::render) fn inline<'b>(&self, source: &'b str) -> Cow<'b, str> {
        markdown::inline_twin(source, &self.context(self, 2, &""))
    }

    /// A line of prose for a heading: a code in it is no link.
    pub(in crate::render) fn title<'b>(&self, source: &'b str) -> Cow<'b, str> {
        markdown::inline_twin(source, &self.context(&Title(self), 2, &""))
    }

    /// Blocks of prose, with headings from this level on.
    pub(in crate::render) fn blocks<'b>(&self, source: &'b str, level: u8) -> Cow<'b, str> {
        let number = self.proses.get() + 1;
        self.proses.set(number);
        match markdown::twin(source, &self.context(self, level, &format_args!("n{number}-"))) {
            Cow::Borrowed(text) => text.trim().into(),
            Cow::Owned(text) if text.trim().len() == text.len() => text.into(),
            Cow::Owned(text) => text.trim().to_owned().into(),
        }
    }

    fn context<'b>(&'b self, links: &'b dyn Links, heading_level: u8, id_prefix: &'b dyn Display) -> Context<'b> {
        let raw_html = self.site.catalog.config.raw_html();
        Context { links, highlighter: &self.site.highlighter, heading_level, id_prefix, raw_html, audience: Audience::Agents }
    }

    fn target(&self, id: EntryId) -> Option<Target> {
        let entry = &self.site.catalog[id];
        Some(Target { href: self.address(&entry_twin(&entry.path))?, title: self.site.plain(&entry.definition().title).into_owned() })
    }
}

/// The location of the twin of an entry.
pub(in crate::render) fn entry_twin(path: &str) -> String {
    route::twin(path)
}

impl Links for Twin<'_> {
    fn reference(&self, text: &str) -> Option<Target> {
        self.target(self.site.catalog.reference(text, self.folder)?)
    }

    fn code(&self, text: &str) -> Option<Target> {
        let id = self.site.catalog.code(text, self.folder)?;
        // A twin does not link to itself.
        let is_own = matches!(self.addresses, Addresses::From(from) if from == entry_twin(&self.site.catalog[id].path));
        if is_own { None } else { self.target(id) }
    }

    fn href(&self, destination: &str) -> Option<String> {
        let (location, rest) = self.site.own(destination, self.folder)?;
        let catalog = &self.site.catalog;
        let path = location.trim_end_matches('/');
        let twin = match location.ends_with('/') || location.is_empty() {
            true if catalog.entry_at(path).is_some() => entry_twin(path),
            true if catalog.category_at(path).is_some() || ["compare", "playbooks"].contains(&path) => route::index_twin(&location),
            true if path.starts_with("compare/") || path.starts_with("playbooks/") => route::twin(&location),
            _ => return self.address(&location).map(|address| address + &rest),
        };
        // A twin has no anchors but those of its headings, which are named otherwise.
        self.address(&twin)
    }
}

/// The same surroundings for a heading.
struct Title<'a, 'b>(&'a Twin<'b>);

impl Links for Title<'_, '_> {
    fn reference(&self, text: &str) -> Option<Target> {
        self.0.reference(text)
    }

    fn code(&self, _: &str) -> Option<Target> {
        None
    }

    fn href(&self, destination: &str) -> Option<String> {
        self.0.href(destination)
    }
}
