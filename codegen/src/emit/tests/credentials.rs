//! What the merchant of an example holds.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::names,
    model::{Credential, CredentialType, Example, Key, Provider, example::CredentialData},
};

/// The name of the function that makes the credentials, and the function where no earlier example has the same.
pub(super) fn function(provider: &Provider, example: &Example) -> (Ident, Option<TokenStream>) {
    let same = |other: &&Example| other.credentials == example.credentials;
    let mut examples = provider.examples.iter().map(AsRef::as_ref);
    let first = examples.clone().find(same).unwrap_or(example);
    let name = |example: &Example| names::ident(&format!("credentials_of_{}", example.name));
    let function = name(first);
    if first.name != example.name {
        return (function, None);
    }
    // Keys are long: what differs from the first example's is enough.
    let base = examples.next().filter(|base| base.name != example.name);
    let differs =
        |credential: &&Credential| base.is_none_or(|base| given(base, credential) != given(example, credential));
    let fields: Vec<TokenStream> = provider
        .credentials
        .iter()
        .map(AsRef::as_ref)
        .filter(differs)
        .map(|credential| field(credential, example))
        .collect();
    let rest = base.filter(|_| fields.len() < provider.credentials.len()).map(|base| {
        let base = name(base);
        quote!(..#base())
    });
    (function.clone(), Some(quote!(fn #function() -> Credentials { Credentials { #(#fields,)* #rest } })))
}

fn given<'e>(example: &'e Example, credential: &Credential) -> Option<&'e CredentialData> {
    example.credentials.iter().find(|(other, _)| other.name == credential.name).map(|(_, data)| data)
}

fn field(credential: &Credential, example: &Example) -> TokenStream {
    let name = names::ident(&credential.name);
    let value = given(example, credential).map(|data| value(credential, data));
    match (credential.required, value) {
        (true, Some(value)) => quote!(#name: #value),
        (false, Some(value)) => quote!(#name: Some(#value)),
        (_, None) => quote!(#name: None),
    }
}

fn value(credential: &Credential, data: &CredentialData) -> TokenStream {
    match (&credential.ty, data) {
        (CredentialType::Hex, CredentialData::Text(text)) => quote!(rt::SecretBytes::from_hex(#text).unwrap()),
        (CredentialType::Base64, CredentialData::Text(text)) => quote!(rt::SecretBytes::from_base64(#text).unwrap()),
        (_, CredentialData::Text(text)) if credential.secret => quote!(rt::Secret::new(#text)),
        (_, CredentialData::Text(text)) => quote!(#text.to_owned()),
        (CredentialType::RsaPrivateKey, CredentialData::Key(key)) => private_key(key),
        (_, CredentialData::Key(key)) => {
            let (n, e) = (number(key, "n"), number(key, "e"));
            quote!(rt::RsaPublicKey::from_numbers(#n, #e).unwrap())
        }
    }
}

fn number<'k>(key: &'k Key, name: &str) -> &'k str {
    key.numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, number)| number)
}

fn private_key(key: &Key) -> TokenStream {
    let fields = key.numbers.iter().map(|(name, number)| {
        let name = names::ident(name);
        quote!(#name: #number)
    });
    quote!(rt::RsaPrivateKey::from_numbers(&rt::RsaNumbers { #(#fields),* }).unwrap())
}
