//! The provider's error codes.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, docs, enumerations, names, outcome};
use crate::model::{ErrorCode, Outcome, Provider};

/// The module with the enum `ErrorCode`.
pub(super) fn module(provider: &Provider) -> Module {
    let name = names::ident("ErrorCode");
    let variants: Vec<(&str, Vec<&str>)> = provider
        .errors
        .iter()
        .map(|code| {
            (code.variant.as_str(), [&code.wire].into_iter().chain(&code.aliases).map(String::as_str).collect())
        })
        .collect();
    let mut items = vec![declaration(provider)];
    items.extend(enumerations::text_impls(&name, &variants));
    items.push(lookups(provider));
    Module::new("errors", vec![" What the provider's error codes mean, and what to do about them.".to_owned()], items)
}

fn declaration(provider: &Provider) -> TokenStream {
    let variants = provider.errors.iter().map(|code| {
        let name = if code.name.is_empty() { String::new() } else { format!(" ({})", code.name) };
        let text =
            format!("`{}`{name}: {} To do: {}", code.wire, docs::sentence(&code.meaning), docs::sentence(&code.remedy));
        let doc = docs::doc(&docs::paragraph(&text));
        let variant = names::ident(&code.variant);
        quote!(#doc #variant,)
    });
    quote! {
        /// An error code of the provider.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum ErrorCode {
            #(#variants)*
            /// A code that the spec does not list: nothing is known of it.
            Unlisted(String),
        }
    }
}

fn lookups(provider: &Provider) -> TokenStream {
    let variants: Vec<_> = provider.errors.iter().map(|code| names::ident(&code.variant)).collect();
    let meanings = provider.errors.iter().map(|code| &code.meaning);
    let remedies = provider.errors.iter().map(|code| &code.remedy);
    let outcomes = provider.errors.iter().map(code_outcome);
    let attempt =
        if provider.errors.iter().any(|code| code.on_repeat.is_some()) { quote!(attempt) } else { quote!(_attempt) };
    quote! {
        impl ErrorCode {
            /// What the code means; empty for one that the spec does not list.
            pub fn meaning(&self) -> &'static str {
                match self {
                    #(Self::#variants => #meanings,)*
                    Self::Unlisted(_) => "",
                }
            }

            /// What to do about it.
            pub fn remedy(&self) -> &'static str {
                match self {
                    #(Self::#variants => #remedies,)*
                    Self::Unlisted(_) => "query the refund before anything else",
                }
            }

            /// What it says about the refund that was asked for.
            pub fn outcome(&self, #attempt: rt::Attempt) -> rt::Outcome {
                match self {
                    #(Self::#variants => #outcomes,)*
                    Self::Unlisted(_) => rt::Outcome::Unknown,
                }
            }
        }
    }
}

fn code_outcome(code: &ErrorCode) -> TokenStream {
    outcome::by_attempt(code.outcome.unwrap_or(Outcome::Unknown), code.on_repeat)
}
