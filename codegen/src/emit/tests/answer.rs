//! Tests of answers: the members and outcomes to read, or the error to expect.

use std::sync::Arc;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{Scope, acknowledge, data, example, text};
use crate::{
    emit::{amount, names, outcome},
    model::{Answer, Charset, Family, Field, Operation, OperationKind, Outcome, Type},
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

/// Whether the answer consists of a body alone.
fn is_plain(answer: &Answer) -> bool {
    answer.now.is_none() && answer.target.is_none() && answer.headers.is_empty() && answer.status == 200
}

/// Whether an answer states the target of the notification.
fn has_targets(scope: &Scope<'_>, operation: &str) -> bool {
    scope.provider.answers.iter().any(|answer| answer.operation == operation && answer.target.is_some())
}

/// The reader of bodies.
fn plain_reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (module, example) = (names::module_name(&operation.name), names::ident("Example"));
    let of = answered(operation);
    let (plain, function) = (plain_name(&operation.name), reader_name(&operation.name));
    let (status, answer) = match operation.kind {
        OperationKind::Notification if has_targets(scope, &operation.name) => (quote!("/",), quote!(Notification)),
        OperationKind::Notification => (quote!(), quote!(Notification)),
        OperationKind::Refund | OperationKind::Query => (quote!(200,), quote!(Answer)),
    };
    quote! {
        fn #plain(example: #example<#of::Request>, body: impl AsRef<[u8]>) -> Result<#module::#answer, rt::ReadError> {
            #function(example, None, #status &[], body)
        }
    }
}

/// The module of the answered request.
fn answered(operation: &Operation) -> Ident {
    names::module_name(operation.answers())
}

fn reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let module = names::module_name(&operation.name);
    let function = reader_name(&operation.name);
    let of = answered(operation);
    let example = names::ident("Example");
    let (status, answer, read) = if operation.kind == OperationKind::Notification {
        let delivery = scope.call("delivery");
        let delivery = quote!(#delivery(headers, body));
        let (target, delivery) = match has_targets(scope, &operation.name) {
            true => (quote!(target: &str,), at_target(&delivery)),
            false => (quote!(), delivery),
        };
        let read = quote!(#module::receive(&#delivery, &credentials, now)?.compare(call.sent()));
        (target, quote!(Notification), read)
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
            body: impl AsRef<[u8]>,
        ) -> Result<#module::#answer, rt::ReadError> {
            let call = request.sign(&credentials, &context).unwrap();
            let now = now.unwrap_or(context.now);
            #read
        }
    }
}

/// A notification that was sent to `target`.
fn at_target(delivery: &TokenStream) -> TokenStream {
    quote!({
        let (mut parts, body) = #delivery.into_parts();
        parts.uri = target.parse().unwrap();
        rt::http::Request::from_parts(parts, body)
    })
}

fn reader_name(operation: &str) -> Ident {
    names::ident(&format!("receive_{operation}"))
}

fn plain_name(operation: &str) -> Ident {
    names::ident(&format!("read_{operation}"))
}

