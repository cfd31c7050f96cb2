//! Tests of requests that break exactly one rule, and pass once that rule is lifted.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Scope, boundary, data, example};
use crate::{
    emit::{names, request::caller_fields, rules},
    model::{Operation, Refused},
};

/// The test of a refused request: an example with changes.
pub(super) fn test(scope: &Scope<'_>, refused: &Refused) -> Option<TokenStream> {
    let operation = scope.provider.operation(&refused.like.operation)?;
    let test = names::ident(&format!("refuses_{}", refused.name));
    let (request, changes) = (request(operation, refused), changes(scope, operation, refused));
    let mutable = (!changes.is_empty()).then(|| quote!(mut));
    let verdict = verdict(scope, operation, refused);
    Some(quote! {
        #[test]
        fn #test() {
            let #mutable request = #request;
            #(#changes)*
            #verdict
        }
    })
}

/// The request of the example; the rules between fields are lifted if the case says so.
fn request(operation: &Operation, refused: &Refused) -> TokenStream {
    let example = example::function(&refused.like);
    let more = refused.extra.get(refused.like.extra.len()..).map(example::extras);
    if !refused.breaks_a_bound() {
        return quote!(#example().0 #more);
    }
    let path = rules::path(&refused.message, &refused.rule).to_string();
    let between = boundary::between(operation);
    let others = between.iter().filter(|rule| rule.to_string() != path);
    if others.clone().count() < between.len() {
        return quote!(#example().0 #(.lift(&#others))* #more);
    }
    let relaxed = boundary::relax(operation, &quote!(#example().0));
    quote!(#relaxed #more)
}

/// The statements that change the example into the refused request.
fn changes(scope: &Scope<'_>, operation: &Operation, refused: &Refused) -> Vec<TokenStream> {
    let fields = operation.sends.as_ref().map(caller_fields).unwrap_or_default();
    let change = |field: &crate::model::Field| {
        let (was, is) = (example::find(&refused.like.request, field), example::find(&refused.request, field));
        if was.is_none() && is.is_none() || was.zip(is).is_some_and(|(was, is)| data::same(was, is)) {
            return None;
        }
        let (name, value) =
            (names::field(field), is.map(|data| data::data_expr(scope, &field.ty_beside(&refused.request), data)));
        let value = data::init(field, value);
        Some(quote!(request.#name = #value;))
    };
    fields.iter().filter_map(|(_, field)| change(field)).collect()
}

fn verdict(scope: &Scope<'_>, operation: &Operation, refused: &Refused) -> TokenStream {
    let id = rules::id(scope.provider, &refused.message, &refused.rule);
    let path = rules::path(&refused.message, &refused.rule);
    // A rule that guards the writing or the later lookup of a request cannot be lifted.
    let fixed = [".characters", ".keys", ".currency"].iter().any(|end| refused.rule.ends_with(end));
    if refused.demands_number(operation) || fixed {
        let broken = scope.call("broken");
        return quote!(assert_eq!(#broken(request.validate()), [#id]););
    }
    let only = scope.call("only");
    quote! {
        let rule = &#path;
        #only(#id, request.validate(), request.lift(rule).validate());
    }
}
