//! The currencies of amounts in major units.

use refundry_vocabulary::decimals;

use super::{
    Scope,
    scope::{names, text_or_empty},
};
use crate::{
    diagnostic::Code,
    model::{Confidence, CurrencyMember, Decimals, Field, message::field_name},
    source::Span,
    spec::shown,
    spec::syntax::{self, Currency, Place, Scalar, Source, Type, Word},
};

/// The provider's currency is a code of ISO 4217.
pub(super) fn check_currency(scope: &mut Scope<'_>) {
    let Some(code) = scope.spec.provider.currency.as_ref().filter(|code| decimals(&code.value).is_none()) else {
        return;
    };
    let text = format!("`{}` is no currency of ISO 4217", shown(&code.value));
    let upper = code.value.to_uppercase();
    let help = match upper.as_str() {
        "RMB" | "CNH" | "人民币" | "YUAN" | "156" => "write `CNY`".to_owned(),
        _ if decimals(&upper).is_some() => format!("write `{upper}`"),
        _ => format!("write {LIKE}"),
    };
    scope.fault_with(Code::BadWord, code.span, text, help);
}

/// The help for a text that is no currency.
const LIKE: &str = "a code of three letters, such as `CNY` or `JPY`";

/// The decimals of an amount in a field of `message`; `span` is the place of its type.
pub(super) fn find_decimals(
    scope: &mut Scope<'_>,
    message: &syntax::Message,
    currency: &Currency,
    span: Span,
) -> Option<Decimals> {
    match currency {
        Currency::TwoDecimals => Some(Decimals::Fixed(2)),
        Currency::Provider => {
            let Some(code) = scope.spec.provider.currency.clone() else {
                let help = "write the provider's `currency:`, or name a member: `amount(major, currency fee_type)`";
                scope.fault_with(Code::BadType, span, "nothing tells the currency of this amount", help);
                return None;
            };
            // The fault of an unknown code is reported at its declaration.
            decimals(&code.value).map(Decimals::Fixed)
        }
        Currency::Member(name) => find_member(scope, message, name),
    }
}

fn fixed(scope: &mut Scope<'_>, code: &str, span: Span) -> Option<Decimals> {
    let found = decimals(code).map(Decimals::Fixed);
    if found.is_none() {
        let text = format!("`{code}` is no currency of ISO 4217, so its decimals are not known");
        scope.fault_with(Code::BadType, span, text, format!("write {LIKE}"));
    }
    found
}

fn find_member(scope: &mut Scope<'_>, message: &syntax::Message, name: &Word) -> Option<Decimals> {
    let Some((word, field)) = message.fields.entry(&name.value) else {
        scope.unknown("field", name, names(&message.fields));
        return None;
    };
    match field.from.as_ref().map(|from| &from.value) {
        None | Some(Source::Caller) => {}
        Some(Source::Constant(code)) => return fixed(scope, code, name.span),
        Some(_) => {
            let text = format!("the currency `{}` comes neither from the caller nor from the spec", name.value);
            scope.fault_with(Code::SourceDoesNotFit, name.span, text, "name a field without `from`, or a `constant`");
            return None;
        }
    }
    if !matches!(
        field.ty.as_ref()?.value,
        Type::Scalar(Scalar::String { .. } | Scalar::Digits { .. } | Scalar::Enumeration(_))
    ) {
        let text = format!("`{}` is no text, so it names no currency", name.value);
        scope.fault_with(Code::BadType, name.span, text, "name a field of type `string`, `digits` or `enumeration`");
        return None;
    }
    let place = field.place.as_ref().map_or(Place::Body, |place| place.value);
    let required = matches!(field.required.value, syntax::Presence::Required);
    let absent = text_or_empty(scope.spec.provider.currency.as_ref());
    Some(Decimals::Of(CurrencyMember {
        wire: word.value.clone(),
        received: place.received_name(&word.value),
        rust: field_name(&word.value),
        plain: required && field.confidence == Confidence::High,
        absent: if decimals(&absent).is_some() { absent } else { String::new() },
    }))
}

/// Marks the fields that name the currency of an amount.
pub(super) fn mark_currencies(fields: &mut [Field]) {
    let named = |field: &Field| field.ty.currency().map(|member| member.wire.clone());
    let named: Vec<String> = fields.iter().filter_map(named).collect();
    let marked = fields.iter_mut().filter(|field| named.contains(&field.wire));
    marked.for_each(|field| field.decides_decimals = true);
}
