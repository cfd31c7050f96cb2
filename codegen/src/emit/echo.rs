//! Compares an answer with its request.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    names,
    outcome::{self, Objects},
    render,
};
use crate::model::{Echo, Field, Provider, Receives, Unsent, operation::dotted};

/// The function that compares an answer with its request.
pub(super) fn compare_fn(provider: &Provider, receives: &Receives, name: &str) -> TokenStream {
    let (ident, echo) = (names::ident(name), &receives.echo);
    if !receives.unechoed.is_empty() {
        return quote! {
            /// Nothing comes back that could be compared.
            fn compare(record: &rt::Record, _: &#ident) -> Result<rt::Echoed, rt::ReadError> {
                Ok(rt::Echoed::by_connection(record))
            }
        };
    }
    let objects = objects(echo);
    let calls: TokenStream = echo.iter().map(|echo| compare_one(provider, echo, &objects)).collect();
    let terms = ["Accept", "Unsettled"].into_iter().filter(|term| render::mentions(calls.clone(), term));
    let terms: Vec<Ident> = terms.map(names::ident).collect();
    let terms = (!terms.is_empty()).then(|| quote!(use rt::Missing::{#(#terms),*};));
    let bound = objects.iter().map(|(local, object)| {
        let object = outcome::member_of(&quote!(answer), object);
        quote!(let #local = #object;)
    });
    let identifying = receives.identifying();
    quote! {
        /// Compares the answer with the request.
        fn compare(record: &rt::Record, answer: &#ident) -> Result<rt::Echoed, rt::ReadError> {
            #terms
            let mut echo = rt::Echo::new(record, &[#(#identifying),*]);
            #(#bound)*
            #calls
            echo.finish()
        }
    }
}

/// The objects around compared members, with their locals. Of two objects with one name, the first has a local.
fn objects(echo: &[Echo]) -> Objects<'_> {
    let mut out: Objects<'_> = Vec::new();
    for path in echo.iter().flat_map(|echo| &echo.answers) {
        let Some((_, object @ [_, ..])) = path.split_last() else { continue };
        let local = names::local(&names::joined(object));
        if out.iter().all(|(other, _)| *other != local) {
            out.push((local, object));
        }
    }
    out
}

fn compare_one(provider: &Provider, echo: &Echo, objects: &Objects<'_>) -> TokenStream {
    let answer = quote!(answer);
    let text =
        |path: &[Arc<Field>]| outcome::inside(objects, &answer, path, outcome::member_text_of(provider, &answer, path));
    let (request, terms) = (echo.recorded_name(), terms(echo));
    if let Some(path) = echo.amount() {
        let name = dotted(path);
        let member = outcome::inside(objects, &answer, path, outcome::member_of(&answer, path));
        let member = match path {
            [only] => {
                let name = names::field(only);
                quote!(answer.#name)
            }
            _ => quote!(#member.copied()),
        };
        let compare = if echo.at_least { quote!(fen_at_least) } else { quote!(fen) };
        return quote!(echo.#compare(#name, #request, #member, #terms););
    }
    if let [path] = echo.answers.as_slice() {
        let (name, member) = (dotted(path), text(path));
        return quote!(echo.text(#name, #request, #member, #terms););
    }
    let compare = if echo.each { quote!(each_of) } else { quote!(any_of) };
    let (names, members) = (echo.answers.iter().map(|path| dotted(path)), echo.answers.iter().map(|path| text(path)));
    quote!(echo.#compare(&[#((#names, #members)),*], #request, #terms);)
}

fn terms(echo: &Echo) -> TokenStream {
    let missing = if echo.needed { quote!(Unsettled) } else { quote!(Accept) };
    let unsent = match &echo.unsent {
        Unsent::Accept => return missing,
        Unsent::Refuse => quote!(rt::Unsent::Refuse),
        Unsent::Is(text) => quote!(rt::Unsent::Is(#text)),
    };
    quote!(#missing.with(#unsent))
}
