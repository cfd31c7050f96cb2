//! A value of an example's request that its own body and its answers contradict: the value is wrong, and they are right.

use refundry_codegen::{
    diagnostic::Diagnostic,
    model::{Example, Provider},
    source::Span,
};
use refundry_interpreter::examples::{Disagreement, Mismatch, Problem};

use super::{
    Teller,
    cause::Group,
    difference::Difference,
    fault::fault,
    subject::{answer, example},
};

/// A text of a request, and what an answer has in its place.
#[derive(Clone, Copy)]
struct Contradiction<'m> {
    at: Span,
    sent: &'m str,
    answered: &'m str,
    /// The decimals by which the answer's comparison, in the smallest unit, is finer than the text in the example.
    decimals: usize,
}

/// The places of such values.
pub fn places(provider: &Provider, mismatches: &[Mismatch]) -> Vec<Span> {
    let failing: Vec<&Mismatch> = mismatches.iter().filter(|mismatch| example(provider, mismatch).is_some()).collect();
    let rest_on = |at| {
        let mut examples = failing.iter().filter_map(|mismatch| example(provider, mismatch));
        !failing.is_empty() && examples.all(|example| rests_on(example, at))
    };
    let mut out: Vec<Span> = Vec::new();
    for found in mismatches.iter().filter_map(|mismatch| contradiction(provider, mismatch)) {
        // Other decimals of one number are a matter of the type, unless a request has another number as well.
        let is_number = digits(found.sent) != digits(found.answered) || failing.iter().any(|failure| is_other(failure));
        let agrees = failing.iter().any(|failure| expects(failure, &with_decimals(found.answered, found.decimals)));
        if is_number && agrees && rest_on(found.at) && !out.contains(&found.at) {
            out.push(found.at);
        }
    }
    out
}

/// The place that explains a failure.
pub fn place(provider: &Provider, mismatch: &Mismatch, places: &[Span]) -> Option<Span> {
    if let Some(found) = contradiction(provider, mismatch) {
        return places.iter().find(|place| **place == found.at).copied();
    }
    let refused = provider.refused.iter().find(|refused| refused.span == mismatch.span);
    let request = example(provider, mismatch).or_else(|| refused.map(|refused| refused.like.as_ref()));
    let of_failure = |problem: &Problem| matches!(problem, Problem::Differs { what, .. } if what == "failure");
    let answered = || Some(answer(provider, mismatch).filter(|_| of_failure(&mismatch.problem))?.to.as_ref());
    let request = request.or_else(answered)?;
    places.iter().find(|place| rests_on(request, **place)).copied()
}

impl Teller<'_> {
    /// The fault of the value.
    pub(super) fn misstated(&self, at: Span, group: &Group) -> Option<Diagnostic> {
        let found = |failure| Some((failure, contradiction(self.provider, failure).filter(|found| found.at == at)?));
        let (failure, Contradiction { answered, decimals, .. }) = group.failures.iter().find_map(found)?;
        let written = self.source.text.get(at.start..at.end)?.trim_matches(['"', '\'']);
        let answered = with_decimals(answered, decimals);
        let answers = group.failures.iter().filter_map(found).count();
        let (have, which) =
            if answers == 1 { ("its answer has", "the answer") } else { ("its answers have", "the first of them") };
        let message = format!("the request has `{written}` here, and {have} `{answered}`");
        let told = Diagnostic { span: at, message, notes: Box::default(), ..fault(failure) }.other(failure.at, which);
        Some(told.help(format!("write `{answered}`, or correct the body and the answers")))
    }
}

fn contradiction<'m>(provider: &Provider, mismatch: &'m Mismatch) -> Option<Contradiction<'m>> {
    let Problem::Unread { echo: Some(Disagreement { sent, answered }), .. } = &mismatch.problem else { return None };
    let spans = &answer(provider, mismatch)?.to.spans;
    // A wrong credential is told at its own place.
    let is_credential = |at: &Span| spans.credentials.iter().any(|(_, credential)| credential == at);
    let of_decimals = |decimals| {
        let is_input = |(text, at): &&(String, Span)| is_shifted(text, sent, decimals) && !is_credential(at);
        let (_, at) = spans.inputs.iter().find(is_input)?;
        Some(Contradiction { at: *at, sent, answered, decimals })
    };
    (0..=MOST_DECIMALS).find_map(of_decimals).filter(|_| !answered.is_empty())
}

/// The greatest number of decimals of a currency.
const MOST_DECIMALS: usize = 4;

/// Whether `whole` is the number in `text`, without its point, in a unit of so many decimals.
fn is_shifted(text: &str, whole: &str, decimals: usize) -> bool {
    if decimals == 0 {
        return text == whole;
    }
    let (front, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = format!("{front}{fraction:0<decimals$}");
    let is_number = !front.is_empty() && plain.bytes().all(|next| next.is_ascii_digit());
    is_number && fraction.len() <= decimals && plain.trim_start_matches('0') == whole
}

/// The number in the smallest unit, with its point.
fn with_decimals(whole: &str, decimals: usize) -> String {
    let padded = format!("{whole:0>width$}", width = decimals + 1);
    match padded.split_at_checked(padded.len() - decimals) {
        Some((front, fraction)) if decimals > 0 => format!("{front}.{fraction}"),
        _ => whole.to_owned(),
    }
}

/// Whether the expected text of a request has what the answers have.
fn expects(mismatch: &Mismatch, answered: &str) -> bool {
    matches!(&mismatch.problem, Problem::Differs { expected: Some(expected), .. } if expected.contains(answered))
}

/// Whether a request has another number than expected, and not the same in another spelling.
fn is_other(mismatch: &Mismatch) -> bool {
    let Problem::Differs { expected: Some(expected), found: Some(found), .. } = &mismatch.problem else { return false };
    let words = Difference::of(expected, found);
    decimal(words.expected) != decimal(words.found)
}

fn decimal(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

fn digits(text: &str) -> &str {
    text.trim_end_matches('0')
}

fn rests_on(example: &Example, at: Span) -> bool {
    example.spans.inputs.iter().any(|(_, span)| *span == at)
}
