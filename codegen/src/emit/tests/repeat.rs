//! Tests of stored requests: each is signed again to the same bytes, or refused where a repeat might pay again.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Scope, example, text};
use crate::{
    emit::names,
    model::{Operation, Value},
};

/// The test of the first example of an operation that moves money.
pub(super) fn test(scope: &Scope<'_>, operation: &Operation) -> Option<TokenStream> {
    let (sends, first) = operation.sends.as_ref().zip(example::first(scope.provider, operation))?;
    if !operation.counts_attempts() {
        return None;
    }
    let (module, function) = (names::module_name(&operation.name), example::function(first));
    let signed = quote! {
        let (request, credentials, context) = #function();
        let call = request.sign(&credentials, &context).unwrap();
        let sent: #module::Sent = call.sent().to_string().parse().unwrap();
    };
    let because: &str = &operation.unnumbered;
    let refused = match because {
        _ if !operation.keeps_request(sends) => Some(quote!(rt::RepeatError::NotKept)),
        "" => None,
        because => Some(quote!(rt::RepeatError::Unnumbered { because: #because })),
    };
    let again = quote!(sent.again(&credentials, &context));
    let compared = match refused {
        Some(error) => quote!(assert_eq!(#again.err(), Some(#error.into()));),
        // A random signature differs each time.
        None if sends.values.iter().any(Value::is_randomised) => {
            quote!(assert_eq!(#again.unwrap().request().uri(), call.request().uri());)
        }
        None => {
            let repeats = scope.call("repeats");
            quote!(#repeats(&#again.unwrap(), &sent, &call);)
        }
    };
    let doc = "The request of a stored record is signed again.";
    Some(text::test(doc, &format!("repeats_{}", operation.name), &quote!(#signed #compared)))
}
