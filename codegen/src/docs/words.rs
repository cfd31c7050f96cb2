//! Facts about fields in words.

use super::markdown::{code, codes};
use crate::model::{
    AmountUnit, Bound, CarriedCharacters, ConditionalText, Confidence, Credential, CredentialType, Family, Field,
    Presence, Source, Type, Unit, ZonelessTimeFormat,
    bound::bounds,
    words::{TypeWords, alphabet, phrase_in, time_cell},
};
use crate::phrases::Phrases;

/// A time format.
pub(super) fn time(say: Phrases, format: &ZonelessTimeFormat) -> String {
    time_cell(say, format)
}

/// The type of a field without its limits.
pub(super) fn kind_of(say: Phrases, field: &Field) -> String {
    let kind = TypeWords::within(say, &field.ty).cell;
    if let Some(encoding) = field.encoded {
        return say.encoded_in(kind, say.conversion(encoding));
    }
    if let Some(number) = &field.pick {
        return say.picked_by(kind, code(&number.wire));
    }
    if field.sole { say.list_of_one(kind.trim_start_matches(&say.object_word())) } else { kind }
}

/// The type of a credential, with the only valid texts.
pub(super) fn credential_kind(say: Phrases, credential: &Credential) -> String {
    match &credential.ty {
        CredentialType::Text(_) if !credential.words.is_empty() => {
            say.one_of(say.list(credential.words.iter().map(|word| code(word))))
        }
        CredentialType::Text(scalar) => TypeWords::scalar_within(say, scalar).sentence,
        CredentialType::Key(key) => say.key(*key).to_owned(),
    }
}

/// The condition under which a field must be there.
pub(super) fn presence(say: Phrases, field: &Field) -> String {
    let when = match &field.presence {
        Presence::Optional => String::new(),
        Presence::Required => say.yes(),
        Presence::When(condition) => say.when(code(&condition.text)),
        Presence::OnSuccess => say.on_success(),
        Presence::Never => say.never(),
    };
    let doubtful = field.confidence != Confidence::High && field.source.is_caller() && !when.is_empty();
    if doubtful { say.unless_lifted(when) } else { when }
}

/// The confidence in a fact; empty if it is high.
pub(super) fn confidence(say: Phrases, confidence: Confidence) -> String {
    match confidence {
        Confidence::High => String::new(),
        Confidence::Medium => say.probable(),
        Confidence::Low => say.uncertain(),
    }
}

/// The source of a sent field.
pub(super) fn source(say: Phrases, field: &Field, constants: &[(String, String)]) -> String {
    match &field.source {
        Source::Caller => say.caller(),
        Source::Constant(text) => always(say, text),
        Source::Conditional(text) => {
            let ConditionalText { when, constant, otherwise } = &**text;
            say.on_condition(code(&when.text), shown(say, constant), shown(say, otherwise))
        }
        Source::Credential(credential) => say.credential(code(&credential.name)),
        Source::Value(name) => say.value(code(name)),
        Source::Nonce => say.nonce(),
        Source::Salt => say.salt(),
        Source::Now => say.clock(),
        Source::Operation => constant(say, constants, &field.wire),
        Source::Layer => say.message_below(),
        Source::Tag => say.tag_below(),
        Source::Members => say.its_members(),
        Source::Sent(name) => say.refunds(code(name)),
        Source::Received(name) => say.notifications(code(name)),
    }
}

fn always(say: Phrases, text: &str) -> String {
    say.always(shown(say, text))
}

fn constant(say: Phrases, constants: &[(String, String)], wire: &str) -> String {
    let text = constants.iter().find(|(name, _)| name == wire).map(|(_, text)| always(say, text));
    text.unwrap_or_else(|| say.by_operation())
}

/// The limits of a field, except presence and the list of an enumeration, which is open in received messages.
pub(super) fn limits(say: Phrases, field: &Field) -> String {
    listed_limits(say, field, |bound| !matches!(bound, Bound::Listed(_)))
}

/// The limits of a field, except presence.
pub(super) fn all_limits(say: Phrases, field: &Field) -> String {
    listed_limits(say, field, |_| true)
}

fn listed_limits(say: Phrases, field: &Field, shown: impl Fn(&Bound) -> bool) -> String {
    let all = bounds(field, None).into_iter().filter(shown);
    let own = all.filter(|bound| !bound.is_presence());
    own.map(|bound| limit(say, &bound, &field.ty)).collect::<Vec<_>>().join(&say.between_limits())
}

/// The characters that the layer of a message can carry.
pub(super) fn characters(say: Phrases, characters: Option<CarriedCharacters>) -> String {
    characters.map(|set| say.texts_hold(phrase_in(say, &Bound::Characters(set)))).unwrap_or_default()
}

fn limit(say: Phrases, bound: &Bound, ty: &Type) -> String {
    match bound {
        Bound::Range { .. } if matches!(ty.content().family(), Some(Family::Amount(form)) if form.unit != AmountUnit::Minor) => {
            say.in_minor_unit(phrase_in(say, bound))
        }
        Bound::Alphabet(ranges) => say.only(code(&alphabet(ranges))),
        Bound::Pattern(form) => say.the_form(code(form)),
        // Another column links to the list.
        Bound::Listed(_) => say.only_listed(),
        Bound::Length { unit: Unit::Unstated, .. } => say.unit_unstated(phrase_in(say, bound)),
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
        | Bound::Characters(_) => phrase_in(say, bound),
    }
}

/// A text on the wire as a code span, or the word for an empty one.
pub(super) fn shown(say: Phrases, text: &str) -> String {
    if text.is_empty() { say.nothing() } else { code(text) }
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
pub(super) fn names(say: Phrases, fields: &[std::sync::Arc<Field>]) -> String {
    codes(say, fields.iter().map(|field| field.wire.as_str()))
}
