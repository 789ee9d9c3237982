//! Findings for a person at a terminal, in the manner of rustc.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;

use super::{Diagnostic, Severity};
use crate::parallel::PIECE;
use crate::text::{Files, Place};

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For a pipe or a file.
    Plain,
    /// With colours.
    Coloured,
}

/// Draws findings, one after the other, with a blank line after each.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], files: &Files, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let draw = |some: &[Diagnostic]| {
        let mut out = String::new();
        for diagnostic in some {
            out.push_str(&renderer.render(&groups(diagnostic, files)));
            out.push_str("\n\n");
        }
        out
    };
    diagnostics.par_chunks(PIECE).map(draw).collect::<Vec<_>>().concat()
}

/// A few lines around a place, so that a finding costs the same in a file of any size.
struct Excerpt<'a> {
    source: &'a str,
    line: usize,
    span: Range<usize>,
}

fn excerpt<'a>(place: &Place, files: &'a Files) -> Option<Excerpt<'a>> {
    let text: &str = files.text(place.file)?;
    let range = place.range();
    let clamp = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, mut end) = (clamp(range.start), clamp(range.end));
    // The caret is for the first line of what is meant.
    if let Some(newline) = text[start..end.max(start)].find('\n') {
        end = start + text[start..start + newline].trim_end().len();
    }
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end.max(start)..].find('\n').map_or(text.len(), |at| end.max(start) + at);
    let line = text[..first].matches('\n').count() + 1;
    Some(Excerpt { source: &text[first..last], line, span: start - first..end.max(start) - first })
}

fn groups<'a>(diagnostic: &'a Diagnostic, files: &'a Files) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule).id_url(diagnostic.url());
    let mut group = show(Group::with_title(title), &diagnostic.place, AnnotationKind::Primary, diagnostic.label.as_deref(), files);
    for label in &diagnostic.related {
        group = show(group, &label.place, AnnotationKind::Context, Some(&label.message), files);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// Adds a place: its line with a mark, or the name of the file where that is meant as a whole.
fn show<'a>(group: Group<'a>, place: &Place, kind: AnnotationKind, label: Option<&'a str>, files: &'a Files) -> Group<'a> {
    let path = files.name(place.file);
    match excerpt(place, files) {
        Some(excerpt) => group
            .element(Snippet::source(excerpt.source).path(path).line_start(excerpt.line).annotation(kind.span(excerpt.span).label(label))),
        None => group.element(Origin::path(path)),
    }
}
