//! Tests of answers: the members and outcomes to read, or the error to expect.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Scope, acknowledge, data, headers, reader, text};
use crate::{
    emit::{amount, names, outcome},
    model::{Answer, Charset, Family, Field, Outcome, Type},
};

/// The test of an answer.
pub(super) fn test(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let (read, body) = (reader::call(scope, answer), text::body(&answer.body));
    let headers = headers::bound(scope.provider, answer);
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

fn means(scope: &Scope<'_>, answer: &Answer) -> Option<TokenStream> {
    let operation = scope.provider.operation(&answer.operation)?;
    let [first, repeated] = answer.expected(operation)?;
    let named = |outcome| if outcome == Outcome::Unknown { quote!(UNKNOWN) } else { outcome::variant(outcome) };
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
    let after = names::ident(answer.outcome?.row().after?.variant());
    let counts = scope.provider.operation(&answer.operation)?.counts_attempts();
    counts.then(|| quote!(assert_eq!(answer.advice(), Some(rt::After::#after));))
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
