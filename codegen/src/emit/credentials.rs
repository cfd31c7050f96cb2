//! The struct `Credentials`.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{docs, names, rules, validate};
use crate::model::{Credential, CredentialType, KeyType, Provider};

/// The module of the struct `Credentials`.
pub(super) fn module(provider: &Provider) -> Module {
    let items = vec![declaration(provider), check(provider)];
    Module::new(
        "credentials",
        vec![" The merchant's credentials. They are an argument of every call; nothing is global.".to_owned()],
        items,
    )
}

fn declaration(provider: &Provider) -> TokenStream {
    let fields = provider.credentials.iter().map(|credential| {
        let doc = docs::doc(&docs::paragraph(&docs::sentence(if credential.doc.is_empty() {
            &credential.name
        } else {
            &credential.doc
        })));
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

fn check(provider: &Provider) -> TokenStream {
    let checks: Vec<TokenStream> = provider
        .credentials
        .iter()
        .filter_map(|credential| {
            let name = names::ident(&credential.name);
            let bounds = credential.bounds();
            let statements = |text: TokenStream| -> Vec<TokenStream> {
                bounds
                    .iter()
                    .map(|bound| {
                        let rule = names::rule(&format!("{}.{}", credential.name, bound.suffix()));
                        quote!(check.text(&#rule, #text);)
                    })
                    .collect()
            };
            if bounds.is_empty() {
                return None;
            }
            Some(match (credential.required, credential.secret) {
                (true, false) => {
                    let all = statements(quote!(&self.#name));
                    quote!(#(#all)*)
                }
                (true, true) => {
                    let all = statements(quote!(self.#name.expose()));
                    quote!(#(#all)*)
                }
                (false, secret) => {
                    let text = if secret { quote!(value.expose()) } else { quote!(value) };
                    let all = statements(text);
                    quote!(if let Some(value) = &self.#name { #(#all)* })
                }
            })
        })
        .collect();
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
