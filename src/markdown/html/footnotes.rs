//! Footnotes: their signs in the text, and their texts at its end.

use super::{Writer, push};

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, name: &str) {
        if self.links > 0 {
            if let Some(number) = self.notes.number(name) {
                push(&mut self.out, format_args!("<sup>{number}</sup>"));
            }
            return;
        }
        let Some((number, count)) = self.notes.link(name) else { return };
        let again = if count > 1 { format!("-{count}") } else { String::new() };
        self.out.push_str("<sup><a class=\"fn\" href=\"#");
        self.id_prefix();
        push(&mut self.out, format_args!("fn-{number}\" id=\""));
        self.id_prefix();
        push(&mut self.out, format_args!("fnref-{number}{again}\" aria-label=\"Footnote {number}\">{number}</a></sup>"));
    }

    /// The footnotes that the text refers to, also those that only a footnote refers to.
    pub(super) fn footnotes(&mut self) {
        let mut number = 0;
        while let Some(range) = self.notes.body(number) {
            if number == 0 {
                self.line();
                self.out.push_str("<div class=\"footnotes\"><ol>\n");
            }
            number += 1;
            self.out.push_str("<li id=\"");
            self.id_prefix();
            push(&mut self.out, format_args!("fn-{number}\">"));
            self.skip_to = range.start;
            self.marks(range);
            if self.notes.was_linked(number) {
                self.out.push_str("<a href=\"#");
                self.id_prefix();
                push(&mut self.out, format_args!("fnref-{number}\" aria-label=\"Back to the text, footnote {number}\">↩</a>"));
            }
            self.out.push_str("</li>\n");
        }
        if number > 0 {
            self.out.push_str("</ol></div>\n");
        }
    }
}
