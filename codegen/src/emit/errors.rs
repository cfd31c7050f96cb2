//! The provider's error codes.

use std::cmp::Reverse;

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{docs, enumerations, names, outcome};
use crate::model::{CodeClass, ErrorCode, Judgement, Language, Provider};

/// The module with the enum `ErrorCode`.
pub(super) fn module(provider: &Provider) -> Module {
    let name = names::ident("ErrorCode");
    let texts = |code| {
        let ErrorCode { variant, class, aliases, .. }: &ErrorCode = code;
        let aliases = aliases.iter().map(String::as_str);
        Some((variant.as_str(), std::iter::once(class.one()?).chain(aliases).collect()))
    };
    let variants: Vec<(&str, Vec<&str>)> = provider.errors.iter().filter_map(texts).collect();
    let conversions = enumerations::conversions(&name, &variants, &classes(provider));
    let items = vec![declaration(provider), conversions, lookups(provider)];
    Module::new("errors", vec![" The provider's error codes, with their meanings and remedies.".to_owned()], items)
}

/// The classes of codes, in the order in which they are tried.
fn classes(provider: &Provider) -> Vec<(&str, &CodeClass)> {
    let classes = provider.errors.iter().filter(|code| code.class.one().is_none());
    let mut classes: Vec<_> = classes.map(|code| (code.variant.as_str(), &code.class)).collect();
    classes.sort_by_key(|(_, class)| Reverse(class.rank()));
    classes
}

fn declaration(provider: &Provider) -> TokenStream {
    let variants = provider.errors.iter().map(|code| {
        let name = if code.name.is_empty() { String::new() } else { format!(" ({})", code.name) };
        let text = format!(
            "{}{name}: {} To do: {}",
            code.class.prose(|text| format!("`{text}`")),
            docs::sentence(&code.meaning),
            docs::sentence(&code.remedy)
        );
        let doc = docs::doc(&docs::paragraph(&text));
        let variant = names::ident(&code.variant);
        let kept = code.class.one().is_none().then(|| quote!((String)));
        quote!(#doc #variant #kept,)
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
    let meanings = arms(provider, |code| code.meaning.text(Language::English), |text| quote!(#text), None);
    let remedies = arms(provider, |code| code.remedy.text(Language::English), |text| quote!(#text), None);
    let outcomes =
        arms(provider, ErrorCode::judge, |judgement| outcome::by_attempt(*judgement), Some(Judgement::UNLISTED));
    let doubted = provider.errors.iter().any(|code| code.judge().doubted);
    let attempt = if doubted { quote!(attempt) } else { quote!(_attempt) };
    quote! {
        impl ErrorCode {
            /// The meaning of the code; empty for a code that the spec does not list.
            pub fn meaning(&self) -> &'static str {
                match self {
                    #(#meanings)*
                    Self::Unlisted(_) => "",
                }
            }

            /// The remedy: advice to the caller.
            pub fn remedy(&self) -> &'static str {
                match self {
                    #(#remedies)*
                    Self::Unlisted(_) => "query the refund before anything else",
                }
            }

            /// The outcome of the refund that was asked for, in the answer to a refund.
            pub fn outcome(&self, #attempt: rt::Attempt) -> rt::Outcome {
                match self {
                    #(#outcomes)*
                }
            }
        }
    }
}

/// The arms of a match. Codes with the same value share an arm, and so does an unlisted code if it has a value.
fn arms<'p, V: PartialEq + 'p>(
    provider: &'p Provider,
    value: impl Fn(&'p ErrorCode) -> V,
    written: impl Fn(&V) -> TokenStream,
    unlisted: Option<V>,
) -> Vec<TokenStream> {
    let mut groups: Vec<(V, Vec<TokenStream>)> = Vec::new();
    let listed = provider.errors.iter().map(|code| {
        let variant = names::ident(&code.variant);
        let kept = code.class.one().is_none().then(|| quote!((_)));
        (value(code), quote!(Self::#variant #kept))
    });
    for (value, pattern) in listed.chain(unlisted.map(|value| (value, quote!(Self::Unlisted(_))))) {
        match groups.iter_mut().find(|(other, _)| *other == value) {
            Some((_, patterns)) => patterns.push(pattern),
            None => groups.push((value, vec![pattern])),
        }
    }
    let arm = |(value, patterns): &(V, Vec<TokenStream>)| {
        let value = written(value);
        quote!(#(#patterns)|* => #value,)
    };
    groups.iter().map(arm).collect()
}
