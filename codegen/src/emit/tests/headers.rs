//! The headers of examples and answers. Headers that several answers share are a function of the long values.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::text::literal;
use crate::{
    emit::names,
    model::{Answer, Provider, message::snake},
};

/// The characters of a name and its value that fit in a line of a list.
const WIDTH: usize = 72;

/// A header; a value too long for a line is in a local.
struct Header<'h> {
    name: &'h str,
    value: &'h str,
    local: Option<Ident>,
}

impl Header<'_> {
    /// The header as a pair of a list.
    fn pair(&self) -> TokenStream {
        let (name, value) = (self.name, literal(self.value));
        match &self.local {
            Some(local) => quote!((#name, #local)),
            None => quote!((#name, #value)),
        }
    }

    /// Whether the value is long, and an earlier header has its local.
    fn is_repeated(&self) -> bool {
        self.local.is_none() && is_long(self.name, self.value)
    }

    /// The statement that binds the value to its local.
    fn binding(&self) -> Option<TokenStream> {
        let (local, value) = (self.local.as_ref()?, literal(self.value));
        Some(quote!(let #local = #value;))
    }
}

/// Whether a name and its value fit in no line.
fn is_long(name: &str, value: &str) -> bool {
    name.len() + value.len() > WIDTH
}

/// The headers, with one local for each name.
fn all(headers: &[(String, String)]) -> Vec<Header<'_>> {
    let mut all: Vec<Header<'_>> = Vec::new();
    for (name, value) in headers {
        let local = is_long(name, value).then(|| names::ident(&snake(name)));
        let local = local.filter(|local| all.iter().all(|other| other.local.as_ref() != Some(local)));
        all.push(Header { name, value, local });
    }
    all
}

/// Whether two messages have the same headers, apart from the long values.
fn same(one: &[(String, String)], other: &[(String, String)]) -> bool {
    let pairs = || one.iter().zip(other);
    let alike = |((name, value), (other, others)): (&(String, String), &(String, String))| {
        name == other && (value == others || is_long(name, value) && is_long(other, others))
    };
    one.len() == other.len() && pairs().all(alike)
}

/// The functions that make headers of several answers.
pub(super) fn shared(provider: &Provider) -> Vec<TokenStream> {
    let first = |answer: &&Answer| sharing(provider, answer).is_some_and(|first| first.name == answer.name);
    let functions: Vec<TokenStream> = provider.answers.iter().filter(first).map(function).collect();
    let ty = (!functions.is_empty()).then(|| {
        quote! {
            /// The name and the value of a header.
            type Header = (&'static str, &'static str);
        }
    });
    ty.into_iter().chain(functions).collect()
}

/// The first answer with the same headers, if there are several headers and several answers.
fn sharing<'p>(provider: &'p Provider, answer: &Answer) -> Option<&'p Answer> {
    let mut others = provider.answers.iter().filter(|other| same(&other.headers, &answer.headers));
    let (first, second) = (others.next()?, others.next());
    let repeats = all(&answer.headers).iter().any(Header::is_repeated);
    (answer.headers.len() > 1 && second.is_some() && !repeats).then_some(first)
}

fn name(answer: &Answer) -> Ident {
    names::ident(&format!("headers_of_{}", answer.name))
}

fn function(answer: &Answer) -> TokenStream {
    let (name, headers) = (name(answer), all(&answer.headers));
    let (size, pairs) = (Literal::usize_unsuffixed(headers.len()), headers.iter().map(Header::pair));
    let locals = headers.iter().filter_map(|header| header.local.as_ref());
    let ty = names::ident("Header");
    quote!(fn #name(#(#locals: &'static str),*) -> [#ty; #size] { [#(#pairs),*] })
}

/// The statements that bind an answer's headers to `headers`; `None` if it has no headers.
pub(super) fn bound(provider: &Provider, answer: &Answer) -> Option<TokenStream> {
    if answer.headers.is_empty() {
        return None;
    }
    let Some(first) = sharing(provider, answer) else { return Some(statements(&answer.headers)) };
    let (headers, function) = (all(&answer.headers), name(first));
    let bindings = headers.iter().filter_map(Header::binding);
    let locals = headers.iter().filter_map(|header| header.local.as_ref());
    Some(quote!(#(#bindings)* let headers = #function(#(#locals),*);))
}

/// The statements that bind a message's headers to `headers`.
pub(super) fn statements(headers: &[(String, String)]) -> TokenStream {
    let headers = all(headers);
    let (bindings, pairs) = (headers.iter().filter_map(Header::binding), headers.iter().map(Header::pair));
    quote!(#(#bindings)* let headers = [#(#pairs),*];)
}