/// The test of an answer.
pub(super) fn test(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let (read, body) = (read(scope, answer), text::body(&answer.body));
    let headers = (!answer.headers.is_empty()).then(|| text::headers(&answer.headers));
    let operation = scope.provider.operation(&answer.operation);
    let receives = operation.and_then(|operation| operation.receives.as_ref());
    let charset = receives.map_or(Charset::Utf8, |receives| receives.text_charset(&answer.headers));
    let encoded = text::in_charset(charset);
    let verdict = match answer.fails {
        Some(failure) => {
            let (fails, reason) = (scope.call("fails"), failure.word());
            quote!(#fails(#read, #reason);)
        }
        None => {
            let found = reads(scope, answer).into_iter().chain(means(scope, answer)).chain(advises(scope, answer));
            let found: TokenStream = found.chain(acknowledge::compared(scope, answer)).collect();
            let bound = (!found.is_empty()).then(|| quote!(let answer =));
            quote!(#bound #read.unwrap(); #found)
        }
    };
    let doc = if answer.source.is_empty() { "The example's answer." } else { &answer.source };
    text::test(doc, &format!("reads_{}", answer.name), &quote!(#body #encoded #headers #verdict))
}

/// The call of the operation's reader.
fn read(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let example = example::function(&answer.to);
    if is_plain(answer) {
        let reader = plain_name(&answer.operation);
        return quote!(#reader(#example(), body));
    }
    let now = match answer.now.as_deref() {
        Some(now) => {
            let at = scope.call("at");
            quote!(Some(#at(#now)))
        }
        None => quote!(None),
    };
    let reader = reader_name(&answer.operation);
    let headers = if answer.headers.is_empty() { quote!(&[]) } else { quote!(&headers) };
    let operation = scope.provider.operation(&answer.operation);
    // A notification arrives as a request, which has no status.
    let notified = operation.is_some_and(|operation| operation.kind == OperationKind::Notification);
    let status = Literal::u16_unsuffixed(answer.status);
    let target = answer.target.as_deref().unwrap_or("/");
    let status = match notified {
        true => has_targets(scope, &answer.operation).then(|| quote!(#target,)),
        false => Some(quote!(#status,)),
    };
    quote!(#reader(#example(), #now, #status #headers, body))
}

fn means(scope: &Scope<'_>, answer: &Answer) -> Option<TokenStream> {
    let operation = scope.provider.operation(&answer.operation)?;
    let [first, repeated] = answer.expected(operation)?;
    let named = |outcome| match outcome::variant(outcome) {
        (variant, Some(after)) => quote!(#variant(rt::After::#after)),
        (_, None) if outcome == Outcome::Unknown => quote!(UNKNOWN),
        (variant, None) => quote!(#variant),
    };
    let (differ, first, repeated) = (first != repeated, named(first), named(repeated));
    if !operation.counts_attempts() {
        return Some(match answer.outcome {
            Some(Outcome::Unknown) => quote!(assert!(answer.outcome().is_unknown());),
            _ => quote!(assert_eq!(answer.outcome(), rt::Outcome::#first);),
        });
    }
    let helper = scope.call(if differ { "differs" } else { "means" });
    let repeated = differ.then(|| quote!(, #repeated));
    Some(quote!(#helper(|attempt| answer.outcome_on(attempt), #first #repeated);))
}

/// The check of a refusal's advice, which is the same on every attempt.
fn advises(scope: &Scope<'_>, answer: &Answer) -> Option<TokenStream> {
    let (_, after) = outcome::variant(answer.outcome?);
    let counts = scope.provider.operation(&answer.operation)?.counts_attempts();
    counts.then_some(after).flatten().map(|after| quote!(assert_eq!(answer.advice(), Some(rt::After::#after));))
}

/// The comparisons of members, after the bindings of the objects around them.
fn reads(scope: &Scope<'_>, answer: &Answer) -> Vec<TokenStream> {
    let mut bound = Bound::default();
    let mut out = Vec::new();
    for (path, expected) in &answer.reads {
        if expected.is_some() {
            bound.bind(path, &mut out);
        }
        let (place, rest) = bound.place(path);
        out.push(compared(scope, &place, rest, expected.as_deref()));
    }
    out
}

/// The objects of an answer that are bound to locals: their paths, and the locals' names.
#[derive(Default)]
struct Bound<'f> {
    locals: Vec<(&'f [Arc<Field>], Ident)>,
}

impl<'f> Bound<'f> {
    /// Binds the objects around a present member.
    fn bind(&mut self, path: &'f [Arc<Field>], out: &mut Vec<TokenStream>) {
        for prefix in (1..path.len()).filter_map(|depth| path.get(..depth)) {
            let name = local(prefix);
            if self.locals.iter().all(|(_, other)| *other != name) {
                let (place, rest) = self.place(prefix);
                let member = member(&place, rest);
                out.push(quote!(let #name = #member.unwrap();));
                self.locals.push((prefix, name));
            }
        }
    }

    /// The innermost local around a member, and the remaining path.
    fn place(&self, path: &'f [Arc<Field>]) -> (Ident, &'f [Arc<Field>]) {
        for (prefix, rest) in (1..path.len()).rev().filter_map(|depth| path.split_at_checked(depth)) {
            if let Some((_, name)) = self.locals.iter().find(|(other, _)| same(other, prefix)) {
                return (name.clone(), rest);
            }
        }
        (names::ident("answer"), path)
    }
}

fn same(one: &[Arc<Field>], other: &[Arc<Field>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.wire == other.wire)
}

/// The local of an object; its name avoids the functions that the test calls.
fn local(path: &[Arc<Field>]) -> Ident {
    const TAKEN: &[&str] = &["answer", "at", "body", "differs", "local", "means", "reads"];
    let name = names::joined(path);
    if TAKEN.contains(&name.as_str()) { names::ident(&format!("{name}_")) } else { names::ident(&name) }
}

fn compared(scope: &Scope<'_>, place: &Ident, path: &[Arc<Field>], expected: Option<&str>) -> TokenStream {
    let member = member(place, path);
    let Some((last, expected)) = path.last().zip(expected) else { return quote!(assert!(#member.is_none());) };
    let Type::Scalar(scalar) = &last.ty else { return quote!(assert!(#member.is_some());) };
    let (reads, text) = (scope.call("reads"), text::literal(expected));
    match scalar.family() {
        Family::Enumeration(_) | Family::ErrorCode if path.len() == 1 => {
            let name = names::field(last);
            quote!(#reads(#place.#name.clone(), #text.into());)
        }
        Family::Enumeration(_) | Family::ErrorCode => quote!(#reads(#member.cloned(), #text.into());),
        Family::Text => {
            let member = through(place, path, "as_deref");
            quote!(#reads(#member, #text);)
        }
        Family::Amount(form) if form.currency().is_some() => {
            let format = amount::format(form, &amount::named(&quote!(#place), path, form));
            quote!(#reads(#member, &rt::Amount::parse(#text, #format).unwrap());)
        }
        family @ (Family::Integer | Family::Amount(_) | Family::Time(_) | Family::Boolean(_)) => {
            let value = data::scalar(scope, family, expected);
            quote!(#reads(#member, &#value);)
        }
    }
}

/// A member, addressed through nested objects: `Option<&T>`.
fn member(place: &Ident, path: &[Arc<Field>]) -> TokenStream {
    through(place, path, "as_ref")
}

/// A member, addressed through nested objects; the method `last` takes it.
fn through(place: &Ident, path: &[Arc<Field>], last: &str) -> TokenStream {
    let mut out = quote!(#place);
    for (depth, field) in path.iter().enumerate() {
        let method = names::ident(if depth + 1 == path.len() { last } else { "as_ref" });
        let name = names::field(field);
        out = match depth {
            0 => quote!(#out.#name.#method()),
            _ => quote!(#out.and_then(|inner| inner.#name.#method())),
        };
    }
    out
}
