//! Diagnostics as text, in the look of rustc.

use std::{borrow::Cow, path::Path};

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
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
    Lines::new(source).render(diagnostic, color)
}

/// Every listed fault with a blank line after it, and how many more there are.
pub fn render_all(source: &Source, diagnostics: &Diagnostics, color: bool) -> String {
    let lines = Lines::new(source);
    let mut out: String = diagnostics.iter().map(|diagnostic| lines.render(diagnostic, color) + "\n").collect();
    out.extend(unlisted(source, diagnostics).map(|line| line + "\n"));
    out
}

/// How many faults of a spec are counted and not listed, as a line; `None` if all are listed.
pub fn unlisted(source: &Source, diagnostics: &Diagnostics) -> Option<String> {
    let of = |severity, word: &str| match diagnostics.unlisted(severity) {
        0 => None,
        count => Some(format!("{} more {word}{}", grouped(count), if count == 1 { "" } else { "s" })),
    };
    let counts: Vec<String> =
        [of(Severity::Error, "error"), of(Severity::Warning, "warning")].into_iter().flatten().collect();
    let path = visible_line(&source.path.display().to_string());
    (!counts.is_empty()).then(|| format!("… and {} in {path}\n", counts.join(" and ")))
}

/// A count with commas between thousands.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A source and where its lines begin. With it, the place and the text of a fault cost the same wherever it stands.
#[derive(Debug)]
pub struct Lines<'s> {
    source: &'s Source,
    starts: Vec<usize>,
}

/// Places of one fault that are further apart, in bytes, are shown apart.
const APART: usize = 1 << 14;
/// In a line that goes on for longer than that before or after a place, only the text next to the place is shown.
const LONG: usize = 1 << 10;
/// How much that is.
const AROUND: usize = 1 << 8;

impl<'s> Lines<'s> {
    /// Looks for the lines once.
    pub fn new(source: &'s Source) -> Self {
        let ends = source.text.match_indices('\n').map(|(end, _)| end + 1);
        Self { source, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Where the source came from.
    pub fn path(&self) -> &'s Path {
        &self.source.path
    }

    /// As [`position`], for many places of one source.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = floor(&self.source.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.source.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// As [`render()`].
    pub fn render(&self, diagnostic: &Diagnostic, color: bool) -> String {
        let level = match diagnostic.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.number());
        let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(visible(help)));
        let notes = diagnostic.notes.iter().map(|note| Level::NOTE.message(visible(note)));
        let report = title.elements(self.snippets(diagnostic)).elements(notes).elements(help);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut text = renderer.render(&[report]);
        text.push('\n');
        text
    }

    /// The lines that matter, with the places underlined: those of the fault itself first.
    fn snippets(&self, diagnostic: &Diagnostic) -> Vec<Element<'_>> {
        let primary = Place::new(&self.source.text, diagnostic.span, AnnotationKind::Primary, &diagnostic.label);
        let others = diagnostic.others.iter();
        let others =
            others.map(|other| Place::new(&self.source.text, other.span, AnnotationKind::Context, &other.text));
        let (mut first, mut apart) = (vec![primary], Vec::new());
        for other in others {
            let near = other.span.start.abs_diff(diagnostic.span.start) <= APART;
            if near { first.push(other) } else { apart.push(vec![other]) }
        }
        std::iter::once(first).chain(apart).flat_map(|places| self.snippet(&places)).collect()
    }

    /// The lines from the first of some places to the last.
    fn snippet(&self, places: &[Place<'_>]) -> Vec<Element<'_>> {
        let text = &self.source.text;
        let all = places.iter().map(|place| place.span).reduce(join).unwrap_or_default();
        let shown = shown(text, all);
        let cut = shown.start > lines(text, all).start;
        let (line, column) = self.position(places.first().map_or(all.start, |place| place.span.start));
        let path = visible_line(&self.source.path.display().to_string());
        let snippet = Snippet::source(plain(text.get(shown.start..shown.end).unwrap_or_default()))
            .line_start(self.position(shown.start).0)
            .annotations(places.iter().map(|place| place.annotation(shown)));
        // The renderer counts columns from where the text begins that it is given.
        match cut {
            true => vec![Origin::path(path).line(line).char_column(column).into(), snippet.into()],
            false => vec![snippet.path(path).into()],
        }
    }
}

/// A place to underline, within the text.
struct Place<'d> {
    span: Span,
    kind: AnnotationKind,
    label: &'d str,
}

impl<'d> Place<'d> {
    fn new(text: &str, span: Span, kind: AnnotationKind, label: &'d str) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end.min(start.saturating_add(APART))).max(start);
        Self { span: Span::new(start, end), kind, label }
    }

    fn annotation<'a>(&self, shown: Span) -> Annotation<'a> {
        let annotation = self.kind.span(self.span.start - shown.start..self.span.end - shown.start);
        if self.label.is_empty() { annotation } else { annotation.label(visible(self.label)) }
    }
}

/// The whole lines that a span touches, without the last line break.
fn lines(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let rest = text.get(span.end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| span.end + length);
    let carriage_return = text.get(span.end..rest).is_some_and(|line| line.ends_with('\r'));
    Span::new(start, rest - usize::from(carriage_return))
}

/// The same, without the far ends of long lines.
fn shown(text: &str, span: Span) -> Span {
    let lines = lines(text, span);
    let start = if span.start - lines.start > LONG { floor(text, span.start - AROUND) } else { lines.start };
    let end = if lines.end - span.end > LONG { floor(text, span.end + AROUND) } else { lines.end };
    Span::new(start, end)
}

fn join(one: Span, other: Span) -> Span {
    Span::new(one.start.min(other.start), one.end.max(other.end))
}

/// The nearest offset at or before this one where a character begins.
fn floor(text: &str, offset: usize) -> usize {
    let inside = offset.min(text.len());
    (0..=inside).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default()
}

/// The source as it is shown. The renderer takes care of all control characters but those of the second block, which
/// some terminals obey as well; the text stays as long as it is.
fn plain(text: &str) -> Cow<'_, str> {
    match text.contains(is_second_block) {
        true => Cow::Owned(text.replace(is_second_block, "\u{b7}")),
        false => Cow::Borrowed(text),
    }
}

fn is_second_block(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// A text without control characters but line breaks.
fn visible(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(&plain(text))
}

/// A text without control characters, in one line.
pub(crate) fn visible_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}
