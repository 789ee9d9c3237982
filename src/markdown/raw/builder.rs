//! Tags and text → marks, with what HTML allows but no page may hold put right: a paragraph in a
//! list, text in a table, an item without a list, a block within a line.

mod fit;
mod meaning;
mod rows;

use super::tokens::{Attributes, Token, tokens};
use crate::markdown::document::{Link, Mark, Placed, Tag, close_of};
use crate::markdown::parse::Form;
use meaning::{Meaning, meaning};
use rows::squared;
use std::mem::discriminant;

/// The marks of cleaned HTML; `marks` are those that its elements may stand for.
pub(super) fn build(html: &str, marks: &mut [Placed], length: usize, form: Form) -> Vec<Placed> {
    let mut builder = Builder { marks, length, form, out: Vec::new(), open: Vec::new(), code: None, after_phrase: false };
    for token in tokens(html) {
        match token {
            Token::Start { name, attributes } => builder.start(name, attributes),
            Token::End(name) => builder.end(name),
            Token::Text(text) => builder.text(&text),
        }
    }
    while let Some(element) = builder.open.pop() {
        builder.leave(&element);
    }
    builder.out
}

struct Builder<'a> {
    marks: &'a mut [Placed],
    length: usize,
    form: Form,
    out: Vec<Placed>,
    open: Vec<Element>,
    /// The text of the code element that is open, and how many elements are open in it.
    code: Option<(String, usize)>,
    /// Whether what was closed last stood within a line.
    after_phrase: bool,
}

/// An element that is open.
struct Element {
    /// Empty for one that we added.
    name: String,
    /// The tag, while it is open in the output.
    tag: Option<Tag>,
}

