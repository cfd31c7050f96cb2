//! Facts about fields in words.

use super::markdown::{code, codes};
use crate::model::{
    Bound, Characters, Confidence, CredentialType, Field, Outcome, Presence, Source, TimeFormat, Type, Unit,
    bound::bounds, words::phrase,
};

/// What a value is, without its limits.
pub(super) fn kind(ty: &Type) -> String {
    let as_text = |text: bool| if text { " as text" } else { "" };
    match ty {
        Type::String { .. } => "text".to_owned(),
        Type::Digits { .. } => "digits".to_owned(),
        Type::Integer { text, .. } => format!("integer{}", as_text(*text)),
        Type::Amount { yuan: false, text, .. } => format!("amount in the minor unit{}", as_text(*text)),
        Type::Amount { yuan: true, text, .. } => format!("amount with two decimals{}", as_text(*text)),
        Type::Time { format: format @ (TimeFormat::Pattern(_) | TimeFormat::HttpDate), .. } => time(format),
        Type::Time { format, text } => format!("{}{}", time(format), as_text(*text)),
        Type::Boolean { words: None } => "`true` or `false`".to_owned(),
        Type::Boolean { words: Some((yes, no)) } => format!("{} for true, {} for false", code(yes), code(no)),
        Type::Enumeration(enumeration) => format!("[{0}](#{0})", enumeration.name),
        Type::ErrorCode => "[error code](#error-codes)".to_owned(),
        Type::Object(message) | Type::Layer(message) => format!("object {}", code(&message.name)),
        Type::List(inner) => format!("list of {}", kind(inner).trim_start_matches("object ")),
        Type::Indexed { message, from } => {
            format!("list of {}, flat: each name ends in its index, from `_{from}`", code(&message.name))
        }
        Type::Parallel { message, join } => {
            format!("list of {}, flat: each member has the texts of all, joined by {}", code(&message.name), code(join))
        }
        Type::Map { .. } => "map of texts".to_owned(),
        Type::Json(inner) => format!("{} as JSON text", kind(inner)),
    }
}

/// What a field's value is, without its limits.
pub(super) fn kind_of(field: &Field) -> String {
    let kind = kind(&field.ty);
    if field.sole { format!("list of just one {}", kind.trim_start_matches("object ")) } else { kind }
}

/// How a time is written.
pub(super) fn time(format: &TimeFormat) -> String {
    match format {
        TimeFormat::EpochMillis => "milliseconds since 1970".to_owned(),
        TimeFormat::EpochSeconds => "seconds since 1970".to_owned(),
        TimeFormat::HttpDate => format!("date of HTTP, such as {}", code("Sun, 06 Nov 1994 08:49:37 GMT")),
        TimeFormat::Pattern(pattern) => format!("time {}", code(pattern)),
    }
}

/// What a credential is.
pub(super) fn credential_kind(ty: &CredentialType) -> String {
    match ty {
        CredentialType::Text(ty) => crate::model::words::describe(ty),
        CredentialType::Key(key) => key.row().prose.to_owned(),
    }
}

/// When a field must be there.
pub(super) fn presence(field: &Field) -> String {
    let when = match &field.presence {
        Presence::Optional => String::new(),
        Presence::Required => "yes".to_owned(),
        Presence::When(condition) => format!("when {}", code(&condition.text)),
        Presence::OnSuccess => "on success".to_owned(),
    };
    let doubtful = field.confidence != Confidence::High && field.source.is_caller() && !when.is_empty();
    if doubtful { format!("{when}, unless lifted") } else { when }
}

/// How sure a fact is, where it is not quite.
pub(super) fn confidence(confidence: Confidence) -> String {
    match confidence {
        Confidence::High => String::new(),
        Confidence::Medium => "Probable.".to_owned(),
        Confidence::Low => "Uncertain.".to_owned(),
    }
}

/// Who supplies a sent field.
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
        Source::Members => "its members".to_owned(),
        Source::Sent(name) => format!("the refund's {}", code(name)),
    }
}

fn constant(constants: &[(String, String)], wire: &str) -> String {
    let text = constants.iter().find(|(name, _)| name == wire).map(|(_, text)| format!("always {}", code(text)));
    text.unwrap_or_else(|| "set by the operation".to_owned())
}

/// The limits of a field but its presence, and without the list of an enumeration, which is open where it is read.
pub(super) fn limits(field: &Field) -> String {
    listed_limits(field, |bound| !matches!(bound, Bound::Listed(_)))
}

/// The limits of a field but its presence.
pub(super) fn all_limits(field: &Field) -> String {
    listed_limits(field, |_| true)
}

fn listed_limits(field: &Field, shown: impl Fn(&Bound) -> bool) -> String {
    let all = bounds(field, None).into_iter().filter(shown);
    let own = all.filter(|bound| !bound.is_presence());
    own.map(|bound| limit(&bound, &field.ty)).collect::<Vec<_>>().join("; ")
}

/// What the layer of a message can carry.
pub(super) fn characters(characters: Option<Characters>) -> String {
    characters.map(|set| format!("Texts hold {}.", phrase(&Bound::Characters(set)))).unwrap_or_default()
}

fn limit(bound: &Bound, ty: &Type) -> String {
    match bound {
        Bound::Range { .. } if matches!(ty.content(), Type::Amount { yuan: true, .. }) => {
            format!("{} in the minor unit", phrase(bound))
        }
        Bound::Alphabet(ranges) => {
            let show = |(from, to): &(char, char)| if from == to { from.to_string() } else { format!("{from}-{to}") };
            format!("only {}", code(&ranges.iter().map(show).collect::<String>()))
        }
        // The column beside it links to the list.
        Bound::Listed(_) => "only listed values".to_owned(),
        Bound::Length { unit: Unit::Unstated, .. } => format!("{} (unit not stated)", phrase(bound)),
        other => phrase(other),
    }
}

/// An outcome in the language's own words.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    outcome.word()
}

/// A member by its path.
pub(super) fn path(fields: &[std::sync::Arc<Field>]) -> String {
    code(&plain_path(fields))
}

/// The same without marks around it.
pub(super) fn plain_path(fields: &[std::sync::Arc<Field>]) -> String {
    fields.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>().join(".")
}

/// Names in a row.
pub(super) fn names(fields: &[std::sync::Arc<Field>]) -> String {
    codes(fields.iter().map(|field| field.wire.as_str()))
}
