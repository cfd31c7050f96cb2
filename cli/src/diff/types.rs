//! Describes the types of fields in two parts: the Rust type and the wire format. Limits are compared elsewhere.

use refundry_codegen::model::{CredentialType, Type, words::TypeWords};

/// The Rust type in the words of the spec.
pub fn rust(ty: &Type) -> String {
    TypeWords::of(ty).rust
}

/// The wire format, if the type has several.
pub fn wire(ty: &Type, sole: bool) -> String {
    let form = TypeWords::of(ty).wire;
    if sole { format!("sole {form}").trim_end().to_owned() } else { form }
}

/// The unit of an amount.
pub fn amount_unit(ty: &Type) -> Option<String> {
    let form = ty.content().item().amount()?;
    Some(form.unit_words().trim_start().to_owned())
}

/// The limits as the spec writes them, validated or not.
pub fn limits(ty: &Type) -> String {
    TypeWords::of(ty).limits
}

/// The Rust type of a credential.
pub fn credential(ty: &CredentialType) -> String {
    match ty {
        CredentialType::Text(scalar) => TypeWords::of_scalar(scalar).rust,
        CredentialType::Key(key) => key.word().to_owned(),
    }
}
