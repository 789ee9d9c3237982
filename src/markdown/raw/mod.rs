//! HTML in prose → marks.
//!
//! Where it is not allowed it becomes text. Where it is, the whole text is written as one piece of
//! plain HTML, in which an attribute says which mark an element stands for; ammonia parses and
//! cleans that as a browser would, and what is left is read back into marks. Pages are written from
//! the marks, so markup of the source never reaches one as it is.

mod builder;
mod tokens;

use super::context::RawHtml;
use super::document::{Mark, Placed, Tag, close_of};
use super::escape;
use super::parse::Form;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::LazyLock;

/// How many elements may be open at once. A browser repeats open ones in every paragraph, so more
/// would make the text grow with the square of its length.
const DEEPEST: usize = 100;

/// Replaces the HTML in `marks` of a source of `length` bytes.
pub(super) fn resolve(mut marks: Vec<Placed>, length: usize, raw_html: RawHtml, form: Form) -> Vec<Placed> {
    if !marks.iter().any(|(mark, _)| matches!(mark, Mark::Raw(_) | Mark::RawBlock(_))) {
        return marks;
    }
    if raw_html == RawHtml::Shown || depth(&marks) > DEEPEST {
        return shown(marks);
    }
    let clean = CLEANER.clean(&carrier(&marks)).to_string();
    builder::build(&clean, &mut marks, length, form)
}

/// The HTML as text.
fn shown(marks: Vec<Placed>) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(marks.len());
    for (mark, range) in marks {
        match (mark, out.last_mut()) {
            (Mark::Raw(html) | Mark::Text(html), Some((Mark::Text(before), place))) => {
                before.push_str(&html);
                place.end = range.end;
            }
            (Mark::Raw(html), _) => out.push((Mark::Text(html), range)),
            (Mark::RawBlock(html), _) => {
                out.push((Mark::Open(Tag::Paragraph), range.clone()));
                out.push((Mark::Text(html.trim().to_string()), range.clone()));
                out.push((Mark::Close, range));
            }
            (mark, _) => out.push((mark, range)),
        }
    }
    out
}

/// How many elements are open at once at most, as far as a glance can tell.
fn depth(marks: &[Placed]) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for (mark, _) in marks {
        let (Mark::Raw(html) | Mark::RawBlock(html)) = mark else { continue };
        for part in html.split('<').skip(1) {
            if part.starts_with('/') {
                open = open.saturating_sub(1);
            } else if part.starts_with(|first: char| first.is_ascii_alphabetic()) && !ends_itself(part) {
                open += 1;
                most = most.max(open);
            }
        }
    }
    most
}

/// Whether an element of this start tag needs no end tag.
fn ends_itself(tag: &str) -> bool {
    let name = tag.split(|other: char| !other.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["p", "li", "br", "hr", "img", "td", "th", "tr", "dt", "dd", "wbr", "tbody", "thead"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// The marks as HTML that can be cleaned: raw HTML as it is, and for each mark an element of the
/// same kind that holds the mark's place.
fn carrier(marks: &[Placed]) -> String {
    let mut out = String::with_capacity(marks.len() * 16);
    let mut ends = Vec::new();
    let mut skip_to = 0;
    for (at, (mark, _)) in marks.iter().enumerate() {
        if at < skip_to {
            continue;
        }
        let written = match mark {
            // What is inside of these is taken from the marks again.
            Mark::Open(Tag::Image(_) | Tag::Reference { .. }) => {
                skip_to = close_of(marks, at) + 1;
                write!(out, "<img data-i={at}>")
            }
            Mark::Open(tag) => {
                let (start, end) = element(tag);
                ends.push(end);
                write!(out, "<{start} data-i={at}>")
            }
            Mark::Close => write!(out, "{}", ends.pop().unwrap_or_default()),
            Mark::Text(text) => {
                escape::text(&mut out, text);
                Ok(())
            }
            Mark::Code(_) | Mark::SoftBreak | Mark::HardBreak | Mark::Task(_) | Mark::NoteReference(_) => {
                write!(out, "<img data-i={at}>")
            }
            Mark::CodeBlock { .. } | Mark::Rule => write!(out, "<hr data-i={at}>"),
            Mark::Raw(html) => write!(out, "{html}"),
            Mark::RawBlock(html) => writeln!(out, "{html}"),
        };
        written.expect("a string takes all");
    }
    out
}

/// The element that carries a tag: how it starts, and how it ends.
fn element(tag: &Tag) -> (&'static str, &'static str) {
    match tag {
        Tag::Paragraph => ("p", "</p>"),
        Tag::Heading(1) => ("h1", "</h1>"),
        Tag::Heading(2) => ("h2", "</h2>"),
        Tag::Heading(3) => ("h3", "</h3>"),
        Tag::Heading(4) => ("h4", "</h4>"),
        Tag::Heading(5) => ("h5", "</h5>"),
        Tag::Heading(_) => ("h6", "</h6>"),
        Tag::Quote => ("blockquote", "</blockquote>"),
        Tag::List(None) => ("ul", "</ul>"),
        Tag::List(Some(_)) => ("ol", "</ol>"),
        Tag::Item => ("li", "</li>"),
        Tag::Table(_) => ("table", "</table>"),
        Tag::Head => ("thead", "</thead>"),
        Tag::Row => ("tr", "</tr>"),
        Tag::Cell => ("td", "</td>"),
        Tag::Alert(_) | Tag::Note(_) | Tag::Details | Tag::Summary => ("div", "</div>"),
        Tag::Emphasis => ("em", "</em>"),
        Tag::Strong => ("strong", "</strong>"),
        Tag::Strike => ("del", "</del>"),
        Tag::Link(_) => ("a", "</a>"),
        Tag::Phrase(_) | Tag::Image(_) | Tag::Reference { .. } => ("span", "</span>"),
    }
}

/// The elements that count, and what goes with its content where it does not.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags = "a abbr article aside b blockquote br cite code dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 \
                h6 header hr i img ins kbd li main mark ol p pre q s samp section small span strike strong sub summary sup table \
                tbody td tfoot th thead tr tt u ul var";
    let dropped = "script style svg math template noscript iframe object embed textarea select title head xmp noembed noframes \
                   audio video canvas applet";
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(tags.split_whitespace().collect())
        .clean_content_tags(dropped.split_whitespace().collect())
        .generic_attributes(HashSet::from(["data-i"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("img", HashSet::from(["src", "alt", "title"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "ftp", "mailto", "tel", "sms"]))
        .link_rel(None)
        .strip_comments(true);
    cleaner
});
