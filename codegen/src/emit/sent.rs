//! The record of a request: storable, without secrets, and sufficient to compare an answer with.

use std::sync::Arc;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{
    method::Block,
    names,
    types::Access,
    write::{self, Supply},
};
use crate::model::{Field, Operation, Provider, Sends, operation::dotted};

/// The struct `Sent` and its methods.
pub(super) fn items(provider: &Provider, operation: &Operation, sends: &Sends) -> Vec<TokenStream> {
    let fields = provider.recordable(operation, sends);
    let (id, name) = (&provider.id, &operation.name);
    let transmitted = |path: &[Arc<Field>]| provider.is_transmitted(operation, path);
    let kept =
        accessors(&fields).into_iter().zip(&fields).map(|(accessor, path)| kept(accessor, path, transmitted(path)));
    let doc = fields.iter().any(|path| transmitted(path)).then(transmission_doc);
    if !operation.counts_attempts() {
        return vec![
            quote! {
                /// The facts that an answer is compared with, as text (`to_string`) and back (`parse`). It holds no secret.
                #doc
                #[must_use = "the record reads the answer"]
                #[derive(Clone, Debug, PartialEq)]
                pub struct Sent(pub(super) rt::Record);
            },
            quote!(rt::sent_query!(Sent, #id, #name #(, #kept)*);),
        ];
    }
    let repeats = repeats(operation);
    let request = if operation.keeps_request(sends) { quote!(Request) } else { quote!(rt::NotKept) };
    vec![
        quote! {
            /// The request that was sent, and the facts that an answer is compared with. It holds no secret: store it before
            /// sending, and read it back (`parse`) after a crash.
            #doc
            #[must_use = "store the record before sending: the one that `store` returns reads the answer"]
            #[derive(Clone, Debug, PartialEq)]
            pub struct Sent(pub(super) rt::Record, Option<#request>);
        },
        quote!(rt::sent_refund!(Sent, #request, #repeats, #id, #name #(, #kept)*);),
    ]
}

/// Whether the provider recognises a repeated number, in the runtime's terms.
fn repeats(operation: &Operation) -> TokenStream {
    let because: &str = &operation.unnumbered;
    match operation.number_lifetime.map(Literal::usize_unsuffixed) {
        _ if !because.is_empty() => quote!(rt::Repeats::Never { because: #because }),
        Some(seconds) => quote!(rt::Repeats::Within { seconds: #seconds }),
        None => quote!(rt::Repeats::Always),
    }
}

/// The remark of a record that has fields of its transmission.
fn transmission_doc() -> TokenStream {
    quote! {
        ///
        /// The answer signs fields of this transmission, such as its nonce. `store` leaves them out, so that a repeated
        /// request has the same text. The text of `to_string` has them, and reads the answer to this transmission.
    }
}

/// A recorded field: its accessor, its name, its type, and whether every stored record has it.
fn kept(accessor: Option<Ident>, path: &[Arc<Field>], transmitted: bool) -> TokenStream {
    let (accessor, wire) = (accessor.map_or(quote!(_), |name| quote!(#name)), dotted(path));
    let ty = names::ident(if path.last().is_some_and(|field| field.ty.is_amount()) { "amount" } else { "text" });
    let always = !transmitted && path.iter().all(|field| field.is_always_there());
    let always = always.then(|| quote!(, always));
    let role = path.last().and_then(|field| names::role(field)).map(|role| quote!(as #role));
    quote!(#accessor(#wire, #ty #always) #role)
}

/// The record of the request in the emitted `sign`.
pub(super) fn record(provider: &Provider, operation: &Operation, sends: &Sends) -> Block {
    let (id, name) = (&provider.id, &operation.name);
    let supply = Supply { of: Some((sends, 0)) };
    let fields = provider.recorded(operation, sends);
    let withs = fields.iter().map(|path| {
        let name = dotted(path);
        let with = names::ident(if provider.is_transmitted(operation, path) { "transmitted" } else { "with" });
        if let Some(text) = path.first().filter(|_| path.len() == 1).and_then(|field| write::optional_text(field)) {
            return quote!(record = record.with_optional(#name, &#text););
        }
        with_path(provider, &quote!(self), path, &supply, &|field, value| {
            let text = recorded_text(provider, field, value);
            quote!(record = record.#with(#name, #text);)
        })
    });
    let new = match provider.asked_about(operation) {
        Some(_) => {
            let replaced = provider.replaced(operation, sends);
            let without = (!replaced.is_empty()).then(|| quote!(.without(&[#(#replaced),*])));
            quote!(rt::Record::about(#id, #name, &self.sent.0) #without)
        }
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
        [head, rest @ ..] if head.source.is_members() => with_path(provider, object, rest, supply, statement),
        [last] => write::with_value(provider, object, last, supply, |value| statement(last, value)),
        [head, rest @ ..] => write::with_value(provider, object, head, supply, |value| {
            let (copy, inner) = (&value.copy, with_path(provider, &value.copy, rest, supply, statement));
            // A constant does not read the object that it is sent in.
            let unread = matches!(rest, [constant] if constant.is_constant()).then(|| quote!(let _ = &#copy;));
            quote!(#unread #inner)
        }),
    }
}

/// Records amounts in the minor unit, independent of the wire unit.
fn recorded_text(provider: &Provider, field: &Field, value: &Access) -> TokenStream {
    if field.is_kept_as_amount() {
        let copy = &value.copy;
        return quote!(&#copy.to_minor());
    }
    // No object is recorded, so the layer of the field does not matter.
    write::wire_text(provider, field, &Supply { of: None }, value)
}

/// The name of each field's accessor; of two fields with one name, the outer one gets it.
fn accessors(fields: &[Vec<Arc<Field>>]) -> Vec<Option<Ident>> {
    let name = |path: &[Arc<Field>]| match path {
        [field] => names::method(field),
        several => names::ident(&names::joined(several)),
    };
    let names: Vec<(Ident, usize)> = fields.iter().map(|path| (name(path), path.len())).collect();
    let taken = |at: usize, name: &Ident, depth: usize| {
        names.iter().enumerate().any(|(index, (other, length))| other == name && (*length, index) < (depth, at))
    };
    let own = |(at, (name, depth)): (usize, &(Ident, usize))| (!taken(at, name, *depth)).then(|| name.clone());
    names.iter().enumerate().map(own).collect()
}