impl Builder<'_> {
    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        if let Some((_, depth)) = &mut self.code {
            *depth += usize::from(!is_void(name));
            return;
        }
        let carried = attributes.get("data-i").and_then(|at| at.parse().ok()).filter(|at| *at < self.marks.len());
        if let Some(at) = carried.filter(|_| is_void(name)) {
            return self.carried(at);
        }
        match name {
            "br" => self.leaf(Mark::HardBreak),
            "hr" => self.block_leaf(Mark::Rule),
            "img" => self.image(attributes),
            "pre" | "code" | "samp" | "tt" | "kbd" => self.code = Some((String::new(), 0)),
            _ => {
                let tag = carried.and_then(|at| match &self.marks[at].0 {
                    Mark::Open(tag) => Some(tag.clone()),
                    _ => None,
                });
                self.element(name, tag.filter(|tag| super::element(tag).0 == name), attributes);
            }
        }
    }

    fn element(&mut self, name: &str, carried: Option<Tag>, attributes: Attributes<'_>) {
        let meaning = match carried {
            Some(tag) if tag.is_inline() => Meaning::Inline(tag),
            Some(tag) => Meaning::Block(tag),
            None => meaning(name, attributes),
        };
        let tag = match meaning {
            Meaning::Inline(tag) => {
                self.words();
                let twice = matches!(tag, Tag::Link(_)) && self.open.iter().any(|open| matches!(open.tag, Some(Tag::Link(_))));
                (!twice).then_some(tag)
            }
            Meaning::Block(_) | Meaning::Border if self.form == Form::Inline => {
                self.gap();
                None
            }
            Meaning::Block(tag) => {
                self.block(tag == Tag::Item);
                self.fitted(tag)
            }
            Meaning::Border => {
                self.block(false);
                None
            }
            Meaning::Nothing => None,
        };
        if let Some(tag) = &tag {
            self.push(Mark::Open(tag.clone()));
        }
        self.open.push(Element { name: name.to_string(), tag });
    }

    fn end(&mut self, name: &str) {
        if let Some((_, depth)) = &mut self.code {
            if *depth > 0 {
                *depth -= 1;
            } else if let Some((text, _)) = self.code.take() {
                self.end_code(name, &text);
            }
            return;
        }
        if !self.open.iter().any(|element| element.name == name) {
            return;
        }
        while let Some(element) = self.open.pop() {
            self.leave(&element);
            if element.name == name {
                break;
            }
        }
        if self.form == Form::Inline && matches!(meaning(name, Attributes::none()), Meaning::Block(_) | Meaning::Border) {
            self.gap();
        }
    }

    fn end_code(&mut self, name: &str, text: &str) {
        if name == "pre" && self.form == Form::Blocks {
            let text = text.strip_prefix('\n').unwrap_or(text).to_string();
            self.block_leaf(Mark::CodeBlock { info: String::new(), text });
        } else if !text.trim().is_empty() {
            self.leaf(Mark::Code(text.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }

    /// Words: the blanks of HTML are one blank each.
    fn text(&mut self, text: &str) {
        if let Some((code, _)) = &mut self.code {
            code.push_str(text);
            return;
        }
        let mut words = String::with_capacity(text.len());
        for character in text.chars() {
            if !character.is_ascii_whitespace() {
                words.push(character);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        let blank = words == " ";
        if words.is_empty() || (blank && !self.in_words()) {
            return;
        }
        if !self.in_words() {
            words = words.trim_start().to_string();
        }
        self.words();
        if self.takes_words() {
            self.push(Mark::Text(words));
        }
    }

    /// A mark that an element stands for.
    fn carried(&mut self, at: usize) {
        match &self.marks[at].0 {
            Mark::CodeBlock { .. } | Mark::Rule => {
                let mark = self.marks[at].0.clone();
                self.block_leaf(mark);
            }
            Mark::Open(Tag::Image(_) | Tag::Reference { .. }) => {
                let close = close_of(self.marks, at);
                self.words();
                if self.takes_words() {
                    self.out.extend_from_slice(&self.marks[at..=close]);
                    self.after_phrase = true;
                }
            }
            Mark::SoftBreak if !self.in_words() => {}
            Mark::Code(_) | Mark::SoftBreak | Mark::HardBreak | Mark::Task(_) | Mark::NoteReference(_) => {
                self.words();
                if self.takes_words() {
                    self.out.push(self.marks[at].clone());
                }
            }
            _ => {}
        }
    }

    fn image(&mut self, attributes: Attributes<'_>) {
        let Some(to) = attributes.get("src") else { return };
        self.words();
        if self.takes_words() {
            let title = attributes.get("title").unwrap_or_default();
            self.push(Mark::Open(Tag::Image(Link { to, title })));
            self.push(Mark::Text(attributes.get("alt").unwrap_or_default()));
            self.push(Mark::Close);
            self.after_phrase = true;
        }
    }

    fn leaf(&mut self, mark: Mark) {
        self.words();
        if self.takes_words() {
            self.push(mark);
        }
    }

    fn block_leaf(&mut self, mark: Mark) {
        if self.form == Form::Inline {
            return self.gap();
        }
        self.block(false);
        if self.fits_block() {
            self.push(mark);
        }
    }

    /// Opens something that the HTML left out.
    fn add(&mut self, tag: Tag) {
        self.push(Mark::Open(tag.clone()));
        self.open.push(Element { name: String::new(), tag: Some(tag) });
    }

    /// Closes an element in the output, if it is open there.
    fn leave(&mut self, element: &Element) {
        let Some(tag) = &element.tag else { return };
        if let Some((Mark::Open(last), _)) = self.out.last()
            && discriminant(last) == discriminant(tag)
            && !matches!(tag, Tag::Cell | Tag::Item)
        {
            self.out.pop(); // there was nothing in it
            return;
        }
        if let (false, Some((Mark::Text(text), _))) = (tag.is_inline(), self.out.last_mut()) {
            text.truncate(text.trim_end_matches(' ').len());
        }
        self.push(Mark::Close);
        self.after_phrase = tag.is_inline();
        match tag {
            Tag::Table(_) => squared(&mut self.out),
            Tag::Details => self.with_summary(),
            _ => {}
        }
    }

    /// A part to unfold needs a line by which to do that.
    fn with_summary(&mut self) {
        let open = open_of(&self.out, self.out.len() - 1);
        if !matches!(self.out.get(open + 1), Some((Mark::Open(Tag::Summary), _))) {
            let place = 0..self.length;
            let summary = [Mark::Open(Tag::Summary), Mark::Text("Details".into()), Mark::Close].map(|mark| (mark, place.clone()));
            let children = self.out.split_off(open + 1);
            self.out.extend(summary.into_iter().chain(children));
        }
    }

    /// The innermost tag that is open in the output.
    fn parent(&self) -> Option<&Tag> {
        self.open.iter().rev().find_map(|element| element.tag.as_ref())
    }

    /// Keeps the words of two blocks apart where there are no blocks.
    fn gap(&mut self) {
        if self.in_words() {
            self.push(Mark::Text(" ".into()));
        }
    }

    fn push(&mut self, mark: Mark) {
        match (&mark, self.out.last_mut()) {
            (Mark::Text(text), Some((Mark::Text(before), _))) => before.push_str(text),
            _ => self.out.push((mark, 0..self.length)),
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img")
}

/// The place of the `Open` that belongs to the `Close` at `close`.
fn open_of(marks: &[Placed], close: usize) -> usize {
    let mut depth = 0_usize;
    for at in (0..=close).rev() {
        match marks[at].0 {
            Mark::Close => depth += 1,
            Mark::Open(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    0
}
