//! The struct `Credentials`.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{docs, names, rules, validate};
use crate::model::{Bound, Credential, CredentialType, KeyType, Provider, words::phrase};

/// The module of the struct `Credentials`.
pub(super) fn module(provider: &Provider) -> Module {
    let items = vec![declaration(provider), from_texts(provider), check(provider)];
    Module::new(
        "credentials",
        vec![" The merchant's credentials. They are an argument of every call; nothing is global.".to_owned()],
        items,
    )
}

fn declaration(provider: &Provider) -> TokenStream {
    let fields = provider.credentials.iter().map(|credential| {
        let title: &str = if credential.doc.is_empty() { &credential.name } else { &credential.doc };
        let mut lines = docs::paragraph(&docs::sentence(title));
        if let Some(listed) = credential.bounds().iter().find(|bound| matches!(bound, Bound::Listed(_))) {
            lines.push(String::new());
            lines.extend(docs::paragraph(&format!("It is {}.", phrase(listed))));
        }
        let doc = docs::doc(&lines);
        let name = names::ident(&credential.name);
        let ty = rust_type(credential);
        let ty = if credential.required { ty } else { quote!(Option<#ty>) };
        quote!(#doc pub #name: #ty,)
    });
    quote! {
        /// The merchant's credentials. They have no `Debug`: a secret cannot be printed.
        pub struct Credentials {
            #(#fields)*
        }
    }
}

/// The Rust type of a credential, without `Option`.
pub(super) fn rust_type(credential: &Credential) -> TokenStream {
    match &credential.ty {
        CredentialType::Text(_) if credential.secret => quote!(rt::Secret),
        CredentialType::Text(_) => quote!(String),
        CredentialType::Key(key) => key_type(*key),
    }
}

fn key_type(key: KeyType) -> TokenStream {
    let name = names::ident(key.row().runtime);
    quote!(rt::#name)
}

fn from_texts(provider: &Provider) -> TokenStream {
    let fields = provider.credentials.iter().map(|credential| {
        let (name, field) = (&credential.name, names::ident(&credential.name));
        let presence = names::ident(if credential.required { "required" } else { "optional" });
        let read = match &credential.ty {
            CredentialType::Text(_) if credential.secret => quote!(rt::credential::secret),
            CredentialType::Text(_) => quote!(rt::credential::text),
            CredentialType::Key(key) => read_key(*key),
        };
        quote!(#field(#name, #presence, #read))
    });
    quote!(rt::credentials_from_texts!(#(#fields),*);)
}

/// The function that reads a key from its text.
fn read_key(key: KeyType) -> TokenStream {
    let ty = key_type(key);
    match key {
        KeyType::Hex | KeyType::Sm2Private | KeyType::Sm2Public => quote!(#ty::from_hex),
        KeyType::Base64 => quote!(#ty::from_base64),
        KeyType::SharedSet => quote!(#ty::from_lines),
        KeyType::RsaPublicSet => quote!(|text| #ty::from_pems(text, rt::RsaPublicKey::from_pem)),
        KeyType::P256PublicSet => quote!(|text| #ty::from_pems(text, rt::P256PublicKey::from_pem)),
        KeyType::RsaPrivate
        | KeyType::RsaPublic
        | KeyType::WeakRsaPrivate
        | KeyType::WeakRsaPublic
        | KeyType::P256Private
        | KeyType::P256Public
        | KeyType::P384Private
        | KeyType::P384Public
        | KeyType::Certificate
        | KeyType::TrustAnchors => quote!(#ty::from_pem),
    }
}

fn check(provider: &Provider) -> TokenStream {
    let checks: Vec<TokenStream> =
        provider.credentials.iter().filter_map(|credential| check_credential(credential)).collect();
    if checks.is_empty() {
        return TokenStream::new();
    }
    let body = validate::within("credentials", &checks);
    let import = rules::import("credentials", &body);
    quote! {
        impl Credentials {
            /// Adds their violations to a check; a secret's value is never shown.
            pub(super) fn check(&self, check: &mut rt::Check<'_>) {
                #import
                #body
            }
        }
    }
}

/// The checks of one credential; `None` if it has no limits.
fn check_credential(credential: &Credential) -> Option<TokenStream> {
    let name = names::ident(&credential.name);
    let text = match (credential.required, credential.secret) {
        (true, false) => quote!(&self.#name),
        (true, true) => quote!(self.#name.expose()),
        (false, false) => quote!(value),
        (false, true) => quote!(value.expose()),
    };
    let checks = credential.bounds().into_iter().map(|bound| {
        let rule = names::rule(&format!("{}.{}", credential.name, bound.suffix()));
        quote!(check.text(&#rule, #text);)
    });
    let checks: Vec<TokenStream> = checks.collect();
    match (checks.is_empty(), credential.required) {
        (true, _) => None,
        (false, true) => Some(quote!(#(#checks)*)),
        (false, false) => Some(quote!(if let Some(value) = &self.#name { #(#checks)* })),
    }
}
