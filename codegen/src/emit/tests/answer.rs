//! Tests of answers: the members and outcomes to read, or the error to expect.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Scope, data, example, text};
use crate::{
    emit::{names, outcome, print},
    model::{Answer, Charset, Family, Field, Kind, Operation, Type},
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
    answer.now.is_none() && answer.headers.is_empty() && answer.status == 200
}

/// The reader of bodies.
fn plain_reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (module, example) = (names::module(&operation.name), scope.call("Example"));
    let of = answered(operation);
    let (plain, function) = (plain_name(&operation.name), reader_name(&operation.name));
    let (status, answer) = match operation.kind {
        Kind::Notification => (quote!(), quote!(Notification)),
        Kind::Refund | Kind::Query => (quote!(200,), quote!(Answer)),
    };
    quote! {
        fn #plain(example: #example<#of::Request>, body: impl AsRef<[u8]>) -> Result<#module::#answer, rt::ReadError> {
            #function(example, None, #status &[], body)
        }
    }
}

/// The module of the answered request.
fn answered(operation: &Operation) -> Ident {
    names::module(operation.answers())
}

fn reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let module = names::module(&operation.name);
    let function = reader_name(&operation.name);
    let of = answered(operation);
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
            body: impl AsRef<[u8]>,
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
pub(super) fn test(scope: &Scope<'_>, answer: &Answer) -> String {
    let read = read(scope, answer);
    let mut statements = vec![text::body(&answer.body)];
    let operation = scope.provider.operation(&answer.operation);
    let receives = operation.and_then(|operation| operation.receives.as_ref());
    let charset = receives.map_or(Charset::Utf8, |receives| receives.text_charset(&answer.headers));
    statements.extend(text::in_charset(charset));
    match answer.fails {
        Some(failure) => statements.push(format!("{}({read}, {:?});", scope.call("fails"), failure.word())),
        None => {
            let found = reads(scope, answer).into_iter().chain(means(scope, answer)).chain(advises(scope, answer));
            let found: Vec<String> = found.collect();
            let bound = if found.is_empty() { "" } else { "let answer = " };
            statements.push(format!("{bound}{read}.unwrap();"));
            statements.extend(found);
        }
    }
    let doc = if answer.source.is_empty() { "The example's answer." } else { &answer.source };
    text::test(doc, &format!("reads_{}", answer.name), &statements)
}

/// The call of the operation's reader.
fn read(scope: &Scope<'_>, answer: &Answer) -> String {
    let (reader, example) = (reader_name(&answer.operation), example::function(&answer.to));
    if is_plain(answer) {
        return format!("{}({example}(), body)", plain_name(&answer.operation));
    }
    let now = match &answer.now {
        Some(now) => format!("Some({}({}))", scope.call("at"), text::literal(now)),
        None => "None".to_owned(),
    };
    let header = |(name, value): &(String, String)| format!("({}, {})", text::literal(name), text::literal(value));
    let headers = answer.headers.iter().map(header).collect::<Vec<_>>().join(", ");
    let operation = scope.provider.operation(&answer.operation);
    // A notification arrives as a request, which has no status.
    let notified = operation.is_some_and(|operation| operation.kind == Kind::Notification);
    let status = if notified { String::new() } else { format!("{}, ", answer.status) };
    format!("{reader}({example}(), {now}, {status}&[{headers}], body)")
}

fn means(scope: &Scope<'_>, answer: &Answer) -> Option<String> {
    let operation = scope.provider.operation(&answer.operation)?;
    let [first, repeated] = answer.expected(operation)?;
    let named = |outcome| match outcome::variant(outcome) {
        (variant, Some(after)) => format!("{variant}(rt::After::{after})"),
        (variant, None) => variant.to_string(),
    };
    if !operation.counts_attempts() {
        return Some(format!("assert_eq!(answer.outcome(), rt::Outcome::{});", named(first)));
    }
    let outcome = "|attempt| answer.outcome_on(attempt)";
    Some(match first == repeated {
        true => format!("{}({outcome}, {});", scope.call("means"), named(first)),
        false => format!("{}({outcome}, {}, {});", scope.call("differs"), named(first), named(repeated)),
    })
}

