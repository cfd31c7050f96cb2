//! The slip behind a syntax error of YAML. Each suspect in the source is repaired on trial; the one whose repair lets the
//! parser read on is the cause.

mod brackets;
mod colons;
mod indentation;
mod layout;
mod leftovers;
mod quotes;
mod reserved;
mod signs;
mod source_line;

use serde_yaml::granit_parser::ErrorKind;

use crate::{
    diagnostic::{Code, Diagnostic, Edit},
    source::Span,
};
use layout::Layout;
pub(in crate::spec) use leftovers::A_COMMENT;
use source_line::SourceLine;
pub(in crate::spec) use source_line::{is_prose, quoted};

/// The bytes that all trials of one file may parse.
const BUDGET: usize = 1 << 24;

/// When the repair of a slip is offered as a fix.
#[derive(Clone, Copy, PartialEq)]
enum Offer {
    /// The text to write and its place are certain.
    Always,
    /// The place is certain if the whole file can be read after the repair.
    IfWhole,
    /// Another repair may be meant.
    Never,
}

/// A suspect: what is wrong at a place, and the change that repairs it.
struct Slip {
    span: Span,
    message: String,
    label: String,
    help: String,
    /// A second place that explains the first.
    other: Option<(Span, &'static str)>,
    /// The span that is replaced, and its replacement.
    repair: (Span, String),
    offer: Offer,
}

impl Slip {
    fn new(span: Span, message: impl Into<String>, help: impl Into<String>, repair: (Span, String)) -> Self {
        Self {
            span,
            message: message.into(),
            label: String::new(),
            help: help.into(),
            other: None,
            repair,
            offer: Offer::Always,
        }
    }

    fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    fn other(self, span: Span, text: &'static str) -> Self {
        Self { other: Some((span, text)), ..self }
    }

    fn offer(self, offer: Offer) -> Self {
        Self { offer, ..self }
    }

    fn repaired(&self, text: &str) -> Option<String> {
        let (Span { start, end }, new) = &self.repair;
        Some(format!("{}{new}{}", text.get(..*start)?, text.get(*end..)?))
    }

    /// The fault; `whole` tells whether the file can be read to its end after the repair.
    fn diagnostic(self, whole: bool) -> Diagnostic {
        let mut fault = Diagnostic::new(Code::Syntax, self.span, self.message).label(self.label).help(self.help);
        if self.offer == Offer::Always || whole && self.offer == Offer::IfWhole {
            fault = fault.fix([Edit::new(self.repair.0, self.repair.1)]);
        }
        match self.other {
            Some((span, text)) => fault.other(span, text),
            None => fault,
        }
    }
}

/// A source with a syntax error.
struct Broken<'t> {
    text: &'t str,
    /// The offset of the error.
    at: usize,
    kind: &'t ErrorKind,
    line: SourceLine<'t>,
    layout: Layout,
}

/// The fault behind a syntax error at an offset; `None` if no repair helps. `stops` gives the offset of a text's first
/// syntax error, `faults` the number of faults of form of a text without one: of two repairs, the one that leaves the
/// sounder spec is the cause.
pub(super) fn find(
    text: &str,
    at: usize,
    kind: &ErrorKind,
    stops: impl Fn(&str) -> Option<usize>,
    faults: impl Fn(&str) -> usize,
) -> Option<Diagnostic> {
    let broken = Broken { text, at, kind, line: SourceLine::around(text, at), layout: Layout::of(text, at) };
    let trials = (BUDGET / text.len().max(1)).max(8);
    let mut best: Option<(usize, Slip)> = None;
    let mut whole: Option<(usize, Slip)> = None;
    for slip in broken.suspects().into_iter().take(trials) {
        let Some(repaired) = slip.repaired(text) else { continue };
        let Some(stop) = stops(&repaired) else {
            let left = faults(&repaired);
            if left == 0 {
                return Some(slip.diagnostic(true));
            }
            if whole.as_ref().is_none_or(|(least, _)| left < *least) {
                whole = Some((left, slip));
            }
            continue;
        };
        let left = repaired.len().saturating_sub(stop);
        let before = best.as_ref().map_or(text.len().saturating_sub(broken.line.span.end), |(left, _)| *left);
        if left < before {
            best = Some((left, slip));
        }
    }
    let whole = whole.map(|(_, slip)| slip.diagnostic(true));
    let best = || best.map(|(_, slip)| slip.diagnostic(false));
    whole.or_else(best).or_else(|| brackets::mismatched(&broken))
}

impl Broken<'_> {
    /// The suspects, the likeliest first.
    fn suspects(&self) -> Vec<Slip> {
        let kinds: [fn(&Broken<'_>) -> Vec<Slip>; 16] = [
            leftovers::suspects,
            signs::suspects,
            reserved::suspects,
            indentation::tabs,
            indentation::block_texts,
            quotes::suspects,
            colons::suspects,
            colons::missing,
            brackets::hashes,
            brackets::of_types,
            brackets::in_texts,
            brackets::crossed,
            indentation::suspects,
            indentation::dashes,
            brackets::between,
            brackets::suspects,
        ];
        kinds.iter().flat_map(|kind| kind(self)).collect()
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    fn in_flow(&self) -> bool {
        self.layout.bracket().is_some()
    }
}

/// Comments that cut a text short without a syntax error: `title: Refunds #1`.
pub(super) fn cut_texts(text: &str) -> Vec<Diagnostic> {
    let comments = Layout::of(text, text.len()).comments.into_iter();
    let cuts =
        comments.filter(|comment| !text.get(comment.at + 1..).unwrap_or_default().starts_with([' ', '\n', '\r']));
    cuts.map(|comment| brackets::cut_text(text, comment).diagnostic(true)).collect()
}
