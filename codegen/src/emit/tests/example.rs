//! Examples as tests: exact requests, answers with their reading, requests that are refused.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{boundary, data};
use crate::{
    emit::{names, outcome, request::caller_fields, rules},
    model::{
        Answer, Credential, CredentialType, Data, Example, Failure, Field, Key, Kind, Operation, Provider, Refused, Type,
        example::CredentialData,
    },
};

/// The functions that make an example's parts, and the test of its bytes.
pub(super) fn request(provider: &Provider, example: &Rc<Example>) -> Vec<TokenStream> {
    let Some(operation) = provider.operation(&example.operation) else { return Vec::new() };
    let module = names::module(&operation.name);
    let (name, credentials, context) = functions(example);
    let request = build(provider, operation, &example.request, &example.extra);
    let given = self::credentials(provider, example);
    let server = names::rule(&example.server);
    let now = now(example.now.as_deref());
    let (nonce, salt) = (&example.nonce, &example.salt);
    let mut items = vec![quote! {
        fn #name() -> #module::Request {
            #request
        }
    }, quote! {
        fn #credentials() -> Credentials {
            #given
        }
    }, quote! {
        fn #context() -> rt::Context<'static> {
            rt::Context { server: &servers::#server, now: #now, nonce: #nonce, salt: #salt }
        }
    }];
    items.push(bytes(example));
    items
}

/// The functions that make an example's request, credentials and context.
pub(super) fn functions(example: &Example) -> (proc_macro2::Ident, proc_macro2::Ident, proc_macro2::Ident) {
    let name = |suffix: &str| names::ident(&format!("example_{}{suffix}", example.name));
    (name(""), name("_credentials"), name("_context"))
}

