//! Mistakes in the key of HMAC alone: the text keeps its own key.

use std::sync::Arc;

use refundry_codegen::model::{Case, Credential, Part, Step, value::KeySource};
use refundry_runtime::{Secret, SecretBytes};

use super::{
    mistake::{List, MistakeKind},
    variant::Variant,
};
use crate::credential_value::CredentialValue;

pub(crate) fn put(out: &mut List) {
    out.put(MistakeKind::HmacKey, "HMAC with an empty key", |variant| {
        replaced(variant, |_, _| Some(CredentialValue::Text(Secret::new(String::new()))))
    });
    out.put(MistakeKind::HmacKey, "HMAC with key and text swapped", |variant| {
        variant.swapped = key(variant).is_some();
        variant.swapped
    });
    of_text(out, "HMAC with the key written twice", |text| Some(CredentialValue::Text(Secret::new(text.repeat(2)))));
    of_text(out, "HMAC with the key's hex digits taken for bytes", |text| {
        Some(CredentialValue::Bytes(SecretBytes::from_hex(text).ok()?))
    });
    of_text(out, "HMAC with the key's base64 taken for bytes", |text| {
        Some(CredentialValue::Bytes(SecretBytes::from_base64(text).ok()?))
    });
}

/// Another key of HMAC, made of a key that is in the text as well. The mistakes in the key have the other keys.
fn of_text(out: &mut List, words: &str, of: fn(&str) -> Option<CredentialValue>) {
    out.put(MistakeKind::HmacKey, words, move |variant| {
        replaced(variant, |variant, key| {
            let parts = variant.focused().into_iter().flat_map(|value| value.parts());
            let in_text = parts.filter_map(Part::credential).any(|other| other.name == key.name);
            of(variant.credentials.text(key).filter(|_| in_text)?)
        })
    });
}

/// The credential that is the key of the first HMAC.
pub(crate) fn key(variant: &Variant) -> Option<Arc<Credential>> {
    variant.focused()?.cases.iter().find_map(|case| case.steps.iter().find_map(key_of)).cloned()
}

fn key_of(step: &Step) -> Option<&Arc<Credential>> {
    if let Step::Hmac(_, KeySource::Credential(key)) = step { Some(key) } else { None }
}

/// Gives HMAC a key of its own; returns whether there is an HMAC and another key for it.
fn replaced(variant: &mut Variant, of: impl Fn(&Variant, &Credential) -> Option<CredentialValue>) -> bool {
    let Some(key) = key(variant) else { return false };
    let Some(value) = of(variant, &key) else { return false };
    let own = Arc::new(Credential { name: format!("{} of HMAC", key.name), ..(*key).clone() });
    variant.set_credential(&own.name, value);
    variant.cases(|case| in_case(case, &key, &own))
}

fn in_case(case: &mut Case, key: &Credential, own: &Arc<Credential>) -> bool {
    let mut changed = false;
    for step in &mut case.steps {
        if let Step::Hmac(_, KeySource::Credential(found)) = step
            && found.name == key.name
        {
            *found = Arc::clone(own);
            changed = true;
        }
    }
    changed
}
