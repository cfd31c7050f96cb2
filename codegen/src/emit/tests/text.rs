//! The texts of examples: one test, its body and its literals.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{docs, names, style},
    model::Charset,
};

/// A test of these statements, with its doc.
pub(in crate::emit) fn test(doc: &str, name: &str, statements: &TokenStream) -> TokenStream {
    let lines = doc.lines().flat_map(|line| line.split('\r')).map(str::trim_end).filter(|line| !line.is_empty());
    let doc = docs::doc(&lines.map(|line| format!(" {line}")).collect::<Vec<_>>());
    let name = names::ident(name);
    quote! {
        #doc
        #[test]
        fn #name() {
            #statements
        }
    }
}

/// The statement that names a body.
pub(in crate::emit) fn body(text: &str) -> TokenStream {
    let literal = literal(text);
    quote!(let body = #literal;)
}

/// The statement that encodes a body in another charset than UTF-8.
pub(in crate::emit) fn in_charset(charset: Charset) -> Option<TokenStream> {
    let name = style::charset(charset);
    (charset != Charset::Utf8).then(|| quote!(let body = rt::transform::charset(#name, body.as_bytes()).unwrap();))
}

/// The text as a literal; raw if only quotes and backslashes need an escape.
pub(in crate::emit) fn literal(text: &str) -> Literal {
    let plain = |c: char| matches!(c, '"' | '\\' | '\'') || c.escape_debug().len() == 1;
    let raw = text.contains(['"', '\\']) && !text.contains("\"#") && text.chars().all(plain);
    let parsed = if raw { format!("r#\"{text}\"#").parse().ok() } else { None };
    parsed.unwrap_or_else(|| Literal::string(text))
}

/// The headers of a message as pairs.
pub(in crate::emit) fn pairs(headers: &[(String, String)]) -> TokenStream {
    let pairs = headers.iter().map(|(name, value)| {
        let (name, value) = (literal(name), literal(value));
        quote!((#name, #value))
    });
    quote!(#(#pairs),*)
}