fn bytes(example: &Example) -> TokenStream {
    let (request, credentials, context) = functions(example);
    let test = names::ident(&format!("sends_{}", example.name));
    let doc = format!(" {}", if example.source.is_empty() { "The example's request." } else { &example.source });
    let url = example.url.as_ref().map(|url| quote!(assert_eq!(sent.uri().to_string(), #url);));
    let body = example.body.as_ref().map(|body| quote!(assert_eq!(std::str::from_utf8(sent.body()).unwrap(), #body);));
    let headers = example.headers.iter().map(|(name, value)| {
        quote!(assert_eq!(sent.headers().get(#name).map(|value| value.to_str().unwrap()), Some(#value));)
    });
    let signature = example.signature.as_ref().map(|signature| quote! {
        let body = String::from_utf8_lossy(sent.body()).into_owned();
        let shown = sent.headers().values().filter_map(|value| value.to_str().ok()).any(|value| value.contains(#signature));
        assert!(shown || body.contains(#signature) || sent.uri().to_string().contains(#signature), "{body}");
    });
    quote! {
        #[doc = #doc]
        #[test]
        fn #test() {
            let call = #request().sign(&#credentials(), &#context()).unwrap();
            let again = #request().sign(&#credentials(), &#context()).unwrap();
            let sent = call.request();
            assert_eq!(sent.body(), again.request().body());
            #url
            #(#headers)*
            #body
            #signature
        }
    }
}

/// An expression of the operation's `Request`.
pub(super) fn build(provider: &Provider, operation: &Operation, given: &[(Rc<Field>, Data)], extra: &[(String, String)]) -> TokenStream {
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
        let (name, value) = (names::field(field), value(field)?);
        Some(quote!(.#name(#value)))
    });
    let extras = extra.iter().map(|(name, text)| quote!(.extra(#name, #text)));
    quote!(#new #(#setters)* #(#extras)*)
}

fn credentials(provider: &Provider, example: &Example) -> TokenStream {
    let fields = provider.credentials.iter().map(|credential| {
        let name = names::ident(&credential.name);
        let given = example.credentials.iter().find(|(other, _)| other.name == credential.name);
        let value = given.map(|(_, data)| credential_value(credential, data));
        match (credential.required, value) {
            (true, Some(value)) => quote!(#name: #value),
            (false, Some(value)) => quote!(#name: Some(#value)),
            (_, None) => quote!(#name: None),
        }
    });
    quote!(Credentials { #(#fields),* })
}

fn credential_value(credential: &Credential, data: &CredentialData) -> TokenStream {
    match (&credential.ty, data) {
        (CredentialType::Hex, CredentialData::Text(text)) => quote!(rt::SecretBytes::from_hex(#text).unwrap()),
        (CredentialType::Base64, CredentialData::Text(text)) => quote!(rt::SecretBytes::from_base64(#text).unwrap()),
        (_, CredentialData::Text(text)) if credential.secret => quote!(rt::Secret::new(#text)),
        (_, CredentialData::Text(text)) => quote!(#text.to_owned()),
        (CredentialType::RsaPrivateKey, CredentialData::Key(key)) => private_key(key),
        (_, CredentialData::Key(key)) => {
            let (n, e) = (number(key, "n"), number(key, "e"));
            quote!(rt::RsaPublicKey::from_numbers(#n, #e).unwrap())
        }
    }
}

fn number<'k>(key: &'k Key, name: &str) -> &'k str {
    key.numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, number)| number)
}

fn private_key(key: &Key) -> TokenStream {
    let fields = key.numbers.iter().map(|(name, number)| {
        let name = names::ident(name);
        quote!(#name: #number)
    });
    quote!(rt::RsaPrivateKey::from_numbers(&rt::RsaNumbers { #(#fields),* }).unwrap())
}

fn now(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(rt::Timestamp::parse(#text, rt::TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 }).unwrap()),
        None => quote!(rt::Timestamp::from_epoch_ms(0)),
    }
}

/// The test of an answer.
pub(super) fn answer(provider: &Provider, answer: &Answer) -> TokenStream {
    let test = names::ident(&format!("reads_{}", answer.name));
    let doc = format!(" {}", if answer.source.is_empty() { "The example's answer." } else { &answer.source });
    let Some(operation) = provider.operation(&answer.operation) else { return TokenStream::new() };
    let (request, credentials, context) = functions(&answer.to);
    let read = read(operation, answer);
    let now = match &answer.now {
        Some(now) => self::now(Some(now)),
        None => quote!(#context().now),
    };
    let verdict = match answer.fails {
        Some(failure) => fails(failure),
        None => {
            let reads = answer.reads.iter().map(|(path, expected)| reads(provider, path, expected.as_deref()));
            let outcomes = outcomes(answer);
            quote!(let answer = read.unwrap(); #(#reads)* #outcomes)
        }
    };
    quote! {
        #[doc = #doc]
        #[test]
        fn #test() {
            let credentials = #credentials();
            let call = #request().sign(&credentials, &#context()).unwrap();
            let now = #now;
            #read
            #verdict
        }
    }
}

fn read(operation: &Operation, answer: &Answer) -> TokenStream {
    let (status, body) = (answer.status, &answer.body);
    let headers: Vec<TokenStream> = answer.headers.iter().map(|(name, value)| quote!(.header(#name, #value))).collect();
    if operation.kind == Kind::Notification {
        let module = names::module(&operation.name);
        return quote! {
            let notification = rt::http::Request::builder().method("POST") #(#headers)* .body(#body).unwrap();
            let read = #module::receive(&notification, &credentials, now).and_then(|unmatched| unmatched.compare(call.sent()));
        };
    }
    quote! {
        let response = rt::http::Response::builder().status(#status) #(#headers)* .body(#body).unwrap();
        let read = call.sent().read(&response, &credentials, now);
    }
}

fn fails(failure: Failure) -> TokenStream {
    let variant = match failure {
        Failure::Signature => quote!(Signature),
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

fn reads(provider: &Provider, path: &[Rc<Field>], expected: Option<&str>) -> TokenStream {
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
    let accepted = (!refused.rule.ends_with(".characters"))
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
