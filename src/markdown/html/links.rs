//! Links, images, references to entries, and code that names one.

use super::{End, Writer, push};
use crate::markdown::address::{Address, Reach, address};
use crate::markdown::context::{Context, Target};
use crate::markdown::document::Link;
use crate::markdown::escape;

impl Writer<'_> {
    pub(super) fn link(&mut self, link: &Link) -> End {
        if self.links > 0 {
            return End::Nothing;
        }
        let Some(address) = resolve(self.context, &link.to) else { return End::Nothing };
        self.anchor("", &address, &link.title);
        End::Link { start: self.out.len(), fallback: address.href }
    }

    /// An image of this site; one of another host is a link, so that nothing is loaded from there.
    pub(super) fn image(&mut self, at: usize, link: &Link) {
        let close = self.document.close_of(at);
        self.skip_to = close + 1;
        let mut text = self.document.text(at..close).trim().to_string();
        if text.is_empty() && self.links > 0 {
            text = link.to.rsplit('/').next().unwrap_or_default().to_string(); // the link needs a name
        }
        match resolve(self.context, &link.to) {
            Some(address) if address.reach == Reach::Here => {
                self.out.push_str("<img src=\"");
                escape::attribute(&mut self.out, &address.href);
                self.out.push_str("\" alt=\"");
                escape::attribute(&mut self.out, &text);
                self.title(&link.title);
                self.out.push_str("\" loading=\"lazy\">");
            }
            Some(address) if self.links == 0 => {
                let text = if text.is_empty() { address.href.clone() } else { text };
                self.anchor("", &address, &link.title);
                escape::text(&mut self.out, &text);
                self.out.push_str("</a>");
                self.links -= 1;
            }
            _ => escape::text(&mut self.out, &text),
        }
    }

    pub(super) fn reference(&mut self, at: usize, to: &str, has_text: bool) {
        let target = self.context.links.reference(to).and_then(|target| Some((address(&target.href)?, target.title)));
        let end = match target {
            Some((address, title)) if self.links == 0 => {
                self.anchor(" class=\"ref\"", &address, if has_text { &title } else { "" });
                if !has_text {
                    self.skip_to = self.document.close_of(at);
                }
                End::Link { start: self.out.len(), fallback: if title.is_empty() { to.to_string() } else { title } }
            }
            _ => End::Nothing,
        };
        self.ends.push(end);
    }

    pub(super) fn code(&mut self, text: &str) {
        let target = (self.links == 0).then(|| self.context.links.code(text)).flatten();
        let link = target.and_then(|Target { href, title }| Some((address(&href)?, title)));
        if let Some((address, title)) = &link {
            self.anchor(" class=\"ref\"", address, title);
        }
        self.out.push_str("<code>");
        escape::text(&mut self.out, text);
        self.out.push_str("</code>");
        if link.is_some() {
            self.out.push_str("</a>");
            self.links -= 1;
        }
    }

    /// The start of a link; whoever ends it counts it off again.
    fn anchor(&mut self, class: &str, address: &Address, title: &str) {
        push(&mut self.out, format_args!("<a{class} href=\""));
        escape::attribute(&mut self.out, &address.href);
        self.title(title);
        self.out.push_str(if address.reach == Reach::Elsewhere { "\" rel=\"noopener\">" } else { "\">" });
        self.links += 1;
    }

    /// A title attribute, after the attribute whose value is being written.
    fn title(&mut self, title: &str) {
        if !title.trim().is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(&mut self.out, title);
        }
    }
}

/// The address to which a destination of the prose leads.
pub(in crate::markdown) fn resolve(context: &Context<'_>, destination: &str) -> Option<Address> {
    let found = address(destination);
    match found {
        Some(Address { reach: Reach::Elsewhere | Reach::Contact, .. }) => found,
        _ => match context.links.href(destination.trim()) {
            Some(better) => address(&better),
            None => found,
        },
    }
}
