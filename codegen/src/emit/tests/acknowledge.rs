//! Tests of acknowledgements: the bytes that answer a notification.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Scope, example, text};
use crate::{
    emit::{names, style},
    model::{Acknowledged, Answer, Charset, Sends},
};

/// The comparison of the acknowledgement with the expected one.
pub(super) fn compared(scope: &Scope<'_>, answer: &Answer) -> Option<TokenStream> {
    let Acknowledged { headers, body, .. } = answer.acknowledged.as_ref()?;
    let operation = scope.provider.operation(&answer.operation)?;
    let reply = operation.reply().map(|(_, reply)| reply);
    let headers = headers.iter().map(|(name, value)| {
        let value = text::literal(value);
        quote!(assert_eq!(response.headers()[#name], #value);)
    });
    let body = body.as_deref().map(|body| self::body(body, reply.and_then(Sends::body_charset).unwrap_or_default()));
    let written = match reply {
        None => {
            let module = names::module_name(&operation.name);
            quote!(#module::acknowledge())
        }
        Some(_) => {
            let (example, now) = (example::function(&answer.to), answer.now.as_deref());
            let now = now.map(|now| example::now(scope, Some(now)));
            let later = now.map(|now| quote!(let context = rt::Context { now: #now, ..context };));
            quote!({
                let (_, credentials, context) = #example();
                #later
                answer.acknowledge(&credentials, &context).unwrap().into_response()
            })
        }
    };
    Some(quote!(let response = #written; #(#headers)* #body))
}

fn body(expected: &str, charset: Charset) -> TokenStream {
    let (text, name) = (text::literal(expected), style::charset(charset));
    if charset == Charset::Utf8 {
        return quote!(assert_eq!(String::from_utf8_lossy(response.body()), #text););
    }
    quote!(assert_eq!(*response.body(), rt::transform::charset(#name, #text.as_bytes()).unwrap());)
}
