//! Answers as tests: what must be read from them, or how reading must fail.

use std::sync::Arc;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{Scope, data, example};
use crate::{
    emit::{names, outcome},
    model::{Answer, Failure, Field, Kind, Operation, Type},
};

/// The functions that read an operation's answers to an example.
pub(super) fn readers(scope: &Scope<'_>) -> Vec<TokenStream> {
    let operations = &scope.provider.operations;
    operations.iter().flat_map(|operation| readers_of(scope, operation)).collect()
}

fn readers_of(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let answers = scope.provider.answers.iter().filter(|answer| answer.operation == operation.name);
    let plain = answers.clone().any(is_plain).then(|| plain_reader(scope, operation));
    let any = answers.clone().next().map(|_| reader(scope, operation));
    any.into_iter().chain(plain).collect()
}

/// Whether the answer is a body and nothing besides.
fn is_plain(answer: &Answer) -> bool {
    answer.now.is_none() && answer.headers.is_empty() && answer.status == 200
}

/// The reader of bodies.
fn plain_reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (module, example) = (names::module(&operation.name), scope.call("Example"));
    let of = names::module(operation.of.as_deref().unwrap_or(&operation.name));
    let (plain, function) = (plain_name(&operation.name), reader_name(&operation.name));
    let (status, answer) = match operation.kind {
        Kind::Notification => (quote!(), quote!(Notification)),
        _ => (quote!(200,), quote!(Answer)),
    };
    quote! {
        fn #plain(example: #example<#of::Request>, body: &str) -> Result<#module::#answer, rt::ReadError> {
            #function(example, None, #status &[], body)
        }
    }
}

fn reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let module = names::module(&operation.name);
    let function = reader_name(&operation.name);
    let of = names::module(operation.of.as_deref().unwrap_or(&operation.name));
    let example = scope.call("Example");
    let (status, answer, read) = if operation.kind == Kind::Notification {
        let delivery = scope.call("delivery");
        let read = quote!(#module::receive(&#delivery(headers, body), &credentials, now)?.compare(call.sent()));
        (quote!(), quote!(Notification), read)
    } else {
        let response = scope.call("response");
        let read = quote!(call.sent().read(&#response(status, headers, body), &credentials, now));
        (quote!(status: u16,), quote!(Answer), read)
    };
    quote! {
        fn #function(
            (request, credentials, context): #example<#of::Request>,
            now: Option<rt::Timestamp>,
            #status
            headers: &[(&str, &str)],
            body: &str,
        ) -> Result<#module::#answer, rt::ReadError> {
            let call = request.sign(&credentials, &context).unwrap();
            let now = now.unwrap_or(context.now);
            #read
        }
    }
}

fn reader_name(operation: &str) -> Ident {
    names::ident(&format!("receive_{operation}"))
}

fn plain_name(operation: &str) -> Ident {
    names::ident(&format!("read_{operation}"))
}

