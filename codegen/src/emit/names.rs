//! Identifiers of generated items.

use std::sync::Arc;

use proc_macro2::{Ident, Span};

use crate::model::{
    Field,
    message::{camel, snake},
};

/// A field, function or module.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The Rust field of a field.
pub(super) fn field(field: &Field) -> Ident {
    ident(&field.rust)
}

/// The method that sets a field or, on what was sent, shows it; it must not hide what every request has.
pub(super) fn method(field: &Field) -> Ident {
    const TAKEN: &[&str] = &["attempt", "check", "extra_json", "lift", "new", "read", "sign", "store", "validate"];
    if TAKEN.contains(&field.rust.as_str()) { ident(&format!("{}_", field.rust)) } else { ident(&field.rust) }
}

/// One name for a field inside objects. A keyword's underscore stays at the end of a name alone.
pub(super) fn joined(path: &[Arc<Field>]) -> String {
    match path {
        [only] => only.rust.clone(),
        several => several.iter().map(|field| field.rust.trim_end_matches('_')).collect::<Vec<_>>().join("_"),
    }
}

/// A type.
pub(super) fn type_name(name: &str) -> Ident {
    ident(&camel(name))
}

/// A module or local.
pub(super) fn module(name: &str) -> Ident {
    ident(&snake(name))
}

/// The static of a rule: `sn.length` is `SN_LENGTH`.
pub(super) fn rule(local: &str) -> Ident {
    ident(&snake(local).to_ascii_uppercase())
}

/// A local that holds a value. No other local of emitted functions has the prefix.
pub(super) fn local(name: &str) -> Ident {
    ident(&format!("value_{}", snake(name)))
}
