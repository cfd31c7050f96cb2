//! Diagnostics as text, in the look of rustc.

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// The line and column of a byte, counted from one; the column counts characters.
pub fn position(source: &Source, offset: usize) -> (usize, usize) {
    let before = source.text.get(..floor(&source.text, offset)).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The fault, the line it stands on with an underline, and what to do about it.
///
/// Ends with a line break. With `color`, holds ANSI escapes.
pub fn render(source: &Source, diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.number());
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(visible(help)));
    let notes = diagnostic.notes.iter().map(|note| Level::NOTE.message(visible(note)));
    let report = title.element(snippet(source, diagnostic)).elements(notes).elements(help);
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[report]);
    text.push('\n');
    text
}

/// The lines from the first place that matters to the last, with all of the places underlined.
fn snippet<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Snippet<'a, Annotation<'a>> {
    let spans = diagnostic.others.iter().map(|other| other.span).chain([diagnostic.span]);
    let lines = spans.map(|span| lines(&source.text, span)).reduce(join).unwrap_or_default();
    let within = |span: Span| {
        let start = floor(&source.text, span.start);
        start - lines.start..floor(&source.text, span.end).max(start) - lines.start
    };
    let others = diagnostic.others.iter();
    Snippet::source(source.text.get(lines.start..lines.end).unwrap_or_default())
        .path(visible(&source.path.display().to_string()))
        .line_start(position(source, lines.start).0)
        .annotation(labelled(AnnotationKind::Primary.span(within(diagnostic.span)), &diagnostic.label))
        .annotations(others.map(|other| labelled(AnnotationKind::Context.span(within(other.span)), &other.text)))
}

fn labelled<'a>(annotation: Annotation<'a>, label: &str) -> Annotation<'a> {
    if label.is_empty() { annotation } else { annotation.label(visible(label)) }
}

/// The whole lines that a span touches, without the last line break.
fn lines(text: &str, span: Span) -> Span {
    let start = text.get(..floor(text, span.start)).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = floor(text, span.end.max(span.start));
    let rest = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| end + length);
    let carriage_return = text.get(end..rest).is_some_and(|line| line.ends_with('\r'));
    Span::new(start, rest - usize::from(carriage_return))
}

fn join(one: Span, other: Span) -> Span {
    Span::new(one.start.min(other.start), one.end.max(other.end))
}

/// The nearest offset at or before this one where a character begins.
fn floor(text: &str, offset: usize) -> usize {
    let inside = offset.min(text.len());
    (0..=inside).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default()
}

/// A text without control characters.
fn visible(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(text)
}
