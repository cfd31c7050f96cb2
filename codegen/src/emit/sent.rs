//! What is kept of a request: storable, without secrets, enough to compare an answer with.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    names,
    types::Access,
    write::{self, Supply},
};
use crate::model::{Field, Operation, Provider, Role, Sends, Source, Type};

/// The struct `Sent` and its conversions.
pub(super) fn items(provider: &Provider, operation: &Operation, sends: &Sends) -> Vec<TokenStream> {
    let fields = recorded(provider, operation, sends);
    let names: Vec<&String> = fields.iter().map(|field| &field.wire).collect();
    let always = fields.iter().filter(|field| is_always_there(field)).map(|field| &field.wire);
    let (id, name) = (&provider.id, &operation.name);
    let accessors = fields.iter().map(|field| accessor(field));
    vec![
        quote! {
            /// What an answer is compared with. It holds no secret: store it (`to_string`) before sending, and
            /// read it back (`parse`) after a crash.
            #[derive(Clone, Debug, PartialEq)]
            pub struct Sent(pub(super) rt::Record);
        },
        quote!(impl Sent { #(#accessors)* }),
        quote! {
            impl std::fmt::Display for Sent {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.0.to_text())
                }
            }
        },
        quote! {
            impl std::str::FromStr for Sent {
                type Err = rt::SentError;

                fn from_str(text: &str) -> Result<Self, rt::SentError> {
                    let record = rt::Record::parse(text, #id, #name, &[#(#names),*])?;
                    record.complete(&[#(#always),*]).map(Self)
                }
            }
        },
    ]
}

/// The statement `let sent = …;` in `sign`.
pub(super) fn record(provider: &Provider, operation: &Operation, sends: &Sends) -> TokenStream {
    let (id, name) = (&provider.id, &operation.name);
    let supply = Supply { constants: &sends.constants, next_layer: None };
    let fields = recorded(provider, operation, sends);
    let withs = fields.iter().map(|field| {
        let wire = &field.wire;
        write::with_value(provider, &quote!(self), field, &supply, |value| {
            let text = recorded_text(provider, field, value);
            quote!(record = record.with(#wire, #text);)
        })
    });
    if fields.is_empty() {
        return quote!(let sent = Sent(rt::Record::new(#id, #name)););
    }
    quote! {
        let mut record = rt::Record::new(#id, #name);
        #(#withs)*
        let sent = Sent(record);
    }
}

/// Amounts are recorded in the minor unit, whatever the wire wants.
fn recorded_text(provider: &Provider, field: &Field, value: &Access) -> TokenStream {
    if let (Type::Amount { .. }, Source::Caller) = (&field.ty, &field.source) {
        let copy = &value.copy;
        return quote!(&#copy.fen_text());
    }
    write::text(provider, field, value)
}

/// The fields that are kept: those that an answer or notification echoes, and those with a role that
/// identifies the refund.
pub(super) fn recorded(provider: &Provider, operation: &Operation, sends: &Sends) -> Vec<Arc<Field>> {
    let echoed: Vec<&str> = provider
        .operations
        .iter()
        .filter(|other| other.name == operation.name || other.of.as_deref() == Some(&operation.name))
        .flat_map(|other| other.receives.iter().flat_map(|receives| receives.echo.iter()))
        .map(|echo| echo.request.wire.as_str())
        .collect();
    let identifies = |role: Option<Role>| {
        matches!(
            role,
            Some(Role::RefundNumber | Role::OrderReference | Role::Amount | Role::OrderTotal | Role::Merchant)
        )
    };
    let mut out: Vec<Arc<Field>> = Vec::new();
    for field in sends.layers.iter().rev().flat_map(|layer| layer.message.fields.iter()) {
        let wanted = echoed.contains(&field.wire.as_str()) || identifies(field.role);
        let computed = matches!(field.source, Source::Layer | Source::Value(_));
        let storable = !computed && !is_secret(field) && !field.ty.content().is_nested();
        if wanted && storable && !out.iter().any(|other| other.wire == field.wire) {
            out.push(Arc::clone(field));
        }
    }
    out
}

/// Whether every request has the field.
fn is_always_there(field: &Field) -> bool {
    match &field.source {
        Source::Caller => field.is_plain(),
        Source::Credential(credential) => credential.required,
        _ => true,
    }
}

fn is_secret(field: &Field) -> bool {
    field.secret || matches!(&field.source, Source::Credential(credential) if credential.secret)
}

fn accessor(field: &Field) -> TokenStream {
    let (name, wire) = (names::method(field), &field.wire);
    let doc = format!(" `{wire}` as it was sent.");
    if matches!(field.ty, Type::Amount { .. }) {
        return quote! {
            #[doc = #doc]
            pub fn #name(&self) -> Option<rt::Fen> {
                self.0.fen(#wire)
            }
        };
    }
    quote! {
        #[doc = #doc]
        pub fn #name(&self) -> Option<&str> {
            self.0.get(#wire)
        }
    }
}
