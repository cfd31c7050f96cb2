//! Fields of a query that take their value from the record of its refund.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Bound, Family, Field, OperationKind, Place, Presence, Provider, Type, bound},
};

/// A field with `from: sent` is in a query, its refund keeps the named field, and both types fit.
pub(super) fn check_recorded_fields(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, sends) in provider.sent() {
        let asks = operation.kind == OperationKind::Query && operation.of.is_some();
        let refund = provider.asked_about(operation).map(|(_, sends)| sends);
        for field in sends.layers.iter().flat_map(|layer| layer.message.sourced()) {
            let Some(name) = field.sent_name() else { continue };
            if !asks {
                let text = format!("`{}` comes from a refund, and the operation asks about none", field.wire);
                let help = "take it from elsewhere, or make the operation a `query` with `of:`";
                diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, field.span, text).help(help));
                continue;
            }
            let Some(path) = refund.and_then(|refund| refund.field(name)) else { continue };
            let always = path.iter().all(|outer| outer.is_always_there());
            if let Some((reason, help)) = path.last().and_then(|sent| misfit(field, sent, always)) {
                let text = format!("`{}` cannot hold `{name}` of the refund: {reason}", field.wire);
                diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, field.span, text).help(help));
            }
        }
    }
}

/// The reason why a field of a query cannot hold the value that its refund sent, and the help.
fn misfit(field: &Field, sent: &Field, always: bool) -> Option<(String, &'static str)> {
    if sent.is_never_recorded() {
        return Some(("it is not kept".to_owned(), "take it from where the refund takes it"));
    }
    let plain = matches!(field.presence, Presence::Required | Presence::Optional);
    if !plain || field.presence.is_required() && !always {
        let reason = "a refund may be sent without it".to_owned();
        return Some((reason, "leave out `required`, or demand it of the refund as well"));
    }
    if field.place == Place::Path && !field.presence.is_required() {
        return Some(("the path needs it".to_owned(), "add `required: true`"));
    }
    if !is_alike(&field.ty, &sent.ty) {
        return Some(("their types differ".to_owned(), "give both one type: a text, an integer, a time or an amount"));
    }
    let (own, theirs) = (longest(field)?, longest(sent)?);
    (own < theirs).then(|| {
        let reason = format!("it takes {own} characters, and a refund may have {theirs}");
        (reason, "give it the length that the refund has")
    })
}

/// Whether a recorded text of type `sent` is a text of type `own`.
fn is_alike(own: &Type, sent: &Type) -> bool {
    match (own.family(), sent.family()) {
        (Some(Family::Amount(_)), Some(Family::Amount(_))) | (Some(Family::Integer), Some(Family::Integer)) => true,
        (Some(Family::Time(_)), Some(Family::Time(_))) => own.is_same_time(sent) && !own.is_literal(),
        _ => own.is_text() && sent.is_text(),
    }
}

/// The greatest length, if the field has one.
fn longest(field: &Field) -> Option<usize> {
    bound::bounds(field, None).iter().find_map(Bound::longest)
}
