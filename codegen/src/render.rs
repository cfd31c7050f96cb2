//! Renders diagnostics as text, in the style of rustc.

use std::{borrow::Cow, path::Path};

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet, renderer};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Span};

/// The line and column of a byte, counted from one; the column counts characters.
pub fn position(source: &Source, offset: usize) -> (usize, usize) {
    let before = source.text.get(..floor(&source.text, offset)).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The fault, its line with an underline, and the help.
///
/// Ends with a line break. With `color`, contains ANSI escapes.
pub fn render(source: &Source, diagnostic: &Diagnostic, color: bool) -> String {
    Lines::new(source).render(diagnostic, color)
}

/// Every listed fault with a blank line after it, and the number of unlisted ones.
pub fn render_all(source: &Source, diagnostics: &Diagnostics, color: bool) -> String {
    render_within(source, diagnostics, color, None)
}

/// [`render_all`] for a terminal of so many columns.
pub fn render_within(source: &Source, diagnostics: &Diagnostics, color: bool, width: Option<usize>) -> String {
    let lines = Lines { width, ..Lines::new(source) };
    let mut out: String = diagnostics.iter().map(|diagnostic| lines.render(diagnostic, color) + "\n").collect();
    out.extend(unlisted(source, diagnostics).map(|line| line + "\n"));
    out
}

/// A line with the number of unlisted faults; `None` if all are listed.
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

/// A number with commas between thousands.
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

/// A source with the offsets of its lines: rendering a fault takes the same time anywhere in the file.
#[derive(Debug)]
pub struct Lines<'s> {
    source: &'s Source,
    starts: Vec<usize>,
    /// The columns of the terminal; `None` if the text is not broken.
    width: Option<usize>,
}

/// Locations of one fault that are further apart than this, in bytes, are shown in separate snippets.
const APART: usize = 1 << 14;
/// The length in bytes of text before or after a span from which a line is cut.
const LONG: usize = 1 << 10;
/// The columns in front of a message, such as `warning[R057]: `.
const TITLE: usize = 15;
/// The columns in front of a note, such as `1000  = note: `.
const NOTE: usize = 14;
/// The columns of the line numbers, which the renderer does not count.
const GUTTER: usize = 8;
/// The least number of columns that a text is broken to.
const LEAST: usize = 24;
/// The length in bytes that remains of a cut line on each side.
const AROUND: usize = 1 << 8;

impl<'s> Lines<'s> {
    /// Finds the lines once.
    pub fn new(source: &'s Source) -> Self {
        let ends = source.text.match_indices('\n').map(|(end, _)| end + 1);
        Self { source, starts: std::iter::once(0).chain(ends).collect(), width: None }
    }