/// The test of an answer.
pub(super) fn test(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let test = names::ident(&format!("reads_{}", answer.name));
    let doc = format!(" {}", if answer.source.is_empty() { "The example's answer." } else { &answer.source });
    let body = data::literal(&answer.body);
    let read = read(scope, answer);
    let verdict = match answer.fails {
        Some(failure) => {
            let (fails, reason) = (scope.call("fails"), reason(failure));
            quote!(#fails(#read, #reason);)
        }
        None => {
            let (reads, means) = (reads(scope, answer), means(scope, answer));
            if reads.is_empty() && means.is_empty() {
                quote!(#read.unwrap();)
            } else {
                quote!(let answer = #read.unwrap(); #reads #means)
            }
        }
    };
    quote! {
        #[doc = #doc]
        #[test]
        fn #test() {
            let body = #body;
            #verdict
        }
    }
}

/// The call of the operation's reader.
fn read(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let (reader, example) = (reader_name(&answer.operation), example::function(&answer.to));
    if is_plain(answer) {
        let plain = plain_name(&answer.operation);
        return quote!(#plain(#example(), body));
    }
    let now = example::option(answer.now.as_deref().map(|now| example::now(scope, Some(now))));
    let headers = answer.headers.iter().map(|(name, value)| quote!((#name, #value)));
    let operation = scope.provider.operation(&answer.operation);
    // Providers notify by requests, which have no status.
    let notified = operation.is_some_and(|operation| operation.kind == Kind::Notification);
    let status = (!notified).then(|| {
        let status = Literal::u16_unsuffixed(answer.status);
        quote!(#status,)
    });
    quote!(#reader(#example(), #now, #status &[#(#headers),*], body))
}

/// The word of the helper `fails` for a reason.
fn reason(failure: Failure) -> &'static str {
    match failure {
        Failure::Signature => "signature",
        Failure::Unsigned => "unsigned",
        Failure::Stale => "stale",
        Failure::Echo => "echo",
        Failure::Malformed => "malformed",
        Failure::Duplicate => "duplicate",
        Failure::Member => "member",
    }
}

fn means(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let Some(first) = answer.outcome else { return TokenStream::new() };
    let repeated = answer.on_repeat.unwrap_or(first);
    let named = |outcome| {
        let (variant, after) = outcome::variant(outcome);
        let after = after.map(|after| quote!((rt::After::#after)));
        quote!(#variant #after)
    };
    let (outcome, once, again) = (quote!(|attempt| answer.outcome(attempt)), named(first), named(repeated));
    if first == repeated {
        let means = scope.call("means");
        return quote!(#means(#outcome, #once););
    }
    let differs = scope.call("differs");
    quote!(#differs(#outcome, #once, #again);)
}

/// The comparisons of members, the objects around them bound first.
fn reads(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let mut bound = Bound::default();
    let statements: Vec<TokenStream> = answer
        .reads
        .iter()
        .map(|(path, expected)| {
            let binding = if expected.is_some() { bound.bind(path) } else { TokenStream::new() };
            let (place, rest) = bound.place(path);
            let compared = compared(scope, &place, rest, expected.as_deref());
            quote!(#binding #compared)
        })
        .collect();
    quote!(#(#statements)*)
}

/// The objects of an answer that stand in locals: their paths, and the locals' names.
#[derive(Default)]
struct Bound<'f> {
    locals: Vec<(&'f [Arc<Field>], String)>,
}

impl<'f> Bound<'f> {
    /// Binds the objects on the way to a member that is there.
    fn bind(&mut self, path: &'f [Arc<Field>]) -> TokenStream {
        let mut out = TokenStream::new();
        for prefix in (1..path.len()).filter_map(|depth| path.get(..depth)) {
            let name = local(prefix);
            if self.locals.iter().all(|(_, other)| *other != name) {
                let (place, rest) = self.place(prefix);
                let (local, member) = (names::ident(&name), outcome::member_of(&place, rest));
                out.extend(quote!(let #local = #member.unwrap();));
                self.locals.push((prefix, name));
            }
        }
        out
    }

    /// The innermost local around a member, and the path from there.
    fn place(&self, path: &'f [Arc<Field>]) -> (TokenStream, &'f [Arc<Field>]) {
        for (prefix, rest) in (1..path.len()).rev().filter_map(|depth| path.split_at_checked(depth)) {
            if let Some((_, name)) = self.locals.iter().find(|(other, _)| same(other, prefix)) {
                let local = names::ident(name);
                return (quote!(#local), rest);
            }
        }
        (quote!(answer), path)
    }
}

fn same(one: &[Arc<Field>], other: &[Arc<Field>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.wire == other.wire)
}

/// The local of an object; it must not hide what the test calls.
fn local(path: &[Arc<Field>]) -> String {
    const TAKEN: &[&str] = &["answer", "at", "body", "local", "means", "reads"];
    let names: Vec<&str> = path.iter().map(|field| field.rust.trim_start_matches("r#")).collect();
    let name = names.join("_");
    if TAKEN.contains(&name.as_str()) || names.len() == 1 && path.iter().any(|field| field.rust.starts_with("r#")) {
        format!("{name}_")
    } else {
        name
    }
}

fn compared(scope: &Scope<'_>, place: &TokenStream, path: &[Arc<Field>], expected: Option<&str>) -> TokenStream {
    let member = outcome::member_of(place, path);
    let Some((last, text)) = path.last().zip(expected) else {
        return quote!(assert!(#member.is_none()););
    };
    match &last.ty {
        Type::Enumeration(_) | Type::ErrorCode => {
            let (reads, member) = (scope.call("reads"), cloned(place, path));
            quote!(#reads(#member, #text.into());)
        }
        Type::String { .. } | Type::Digits { .. } => {
            let (reads, member) = (scope.call("reads"), outcome::member_text_of(scope.provider, place, path));
            quote!(#reads(#member, #text);)
        }
        ty if ty.content().is_nested() || matches!(ty, Type::Layer(_)) => quote!(assert!(#member.is_some());),
        ty => {
            let (reads, value) = (scope.call("reads"), data::scalar(scope, ty, text));
            quote!(#reads(#member, &#value);)
        }
    }
}

/// A member's own value.
fn cloned(place: &TokenStream, path: &[Arc<Field>]) -> TokenStream {
    match path {
        [only] => {
            let name = names::field(only);
            quote!(#place.#name.clone())
        }
        path => {
            let member = outcome::member_of(place, path);
            quote!(#member.cloned())
        }
    }
}
