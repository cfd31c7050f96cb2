//! Types of fields in two halves: what they are in Rust, and how they travel. Their limits are compared elsewhere.

use refundry_codegen::model::{CredentialType, Family, Type, words::TypeWords};

/// The type in Rust, by the names of a spec.
pub fn rust(ty: &Type) -> String {
    TypeWords::of(ty).rust
}

/// How it travels, where that is not the only way.
pub fn wire(ty: &Type, sole: bool) -> String {
    let form = TypeWords::of(ty).wire;
    if sole { format!("sole {form}").trim_end().to_owned() } else { form }
}

/// The unit of an amount.
pub fn amount_unit(ty: &Type) -> Option<&'static str> {
    let family = ty.content().item().family();
    if let Some(Family::Amount { yuan }) = family { Some(if yuan { "yuan" } else { "fen" }) } else { None }
}

/// The limits as they are written, whether or not something is held to them.
pub fn limits(ty: &Type) -> String {
    TypeWords::of(ty).limits
}

/// The type of a credential in Rust.
pub fn credential(ty: &CredentialType) -> String {
    match ty {
        CredentialType::Text(ty) => rust(ty),
        CredentialType::Key(key) => key.word().to_owned(),
    }
}
