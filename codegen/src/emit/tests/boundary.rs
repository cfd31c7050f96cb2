//! Tests of every limit at its last valid and its first invalid value.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Scope, case, data, example};
use crate::{
    emit::{names, request::caller_fields, rules},
    model::{
        Bound, Confidence, Credential, CredentialData, CredentialType, Example, Field, Message, Operation, Place,
        Presence, Provider, Sends, Source, Type, bound,
    },
};

/// The limits in one test.
const MOST: usize = 8;

/// The tests of an operation's limits: of its own fields, of each object, of the context and of the credentials.
pub(super) fn tests(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let Some((sends, example)) = operation.sends.as_ref().zip(example::first(scope.provider, operation)) else {
        return Vec::new();
    };
    let subject = Subject { scope, operation, example };
    let fields = caller_fields(sends);
    let own = fields.iter().flat_map(|(message, field)| field_limits(scope, message, field)).collect();
    let mut tests = vec![subject.signs()];
    tests.extend(subject.tests("", &subject.of(), own));
    for (_, field) in &fields {
        let (item, limits) = nested_limits(scope, field);
        let of = subject.of();
        tests.extend(subject.tests(&format!("_in_{}", field.rust), &quote!(#of #item), limits));
    }
    for layer in &sends.layers {
        for field in &layer.message.fields {
            let (supplied, limits) = supplied_limits(scope, &subject.request(), &layer.message, field);
            let sample = example::function(example);
            let supplied = quote!(let (_, credentials, context) = #sample(); #supplied);
            tests.extend(subject.tests(&format!("_from_{}", field.rust), &supplied, limits));
        }
    }
    let fields = sends.layers.iter().flat_map(|layer| layer.message.fields.iter().map(|field| (&layer.message, field)));
    let taken = fields.flat_map(|(message, field)| taken_limits(scope, message, field));
    let limits = taken.chain(credential_limits(scope, operation, example)).collect();
    tests.extend(subject.tests("_from_credentials", &subject.of_credentials(), limits));
    tests
}

/// An operation, and the example that its tests change.
struct Subject<'t, 'p> {
    scope: &'t Scope<'p>,
    operation: &'t Operation,
    example: &'t Example,
}

impl Subject<'_, '_> {
    fn request(&self) -> TokenStream {
        request_type(self.operation)
    }

    /// The binding of the unchanged request.
    fn base(&self) -> TokenStream {
        let function = example::function(self.example);
        let base = relax(self.operation, &quote!(#function().0));
        quote!(let base = || #base;)
    }

    /// The test that the unchanged request breaks no rule.
    fn signs(&self) -> TokenStream {
        let (signs, function) = (self.scope.call("signs"), example::function(self.example));
        let test = names::ident(&format!("keeps_the_rules_of_{}", self.operation.name));
        let request = relax(self.operation, &quote!(request));
        quote! {
            #[test]
            fn #test() {
                let (request, credentials, context) = #function();
                #signs(#request.sign(&credentials, &context));
            }
        }
    }

    /// The tests of these limits, after the bindings that they use.
    fn tests(&self, of: &str, bindings: &TokenStream, limits: Vec<TokenStream>) -> Vec<TokenStream> {
        let base = self.base();
        let test = |(index, limits): (usize, &[TokenStream])| {
            let number = if index == 0 { String::new() } else { format!("_{}", index + 1) };
            let test = names::ident(&format!("boundaries_of_{}{of}{number}", self.operation.name));
            quote!(#[test] fn #test() { #base #bindings #(#limits)* })
        };
        limits.chunks(MOST).enumerate().map(test).collect()
    }

    /// The limits of the request.
    fn of(&self) -> TokenStream {
        let (make, broken, request) = (self.scope.call("limits"), self.scope.call("broken"), self.request());
        quote!(let of = #make(base, |request: #request| #broken(request.validate()));)
    }

    /// The limits of the credentials.
    fn of_credentials(&self) -> TokenStream {
        let (make, unsigned) = (self.scope.call("limits"), self.scope.call("unsigned"));
        let function = example::function(self.example);
        quote! {
            let context = #function().2;
            let held = #make(|| #function().1, |it| #unsigned(base().sign(&it, &context)));
        }
    }
}

fn request_type(operation: &Operation) -> TokenStream {
    let module = names::module_name(&operation.name);
    quote!(#module::Request)
}

/// The function that lifts all rules except those of single fields.
pub(super) fn relaxed(provider: &Provider, operation: &Operation) -> Option<TokenStream> {
    let lifts = between(operation);
    if lifts.is_empty() || example::first(provider, operation).is_none() {
        return None;
    }
    let (ty, function) = (request_type(operation), relax_name(operation));
    Some(quote! {
        /// Without the rules between fields, which have examples of their own.
        fn #function(request: #ty) -> #ty {
            request #(.lift(&#lifts))*
        }
    })
}

/// A request with only the rules of single fields.
pub(super) fn relax(operation: &Operation, request: &TokenStream) -> TokenStream {
    if between(operation).is_empty() {
        return request.clone();
    }
    let function = relax_name(operation);
    quote!(#function(#request))
}

fn relax_name(operation: &Operation) -> Ident {
    names::ident(&format!("relaxed_{}", operation.name))
}

/// The rules between fields, and the conditional rules.
pub(super) fn between(operation: &Operation) -> Vec<TokenStream> {
    let messages = operation.sends.iter().flat_map(Sends::messages);
    messages
        .flat_map(|message| {
            let between = message.rules.iter().map(|rule| rules::path(&message.name, &rule.name));
            let conditional = message.fields.iter().filter(|field| matches!(field.presence, Presence::When(_)));
            between
                .chain(conditional.map(|field| rules::path(&message.name, &format!("{}.required", field.wire))))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// One statement per bound of the field: a call of `limit` with its cases.
fn limits(
    scope: &Scope<'_>,
    limit: &TokenStream,
    message: &str,
    field: &Field,
    tried: impl Fn(&Bound) -> TokenStream,
) -> Vec<TokenStream> {
    let bounds = bound::checked(field, scope.provider.characters.get(message).copied());
    let texts = if matches!(field.source, Source::Credential(_)) { ascii(field) } else { field.clone() };
    let mut out = Vec::new();
    for bound in alone(&bounds) {
        let Some(cases) = case::cases(scope, &texts, bound) else { continue };
        let id = rules::id(scope.provider, message, &format!("{}.{}", field.wire, bound.suffix()));
        let tried = tried(bound);
        out.push(quote!(#limit(#id, #cases, #tried);));
    }
    out
}

/// The limits whose cases break no other: an alphabet may contain characters that the layer cannot carry, and a text of
/// another length is not of the form of a pattern.
fn alone(bounds: &[Bound]) -> impl Iterator<Item = &Bound> {
    let carried = bounds.iter().any(|bound| matches!(bound, Bound::Characters(_)));
    let formed = bounds.iter().any(|bound| matches!(bound, Bound::Pattern(_)));
    let whole = move |bound: &&Bound| !formed || matches!(bound, Bound::Pattern(_) | Bound::Required);
    bounds.iter().filter(move |bound| !(carried && matches!(bound, Bound::Alphabet(_)))).filter(whole)
}

/// Limits of one of the caller's fields.
fn field_limits(scope: &Scope<'_>, message: &str, field: &Field) -> Vec<TokenStream> {
    limits(scope, &quote!(of.limit), message, field, |bound| assigned(field, bound))
}

/// The closure that puts a value into the field. For `required`, an optional field is absent.
fn assigned(field: &Field, bound: &Bound) -> TokenStream {
    let name = names::field(field);
    if *bound == Bound::Required {
        return quote!(|it, v| it.#name = v);
    }
    let value = case::from_text(field.ty.content()).unwrap_or_else(|| quote!(v));
    let value = if field.is_plain() { value } else { quote!(Some(#value)) };
    quote!(|it, v| it.#name = #value)
}

/// Limits of the members of an object field, tested in a sample object.
///
/// The first value is the binding of the sample.
fn nested_limits(scope: &Scope<'_>, outer: &Field) -> (TokenStream, Vec<TokenStream>) {
    let Some(message) = outer.ty.message() else { return Default::default() };
    let members = message.caller_fields();
    let limits = members
        .flat_map(|field| limits(scope, &quote!(item.limit), &message.name, field, |bound| assigned(field, bound)));
    let limits: Vec<TokenStream> = limits.collect();
    let sample = data::data_expr(scope, &Type::Object(message.clone()), &data::sample_object(message));
    let (make, name) = (scope.call("limits"), names::field(outer));
    let object = if matches!(outer.ty.content(), Type::List(_)) { quote!(Vec::from([object])) } else { quote!(object) };
    let object = if outer.is_plain() { object } else { quote!(Some(#object)) };
    let item = quote!(let item = #make(|| #sample, |object| of.broken(|it| it.#name = #object)););
    (item, limits)
}

/// Limits of a field that the context supplies, after the binding of the function that tries a value.
fn supplied_limits(
    scope: &Scope<'_>,
    request: &TokenStream,
    message: &Message,
    field: &Field,
) -> (TokenStream, Vec<TokenStream>) {
    let place = match field.source {
        Source::Nonce => quote!(nonce),
        Source::Salt => quote!(salt),
        Source::Caller
        | Source::Constant(_)
        | Source::Conditional(_)
        | Source::Credential(_)
        | Source::Value(_)
        | Source::Now
        | Source::Operation
        | Source::Layer
        | Source::Tag
        | Source::Members
        | Source::Sent(_)
        | Source::Received(_) => return Default::default(),
    };
    let limit = scope.call("limit");
    let limits = limits(scope, &quote!(#limit), &message.name, field, |_| quote!(|value| supplied(base(), &value)));
    let unsigned = scope.call("unsigned");
    let supplied = quote! {
        let supplied = |request: #request, #place: &str| {
            #unsigned(request.sign(&credentials, &rt::Context { #place, ..context }))
        };
    };
    (supplied, limits)
}

/// Limits of the credentials that no earlier operation tests.
fn credential_limits(scope: &Scope<'_>, operation: &Operation, example: &Example) -> Vec<TokenStream> {
    let earlier = scope.provider.operations.iter().take_while(|other| other.name != operation.name);
    let tried: Vec<&Example> =
        earlier.filter_map(|other| example::first(scope.provider, other)).map(|e| &**e).collect();
    let credentials = scope.provider.credentials.iter();
    let new = credentials.filter(|credential| !tried.iter().any(|example| gives(example, credential)));
    new.flat_map(|credential| limits_of_credential(scope, example, credential)).collect()
}

/// Limits of a field that takes a credential, in addition to the credential's own.
fn taken_limits(scope: &Scope<'_>, message: &Message, field: &Field) -> Vec<TokenStream> {
    let Source::Credential(credential) = &field.source else { return Vec::new() };
    limits(scope, &quote!(held.finds), &message.name, field, |_| holding(credential))
}

/// The closure that puts a value into the credential.
fn holding(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    let value = if credential.secret { quote!(rt::Secret::new(v)) } else { quote!(v) };
    let value = if credential.required { value } else { quote!(Some(#value)) };
    quote!(|it, v| it.#name = #value)
}

/// Whether an example has a text for the credential.
fn gives(example: &Example, credential: &Credential) -> bool {
    let mut given = example.credentials.iter();
    given.any(|(other, data)| other.name == credential.name && matches!(data, CredentialData::Text(_)))
}

/// The limits of a text credential.
fn limits_of_credential(scope: &Scope<'_>, example: &Example, credential: &Arc<Credential>) -> Vec<TokenStream> {
    if !gives(example, credential) {
        return Vec::new();
    }
    let Some(field) = taking(credential) else { return Vec::new() };
    let ascii = ascii(&field);
    let bounds = credential.bounds();
    bounds.iter().filter_map(|bound| limit_of_credential(scope, credential, &ascii, bound)).collect()
}

/// The field for testing the limits of a text credential; `None` for a key.
fn taking(credential: &Arc<Credential>) -> Option<Field> {
    let CredentialType::Text(scalar) = &credential.ty else { return None };
    Some(Field {
        wire: credential.name.clone(),
        rust: credential.name.clone(),
        name: String::new(),
        doc: credential.doc.clone(),
        ty: Type::Scalar(scalar.clone()),
        sole: false,
        pick: None,
        encoded: None,
        page: None,
        presence: if credential.required { Presence::Required } else { Presence::Optional },
        source: Source::Credential(Arc::clone(credential)),
        role: None,
        taken: None,
        decides_decimals: false,
        alphabet: None,
        pattern: None,
        range: None,
        place: Place::Body,
        secret: credential.secret,
        confidence: Confidence::High,
        example: None,
        spans: Default::default(),
        span: credential.span,
    })
}

/// The field restricted to ASCII, because a header may carry the credential as well.
fn ascii(field: &Field) -> Field {
    Field { alphabet: field.alphabet.clone().or(Some(vec![('a', 'a')])), ..field.clone() }
}

fn limit_of_credential(
    scope: &Scope<'_>,
    credential: &Credential,
    field: &Field,
    bound: &Bound,
) -> Option<TokenStream> {
    let cases = case::cases(scope, field, bound)?;
    let id = format!("credentials.{}.{}", credential.name, bound.suffix());
    let change = holding(credential);
    Some(quote!(held.finds(#id, #cases, #change);))
}
