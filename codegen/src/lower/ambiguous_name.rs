//! Names that occur in two layers of a request.

use std::sync::Arc;

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Field, Layer, Source, sent_fields},
    spec::syntax::Word,
};

/// A name in two layers is ambiguous unless both fields hold the same value. A path is the name of the field that it
/// leads to.
pub(super) fn check_ambiguous_name(scope: &mut Scope<'_>, word: &Word, layers: &[Layer]) {
    let found = sent_fields(&word.value, layers);
    let named = |(index, path): &'_ (usize, Vec<Arc<Field>>)| {
        Some((layers.get(*index)?.message.name.clone(), Arc::clone(path.last()?)))
    };
    let fields: Vec<(String, Arc<Field>)> = found.iter().filter_map(named).collect();
    let [(outer, first), .., (inner, last)] = fields.as_slice() else { return };
    if fields.iter().all(|(_, field)| same_value(first, field)) {
        return;
    }
    let name = &last.wire;
    let text = format!("`{name}` occurs in `{outer}` and in `{inner}`, and their values may differ");
    let fault = Diagnostic::new(Code::NameCollision, word.span, text);
    let fault = fault.other(first.span, "the outer one").other(last.span, "the inner one");
    let help = format!(
        "give both the same source; a text takes one of them as `{{ fields: {{ of: {inner}, only: [{name}], pair: values }} }}`"
    );
    scope.diagnostics.push(fault.help(help));
}

/// Whether two fields hold the same text in every request.
fn same_value(one: &Field, other: &Field) -> bool {
    match (&one.source, &other.source) {
        // Two fields of the caller with one name are a fault of the layers, reported there.
        (Source::Caller, Source::Caller) => true,
        // A query takes the value from the refund that it asks about.
        (Source::Sent(name), _) if *name == other.wire => true,
        (_, Source::Sent(name)) if *name == one.wire => true,
        _ if one.span == other.span => true,
        (Source::Constant(one), Source::Constant(other)) | (Source::Value(one), Source::Value(other)) => one == other,
        (Source::Credential(one), Source::Credential(other)) => one.name == other.name,
        (Source::Nonce, Source::Nonce) | (Source::Salt, Source::Salt) | (Source::Operation, Source::Operation) => true,
        (Source::Now, Source::Now) => one.ty.is_same_time(&other.ty),
        _ => false,
    }
}
