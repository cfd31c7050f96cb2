//! Rules over a sound model, called one after the other. They report, and change nothing.

mod confusion;
mod echo;
mod error_codes;
mod example_coverage;
mod on_repeat;
mod outcome_rows;
mod outcome_table;
mod refund_number;
mod rows_covered_together;
mod rust_names;
mod skipped_checks;
mod uncompared_members;
mod unreachable_rows;
mod verification;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::Provider,
};

/// Checks a model that `lower` found sound.
pub fn check(provider: &Provider, diagnostics: &mut Diagnostics) {
    refund_number::check_refund_number(provider, diagnostics);
    verification::check_verification(provider, diagnostics);
    verification::check_unsigned_rows(provider, diagnostics);
    echo::check_echo(provider, diagnostics);
    echo::check_identity(provider, diagnostics);
    uncompared_members::check_uncompared(provider, diagnostics);
    outcome_rows::check_meaning(provider, diagnostics);
    outcome_rows::check_statuses(provider, diagnostics);
    outcome_rows::check_leftovers(provider, diagnostics);
    outcome_rows::check_notified(provider, diagnostics);
    unreachable_rows::check_covered_rows(provider, diagnostics);
    rows_covered_together::check_rows_covered_together(provider, diagnostics);
    on_repeat::check_rows(provider, diagnostics);
    on_repeat::check_codes(provider, diagnostics);
    error_codes::check_outcomes(provider, diagnostics);
    confusion::check_confusion(provider, diagnostics);
    rust_names::check_provider_id(provider, diagnostics);
    rust_names::check_operation_names(provider, diagnostics);
    rust_names::check_type_names(provider, diagnostics);
    rust_names::check_rule_names(provider, diagnostics);
    skipped_checks::check_skipped(provider, diagnostics);
    example_coverage::check_examples(provider, diagnostics);
    example_coverage::check_refused(provider, diagnostics);
    check_unused(provider, diagnostics);
}

/// Declarations that nothing refers to.
fn check_unused(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (span, text) in &provider.unused {
        diagnostics.push(Diagnostic::new(Code::Unused, *span, text.clone()).help("remove it"));
    }
}
