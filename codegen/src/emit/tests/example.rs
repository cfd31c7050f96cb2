//! Tests of examples: requests and their exact bytes.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Scope, credentials, data, headers, text};
use crate::{
    emit::{names, request::caller_fields, types},
    model::{Charset, Data, Example, Field, Operation, Provider, Sends, Value},
};

/// The function that makes an example's request, credentials and context, and the test of its bytes.
pub(super) fn request(scope: &Scope<'_>, example: &Arc<Example>) -> Vec<TokenStream> {
    let provider = scope.provider;
    let Some(operation) = provider.operation(&example.operation) else { return Vec::new() };
    let (module, function) = (names::module_name(&operation.name), function(example));
    let request = build(scope, operation, example);
    let (credentials, held) = credentials::function(provider, example);
    let (context, given) = context(scope, example);
    let ty = names::ident("Example");
    let asked = example.of.as_deref().map(|of| {
        let of = self::function(of);
        quote! {
            let (request, credentials, context) = #of();
            let call = request.sign(&credentials, &context).unwrap();
        }
    });
    let make = quote! {
        fn #function() -> #ty<#module::Request> {
            #asked
            let request = #request;
            (request, #credentials(), #context())
        }
    };
    held.into_iter().chain(given).chain([make, bytes(scope, example)]).collect()
}

/// The function that makes an example's request, credentials and context.
pub(super) fn function(example: &Example) -> Ident {
    names::ident(&format!("example_{}", example.name))
}

/// The name of the function that makes the context, and the function unless an earlier example shares it.
fn context(scope: &Scope<'_>, example: &Example) -> (Ident, Option<TokenStream>) {
    let parts =
        |example: &Example| (example.server.clone(), example.now.clone(), example.nonce.clone(), example.salt.clone());
    let own = parts(example);
    let first = scope.provider.examples.iter().find(|other| parts(other) == own).map_or(example, |other| other);
    let function = names::ident(&format!("context_of_{}", first.name));
    if first.name != example.name {
        return (function, None);
    }
    let (server, now) = (names::rule(&example.server), now(scope, example.now.as_deref()));
    let (nonce, salt) = (&example.nonce, &example.salt);
    let make = quote! {
        fn #function() -> rt::Context<'static, Provider> {
            rt::Context { server: &servers::#server, now: #now, nonce: #nonce, salt: #salt }
        }
    };
    (function, Some(make))
}

/// The clock of an example, RFC 3339.
pub(super) fn now(scope: &Scope<'_>, text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => {
            let at = scope.call("at");
            quote!(#at(#text))
        }
        None => quote!(rt::Timestamp::from_epoch_ms(0)),
    }
}