/// The check of a refusal's advice, which is the same on every attempt.
fn advises(scope: &Scope<'_>, answer: &Answer) -> Option<String> {
    let (_, after) = outcome::variant(answer.outcome?);
    let counts = scope.provider.operation(&answer.operation)?.counts_attempts();
    counts.then_some(after).flatten().map(|after| format!("assert_eq!(answer.advice(), Some(rt::After::{after}));"))
}

/// The comparisons of members, after the bindings of the objects around them.
fn reads(scope: &Scope<'_>, answer: &Answer) -> Vec<String> {
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
    locals: Vec<(&'f [Arc<Field>], String)>,
}

impl<'f> Bound<'f> {
    /// Binds the objects around a present member.
    fn bind(&mut self, path: &'f [Arc<Field>], out: &mut Vec<String>) {
        for prefix in (1..path.len()).filter_map(|depth| path.get(..depth)) {
            let name = local(prefix);
            if self.locals.iter().all(|(_, other)| *other != name) {
                let (place, rest) = self.place(prefix);
                out.push(format!("let {name} = {}.unwrap();", member(&place, rest)));
                self.locals.push((prefix, name));
            }
        }
    }

    /// The innermost local around a member, and the remaining path.
    fn place(&self, path: &'f [Arc<Field>]) -> (String, &'f [Arc<Field>]) {
        for (prefix, rest) in (1..path.len()).rev().filter_map(|depth| path.split_at_checked(depth)) {
            if let Some((_, name)) = self.locals.iter().find(|(other, _)| same(other, prefix)) {
                return (name.clone(), rest);
            }
        }
        ("answer".to_owned(), path)
    }
}

fn same(one: &[Arc<Field>], other: &[Arc<Field>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.wire == other.wire)
}

/// The local of an object; its name avoids the functions that the test calls.
fn local(path: &[Arc<Field>]) -> String {
    const TAKEN: &[&str] = &["answer", "at", "body", "differs", "local", "means", "reads"];
    let name = names::joined(path);
    if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
}

fn compared(scope: &Scope<'_>, place: &str, path: &[Arc<Field>], expected: Option<&str>) -> String {
    let Some((last, expected)) = path.last().zip(expected) else {
        return format!("assert!({}.is_none());", member(place, path));
    };
    let text = text::literal(expected);
    let Type::Scalar(scalar) = &last.ty else { return format!("assert!({}.is_some());", member(place, path)) };
    match scalar.family() {
        Family::Enumeration(_) | Family::ErrorCode if path.len() == 1 => {
            format!("{}({place}.{}.clone(), {text}.into());", scope.call("reads"), last.rust)
        }
        Family::Enumeration(_) | Family::ErrorCode => {
            format!("{}({}.cloned(), {text}.into());", scope.call("reads"), member(place, path))
        }
        Family::Text => {
            format!("{}({}, {text});", scope.call("reads"), through(place, path, "as_deref"))
        }
        family @ (Family::Integer | Family::Amount { .. } | Family::Time(_) | Family::Boolean(_)) => {
            let value = print::flat(data::scalar(scope, family, expected));
            format!("{}({}, &{value});", scope.call("reads"), member(place, path))
        }
    }
}

/// A member, addressed through nested objects: `Option<&T>`.
fn member(place: &str, path: &[Arc<Field>]) -> String {
    through(place, path, "as_ref")
}

/// A member, addressed through nested objects; the method `last` takes it.
fn through(place: &str, path: &[Arc<Field>], last: &str) -> String {
    let mut out = place.to_owned();
    for (depth, field) in path.iter().enumerate() {
        let method = if depth + 1 == path.len() { last } else { "as_ref" };
        out += &match depth {
            0 => format!(".{}.{method}()", field.rust),
            _ => format!(".and_then(|inner| inner.{}.{method}())", field.rust),
        };
    }
    out
}
