//! Validation: one short call per rule.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    condition::{bind, expression, operands, present, truth},
    names, rules,
    types::Access,
};
use crate::model::{Bound, Family, Field, Message, Provider, Rule, RuleKind, Sends, Source, Type, bound};

/// The checks of a message's fields and rules, on `self`.
pub(super) fn message(provider: &Provider, message: &Message) -> TokenStream {
    let fields = message.caller_fields().map(|field| caller_field(provider, message, field));
    let between = message.rules.iter().map(rule);
    quote!(#(#fields)* #(#between)*)
}

/// The checks of the fields that the credentials and the context supply, of all layers.
pub(super) fn supplied(provider: &Provider, sends: &Sends) -> TokenStream {
    let checks = sends.layers.iter().map(|layer| supplied_of(provider, &layer.message));
    let mut checks: Vec<TokenStream> = checks.filter(|checks| !checks.is_empty()).collect();
    match checks.len() {
        1 => checks.remove(0),
        _ => quote!(#({ #checks })*),
    }
}

/// The checks of a message's supplied fields, after the import of their rules.
fn supplied_of(provider: &Provider, message: &Message) -> TokenStream {
    let fields = message.fields.iter().map(|field| match &field.source {
        Source::Nonce => scalar_checks(provider, message, field, &quote!(context.nonce)),
        Source::Salt => scalar_checks(provider, message, field, &quote!(context.salt)),
        Source::Credential(credential) => {
            let name = names::ident(&credential.name);
            let text = if credential.secret { quote!(value.expose()) } else { quote!(value) };
            let direct =
                if credential.secret { quote!(credentials.#name.expose()) } else { quote!(&credentials.#name) };
            if credential.required {
                scalar_checks(provider, message, field, &direct)
            } else {
                let checks = scalar_checks(provider, message, field, &text);
                if checks.is_empty() {
                    return checks;
                }
                quote!(if let Some(value) = &credentials.#name { #checks })
            }
        }
        Source::Members => {
            let checks = field.ty.message().map(|object| supplied_of(provider, object)).unwrap_or_default();
            if checks.is_empty() { checks } else { within(&field.wire, &[quote!({ #checks })]) }
        }
        Source::Caller
        | Source::Constant(_)
        | Source::Value(_)
        | Source::Now
        | Source::Operation
        | Source::Layer
        | Source::Sent(_) => TokenStream::new(),
    });
    let checks = quote!(#(#fields)*);
    let import = rules::import(&message.name, &checks);
    quote!(#import #checks)
}

/// The checks of a text that the caller does not supply.
fn scalar_checks(provider: &Provider, message: &Message, field: &Field, text: &TokenStream) -> TokenStream {
    let characters = provider.characters.get(&message.name).copied();
    let checks = bound::checked(field, characters).into_iter().map(|bound| {
        let rule = static_of(field, &bound);
        quote!(check.text(&#rule, #text);)
    });
    quote!(#(#checks)*)
}

/// The static of a rule, which the function imports.
fn static_of(field: &Field, bound: &Bound) -> Ident {
    names::rule(&format!("{}.{}", field.wire, bound.suffix()))
}

/// Groups checks under a member of the path.
pub(super) fn within(member: &str, checks: &[TokenStream]) -> TokenStream {
    quote!(check.enter(#member, None); #(#checks)* check.leave();)
}

fn caller_field(provider: &Provider, message: &Message, field: &Field) -> TokenStream {
    let name = names::field(field);
    let characters = provider.characters.get(&message.name).copied();
    let bounds = bound::bounds(field, characters);
    let presence = bounds.iter().filter_map(|bound| present_check(field, bound));
    let plain = field.is_plain();
    let access = if plain { Access::of(quote!(self.#name)) } else { Access::bound() };
    let checks: Vec<TokenStream> =
        bounds.iter().filter_map(|bound| bound_check(field, bound, &access)).chain(nested(field, &access)).collect();
    let value = match (plain, checks.is_empty()) {
        (_, true) => TokenStream::new(),
        (true, false) => quote!(#(#checks)*),
        (false, false) => quote!(if let Some(value) = &self.#name { #(#checks)* }),
    };
    quote!(#(#presence)* #value)
}

/// The check that the field is present; `None` for bounds of its value.
fn present_check(field: &Field, bound: &Bound) -> Option<TokenStream> {
    let rule = static_of(field, bound);
    let present = present(&quote!(self), field);
    match bound {
        Bound::RequiredWhen(condition) => {
            let condition = truth(&condition.root);
            Some(quote!(if #condition { check.present(&#rule, #present); }))
        }
        // An empty plain field counts as absent.
        Bound::Required => Some(quote!(check.present(&#rule, #present);)),
        Bound::Length { .. }
        | Bound::Digits { .. }
        | Bound::Listed(_)
        | Bound::Alphabet(_)
        | Bound::Range { .. }
        | Bound::Entries(_)
        | Bound::Keys(_)
        | Bound::KeyLength(..)
        | Bound::ValueLength(..)
        | Bound::Characters(_) => None,
    }
}

fn bound_check(field: &Field, bound: &Bound, value: &Access) -> Option<TokenStream> {
    if bound.is_presence() {
        return None;
    }
    let rule = static_of(field, bound);
    let (reference, copy, number) = (&value.reference, &value.copy, &value.value);
    Some(match field.ty.content() {
        Type::List(inner) => {
            let check = item_check(&rule, inner);
            quote!(for item in #reference { #check })
        }
        Type::Map { .. } => quote!(check.map(&#rule, #reference);),
        Type::Scalar(scalar) => match scalar.family() {
            Family::Integer => quote!(check.integer(&#rule, #number);),
            Family::Amount { .. } => quote!(check.fen(&#rule, #number);),
            Family::Enumeration(_) | Family::ErrorCode => quote!(check.text(&#rule, #copy.as_str());),
            Family::Text | Family::Time(_) | Family::Boolean(_) => quote!(check.text(&#rule, #reference);),
        },
        Type::Object(_) | Type::Json(_) | Type::Indexed { .. } | Type::Parallel { .. } | Type::Layer(_) => {
            quote!(check.text(&#rule, #reference);)
        }
    })
}

/// The check of a list's scalar item.
fn item_check(rule: &Ident, ty: &Type) -> TokenStream {
    match ty.family() {
        Some(Family::Integer) => quote!(check.integer(&#rule, *item);),
        Some(Family::Amount { .. }) => quote!(check.fen(&#rule, *item);),
        Some(Family::Enumeration(_) | Family::ErrorCode) => quote!(check.text(&#rule, item.as_str());),
        Some(Family::Text | Family::Time(_) | Family::Boolean(_)) | None => quote!(check.text(&#rule, item);),
    }
}

/// The checks of nested objects.
fn nested(field: &Field, value: &Access) -> Option<TokenStream> {
    let (copy, wire) = (&value.copy, &field.wire);
    match field.ty.content() {
        Type::Object(_) => Some(quote!(check.enter(#wire, None); #copy.check(check); check.leave();)),
        Type::List(inner) if matches!(**inner, Type::Object(_)) => Some(quote! {
            for (index, item) in #copy.iter().enumerate() {
                check.enter(#wire, Some(index));
                item.check(check);
                check.leave();
            }
        }),
        Type::Scalar(_)
        | Type::List(_)
        | Type::Map { .. }
        | Type::Json(_)
        | Type::Indexed { .. }
        | Type::Parallel { .. }
        | Type::Layer(_) => None,
    }
}

fn rule(rule: &Rule) -> TokenStream {
    let path = names::rule(&rule.name);
    match &rule.kind {
        RuleKind::AtLeastOneOf(fields) | RuleKind::ExactlyOneOf(fields) => {
            let counts = fields.iter().map(|field| {
                let present = present(&quote!(self), field);
                quote!(usize::from(#present))
            });
            quote!(check.count(&#path, #(#counts)+*);)
        }
        RuleKind::Check(expr) => {
            let operands = operands(&expr.root);
            let truth = expression(&expr.root, &operands);
            let holds = quote!(check.holds(&#path, #truth););
            bind(&operands, holds)
        }
    }
}
