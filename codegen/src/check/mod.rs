//! What needs the whole spec: one rule a function, listed in one table.

// A catch-all arm takes a new word of the language in silence; an arm written out is named by the compiler.
#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod brackets;
mod codes;
mod compared;
mod compared_twice;
mod confusion;
mod examples;
mod operations;
mod reach;
mod repeats;
mod rules;
mod skipped;
mod table;
mod together;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::Provider,
    spec::syntax::Spec,
};

/// A rule over the whole spec. It reads the model and, for places and for what was left out, the syntax tree.
type Rule = fn(&Provider, &Spec, &mut Diagnostics);

/// Every rule, with the codes that it reports.
const RULES: &[(&[Code], Rule)] = &[
    (&[Code::NoRefundNumber], operations::refund_number),
    (&[Code::WithoutVerification], operations::verification),
    (&[Code::MissingKey], operations::meaning),
    (&[Code::WithoutEcho], operations::echo),
    (&[Code::StatusWithoutOtherwise, Code::StatusIncomplete], operations::statuses),
    (&[Code::StatusWithoutOtherwise], operations::leftovers),
    (&[Code::RuleDoesNotFit], operations::notified),
    (&[Code::WithoutEcho], operations::identity),
    (&[Code::WithoutVerification], operations::unless),
    (&[Code::Repeat], repeats::rows),
    (&[Code::Unreachable], reach::rows),
    (&[Code::Unreachable], together::rows),
    (&[Code::MissingKey], operations::shape),
    (&[Code::NameCollision], operations::id),
    (&[Code::NameCollision], operations::names),
    (&[Code::NameCollision], operations::types),
    (&[Code::NameCollision], rules::names),
    (&[Code::NameCollision], brackets::names),
    (&[Code::CodeWithoutOutcome], codes::outcomes),
    (&[Code::Repeat], repeats::codes),
    (&[Code::NameCollision], codes::aliases),
    (&[Code::NotCompared], compared::members),
    (&[Code::RuleDoesNotFit], compared_twice::members),
    (&[Code::WithoutExample], examples::signatures),
    (&[Code::RuleWithoutExample], examples::rules),
    (&[Code::Unused], unused),
    (&[Code::SkippedCheck], skipped::operands),
    (&[Code::Confusion], confusion::receivers),
];

/// Looks at the model as a whole.
pub fn check(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for (_, rule) in RULES {
        rule(provider, spec, diagnostics);
    }
}

/// Declarations that nothing refers to. Where something is faulty its user may be missing, so nothing is said then.
fn unused(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    if !diagnostics.is_empty() {
        return;
    }
    for (span, text) in &provider.unused {
        diagnostics.push(Diagnostic::new(Code::Unused, *span, text.clone()).help("remove it"));
    }
}
