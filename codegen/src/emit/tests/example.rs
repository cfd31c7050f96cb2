//! Examples as tests: exact requests, answers with their reading, requests that are refused.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{boundary, credential, data};
use crate::{
    emit::{names, outcome, request::caller_fields, rules},
    model::{Answer, Credential, Data, Example, Failure, Field, Kind, Operation, Provider, Refused, Role, Type},
};

/// The function that makes an example's request, credentials and context, and the test of its bytes.
pub(super) fn request(provider: &Provider, example: &Arc<Example>) -> Vec<TokenStream> {
    let Some(operation) = provider.operation(&example.operation) else { return Vec::new() };
    let (module, function) = (names::module(&operation.name), function(example));
    let request = build(provider, operation, &example.request, &example.extra);
    let server = names::rule(&example.server);
    let now = now(example.now.as_deref());
    let (nonce, salt) = (&example.nonce, &example.salt);
    let (held, given) = credentials(provider, example);
    let make = quote! {
        fn #function() -> (#module::Request, Credentials, rt::Context<'static>) {
            let request = #request;
            let context = rt::Context { server: &servers::#server, now: #now, nonce: #nonce, salt: #salt };
            (request, #held(), context)
        }
    };
    given.into_iter().chain([make, bytes(example)]).collect()
}

/// The function that makes an example's request, credentials and context.
pub(super) fn function(example: &Example) -> proc_macro2::Ident {
    names::ident(&format!("example_{}", example.name))
}

fn bytes(example: &Example) -> TokenStream {
    let function = function(example);
    let test = names::ident(&format!("sends_{}", example.name));
    let doc = format!(" {}", if example.source.is_empty() { "The example's request." } else { &example.source });
    let url = example.url.as_ref().map(|url| quote!(assert_eq!(sent.uri().to_string(), #url);));
    let body = example.body.as_ref().map(|body| quote!(assert_eq!(String::from_utf8_lossy(sent.body()), #body);));
    let headers = example.headers.iter().map(|(name, value)| {
        quote!(assert_eq!(sent.headers().get(#name).and_then(|value| value.to_str().ok()), Some(#value));)
    });
    let signature = example.signature.as_ref().map(|signature| quote! {
        let body = String::from_utf8_lossy(sent.body()).into_owned();
        let shown = sent.headers().values().filter_map(|value| value.to_str().ok()).any(|value| value.contains(#signature));
        assert!(shown || body.contains(#signature) || sent.uri().to_string().contains(#signature), "{body}");
    });
    let compares = url.is_some() || body.is_some() || signature.is_some() || !example.headers.is_empty();
    let sent = if compares { quote!(let sent = call.request();) } else { quote!(drop(call);) };
    quote! {
        #[doc = #doc]
        #[test]
        fn #test() {
            let (request, credentials, context) = #function();
            let call = request.sign(&credentials, &context).unwrap();
            #sent
            #url
            #(#headers)*
            #body
            #signature
        }
    }
}

/// A function an operation that reads an answer to an example.
pub(super) fn readers(provider: &Provider) -> Vec<TokenStream> {
    let wanted = |operation: &&Operation| provider.answers.iter().any(|answer| answer.operation == operation.name);
    provider.operations.iter().filter(wanted).map(reader).collect()
}

fn reader(operation: &Operation) -> TokenStream {
    let module = names::module(&operation.name);
    let function = names::ident(&format!("read_{}", operation.name));
    let of = names::module(operation.of.as_deref().unwrap_or(&operation.name));
    let (answer, read) = if operation.kind == Kind::Notification {
        let read = quote! {
            let _ = status;
            let mut message = rt::http::Request::builder().method("POST");
            for (name, value) in headers {
                message = message.header(*name, *value);
            }
            let message = message.body(body).unwrap();
            #module::receive(&message, &credentials, now)?.compare(call.sent())
        };
        (quote!(Notification), read)
    } else {
        let read = quote! {
            let mut message = rt::http::Response::builder().status(status);
            for (name, value) in headers {
                message = message.header(*name, *value);
            }
            call.sent().read(&message.body(body).unwrap(), &credentials, now)
        };
        (quote!(Answer), read)
    };
    quote! {
        fn #function(
            (request, credentials, context): (#of::Request, Credentials, rt::Context<'static>),
            now: Option<rt::Timestamp>,
            (status, headers, body): (u16, &[(&str, &str)], &str),
        ) -> Result<#module::#answer, rt::ReadError> {
            let call = request.sign(&credentials, &context).unwrap();
            let now = now.unwrap_or(context.now);
            #read
        }
    }
}

/// An expression of the operation's `Request`.
pub(super) fn build(
    provider: &Provider,
    operation: &Operation,
    given: &[(Arc<Field>, Data)],
    extra: &[(String, String)],
) -> TokenStream {
    let module = names::module(&operation.name);
    let Some(sends) = &operation.sends else { return TokenStream::new() };
    let fields = caller_fields(sends);
    let value = |field: &Field| {
        given.iter().find(|(other, _)| other.wire == field.wire).map(|(_, data)| data::value(provider, &field.ty, data))
    };
    let required: Vec<TokenStream> = fields
        .iter()
        .filter(|(_, field)| field.in_required_struct())
        .map(|(_, field)| {
            let (name, value) = (names::field(field), data::init(field, value(field)));
            quote!(#name: #value)
        })
        .collect();
    let new = if required.is_empty() {
        quote!(#module::Request::new())
    } else {
        quote!(#module::Request::new(#module::Required { #(#required),* }))
    };
    let setters = fields.iter().filter(|(_, field)| !field.is_plain()).filter_map(|(_, field)| {
        let (name, value) = (names::method(field), value(field)?);
        Some(quote!(.#name(#value)))
    });
    let extras = extra.iter().map(|(name, text)| quote!(.extra(#name, #text)));
    quote!(#new #(#setters)* #(#extras)*)
}

/// The name of the function that makes the credentials, and the function where no earlier example has the same.
fn credentials(provider: &Provider, example: &Example) -> (proc_macro2::Ident, Option<TokenStream>) {
    let same = |other: &&Arc<Example>| other.credentials == example.credentials;
    let first = provider.examples.iter().find(same).map_or(example, |other| other);
    let function = names::ident(&format!("credentials_of_{}", first.name));
    let fields = provider.credentials.iter().map(|credential| credential_field(credential, example));
    let make =
        (first.name == example.name).then(|| quote!(fn #function() -> Credentials { Credentials { #(#fields),* } }));
    (function, make)
}

fn credential_field(credential: &Credential, example: &Example) -> TokenStream {
    let name = names::ident(&credential.name);
    let given = example.credentials.iter().find(|(other, _)| other.name == credential.name);
    let value = given.map(|(_, data)| credential::value(credential, data));
    match (credential.required, value) {
        (true, Some(value)) => quote!(#name: #value),
        (false, Some(value)) => quote!(#name: Some(#value)),
        (_, None) => quote!(#name: None),
    }
}

fn now(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => {
            quote!(rt::Timestamp::parse(#text, rt::TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 }).unwrap())
        }
        None => quote!(rt::Timestamp::from_epoch_ms(0)),
    }
}

/// The test of an answer.
pub(super) fn answer(provider: &Provider, answer: &Answer) -> TokenStream {
    let test = names::ident(&format!("reads_{}", answer.name));
    let doc = format!(" {}", if answer.source.is_empty() { "The example's answer." } else { &answer.source });
    let (reader, example) = (names::ident(&format!("read_{}", answer.operation)), function(&answer.to));
    let now = match &answer.now {
        Some(now) => {
            let now = self::now(Some(now));
            quote!(Some(#now))
        }
        None => quote!(None),
    };
    let verdict = match answer.fails {
        Some(failure) => fails(failure),
        None => {
            let reads = answer.reads.iter().map(|(path, expected)| reads(provider, path, expected.as_deref()));
            let outcomes = outcomes(answer);
            quote!(let answer = read.unwrap(); #(#reads)* #outcomes)
        }
    };
    let (status, body) = (proc_macro2::Literal::u16_unsuffixed(answer.status), &answer.body);
    let headers = answer.headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote! {
        #[doc = #doc]
        #[test]
        fn #test() {
            let read = #reader(#example(), #now, (#status, &[#(#headers),*], #body));
            #verdict
        }
    }
}

fn fails(failure: Failure) -> TokenStream {
    let variant = match failure {
        Failure::Signature => quote!(Signature | rt::ReadError::Certificate { .. }),
        Failure::Unsigned => quote!(Unsigned),
        Failure::Stale => quote!(Stale),
        Failure::Echo => quote!(Echo { .. }),
        Failure::Malformed => quote!(Malformed { .. } | rt::ReadError::Decrypt),
        Failure::Duplicate => quote!(Duplicate { .. }),
        Failure::Member => quote!(Member { .. }),
    };
    quote! {
        let error = read.expect_err("the answer must be refused");
        assert!(matches!(error, rt::ReadError::#variant), "{error:?}");
        assert_eq!(error.outcome(), rt::Outcome::Unknown);
    }
}

fn outcomes(answer: &Answer) -> TokenStream {
    let Some(first) = answer.outcome else { return TokenStream::new() };
    let repeated = outcome::outcome(answer.on_repeat.unwrap_or(first));
    let first = outcome::outcome(first);
    quote! {
        assert_eq!(answer.outcome(rt::Attempt::First), #first);
        assert_eq!(answer.outcome(rt::Attempt::Repeated), #repeated);
    }
}

fn reads(provider: &Provider, path: &[Arc<Field>], expected: Option<&str>) -> TokenStream {
    let member = outcome::member_of(&quote!(answer), path);
    let Some((last, text)) = path.last().zip(expected) else {
        return quote!(assert!(#member.is_none()););
    };
    match &last.ty {
        Type::String { .. } | Type::Digits { .. } | Type::Enumeration(_) | Type::ErrorCode => {
            let member = outcome::member_text_of(provider, &quote!(answer), path);
            quote!(assert_eq!(#member, Some(#text));)
        }
        ty if ty.content().is_nested() => quote!(assert!(#member.is_some());),
        ty => {
            let value = data::scalar(provider, ty, text);
            quote!(assert_eq!(#member, Some(&#value));)
        }
    }
}

/// The test of a request that is refused for one reason only, and accepted once that rule is lifted.
///
/// A value out of its field's bounds may break rules between fields as well, so those are lifted for it.
pub(super) fn refused(provider: &Provider, refused: &Refused) -> TokenStream {
    let test = names::ident(&format!("refuses_{}", refused.name));
    let Some(operation) = provider.operation(&refused.like.operation) else { return TokenStream::new() };
    let request = build(provider, operation, &refused.request, &refused.extra);
    let id = rules::id(provider, &refused.message, &refused.rule);
    let path = rules::path(&refused.message, &refused.rule);
    let between = if refused.rule.contains('.') { boundary::between(operation) } else { Vec::new() };
    let between = between.into_iter().filter(|rule| rule.to_string() != path.to_string());
    let number =
        operation.sends.iter().flat_map(|sends| sends.layers.iter()).flat_map(|layer| layer.message.fields.iter());
    let number = number
        .filter(|field| field.role == Some(Role::RefundNumber))
        .any(|field| format!("{}.required", field.wire) == refused.rule);
    let accepted = (!number && !refused.rule.ends_with(".characters"))
        .then(|| quote!(assert_eq!(broken(request.lift(&#path).validate()), [""; 0]);));
    quote! {
        #[test]
        fn #test() {
            let request = #request #(.lift(&#between))*;
            assert_eq!(broken(request.validate()), [#id]);
            #accepted
        }
    }
}