    /// The path of the source.
    pub fn path(&self) -> &'s Path {
        &self.source.path
    }

    /// [`position`] for many offsets of one source.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = floor(&self.source.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.source.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// [`render()`] for many diagnostics of one source.
    pub fn render(&self, diagnostic: &Diagnostic, color: bool) -> String {
        let level = match diagnostic.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.fitted(&diagnostic.message, TITLE)).id(diagnostic.code.number());
        let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(self.fitted(help, NOTE)));
        // A label that does not fit beside its underline becomes a note.
        let label = Some(&*diagnostic.label).filter(|label| self.overflows(diagnostic.span, label));
        let notes = label.into_iter().chain(diagnostic.notes.iter().map(String::as_str));
        let notes = notes.map(|note| Level::NOTE.message(self.fitted(note, NOTE)));
        let report = title.elements(self.snippets(diagnostic)).elements(notes).elements(help);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let width = self.width.map_or(renderer::DEFAULT_TERM_WIDTH, |width| width.saturating_sub(GUTTER));
        let renderer = renderer.term_width(width);
        let mut text = renderer.render(&[report]);
        text.push('\n');
        text
    }

    /// A text that fits behind so many columns.
    fn fitted(&self, text: &str, before: usize) -> String {
        let text = visible(text);
        self.width.map_or_else(|| text.clone(), |width| wrapped(&text, width.saturating_sub(before).max(LEAST)))
    }

    /// The lines with underlined locations; those of the fault itself come first.
    fn snippets(&self, diagnostic: &Diagnostic) -> Vec<Element<'_>> {
        let label = if self.overflows(diagnostic.span, &diagnostic.label) { "" } else { &diagnostic.label };
        let primary = Place::new(&self.source.text, diagnostic.span, AnnotationKind::Primary, label);
        let others = diagnostic.others.iter();
        let others =
            others.map(|other| Place::new(&self.source.text, other.span, AnnotationKind::Context, &other.text));
        let (mut first, mut apart) = (vec![primary], Vec::new());
        for other in others {
            let near = other.span.start.abs_diff(diagnostic.span.start) <= APART;
            // One margin cuts all lines of a snippet, so that a narrow terminal shows each line by itself.
            let near = near && (self.width.is_none() || self.line_of(other.span) == self.line_of(diagnostic.span));
            if near { first.push(other) } else { apart.push(vec![other]) }
        }
        std::iter::once(first).chain(apart).flat_map(|places| self.snippet(&places)).collect()
    }

    /// Whether a label is too wide beside its underline, on a line that is not too wide itself.
    fn overflows(&self, span: Span, label: &str) -> bool {
        let Some(width) = self.width.map(|width| width.saturating_sub(GUTTER)) else { return false };
        let line = lines(&self.source.text, Span::new(span.start, span.start));
        let columns = |start: usize, end: usize| self.source.text.get(start..end).map_or(0, UnicodeWidthStr::width);
        let before = columns(line.start, span.end.min(line.end).max(line.start));
        before + 1 + label.width() > width && columns(line.start, line.end) <= width
    }

    fn line_of(&self, span: Span) -> usize {
        self.position(span.start).0
    }

    /// The lines from the first to the last of these locations.
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
        // The renderer counts columns from the beginning of the given text, so set the column of a cut line.
        match cut {
            true => vec![Origin::path(path).line(line).char_column(column).into(), snippet.into()],
            false => vec![snippet.path(path).into()],
        }
    }
}

/// A span to underline, with its label.
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

/// [`lines`] without the far ends of long lines.
fn shown(text: &str, span: Span) -> Span {
    let lines = lines(text, span);
    let start = if span.start - lines.start > LONG { floor(text, span.start - AROUND) } else { lines.start };
    let end = if lines.end - span.end > LONG { floor(text, span.end + AROUND) } else { lines.end };
    Span::new(start, end)
}

fn join(one: Span, other: Span) -> Span {
    Span::new(one.start.min(other.start), one.end.max(other.end))
}

/// The last character boundary at or before this offset.
fn floor(text: &str, offset: usize) -> usize {
    let inside = offset.min(text.len());
    (0..=inside).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default()
}

/// The source with C1 control characters replaced, which some terminals obey and the renderer keeps. The length in
/// bytes stays the same.
fn plain(text: &str) -> Cow<'_, str> {
    match text.contains(is_second_block) {
        true => Cow::Owned(text.replace(is_second_block, "\u{b7}")),
        false => Cow::Borrowed(text),
    }
}

fn is_second_block(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// A text without control characters except line breaks.
fn visible(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(&plain(text))
}

/// A text without control characters, on one line.
pub(crate) fn visible_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

/// A text in lines of at most so many columns, broken at blanks, and inside a word that is longer.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / width);
    let mut column = 0;
    for word in text.split_inclusive([' ', '\n']) {
        if column > 0 && column + word.trim_end().width() > width {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            column = 0;
        }
        for next in word.chars() {
            let columns = next.width().unwrap_or_default();
            if column + columns > width && next != ' ' {
                out.push('\n');
                column = 0;
            }
            out.push(next);
            column = if next == '\n' { 0 } else { column + columns };
        }
    }
    out
}
