//! Rules over a sound model, called one after the other. They report, and change nothing.

mod bracketed_names;
mod carried_types;
mod confusion;
mod echo;
mod error_codes;
mod example_coverage;
mod example_values;
mod field_limits;
mod field_sources;
mod flat_lists;
mod layer_nesting;
mod layer_options;
mod layer_steps;
mod literals;
mod on_repeat;
mod outcome_rows;
mod outcome_table;
mod output_capacity;
mod placement;
mod recorded_fields;
mod refund_number;
mod rows_covered_together;
mod rust_names;
mod salt;
mod signature_coverage;
mod skipped_checks;
mod uncompared_members;
mod unreachable_rows;
mod verification;
mod xml_names;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::Provider,
};

/// Checks a model that `lower` found sound.
pub fn check(provider: &Provider, diagnostics: &mut Diagnostics) {
    field_limits::check_limits(provider, diagnostics);
    field_sources::check_sources(provider, diagnostics);
    field_sources::check_members(provider, diagnostics);
    field_sources::check_sent_presence(provider, diagnostics);
    field_sources::check_operation_constants(provider, diagnostics);
    literals::check_field_examples(provider, diagnostics);
    literals::check_listed_values(provider, diagnostics);
    literals::check_constants(provider, diagnostics);
    flat_lists::check_flat_lists(provider, diagnostics);
    flat_lists::check_sent_flat_lists(provider, diagnostics);
    layer_nesting::check_codecs(provider, diagnostics);
    layer_nesting::check_method(provider, diagnostics);
    layer_nesting::check_carriers(provider, diagnostics);
    layer_nesting::check_embedded(provider, diagnostics);
    layer_nesting::check_caller_fields(provider, diagnostics);
    layer_options::check_options(provider, diagnostics);
    layer_options::check_declarations(provider, diagnostics);
    layer_options::check_separators(provider, diagnostics);
    layer_options::check_charsets(provider, diagnostics);
    layer_options::check_named_charsets(provider, diagnostics);
    layer_steps::check_layer_steps(provider, diagnostics);
    layer_steps::check_signed_body(provider, diagnostics);
    layer_steps::check_inner_selections(provider, diagnostics);
    layer_steps::check_opening(provider, diagnostics);
    carried_types::check_carried_types(provider, diagnostics);
    carried_types::check_selected_types(provider, diagnostics);
    xml_names::check_xml_names(provider, diagnostics);
    placement::check_sent_places(provider, diagnostics);
    placement::check_operation_headers(provider, diagnostics);
    placement::check_path(provider, diagnostics);
    placement::check_query(provider, diagnostics);
    placement::check_inside_objects(provider, diagnostics);
    placement::check_received_places(provider, diagnostics);
    output_capacity::check_capacity(provider, diagnostics);
    recorded_fields::check_recorded_fields(provider, diagnostics);
    signature_coverage::check_decisive_members(provider, diagnostics);
    signature_coverage::check_carriers(provider, diagnostics);
    signature_coverage::check_fresh_time(provider, diagnostics);
    signature_coverage::check_own_signature(provider, diagnostics);
    salt::check_salt(provider, diagnostics);
    verification::check_unless(provider, diagnostics);
    verification::check_steps_after_signature(provider, diagnostics);
    echo::check_sides(provider, diagnostics);
    example_values::check_required_fields(provider, diagnostics);
    example_values::check_credentials(provider, diagnostics);
    example_values::check_clocks(provider, diagnostics);
    example_values::check_verdicts(provider, diagnostics);
    rust_names::check_field_names(provider, diagnostics);
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
    bracketed_names::check_bracketed_names(provider, diagnostics);
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
