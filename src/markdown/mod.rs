//! Prose → HTML for pages, Markdown for twins, plain text, and what stands in it.
//!
//! Prose is read once into a list of marks ([`document`]), from Markdown ([`parse`]) and from the
//! HTML in it ([`raw`]); everything else is written from the marks. No markup of the source is ever
//! copied into a page: text is escaped, addresses are checked ([`address`]), code is coloured by
//! length ([`highlight`]). [`json`] draws payloads.

mod address;
mod context;
mod document;
pub mod escape;
mod fences;
mod headings;
pub mod highlight;
mod html;
pub mod json;
mod notes;
mod parse;
mod plain;
mod raw;
mod simple;
mod survey;
mod twin;

pub use context::{Audience, Context, Links, NoLinks, RawHtml, Target};
pub use html::code_box;
pub use survey::{Found, Heading, Survey};
pub use twin::fence;

use document::Document;
use std::borrow::Cow;

/// Prose with blocks as HTML.
#[must_use]
pub fn html(source: &str, context: &Context<'_>) -> String {
    if let Some(words) = simple::paragraph(source) {
        return escaped("<p>", words, "</p>\n");
    }
    html::html(&Document::blocks(source, context.raw_html, Some(context.audience)), context)
}

/// A line of prose as HTML: no paragraph around it, and no blocks in it.
#[must_use]
pub fn inline_html(source: &str, context: &Context<'_>) -> String {
    if let Some(words) = simple::words_alone(source) {
        return escaped("", words, "");
    }
    html::html(&Document::inline(source, context.raw_html), context)
}

/// Words as HTML between two tags.
fn escaped(before: &str, words: &str, after: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 16 + 16);
    out.push_str(before);
    escape::text(&mut out, words);
    out.push_str(after);
    out
}

/// Prose with blocks as clean `CommonMark` for a twin, without a line break at its end.
#[must_use]
pub fn twin<'a>(source: &'a str, context: &Context<'_>) -> Cow<'a, str> {
    twin::own_blocks(source, context.links)
        .map_or_else(|| twin::twin(&Document::blocks(source, context.raw_html, Some(context.audience)), context).into(), Cow::Borrowed)
}

/// A line of prose as one line of `CommonMark`.
#[must_use]
pub fn inline_twin<'a>(source: &'a str, context: &Context<'_>) -> Cow<'a, str> {
    twin::own_line(source, context.links)
        .map_or_else(|| twin::line(&Document::inline(source, context.raw_html), context).into(), Cow::Borrowed)
}

/// Prose with blocks as plain text, a line for each block.
#[must_use]
pub fn plain(source: &str, raw_html: RawHtml, audience: Audience) -> String {
    plain::plain(&Document::blocks(source, raw_html, Some(audience)))
}

/// A line of prose as plain text.
#[must_use]
pub fn inline_plain(source: &str, raw_html: RawHtml) -> Cow<'_, str> {
    simple::words_alone(source).map_or_else(|| plain::plain(&Document::inline(source, raw_html)).into(), Cow::Borrowed)
}

/// How many words of prose a reader of the page reads.
#[must_use]
pub fn words(source: &str, raw_html: RawHtml) -> usize {
    plain::words(&Document::blocks(source, raw_html, Some(Audience::People)))
}

/// What stands in prose with blocks, for all audiences.
#[must_use]
pub fn survey(source: &str, raw_html: RawHtml) -> Survey {
    survey::survey(&Document::blocks(source, raw_html, None), source)
}

/// What stands in a line of prose.
#[must_use]
pub fn inline_survey(source: &str, raw_html: RawHtml) -> Survey {
    survey::survey(&Document::inline(source, raw_html), source)
}

#[cfg(test)]
mod tests;
