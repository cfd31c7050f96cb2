//! Credential values and computed values as keys.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{names, part_emitter::PartEmitter};
use crate::model::{Credential, CredentialType, value::KeySource};

/// A key as an expression of type `&[u8]`.
pub(super) fn key(emitter: &dyn PartEmitter, key: &KeySource) -> TokenStream {
    match key {
        KeySource::Credential(credential) => {
            let value = credential_expr(credential);
            match (&credential.ty, credential.secret) {
                (CredentialType::Text(_), true) => quote!(#value.expose().as_bytes()),
                (CredentialType::Text(_), false) => quote!(#value.as_bytes()),
                (CredentialType::Key(_), _) => quote!(#value.expose()),
            }
        }
        KeySource::Value(index) => {
            let Some(value) = emitter.values().get(*index) else { return TokenStream::new() };
            let local = names::local(&value.name);
            match (value.yields_text(), value.secret) {
                (true, _) => quote!(#local.as_bytes()),
                (false, true) => quote!(&#local[..]),
                (false, false) => quote!(&#local),
            }
        }
    }
}

/// The condition that the merchant has all these credentials; `None` if there are none.
pub(super) fn all_held(needs: &[Arc<Credential>]) -> Option<TokenStream> {
    let held = needs.iter().map(|credential| {
        let name = names::ident(&credential.name);
        quote!(credentials.#name.is_some())
    });
    (!needs.is_empty()).then(|| quote!(#(#held)&&*))
}

/// A credential value; a missing optional one is an error only when it is needed.
pub(super) fn credential_expr(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    let shown = &credential.name;
    match credential.required {
        true => quote!(credentials.#name),
        false => quote!(credentials.#name.as_ref().ok_or(rt::KeyError::missing(#shown))?),
    }
}
