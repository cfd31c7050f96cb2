//! Compares an answer with its request.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    names,
    outcome::{self, Objects},
    render,
};
use crate::model::{Echo, Field, Missing, Pick, Provider, Receives, Terms, Unsent, operation::dotted};

/// More comparisons with members of objects have a function of their own.
const MANY: usize = 4;

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
    let identifying = receives.identifying();
    let (outer, inner) = divided(echo);
    let (terms, compare) = comparisons(provider, outer);
    let picks: Vec<TokenStream> = receives.picks().iter().map(pick).collect();
    let mutable = (!picks.is_empty()).then(|| quote!(mut));
    let call = (!inner.is_empty()).then(|| quote!(compare_inner(&mut echo, answer);));
    let inner = (!inner.is_empty()).then(|| {
        let (terms, compare) = comparisons(provider, inner);
        quote! {
            /// Compares the members of the objects inside the answer.
            fn compare_inner(echo: &mut rt::Echo<'_>, answer: &#ident) {
                #terms
                #compare
            }
        }
    });
    quote! {
        /// Compares the answer with the request.
        fn compare(record: &rt::Record, answer: &#mutable #ident) -> Result<rt::Echoed, rt::ReadError> {
            #terms
            let mut echo = rt::Echo::new(record, &[#(#identifying),*]);
            #(#picks)*
            #compare
            #call
            echo.finish()
        }

        #inner
    }
}

/// The argument by which a message is compared: comparing picks the items of its lists.
pub(super) fn compared(receives: &Receives) -> TokenStream {
    if receives.picks().is_empty() { quote!(&answer) } else { quote!(&mut answer) }
}

/// The statement that picks our item of a list.
fn pick(pick: &Pick<'_>) -> TokenStream {
    let Some((list, around)) = pick.list.split_last() else { return TokenStream::new() };
    let (name, request) = (pick.name(), pick.echo.recorded_name());
    let (list, number) = (names::field(list), names::field(pick.number));
    let call =
        |object: TokenStream| quote!(echo.pick(#name, #request, &mut #object.#list, |item| item.#number.as_deref()););
    let mut around = around.iter().map(|field| names::field(field));
    let Some(head) = around.next() else { return call(quote!(answer)) };
    let call = call(quote!(around));
    quote!(if let Some(around) = answer.#head.as_mut()#(.and_then(|inner| inner.#around.as_mut()))* { #call })
}

/// The comparisons, and those with members of objects at their end, which have a function of their own if there are
/// many.
fn divided(echo: &[Echo]) -> (&[Echo], &[Echo]) {
    let nested = echo.iter().rev().take_while(|echo| echo.answers.iter().all(|path| path.len() > 1)).count();
    echo.split_at(if nested > MANY { echo.len() - nested } else { echo.len() })
}

/// The import that comparisons need, and their statements.
fn comparisons(provider: &Provider, echo: &[Echo]) -> (Option<TokenStream>, TokenStream) {
    let answer = quote!(answer);
    let objects = outcome::objects(echo.iter().flat_map(|echo| &echo.answers).map(Vec::as_slice));
    let calls: TokenStream = echo.iter().map(|echo| compare_one(provider, echo, &objects)).collect();
    let terms = ["Accept", "Unsettled"].into_iter().filter(|term| render::mentions(calls.clone(), term));
    let terms: Vec<Ident> = terms.map(names::ident).collect();
    let terms = (!terms.is_empty()).then(|| quote!(use rt::Missing::{#(#terms),*};));
    let bound = objects.iter().map(|(local, object)| {
        let value = outcome::inside(&objects, &answer, object, outcome::member_of(&answer, object));
        (local, value)
    });
    let bound = outcome::used(bound.collect(), &calls);
    (terms, quote!(#bound #calls))
}

fn compare_one(provider: &Provider, echo: &Echo, objects: &Objects<'_>) -> TokenStream {
    let answer = quote!(answer);
    let text =
        |path: &[Arc<Field>]| outcome::inside(objects, &answer, path, outcome::member_text_of(provider, &answer, path));
    let (request, terms) = (echo.recorded_name(), terms(&echo.terms));
    if let Some(path) = echo.amount() {
        let name = dotted(path);
        let member = outcome::inside(objects, &answer, path, outcome::copied(&answer, path));
        if name == request && !echo.at_least {
            return quote!(echo.same_amount(#name, #member, #terms););
        }
        let compare = if echo.at_least { quote!(amount_at_least) } else { quote!(amount) };
        return quote!(echo.#compare(#name, #request, #member, #terms););
    }
    if let [path] = echo.answers.as_slice() {
        let (name, member) = (dotted(path), text(path));
        if name == request {
            return quote!(echo.same(#name, #member, #terms););
        }
        return quote!(echo.text(#name, #request, #member, #terms););
    }
    let compare = if echo.each { quote!(each_of) } else { quote!(any_of) };
    let (names, members) = (echo.answers.iter().map(|path| dotted(path)), echo.answers.iter().map(|path| text(path)));
    quote!(echo.#compare(&[#((#names, #members)),*], #request, #terms);)
}

fn terms(terms: &Terms<String>) -> TokenStream {
    let missing = match &terms.missing {
        Missing::Accept => quote!(Accept),
        Missing::Unsettled => quote!(Unsettled),
        Missing::Is(text) => quote!(rt::Missing::Is(#text)),
    };
    let unsent = match &terms.unsent {
        Unsent::Accept => return missing,
        Unsent::Refuse => quote!(rt::Unsent::Refuse),
        Unsent::Is(text) => quote!(rt::Unsent::Is(#text)),
    };
    quote!(#missing.with(#unsent))
}
