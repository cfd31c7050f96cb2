//! Credentials of examples as Rust expressions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::names,
    model::{Credential, CredentialData, CredentialType, Key, KeyKind, KeyType},
};

/// A credential's value as an expression of its type.
pub(in crate::emit) fn value(credential: &Credential, data: &CredentialData) -> TokenStream {
    match (&credential.ty, data) {
        (CredentialType::Key(KeyType::Hex), CredentialData::Text(text)) => {
            quote!(rt::SecretBytes::from_hex(#text).unwrap())
        }
        (CredentialType::Key(KeyType::Base64), CredentialData::Text(text)) => {
            quote!(rt::SecretBytes::from_base64(#text).unwrap())
        }
        (_, CredentialData::Shared(keys)) => {
            let (names, keys): (Vec<_>, Vec<_>) = keys.iter().cloned().unzip();
            quote!(rt::SharedKeys::new() #(.with(#names, #keys))*)
        }
        (_, CredentialData::Text(text)) if credential.secret => quote!(rt::Secret::new(#text)),
        (_, CredentialData::Text(text)) => quote!(#text.to_owned()),
        (CredentialType::Key(ty), CredentialData::Key(key)) => self::key(*ty, key),
        (_, CredentialData::Key(_)) => TokenStream::new(),
        (CredentialType::Text(_), CredentialData::Keys(_)) => TokenStream::new(),
        (CredentialType::Key(ty), CredentialData::Keys(keys)) => {
            let (set, member) = (names::ident(ty.row().runtime), ty.member().unwrap_or(*ty));
            let keys = keys.iter().map(|(serial, key)| {
                let key = self::key(member, key);
                quote!(.with(#serial, #key))
            });
            quote!(rt::#set::new() #(#keys)*)
        }
        (_, CredentialData::Anchors(keys)) => {
            let certificates = keys.iter().map(|key| self::key(KeyType::Certificate, key));
            quote!(rt::TrustAnchors::new([#(#certificates),*]))
        }
    }
}

fn key(ty: KeyType, key: &Key) -> TokenStream {
    match &key.kind {
        KeyKind::Rsa(numbers) => rsa(ty, numbers),
        KeyKind::Sm2Private(hex) => quote!(rt::Sm2PrivateKey::from_hex(#hex).unwrap()),
        KeyKind::Sm2Public(hex) => quote!(rt::Sm2PublicKey::from_hex(#hex).unwrap()),
        KeyKind::P256Private(hex) => quote!(rt::P256PrivateKey::from_hex(#hex).unwrap()),
        KeyKind::P256Public(hex) => quote!(rt::P256PublicKey::from_hex(#hex).unwrap()),
        KeyKind::Certificate(pem) if ty == KeyType::P256Public => quote!(rt::P256PublicKey::from_pem(#pem).unwrap()),
        KeyKind::P384Private(hex) => quote!(rt::P384PrivateKey::from_hex(#hex).unwrap()),
        KeyKind::P384Public(hex) => quote!(rt::P384PublicKey::from_hex(#hex).unwrap()),
        KeyKind::Certificate(pem) if ty == KeyType::P384Public => quote!(rt::P384PublicKey::from_pem(#pem).unwrap()),
        KeyKind::Certificate(pem) if ty == KeyType::RsaPublic => quote!(rt::RsaPublicKey::from_pem(#pem).unwrap()),
        KeyKind::Certificate(pem) => quote!(rt::Certificate::from_pem(#pem).unwrap()),
    }
}

fn rsa(ty: KeyType, numbers: &[(&'static str, String)]) -> TokenStream {
    let number = |name: &str| numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, number)| number);
    let (n, e) = (number("n"), number("e"));
    let fields = numbers.iter().map(|(name, number)| {
        let name = names::ident(name);
        quote!(#name: #number)
    });
    match ty {
        KeyType::RsaPrivate => {
            quote!(rt::RsaPrivateKey::from_numbers(&rt::RsaNumbers { #(#fields),* }).unwrap())
        }
        KeyType::WeakRsaPrivate => {
            quote!(rt::WeakRsaPrivateKey::from_numbers(&rt::RsaNumbers { #(#fields),* }).unwrap())
        }
        KeyType::WeakRsaPublic => quote!(rt::WeakRsaPublicKey::from_numbers(#n, #e).unwrap()),
        KeyType::Hex
        | KeyType::Base64
        | KeyType::SharedSet
        | KeyType::RsaPublic
        | KeyType::RsaPublicSet
        | KeyType::Sm2Private
        | KeyType::Sm2Public
        | KeyType::P256Private
        | KeyType::P256Public
        | KeyType::P256PublicSet
        | KeyType::P384Private
        | KeyType::P384Public
        | KeyType::Certificate
        | KeyType::TrustAnchors => quote!(rt::RsaPublicKey::from_numbers(#n, #e).unwrap()),
    }
}
