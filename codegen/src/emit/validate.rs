//! Validation: one short call per rule.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    condition::{bind, expression, operands, present, truth},
    names, rules,
    types::{self, Access},
    write,
};
use crate::model::{Bound, Family, Field, Message, Provider, Rule, RuleKind, Sends, Structure, Supplied, Type, bound};

/// The checks of a message's fields and rules, on `self`.
pub(super) fn message(provider: &Provider, message: &Message) -> TokenStream {
    let fields = message.caller_fields().map(|field| caller_field(provider, message, field));
    let between = message.rules.iter().map(rule);
    quote!(#(#fields)* #(#between)*)
}

/// The checks of the clock in texts, and of the fields that the credentials and the context supply, of all layers.
pub(super) fn supplied(provider: &Provider, sends: &Sends) -> TokenStream {
    let checks = sends.layers.iter().map(|layer| supplied_of(provider, &layer.message));
    let mut checks: Vec<TokenStream> = checks.filter(|checks| !checks.is_empty()).collect();
    let clock = sends.short_clock().map(|format| {
        let format = types::format(provider, format);
        quote!(check.clock(context.now, #format);)
    });
    let checks = match checks.len() {
        1 => checks.remove(0),
        _ => quote!(#({ #checks })*),
    };
    quote!(#clock #checks)
}

/// The checks of a message's supplied fields, after the import of their rules.
fn supplied_of(provider: &Provider, message: &Message) -> TokenStream {
    let fields = message.fields.iter().map(|field| match field.source.supplied() {
        Some(Supplied::Nonce) => scalar_checks(provider, message, field, &quote!(context.nonce)),
        Some(Supplied::Salt) => scalar_checks(provider, message, field, &quote!(context.salt)),
        Some(Supplied::Credential(credential)) => {
            let name = names::ident(&credential.name);
            let text = if credential.secret { quote!(value.expose()) } else { quote!(value) };
            let direct =
                if credential.secret { quote!(credentials.#name.expose()) } else { quote!(&credentials.#name) };
            if credential.required {
                scalar_checks(provider, message, field, &direct)
            } else if let Some(text) = write::optional_text(field) {
                text_checks(provider, message, field, &quote!(optional), &quote!(&#text))
            } else {
                let checks = scalar_checks(provider, message, field, &text);
                if checks.is_empty() {
                    return checks;
                }
                quote!(if let Some(value) = &credentials.#name { #checks })
            }
        }
        Some(Supplied::Now) => clock_checks(provider, message, field),
        Some(Supplied::Constant(_)) => TokenStream::new(),
        None => {
            let object = field.ty.message().filter(|_| field.source.is_members());
            let checks = object.map(|object| supplied_of(provider, object)).unwrap_or_default();
            if checks.is_empty() { checks } else { within(&field.wire, &[quote!({ #checks })]) }
        }
    });
    let checks = quote!(#(#fields)*);
    let import = rules::import(&message.name, &checks);
    quote!(#import #checks)
}

/// The checks of a text that the caller does not supply.
fn scalar_checks(provider: &Provider, message: &Message, field: &Field, text: &TokenStream) -> TokenStream {
    text_checks(provider, message, field, &quote!(text), text)
}

/// The checks of a time of the clock.
fn clock_checks(provider: &Provider, message: &Message, field: &Field) -> TokenStream {
    let characters = provider.characters.get(&message.name).copied();
    let checks = bound::checked(field, characters).into_iter().map(|bound| {
        let (rule, now) = (static_of(field, &bound), Access::of(quote!(context.now)));
        text_check(provider, &rule, &field.ty, &now)
    });
    quote!(#(#checks)*)
}

/// The checks of a text, or of an optional one, by a method of the runtime.
fn text_checks(
    provider: &Provider,
    message: &Message,
    field: &Field,
    method: &TokenStream,
    text: &TokenStream,
) -> TokenStream {
    let characters = provider.characters.get(&message.name).copied();
    let checks = bound::checked(field, characters).into_iter().map(|bound| {
        let rule = static_of(field, &bound);
        quote!(check.#method(&#rule, #text);)
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
    let optional = write::optional_text(field);
    let plain = field.is_plain();
    let access = if plain { Access::of(quote!(self.#name)) } else { Access::bound() };
    let checks: Vec<TokenStream> = bounds
        .iter()
        .filter_map(|bound| bound_check(provider, field, bound, &access, optional.as_ref()))
        .chain(nested_checks(field, &access))
        .collect();
    let value = match (plain, checks.is_empty()) {
        (_, true) => TokenStream::new(),
        (true, false) => quote!(#(#checks)*),
        (false, false) if optional.is_some() => quote!(#(#checks)*),
        (false, false) => quote!(if let Some(value) = &self.#name { #(#checks)* }),
    };
    quote!(#(#presence)* #value)
}

/// The check that the field is present; `None` for bounds of its value.
fn present_check(field: &Field, bound: &Bound) -> Option<TokenStream> {
    let (rule, present) = (static_of(field, bound), present(&quote!(self), field));
    // An empty plain field counts as absent.
    let check = quote!(check.present(&#rule, #present););
    let condition = field.presence.condition().map(|condition| truth(&condition.root));
    bound.is_presence().then(|| match condition {
        Some(condition) => quote!(if #condition { #check }),
        None => check,
    })
}

fn bound_check(
    provider: &Provider,
    field: &Field,
    bound: &Bound,
    value: &Access,
    optional: Option<&TokenStream>,
) -> Option<TokenStream> {
    if bound.is_presence() {
        return None;
    }
    let rule = static_of(field, bound);
    if let Some(text) = optional {
        return Some(quote!(check.optional(&#rule, &#text);));
    }
    let (ty, reference) = (field.ty.content(), &value.reference);
    Some(match ty.structure() {
        Some(Structure::Objects(_) | Structure::Scalars(_)) => {
            let check = text_check(provider, &rule, ty.item(), &Access::item());
            quote!(for item in #reference { #check })
        }
        Some(Structure::Map) => quote!(check.map(&#rule, #reference);),
        Some(Structure::Object(_)) | None => text_check(provider, &rule, ty, value),
    })
}

/// The check of a scalar by its Rust type.
fn text_check(
    provider: &Provider,
    rule: &Ident,
    ty: &Type,
    Access { reference, copy, value, .. }: &Access,
) -> TokenStream {
    match ty.family() {
        Some(Family::Integer) => quote!(check.integer(&#rule, #value);),
        Some(Family::Amount(_)) => quote!(check.amount(&#rule, #value);),
        Some(Family::Enumeration(_) | Family::ErrorCode) => quote!(check.text(&#rule, #copy.as_str());),
        Some(Family::Time(format)) => {
            let format = types::format(provider, format);
            quote!(check.time(&#rule, #value, #format);)
        }
        Some(Family::Text | Family::Boolean(_)) | None => quote!(check.text(&#rule, #reference);),
    }
}

/// The checks of nested objects.
fn nested_checks(field: &Field, value: &Access) -> Option<TokenStream> {
    let (copy, wire) = (&value.copy, &field.wire);
    match field.ty.content().structure() {
        Some(Structure::Object(_)) => Some(quote!(check.enter(#wire, None); #copy.check(check); check.leave();)),
        Some(Structure::Objects(_)) => Some(quote! {
            for (index, item) in #copy.iter().enumerate() {
                check.enter(#wire, Some(index));
                item.check(check);
                check.leave();
            }
        }),
        Some(Structure::Scalars(_) | Structure::Map) | None => None,
    }
}

fn rule(rule: &Rule) -> TokenStream {
    let path = names::rule(&rule.name);
    match &rule.kind {
        RuleKind::AtLeastOneOf(fields) | RuleKind::ExactlyOneOf(fields) => {
            let counts = fields.iter().map(|field| {
                let present = present(&quote!(self), field);
                quote!(#present)
            });
            quote! {
                let given = [#(#counts),*];
                check.given(&#path, &given);
            }
        }
        RuleKind::Check(expr) => {
            let operands = operands(&expr.root);
            let truth = expression(&expr.root, &operands);
            let holds = quote!(let holds = #truth; check.holds(&#path, holds););
            bind(&operands, holds)
        }
    }
}
