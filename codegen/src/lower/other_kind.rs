//! Names that are declared as something else than the place wants.

use super::scope::entry;
use crate::{
    diagnostic::{Cause, Code, Diagnostic, Undeclared},
    spec::syntax::{Entries, Part, Spec, Word, Written},
};

/// The kind of the declaration of a name: `a credential`; `None` if nothing has the name.
pub(super) fn kind_of(spec: &Spec, name: &str) -> Option<String> {
    fn has<T>(entries: &Entries<T>, name: &str) -> bool {
        entry(entries, name).is_some()
    }
    let kinds = [
        (has(&spec.credentials, name), "a credential"),
        (has(&spec.values, name), "a value"),
        (has(&spec.messages, name), "a message"),
        (has(&spec.enumerations, name), "an enumeration"),
        (has(&spec.operations, name), "an operation"),
        (has(&spec.examples, name), "an example"),
        (has(&spec.answers, name), "an answer"),
        (has(&spec.servers, name), "a server"),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind.to_owned())
}

/// The message that has a field of a name: `` a field of `refund_request` ``.
pub(super) fn field_of(spec: &Spec, name: &str) -> Option<String> {
    let found = spec.messages.iter().find(|(_, message)| message.fields.entry(name).is_some());
    found.map(|(message, _)| format!("a field of `{}`", message.value))
}

/// The fault of a part that names a credential or a value as something else.
pub(super) fn fault_of_part(spec: &Spec, part: &Part<Written>, is_known: bool) -> Option<Diagnostic> {
    let (wanted, word) = if let Part::Credential(word) = part {
        ("credential", word)
    } else if let Part::Value(word) = part {
        ("value", word)
    } else if let Part::Field { path, .. } = part {
        ("field", path)
    } else {
        return None;
    };
    if is_known || declared_text(spec, &word.value) == Some(wanted) {
        return None;
    }
    let found = declared_text(spec, &word.value)?;
    Some(confused(word, wanted, found).help(format!("write `{{ {found}: {} }}`", word.value)))
}

/// The fault of a source that names a credential as a value, or the other way.
pub(super) fn fault_of_source(spec: &Spec, word: &Word, wanted: &str) -> Option<Diagnostic> {
    let found = declared_text(spec, &word.value).filter(|found| *found != wanted)?;
    Some(confused(word, wanted, found).help(format!("write `from: {found} {}`", word.value)))
}

fn declared_text(spec: &Spec, name: &str) -> Option<&'static str> {
    let credential = entry(&spec.credentials, name).map(|_| "credential");
    credential.or_else(|| entry(&spec.values, name).map(|_| "value"))
}

fn confused(word: &Word, wanted: &str, found: &str) -> Diagnostic {
    let text = format!("`{}` is a {found}, and no {wanted}", word.value);
    let cause = Cause::Undeclared(Undeclared::new(wanted, &word.value));
    Diagnostic::new(Code::UnknownReference, word.span, text).cause(cause)
}
