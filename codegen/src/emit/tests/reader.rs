//! The functions that read an operation's answers to an example, and their calls.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{Scope, example};
use crate::{
    emit::names,
    model::{Answer, Operation, OperationKind},
};

/// The readers of all operations.
pub(super) fn all(scope: &Scope<'_>) -> Vec<TokenStream> {
    let operations = &scope.provider.operations;
    operations.iter().flat_map(|operation| of_operation(scope, operation)).collect()
}

fn of_operation(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let answers = answers(scope, &operation.name);
    match (answers.clone().any(is_plain), answers.clone().all(is_plain)) {
        (true, true) => vec![sole_reader(scope, operation)],
        (true, false) => vec![reader(scope, operation), plain_reader(scope, operation)],
        (false, false) => vec![reader(scope, operation)],
        (false, true) => Vec::new(),
    }
}

fn answers<'s>(scope: &Scope<'s>, operation: &str) -> impl Iterator<Item = &'s Answer> + Clone {
    scope.provider.answers.iter().filter(move |answer| answer.operation == operation)
}

/// Whether the answer consists of a body, and of headers perhaps.
fn is_plain(answer: &Answer) -> bool {
    answer.now.is_none() && answer.target.is_none() && answer.status == 200
}

/// Whether the reader of plain answers takes their headers.
fn has_headers(scope: &Scope<'_>, operation: &str) -> bool {
    answers(scope, operation).any(|answer| is_plain(answer) && !answer.headers.is_empty())
}

/// Whether an answer states the target of the notification.
fn has_targets(scope: &Scope<'_>, operation: &str) -> bool {
    answers(scope, operation).any(|answer| answer.target.is_some())
}

/// The parameter of a plain answer's headers, and the headers as an argument.
fn plain_headers(scope: &Scope<'_>, operation: &str) -> (TokenStream, TokenStream) {
    match has_headers(scope, operation) {
        true => (quote!(headers: &[(&str, &str)],), quote!(headers)),
        false => (quote!(), quote!(&[])),
    }
}

/// The reader of plain answers, which calls the other one.
fn plain_reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (name, function) = (plain_name(&operation.name), reader_name(&operation.name));
    let (example, result) = (example_type(operation), result(operation));
    let status = match operation.kind {
        OperationKind::Notification => has_targets(scope, &operation.name).then(|| quote!("/",)),
        OperationKind::Refund | OperationKind::Query => Some(quote!(200,)),
    };
    let (parameter, headers) = plain_headers(scope, &operation.name);
    quote! {
        fn #name(example: #example, #parameter body: impl AsRef<[u8]>) -> #result {
            #function(example, None, #status #headers, body)
        }
    }
}

/// The reader of an operation whose answers are all plain.
fn sole_reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = plain_name(&operation.name);
    let (example, result) = (example_type(operation), result(operation));
    let (parameter, headers) = plain_headers(scope, &operation.name);
    let read = match operation.kind {
        OperationKind::Notification => {
            let delivery = scope.call("delivery");
            received(operation, &quote!(#delivery(#headers, body)), &quote!(context.now))
        }
        OperationKind::Refund | OperationKind::Query => answered(scope, &quote!(200, #headers), &quote!(context.now)),
    };
    quote! {
        fn #name(
            (request, credentials, context): #example,
            #parameter
            body: impl AsRef<[u8]>,
        ) -> #result {
            let call = request.sign(&credentials, &context).unwrap();
            #read
        }
    }
}

/// The reader of any answer.
fn reader(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = reader_name(&operation.name);
    let (example, result) = (example_type(operation), result(operation));
    let (status, read) = if operation.kind == OperationKind::Notification {
        let delivery = scope.call("delivery");
        let delivery = quote!(#delivery(headers, body));
        let (target, delivery) = match has_targets(scope, &operation.name) {
            true => (quote!(target: &str,), at_target(&delivery)),
            false => (quote!(), delivery),
        };
        (target, received(operation, &delivery, &quote!(now)))
    } else {
        (quote!(status: u16,), answered(scope, &quote!(status, headers), &quote!(now)))
    };
    quote! {
        fn #name(
            (request, credentials, context): #example,
            now: Option<rt::Timestamp>,
            #status
            headers: &[(&str, &str)],
            body: impl AsRef<[u8]>,
        ) -> #result {
            let call = request.sign(&credentials, &context).unwrap();
            let now = now.unwrap_or(context.now);
            #read
        }
    }
}

/// The example that an operation's answers belong to.
fn example_type(operation: &Operation) -> TokenStream {
    let (example, of) = (names::ident("Example"), names::module_name(operation.answers()));
    quote!(#example<#of::Request>)
}

fn result(operation: &Operation) -> TokenStream {
    let module = names::module_name(&operation.name);
    let answer = match operation.kind {
        OperationKind::Notification => quote!(Notification),
        OperationKind::Refund | OperationKind::Query => quote!(Answer),
    };
    quote!(Result<#module::#answer, rt::ReadError>)
}

/// The expression that reads an answer of this status and these headers.
fn answered(scope: &Scope<'_>, status_and_headers: &TokenStream, now: &TokenStream) -> TokenStream {
    let response = scope.call("response");
    quote!(call.sent().read(&#response(#status_and_headers, body), &credentials, #now))
}

/// The expression that reads a notification.
fn received(operation: &Operation, delivery: &TokenStream, now: &TokenStream) -> TokenStream {
    let module = names::module_name(&operation.name);
    quote!(#module::receive(&#delivery, &credentials, #now)?.compare(call.sent()))
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

/// The call of the answer's reader.
pub(super) fn call(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let example = example::function(&answer.to);
    let headers = if answer.headers.is_empty() { quote!(&[]) } else { quote!(&headers) };
    if is_plain(answer) {
        let reader = plain_name(&answer.operation);
        let headers = has_headers(scope, &answer.operation).then(|| quote!(#headers,));
        return quote!(#reader(#example(), #headers body));
    }
    let now = match answer.now.as_deref() {
        Some(now) => {
            let at = scope.call("at");
            quote!(Some(#at(#now)))
        }
        None => quote!(None),
    };
    let reader = reader_name(&answer.operation);
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
