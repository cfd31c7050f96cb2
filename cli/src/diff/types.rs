//! Describes the types of fields in two parts: the Rust type and the wire format. Limits are compared elsewhere.

use refundry_codegen::model::{CredentialType, Field, Type, words::TypeWords};

/// The Rust type in the words of the spec.
pub fn rust(field: &Field) -> String {
    let picked = if field.pick.is_some() { "picked " } else { "" };
    format!("{picked}{}", TypeWords::of(&field.ty).rust)
}

/// The wire format, if the type has several.
pub fn wire(field: &Field) -> String {
    let form = TypeWords::of(&field.ty).wire;
    let sole = if field.sole { "sole" } else { "" };
    let encoded = field.encoded.map(|encoding| format!("in {}", encoding.word())).unwrap_or_default();
    let pick = field.pick.as_ref().map(|key| format!("picked by {}", key.wire)).unwrap_or_default();
    [sole, &form, &encoded, &pick].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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
