//! The credentials of an example.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::credential;
use crate::{
    emit::names,
    model::{Credential, CredentialData, Example, Provider},
};

/// The name of the function that makes the credentials, and the function unless an earlier example shares it.
pub(super) fn function(provider: &Provider, example: &Example) -> (Ident, Option<TokenStream>) {
    let same = |other: &&Example| holds_the_same(other, example);
    let mut examples = provider.examples.iter().map(AsRef::as_ref);
    let first = examples.clone().find(same).unwrap_or(example);
    let name = |example: &Example| names::ident(&format!("credentials_of_{}", example.name));
    let function = name(first);
    if first.name != example.name {
        return (function, None);
    }
    // Keys are long, so only the differences from the first example are written.
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

fn holds_the_same(one: &Example, other: &Example) -> bool {
    let [one, other] = [one, other].map(|example| {
        example.credentials.iter().map(|(credential, data)| (&credential.name, data)).collect::<Vec<_>>()
    });
    one == other
}

fn given<'e>(example: &'e Example, credential: &Credential) -> Option<&'e CredentialData> {
    example.credentials.iter().find(|(other, _)| other.name == credential.name).map(|(_, data)| data)
}

fn field(credential: &Credential, example: &Example) -> TokenStream {
    let name = names::ident(&credential.name);
    let value = given(example, credential).map(|data| credential::value(credential, data));
    match (credential.required, value) {
        (true, Some(value)) => quote!(#name: #value),
        (false, Some(value)) => quote!(#name: Some(#value)),
        (_, None) => quote!(#name: None),
    }
}
