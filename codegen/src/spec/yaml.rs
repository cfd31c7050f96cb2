//! Parses YAML text to a tree. The only module that uses the YAML parser.

use std::path::PathBuf;

use serde_yaml::granit_parser::{self, ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::builder::Builder;
use super::slip;
use super::tree::{MAX_BYTES, MAX_DEPTH, Node, NodeContent, too_deep, too_large};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Span};

/// Parses the file; `None` if there is no tree to continue with.
pub(super) fn parse_yaml(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut found = Vec::new();
    let root = if source.text.len() > MAX_BYTES {
        Err(too_large(Span::default(), format!("the file has more than {MAX_BYTES} bytes")))
    } else {
        build(&source.text, &mut found)
    };
    match root {
        Ok(root) => {
            found.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
            Some(root)
        }
        Err(fault) => {
            diagnostics.push(fault);
            None
        }
    }
}

fn build(text: &str, found: &mut Vec<Diagnostic>) -> Result<Node, Diagnostic> {
    let mut builder = Builder::new(text, found);
    for next in Parser::new_from_str_with_options(text, options()) {
        let (event, span) = next.map_err(|error| syntax_error(text, &error))?;
        feed(&mut builder, event, &span)?;
    }
    let root = builder.finish();
    found.extend(slip::cut_texts(text));
    root.filter(|root| !matches!(root.kind, NodeContent::Null)).ok_or_else(|| empty(text))
}

fn options() -> granit_parser::Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        disallow_directives: true,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    }
}

/// Feeds one event to the builder.
fn feed(builder: &mut Builder<'_>, event: Event<'_>, at: &granit_parser::Span) -> Result<(), Diagnostic> {
    let span = at.byte_range().map(|range| Span::new(range.start, range.end)).unwrap_or_default();
    if let Some(tag) = at.tag_span().and_then(|tag| tag.byte_range()) {
        builder.reserved(Span::new(tag.start, tag.end), "a tag");
    }
    match event {
        Event::DocumentStart(..) => builder.document(span)?,
        Event::Alias(_) | Event::UnresolvedAlias(_) => builder.alias(span)?,
        Event::Anchor(..) => builder.reserved(span, "an anchor"),
        Event::Scalar(_, ScalarStyle::Plain, anchor, _) if anchor > 0 && span.start == span.end => {
            builder.faulty(span)?;
        }
        Event::Scalar(value, style, ..) => builder.scalar(value.into_owned(), style == ScalarStyle::Plain, span)?,
        Event::SequenceStart(style, ..) => builder.open(false, style == StructureStyle::Flow, span)?,
        Event::MappingStart(style, ..) => builder.open(true, style == StructureStyle::Flow, span)?,
        Event::SequenceEnd | Event::MappingEnd => builder.close(span)?,
        _ => {}
    }
    Ok(())
}

fn syntax_error(text: &str, error: &ScanError) -> Diagnostic {
    let start = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
    let span = Span::new(start, start + length);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(span),
        ErrorKind::DirectiveDisallowed => {
            Diagnostic::new(Code::Unsupported, span, "a directive has no meaning in a spec")
                .help("leave it out: the file begins with the section `provider`")
        }
        kind => slip::find(text, start, kind, stops, faults).unwrap_or_else(|| unexplained(span, error)),
    }
}

/// The offset of the first syntax error of a text.
fn stops(text: &str) -> Option<usize> {
    let mut events = Parser::new_from_str_with_options(text, options());
    let error = events.find_map(Result::err)?;
    Some(error.marker().byte_offset().unwrap_or(text.len()))
}

/// The number of faults of form of a text without a syntax error.
fn faults(text: &str) -> usize {
    let mut found = Diagnostics::default();
    let source = Source { path: PathBuf::new(), text: text.to_owned() };
    match super::parse(&source, &mut found) {
        Some(_) => found.count(Severity::Error),
        None => usize::MAX,
    }
}

/// A syntax error that no known slip explains.
fn unexplained(span: Span, error: &ScanError) -> Diagnostic {
    let fault = Diagnostic::new(Code::Syntax, span, "this is not YAML").label(error.info());
    fault.help(advice(error.kind()).unwrap_or("compare the line and the one before it with a spec that is sound"))
}

/// Advice for the most frequent faults; `None` for others.
fn advice(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::UnclosedQuotedScalar => Some("look for a quotation mark further up that is not closed"),
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabNotAllowed => {
            Some("indent with spaces")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            Some("look for a missing comma or closing bracket, or put quotes around a text with brackets")
        }
        ErrorKind::InvalidBlockScalarHeader => {
            Some("write the text on the lines below, further indented; or on this line, without `|` and `>`")
        }
        ErrorKind::MappingValueNotAllowed => Some("put quotes around a text that holds `: `"),
        _ => None,
    }
}

fn empty(text: &str) -> Diagnostic {
    Diagnostic::new(Code::Empty, Span::new(0, 0), "the file holds no spec")
        .label(if text.trim().is_empty() { "the file is empty" } else { "there is nothing but comments" })
        .help("begin with the section `provider`")
}
