//! Identifiers of generated items.

use std::sync::Arc;

use proc_macro2::{Ident, Span};

use crate::model::{Field, Message, message::snake, roles::ACCESSIBLE, rust_name};

/// The identifier of a field, function or module.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The Rust name of a field.
pub(super) fn field(field: &Field) -> Ident {
    ident(&field.rust)
}

/// The method that sets or reads a field. Its name avoids the methods that every request has.
pub(super) fn method(field: &Field) -> Ident {
    const TAKEN: &[&str] = &[
        "attempt",
        "check",
        "extra_json",
        "from_json",
        "lift",
        "new",
        "of_members",
        "read",
        "sign",
        "store",
        "validate",
    ];
    const PRIVATE: &[&str] = &["canonical_text", "check_layer_", "check_supplied", "write_"];
    let name = field.rust.as_str();
    if TAKEN.contains(&name) || PRIVATE.iter().any(|private| name.starts_with(private)) {
        ident(&format!("{}_", field.rust))
    } else {
        ident(&field.rust)
    }
}

/// The method that sets a field of an object. Its name avoids the methods that every object has.
pub(super) fn object_method(field: &Field) -> Ident {
    const TAKEN: &[&str] = &["check", "new", "to_json", "write"];
    let name = field.rust.as_str();
    if TAKEN.contains(&name) { ident(&format!("{name}_")) } else { ident(name) }
}

/// The struct of the required fields of an object inside requests: `GoodsRequired`.
pub(super) fn required(message: &Message) -> Ident {
    ident(&rust_name::required_name(&message.name))
}

/// One name for a field and the objects around it. Only the last name keeps a keyword's underscore.
pub(super) fn joined(path: &[Arc<Field>]) -> String {
    match path {
        [only] => only.rust.clone(),
        several => several.iter().map(|field| field.rust.trim_end_matches('_')).collect::<Vec<_>>().join("_"),
    }
}

/// The method of `Roles` that a field's role has.
pub(super) fn role(field: &Field) -> Option<Ident> {
    let row = ACCESSIBLE.iter().find(|(role, _)| field.role == Some(*role));
    row.map(|(_, name)| ident(name))
}

/// The identifier of a type.
pub(super) fn type_name(name: &str) -> Ident {
    ident(&rust_name::type_name(name))
}

/// The identifier of a module or local.
pub(super) fn module_name(name: &str) -> Ident {
    ident(&rust_name::module_name(name))
}

/// The name of a rule's static: `SN_LENGTH` for `sn.length`.
pub(super) fn rule(local: &str) -> Ident {
    ident(&rust_name::static_name(local))
}

/// The local of a value. Its prefix is reserved among the locals of emitted functions.
pub(super) fn local(name: &str) -> Ident {
    ident(&format!("value_{}", snake(name)))
}
