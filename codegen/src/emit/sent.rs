//! The record of a request: storable, without secrets, and sufficient to compare an answer with.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    method::Block,
    names,
    types::Access,
    write::{self, Supply},
};
use crate::model::{Field, Operation, Provider, Sends, operation::dotted};

/// The struct `Sent` and its conversions.
pub(super) fn items(provider: &Provider, operation: &Operation, sends: &Sends) -> Vec<TokenStream> {
    let fields = provider.recordable(operation, sends);
    let names: Vec<String> = fields.iter().map(|path| dotted(path)).collect();
    let always = fields.iter().filter(|path| path.iter().all(|field| field.is_always_there())).map(|path| dotted(path));
    let (id, name) = (&provider.id, &operation.name);
    let accessors = accessors(&fields);
    let store = operation.counts_attempts().then(store);
    vec![
        quote! {
            /// The facts that an answer is compared with. It holds no secret: store it before sending, and read it back (`parse`)
            /// after a crash.
            #[derive(Clone, Debug, PartialEq)]
            pub struct Sent(pub(super) rt::Record);
        },
        quote!(impl Sent { #store #accessors }),
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

/// The method that stores the record and makes a first attempt.
fn store() -> TokenStream {
    quote! {
        /// Stores the record before the request is sent. `insert` gets its text, and says whether nothing was stored
        /// under this refund's number before: `true` makes it a first attempt. Any other record, also one that was
        /// read back, is of a repeated attempt, whose answers are believed less.
        ///
        /// # Errors
        /// That of `insert`: then send nothing.
        pub fn store<E>(self, insert: impl FnOnce(&str) -> Result<bool, E>) -> Result<Self, E> {
            self.0.store(insert).map(Self)
        }

        /// Whether an earlier request under this refund's number may have arrived.
        pub fn attempt(&self) -> rt::Attempt {
            self.0.attempt()
        }
    }
}

/// The record of the request in the emitted `sign`.
pub(super) fn record(provider: &Provider, operation: &Operation, sends: &Sends) -> Block {
    let (id, name) = (&provider.id, &operation.name);
    let supply = Supply { of: Some((sends, 0)) };
    let fields = provider.recorded(operation, sends);
    let withs = fields.iter().map(|path| {
        let name = dotted(path);
        with_path(provider, &quote!(self), path, &supply, &|field, value| {
            let text = recorded_text(provider, field, value);
            quote!(record = record.with(#name, #text);)
        })
    });
    let new = match provider.asked_about(operation) {
        Some(_) => quote!(rt::Record::about(#id, #name, &self.sent.0)),
        None => quote!(rt::Record::new(#id, #name)),
    };
    let (statements, result) = match fields.is_empty() {
        true => (TokenStream::new(), new),
        false => (quote!(let mut record = #new; #(#withs)*), quote!(record)),
    };
    Block { statements, result, returns: quote!(rt::Record) }
}

/// Runs `statement` with the access to the last field of a path, if it is present.
fn with_path(
    provider: &Provider,
    object: &TokenStream,
    path: &[Arc<Field>],
    supply: &Supply<'_>,
    statement: &dyn Fn(&Field, &Access) -> TokenStream,
) -> TokenStream {
    match path {
        [] => TokenStream::new(),
        [last] => write::with_value(provider, object, last, supply, |value| statement(last, value)),
        [head, rest @ ..] => write::with_value(provider, object, head, supply, |value| {
            with_path(provider, &value.copy, rest, supply, statement)
        }),
    }
}

/// Records amounts in the minor unit, independent of the wire unit.
fn recorded_text(provider: &Provider, field: &Field, value: &Access) -> TokenStream {
    if field.is_kept_as_amount() {
        let copy = &value.copy;
        return quote!(&#copy.fen_text());
    }
    write::wire_text(provider, field, value)
}

/// One accessor per recorded field; of two fields with one name, the outer one gets it.
fn accessors(fields: &[Vec<Arc<Field>>]) -> TokenStream {
    let mut names: Vec<String> = Vec::new();
    let mut out = TokenStream::new();
    let mut sorted: Vec<&Vec<Arc<Field>>> = fields.iter().collect();
    sorted.sort_by_key(|path| path.len());
    for path in sorted {
        let name = match path.as_slice() {
            [field] => names::method(field),
            several => names::ident(&names::joined(several)),
        };
        if !names.contains(&name.to_string()) {
            names.push(name.to_string());
            out.extend(accessor(&name, path));
        }
    }
    out
}

fn accessor(name: &proc_macro2::Ident, path: &[Arc<Field>]) -> TokenStream {
    let wire = dotted(path);
    let doc = format!(" `{wire}` as it was sent.");
    if path.last().is_some_and(|field| field.ty.is_amount()) {
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
