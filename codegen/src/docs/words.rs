//! Facts about fields in words.

pub(super) use crate::model::words::time_cell as time;

use super::markdown::{code, codes};
use crate::model::{
    AmountUnit, Bound, CarriedCharacters, Confidence, CredentialType, Family, Field, Outcome, Presence, Source, Type,
    Unit,
    bound::bounds,
    words::{TypeWords, phrase},
};

/// The type of a field without its limits.
pub(super) fn kind_of(field: &Field) -> String {
    let kind = TypeWords::of(&field.ty).cell;
    if let Some(encoding) = field.encoded {
        return format!("{kind}, encoded in {}", encoding.row().prose);
    }
    if let Some(number) = &field.pick {
        return format!("{kind}, of which the item with our {} is ours", code(&number.wire));
    }
    if field.sole { format!("list of just one {}", kind.trim_start_matches("object ")) } else { kind }
}

/// The type of a credential.
pub(super) fn credential_kind(ty: &CredentialType) -> String {
    match ty {
        CredentialType::Text(scalar) => TypeWords::of_scalar(scalar).sentence,
        CredentialType::Key(key) => key.row().prose.to_owned(),
    }
}

/// The condition under which a field must be there.
pub(super) fn presence(field: &Field) -> String {
    let when = match &field.presence {
        Presence::Optional => String::new(),
        Presence::Required => "yes".to_owned(),
        Presence::When(condition) => format!("when {}", code(&condition.text)),
        Presence::OnSuccess => "on success".to_owned(),
        Presence::Never => "never".to_owned(),
    };
    let doubtful = field.confidence != Confidence::High && field.source.is_caller() && !when.is_empty();
    if doubtful { format!("{when}, unless lifted") } else { when }
}

/// The confidence in a fact; empty if it is high.
pub(super) fn confidence(confidence: Confidence) -> String {
    match confidence {
        Confidence::High => String::new(),
        Confidence::Medium => "Probable.".to_owned(),
        Confidence::Low => "Uncertain.".to_owned(),
    }
}

/// The source of a sent field.
pub(super) fn source(field: &Field, constants: &[(String, String)]) -> String {
    match &field.source {
        Source::Caller => "caller".to_owned(),
        Source::Constant(text) => format!("always {}", code(text)),
        Source::Credential(credential) => format!("credential {}", code(&credential.name)),
        Source::Value(name) => format!("value {}", code(name)),
        Source::Nonce => "nonce".to_owned(),
        Source::Salt => "salt".to_owned(),
        Source::Now => "clock".to_owned(),
        Source::Operation => constant(constants, &field.wire),
        Source::Layer => "the message below".to_owned(),
        Source::Tag => "the tag of the message below".to_owned(),
        Source::Members => "its members".to_owned(),
        Source::Sent(name) => format!("the refund's {}", code(name)),
        Source::Received(name) => format!("the notification's {}", code(name)),
    }
}

fn constant(constants: &[(String, String)], wire: &str) -> String {
    let text = constants.iter().find(|(name, _)| name == wire).map(|(_, text)| format!("always {}", code(text)));
    text.unwrap_or_else(|| "set by the operation".to_owned())
}

/// The limits of a field, except presence and the list of an enumeration, which is open in received messages.
pub(super) fn limits(field: &Field) -> String {
    listed_limits(field, |bound| !matches!(bound, Bound::Listed(_)))
}

/// The limits of a field, except presence.
pub(super) fn all_limits(field: &Field) -> String {
    listed_limits(field, |_| true)
}

fn listed_limits(field: &Field, shown: impl Fn(&Bound) -> bool) -> String {
    let all = bounds(field, None).into_iter().filter(shown);
    let own = all.filter(|bound| !bound.is_presence());
    own.map(|bound| limit(&bound, &field.ty)).collect::<Vec<_>>().join("; ")
}

/// The characters that the layer of a message can carry.
pub(super) fn characters(characters: Option<CarriedCharacters>) -> String {
    characters.map(|set| format!("Texts hold {}.", phrase(&Bound::Characters(set)))).unwrap_or_default()
}

fn limit(bound: &Bound, ty: &Type) -> String {
    match bound {
        Bound::Range { .. } if matches!(ty.content().family(), Some(Family::Amount(form)) if form.unit != AmountUnit::Minor) =>
        {
            format!("{} in the minor unit", phrase(bound))
        }
        Bound::Alphabet(ranges) => {
            let show = |(from, to): &(char, char)| if from == to { from.to_string() } else { format!("{from}-{to}") };
            format!("only {}", code(&ranges.iter().map(show).collect::<String>()))
        }
        Bound::Pattern(form) => format!("the form {}", code(form)),
        // Another column links to the list.
        Bound::Listed(_) => "only listed values".to_owned(),
        Bound::Length { unit: Unit::Unstated, .. } => format!("{} (unit not stated)", phrase(bound)),
        Bound::Required
        | Bound::RequiredWhen(_)
        | Bound::Length { .. }
        | Bound::Digits { .. }
        | Bound::Range { .. }
        | Bound::Entries(_)
        | Bound::Keys(_)
        | Bound::KeyLength(..)
        | Bound::ValueLength(..)
        | Bound::Currency
        | Bound::Year
        | Bound::Characters(_) => phrase(bound),
    }
}

/// The word of an outcome in the language.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    outcome.word()
}

/// The path of a member as a code span.
pub(super) fn path(fields: &[std::sync::Arc<Field>]) -> String {
    code(&plain_path(fields))
}

/// The path of a member without markup.
pub(super) fn plain_path(fields: &[std::sync::Arc<Field>]) -> String {
    fields.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>().join(".")
}

/// The names of fields as code spans.
pub(super) fn names(fields: &[std::sync::Arc<Field>]) -> String {
    codes(fields.iter().map(|field| field.wire.as_str()))
}
