//! Comparing what came back with what was sent.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{names, outcome};
use crate::model::{
    Echo, Field, Provider, Receives, Type,
    operation::{dotted, identifying},
};

/// The function that compares an answer with its request.
pub(super) fn compare(provider: &Provider, receives: &Receives, name: &str) -> TokenStream {
    let (ident, echo) = (names::ident(name), &receives.echo);
    if !receives.unechoed.is_empty() {
        return quote! {
            /// Nothing comes back that could be compared.
            fn compare(record: &rt::Record, _: &#ident) -> Result<rt::Echoed, rt::ReadError> {
                Ok(rt::Echoed::by_connection(record))
            }
        };
    }
    let calls = echo.iter().map(|echo| compare_one(provider, echo));
    let identifying = identifying(echo);
    quote! {
        /// Compares what came back with what was sent.
        fn compare(record: &rt::Record, answer: &#ident) -> Result<rt::Echoed, rt::ReadError> {
            let mut echo = rt::Echo::new(record, &[#(#identifying),*]);
            #(#calls)*
            echo.finish()
        }
    }
}

fn compare_one(provider: &Provider, echo: &Echo) -> TokenStream {
    let name = dotted;
    let text = |path: &[Arc<Field>]| outcome::member_text_of(provider, &quote!(answer), path);
    let request = echo.kept();
    let missing = if echo.needed { quote!(rt::Missing::Unsettled) } else { quote!(rt::Missing::Accept) };
    match echo.answers.as_slice() {
        [path] if path.last().is_some_and(|field| matches!(field.ty, Type::Amount { .. })) => {
            let (name, member) = (name(path), outcome::member_of(&quote!(answer), path));
            quote!(echo.fen(#name, #request, #member.copied(), #missing);)
        }
        [path] => {
            let (name, member) = (name(path), text(path));
            quote!(echo.text(#name, #request, #member, #missing);)
        }
        several => {
            let (names, members) = (several.iter().map(|path| name(path)), several.iter().map(|path| text(path)));
            quote!(echo.any_of(&[#((#names, #members)),*], #request, #missing);)
        }
    }
}
