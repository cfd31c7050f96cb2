//! Rules over a sound model, called one after the other. They report faults and change nothing.

// A catch-all arm would ignore a new word of the language; without one, the compiler names the match to extend.
#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod acknowledgement;
mod adjacent_parts;
mod another_refund;
mod bracketed_names;
mod carried_types;
mod codec_alternatives;
mod compared_twice;
mod confusion;
mod currencies;
mod detached_tags;
mod echo;
mod element_places;
mod error_codes;
mod example_coverage;
mod example_values;
mod field_limits;
mod field_sources;
mod flat_lists;
mod guards;
mod layer_nesting;
mod layer_options;
mod layer_steps;
mod literals;
mod not_found;
mod on_repeat;
mod open_charset;
mod optional_values;
mod other_kinds;
mod outcome_rows;
mod outcome_table;
mod output_capacity;
mod partial_signature;
mod picks;
mod placement;
mod positions;
mod recorded_fields;
mod refund_number;
mod role_types;
mod row_claims;
mod rows_covered_together;
mod rust_names;
mod salt;
mod sent_parts;
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

type Check = fn(&Provider, &mut Diagnostics);

const CHECKS: &[Check] = &[
    field_limits::check_limits,
    currencies::check_currencies,
    currencies::check_received_currencies,
    currencies::check_compared_currencies,
    field_sources::check_sources,
    field_sources::check_conditions,
    field_sources::check_members,
    optional_values::check_optional_values,
    field_sources::check_sent_presence,
    field_sources::check_operation_constants,
    literals::check_field_examples,
    literals::check_listed_values,
    literals::check_constants,
    flat_lists::check_flat_lists,
    flat_lists::check_sent_flat_lists,
    layer_nesting::check_codecs,
    codec_alternatives::check_alternatives,
    codec_alternatives::check_signed_alternatives,
    layer_nesting::check_received_queries,
    layer_nesting::check_method,
    layer_nesting::check_carriers,
    layer_nesting::check_embedded,
    layer_nesting::check_openings,
    layer_nesting::check_conditions,
    layer_nesting::check_caller_fields,
    layer_options::check_options,
    layer_options::check_bodies,
    layer_options::check_declarations,
    layer_options::check_separators,
    positions::check_segments,
    positions::check_encoded,
    layer_options::check_charsets,
    layer_options::check_named_charsets,
    layer_steps::check_layer_steps,
    layer_steps::check_signed_body,
    layer_steps::check_inner_selections,
    layer_steps::check_opening,
    detached_tags::check_tags,
    carried_types::check_carried_types,
    carried_types::check_selected_types,
    element_places::check_element_places,
    xml_names::check_xml_names,
    placement::check_sent_places,
    placement::check_operation_headers,
    placement::check_path,
    placement::check_query,
    placement::check_inside_objects,
    placement::check_received_places,
    output_capacity::check_capacity,
    output_capacity::check_slices,
    recorded_fields::check_recorded_fields,
    acknowledgement::check_empty_bodies,
    acknowledgement::check_sources,
    acknowledgement::check_evidence,
    acknowledgement::check_examples,
    sent_parts::check_sent_parts,
    signature_coverage::check_decisive_members,
    partial_signature::check_partial,
    guards::check_guards,
    signature_coverage::check_carriers,
    signature_coverage::check_decrypting_members,
    open_charset::check_open_charset,
    signature_coverage::check_fresh_time,
    signature_coverage::check_own_signature,
    adjacent_parts::check_adjacent_parts,
    salt::check_salt,
    verification::check_unless,
    verification::check_alternatives,
    verification::check_steps_after_signature,
    verification::check_compared_steps,
    echo::check_sides,
    example_values::check_required_fields,
    example_values::check_credentials,
    example_values::check_clocks,
    example_values::check_verdicts,
    rust_names::check_field_names,
    refund_number::check_number_lifetime,
    refund_number::check_refund_number,
    refund_number::check_amount,
    role_types::check_role_types,
    verification::check_verification,
    verification::check_unsigned_rows,
    verification::check_refuses,
    verification::check_keys,
    verification::check_token,
    other_kinds::check_about,
    verification::check_forged_refusals,
    echo::check_echo,
    echo::check_identity,
    echo::check_number_parts,
    another_refund::check_another_refund,
    uncompared_members::check_uncompared,
    compared_twice::check_compared_twice,
    picks::check_picks,
    picks::check_unpicked,
    outcome_rows::check_meaning,
    outcome_rows::check_statuses,
    outcome_rows::check_leftovers,
    outcome_rows::check_notified,
    unreachable_rows::check_covered_rows,
    rows_covered_together::check_rows_covered_together,
    on_repeat::check_rows,
    on_repeat::check_codes,
    error_codes::check_outcomes,
    not_found::check_rows,
    not_found::check_codes,
    confusion::check_confusion,
    rust_names::check_message_names,
    rust_names::check_object_names,
    rust_names::check_provider_id,
    rust_names::check_rule_names,
    bracketed_names::check_bracketed_names,
    skipped_checks::check_skipped,
    example_coverage::check_examples,
    example_coverage::check_refused,
    check_unused,
];

/// Runs every check over a model that `lower` found sound.
pub fn check(provider: &Provider, diagnostics: &mut Diagnostics) {
    CHECKS.iter().for_each(|check| check(provider, diagnostics));
}

/// Reports declarations that nothing refers to.
fn check_unused(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (span, text) in &provider.unused {
        diagnostics.push(Diagnostic::new(Code::Unused, *span, text.clone()).help("remove it"));
    }
}