/// The test of the bytes of an example's request.
fn bytes(scope: &Scope<'_>, example: &Example) -> TokenStream {
    let function = function(example);
    let operation = scope.provider.operation(&example.operation);
    let sends = operation.and_then(|operation| operation.sends.as_ref());
    if sends.is_some_and(|sends| sends.values.iter().any(Value::is_randomised)) {
        return randomised(example);
    }
    let body = example.body.as_deref().map(text::body);
    let charset = example.body.as_ref().and(sends).and_then(Sends::body_charset).unwrap_or_default();
    let encoded = text::in_charset(charset).map(|encoded| quote!(#encoded sends_bytes(&call, &body);));
    let compared = compared(scope, example, charset);
    let shown = example.signature.as_deref().map(|signature| {
        let (shows, signature) = (scope.call("shows"), text::literal(signature));
        quote!(#shows(&call, #signature);)
    });
    let checks: TokenStream = [body, encoded, compared, shown].into_iter().flatten().collect();
    let signed = quote!(request.sign(&credentials, &context).unwrap());
    let checked = if checks.is_empty() { quote!(drop(#signed);) } else { quote!(let call = #signed; #checks) };
    let statements = quote! {
        let (request, credentials, context) = #function();
        #checked
    };
    let doc = if example.source.is_empty() { "The example's request." } else { &example.source };
    text::test(doc, &format!("sends_{}", example.name), &statements)
}

/// The test of a request whose signature differs each time: it is signed, and nothing is compared. The interpreter
/// verifies the signature that the example states.
fn randomised(example: &Example) -> TokenStream {
    let function = function(example);
    let statements = quote! {
        let (request, credentials, context) = #function();
        drop(request.sign(&credentials, &context).unwrap());
    };
    let doc = "The example's request. Its signature is random, so nothing is compared.";
    text::test(doc, &format!("sends_{}", example.name), &statements)
}

/// The statement that compares the call with the example's expectations.
fn compared(scope: &Scope<'_>, example: &Example, charset: Charset) -> Option<TokenStream> {
    let text = example.body.is_some() && charset == Charset::Utf8;
    if example.url.is_none() && !text && example.headers.is_empty() {
        return None;
    }
    let (sends, url) = (scope.call("sends"), example.url.as_deref().map(text::literal));
    let (bound, url) = match url {
        Some(url) => (Some(quote!(let url = #url;)), quote!(Some(url))),
        None => (None, quote!(None)),
    };
    let (listed, headers) = match example.headers.is_empty() {
        true => (None, quote!(&[])),
        false => (Some(headers::statements(&example.headers)), quote!(&headers)),
    };
    let body = if text { quote!(Some(body)) } else { quote!(None) };
    Some(quote!(#bound #listed #sends(&call, #url, #headers, #body);))
}

/// An expression of the operation's `Request`.
fn build(scope: &Scope<'_>, operation: &Operation, example: &Example) -> TokenStream {
    let module = names::module_name(&operation.name);
    let Some(sends) = &operation.sends else { return TokenStream::new() };
    let fields = caller_fields(sends);
    let given = |field: &Field| find(&example.request, field);
    let required: Vec<TokenStream> = fields
        .iter()
        .filter(|(_, field)| field.in_required_struct())
        .map(|(_, field)| {
            let value = given(field).map(|data| data::data_expr(scope, &field.ty_beside(&example.request), data));
            let (name, value) = (names::field(field), data::init(field, value));
            quote!(#name: #value)
        })
        .collect();
    let (new, sent) = if example.of.is_some() { (quote!(of), Some(quote!(call.sent(),))) } else { (quote!(new), None) };
    let new = if required.is_empty() {
        quote!(#module::Request::#new(#sent))
    } else {
        quote!(#module::Request::#new(#sent #module::Required { #(#required),* }))
    };
    let setters = fields.iter().filter(|(_, field)| !field.is_plain()).filter_map(|(_, field)| {
        let (name, value) = (names::method(field), argument(scope, example, field, given(field)?));
        Some(quote!(.#name(#value)))
    });
    let extras = extras(&example.extra);
    quote!(#new #(#setters)* #extras)
}

/// The data of a field.
pub(super) fn find<'d>(given: &'d [(Arc<Field>, Data)], field: &Field) -> Option<&'d Data> {
    given.iter().find(|(other, _)| other.wire == field.wire).map(|(_, data)| data)
}

/// The argument of a setter, which converts a text to the field's type.
fn argument(scope: &Scope<'_>, example: &Example, field: &Field, data: &Data) -> TokenStream {
    match data {
        Data::Text(text) if types::converts(&field.ty) => quote!(#text),
        Data::Text(_) | Data::List(_) | Data::Object(_) | Data::Map(_) => {
            data::data_expr(scope, &field.ty_beside(&example.request), data)
        }
    }
}

/// The calls that add fields missing from the spec.
pub(super) fn extras(extra: &[(String, String)]) -> TokenStream {
    let extras = extra.iter().map(|(name, text)| quote!(.extra(#name, #text)));
    quote!(#(#extras)*)
}

/// The first example of an operation.
pub(super) fn first<'p>(provider: &'p Provider, operation: &Operation) -> Option<&'p Arc<Example>> {
    provider.examples.iter().find(|example| example.operation == operation.name)
}
