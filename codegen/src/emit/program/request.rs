//! A request of a program: its example, and its inputs from the context.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::value;
use crate::{
    emit::{names, render, request::caller_fields},
    model::{Data, Example, Field, Operation, OperationKind, Part, Provider, Sends, Source, Supplied, System, Value},
};

pub(super) struct Request<'p> {
    pub provider: &'p Provider,
    pub operation: &'p Operation,
    pub sends: &'p Sends,
    pub example: &'p Arc<Example>,
}

impl<'p> Request<'p> {
    /// The refund of the example that most operations answer or query; of several such examples, the first.
    pub(super) fn refund(provider: &'p Provider) -> Option<Self> {
        let operation = provider.operations.iter().find(|operation| operation.kind == OperationKind::Refund)?;
        let sends = operation.sends.as_ref()?;
        operation.receives.as_ref()?;
        let examples = provider.examples.iter().filter(|example| example.operation == operation.name);
        let example = examples.rev().max_by_key(|example| kinds_about(provider, example))?;
        Some(Self { provider, operation, sends, example })
    }

    /// A query about this refund.
    pub(super) fn query(&self) -> Option<Self> {
        let about = |example: &&Arc<Example>| example.of.as_ref().is_some_and(|of| of.name == self.example.name);
        let example = self.provider.examples.iter().find(about)?;
        let operation = self.provider.operation(&example.operation)?;
        Some(Self { operation, sends: operation.sends.as_ref()?, example, ..*self })
    }

    /// Inserts the request into the template.
    pub(super) fn fill(&self, template: &str) -> String {
        let drawn = |is_used: bool| if is_used { "&nonce()?" } else { "\"\"" };
        template
            .replace("$statement", &self.statement())
            .replace("$server", &names::rule(&self.example.server).to_string())
            .replace("$nonce", drawn(self.takes(System::Nonce)))
            .replace("$salt", drawn(self.takes(System::Salt)))
    }

    /// The statement that builds the request.
    fn statement(&self) -> String {
        let module = names::module_name(&self.operation.name);
        let given = |field: &Field| self.example.request.iter().find(|(other, _)| other.wire == field.wire);
        let (plain, optional): (Vec<_>, Vec<_>) =
            caller_fields(self.sends).into_iter().map(|(_, field)| field).partition(|field| field.is_plain());
        let required = plain.iter().map(|field| {
            let data = given(field)
                .map(|(_, data)| value::value_expr(self.provider, &field.ty_beside(&self.example.request), data));
            let (name, value) = (names::field(field), value::init(field, data));
            quote!(#name: #value)
        });
        let required = (!plain.is_empty()).then(|| quote!(#module::Required { #(#required),* }));
        let new = match self.example.of {
            Some(_) => quote!(of(&sent, #required)),
            None => quote!(new(#required)),
        };
        let setters = optional.iter().filter_map(|field| Some(self.setter(field, &given(field)?.1)));
        let extras = self.example.extra.iter().map(|(name, text)| quote!(.extra(#name, #text)));
        let whole = quote!(fn request() { let request = #module::Request::#new #(#setters)* #(#extras)*; });
        let printed = render::items(whole).concat();
        let lines: Vec<&str> = printed.lines().collect();
        lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default().join("\n")
    }

    fn setter(&self, field: &Field, data: &Data) -> TokenStream {
        let (name, value) =
            (names::method(field), value::argument(self.provider, &field.ty_beside(&self.example.request), data));
        quote!(.#name(#value))
    }

    pub(super) fn draws(&self) -> bool {
        self.takes(System::Nonce) || self.takes(System::Salt)
    }

    /// Whether the request uses a value of the context, as a part of a text or as a field.
    fn takes(&self, wanted: System) -> bool {
        let headers = self.sends.headers.iter().flat_map(|header| &header.parts);
        let mut parts = self.sends.values.iter().flat_map(Value::parts).chain(headers);
        let mut fields = self.sends.layers.iter().flat_map(|layer| layer.message.sourced());
        parts.any(|part| matches!(part, Part::System(system) if *system == wanted))
            || fields.any(|field| match field.source.supplied() {
                Some(Supplied::Nonce) => wanted == System::Nonce,
                Some(Supplied::Salt) => wanted == System::Salt,
                Some(Supplied::Constant(_) | Supplied::Credential(_) | Supplied::Now) | None => false,
            })
    }

    /// The number of bytes for a nonce or salt, at two hex digits a byte.
    pub(super) fn room(&self) -> Option<usize> {
        let fields = self.sends.layers.iter().flat_map(|layer| layer.message.sourced());
        let drawn = fields.filter(|field| matches!(field.source, Source::Nonce | Source::Salt));
        let room = drawn.filter_map(|field| field.ty.scalar()?.ascii_length()).map(|(_, max)| max);
        room.filter(|max| *max < usize::MAX).min().map(|room| room / 2)
    }
}

/// The number of operations with an answer, a notification or a query about the example.
fn kinds_about(provider: &Provider, example: &Example) -> usize {
    let about = |operation: &&Operation| {
        let to =
            provider.answers.iter().any(|answer| answer.operation == operation.name && answer.to.name == example.name);
        let of = |other: &Arc<Example>| other.of.as_ref().is_some_and(|of| of.name == example.name);
        to || provider.examples.iter().any(|other| other.operation == operation.name && of(other))
    };
    provider.operations.iter().filter(about).count()
}
