//! Limits that do not fit the type of their field.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Provider, Scalar, Source, bound, literal},
    vocabulary::pattern,
};

/// Only strings and error codes have an alphabet. Only numbers have a range.
pub(super) fn check_limits(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        if field.alphabet.is_some() && !field.ty.scalar().is_some_and(Scalar::has_alphabet) {
            let text = format!("`{}` is neither a string nor an error code, so it has no alphabet", field.wire);
            let fault = Diagnostic::new(Code::RuleDoesNotFit, field.spans.alphabet, text);
            diagnostics.push(fault.help("leave out `alphabet`, or make the type `string(…)`"));
        }
        check_pattern(field, diagnostics);
        check_range(field, diagnostics);
    }
}

/// Only strings and error codes have a pattern, and its texts keep the other limits of the field.
fn check_pattern(field: &Field, diagnostics: &mut Diagnostics) {
    let Some(form) = &field.pattern else { return };
    let bounds = bound::bounds(field, None);
    let kept = |text: &str| bounds.iter().try_for_each(|bound| literal::keeps(bound, text));
    let shortest = pattern::shortest(form);
    let (text, help) = if !field.ty.scalar().is_some_and(Scalar::has_alphabet) {
        (
            format!("`{}` is neither a string nor an error code, so it has no pattern", field.wire),
            "leave out `pattern`, or make the type `string(…)`",
        )
    } else if matches!(
        field.source,
        Source::Value(_)
            | Source::Now
            | Source::Layer
            | Source::Tag
            | Source::Members
            | Source::Sent(_)
            | Source::Received(_)
    ) {
        (format!("`{}` is computed, so nothing checks its pattern", field.wire), "leave out `pattern`")
    } else if field.alphabet.is_some() {
        (
            format!("`{}` has an alphabet beside its pattern", field.wire),
            "leave out `alphabet`: the pattern has the characters",
        )
    } else if shortest.is_empty() {
        ("an empty text has the form of the pattern".to_owned(), "make a count at least 1, or leave out `required`")
    } else if let Err(why) = kept(&shortest).and_then(|()| kept(&pattern::longest(form))) {
        (
            format!("the type does not allow every text of the pattern: {why}"),
            "state the same lengths in `type` and `pattern`",
        )
    } else {
        return;
    };
    diagnostics.push(Diagnostic::new(Code::RuleDoesNotFit, field.spans.pattern, text).help(help));
}

fn check_range(field: &Field, diagnostics: &mut Diagnostics) {
    if field.range.is_some() && !field.ty.scalar().is_some_and(Scalar::is_number) {
        let text = format!("`{}` is not a number, so it has no range", field.wire);
        let fault = Diagnostic::new(Code::RuleDoesNotFit, field.spans.range, text);
        diagnostics.push(fault.help("state a length in the type, as in `string(1..32)`"));
    }
}
