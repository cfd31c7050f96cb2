//! Fields whose name in brackets an object or a list of the same layer writes as well.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Provider, Structure, Type},
};

/// Each name on the wire has one writer. A map's key is no collision: its rules refuse keys that fields write.
pub(super) fn check_bracketed_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    let layers = provider.sent().flat_map(|(_, sends)| &sends.layers);
    for layer in layers.filter(|layer| layer.style.nests) {
        let fields = layer.message.fields.iter();
        let known: HashMap<&str, &Field> = fields.clone().map(|field| (field.wire.as_str(), &**field)).collect();
        for field in fields {
            if let Some(other) = writer(&known, &field.wire) {
                let text = format!("`{}` is written by `{}` as well", field.wire, other.wire);
                let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(other.span, "the other");
                diagnostics.push(fault.help("leave one of them out"));
            }
        }
    }
}

/// The field that may write this name in brackets.
fn writer<'f>(known: &HashMap<&str, &'f Field>, name: &str) -> Option<&'f Field> {
    let (outer, rest) = name.split_once('[')?;
    let field = *known.get(outer)?;
    let writes = !matches!(field.ty, Type::Map { .. }) && writes(&field.ty, field.sole, rest);
    writes.then_some(field)
}

/// Whether a value of this type writes the rest of a name, `b][c]`.
fn writes(ty: &Type, listed: bool, rest: &str) -> bool {
    let Some((key, rest)) = rest.split_once(']') else { return false };
    let inner = rest.strip_prefix('[');
    let is_index = || key.bytes().all(|byte| byte.is_ascii_digit());
    match ty.structure() {
        Some(Structure::Map) => true,
        Some(Structure::Objects(_) | Structure::Scalars(_)) => is_index(),
        Some(Structure::Object(_)) if listed => is_index(),
        Some(Structure::Object(message)) => message
            .fields
            .iter()
            .any(|field| field.wire == key && inner.is_none_or(|inner| writes(&field.ty, field.sole, inner))),
        None => false,
    }
}
