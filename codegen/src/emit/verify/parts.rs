//! The parts of received texts: members, headers and facts of the message.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Reader;
use crate::{
    emit::{amount, method::Block, names, outcome, part_emitter::PartEmitter, parts},
    model::{
        Condition, Field, Layer, Location, Part, Selection, Supplied, System, Test, Value, View,
        operation::{dotted, recorded_name},
        received_path,
    },
};

impl Reader<'_> {
    /// A field of the request, an expression of type `&str`: an amount is kept in the minor unit.
    fn sent(&self, path: &[Arc<Field>]) -> TokenStream {
        let (name, field) = (recorded_name(path), path.last().filter(|field| field.is_kept_as_amount()));
        let Some(form) = field.and_then(|field| field.ty.amount()) else { return quote!(record.text(#name)) };
        let format = amount::format(form, &TokenStream::new());
        quote!(&record.amount_text(#name, #format))
    }

    /// The static that selects members of the signed text.
    pub(super) fn selection(&self, selection: &Selection) -> Ident {
        let doc = " The members of the signed text.";
        self.methods.value("SIGNED", doc, quote!(rt::Selection), received_selection(selection))
    }

    /// The text at a location, an expression of type `Option<&str>`.
    pub(super) fn location(&self, location: &Location) -> TokenStream {
        match location {
            Location::Member(path) => peek(&self.receives.received_path(path)),
            Location::Header { name, parameter: None } => quote!(received.header(#name)),
            Location::Header { name, parameter: Some(parameter) } => quote!(received.parameter(#name, #parameter)),
        }
    }

    fn system(&self, system: System) -> TokenStream {
        match system {
            System::Method => quote!(received.method_text()),
            System::Url => quote!(&received.url_text()),
            System::Path => quote!(received.path_text()),
            System::Query => quote!(received.query_text()),
            System::Target => quote!(&received.target_text()),
            System::ContentType => quote!(received.header("content-type").unwrap_or_default()),
            System::Body if self.receives.transcodes_body() => quote!(&body),
            System::Body => quote!(received.body_text()?),
            System::Status => quote!(received.status_text()),
            System::Salt => quote!(&salt),
            System::Nonce => quote!(""),
        }
    }
}

impl PartEmitter for Reader<'_> {
    fn part(&self, part: &Part) -> Option<TokenStream> {
        Some(match part {
            Part::Literal(text) => quote!(#text),
            Part::Credential(credential) => parts::credential_text(credential),
            Part::Value(index) => {
                let local = names::local(&self.receives.values.get(*index)?.name);
                quote!(&#local)
            }
            Part::Field { path, view, .. } if path.first().is_some_and(|field| !field.is_received()) => {
                path.first().map(|field| parts::viewed(*view, supplied(field))).unwrap_or_default()
            }
            Part::Field { path, view, .. } => match (received_path(path).as_slice(), *view) {
                ([wire], View::Source) => quote!(members.source(#wire).unwrap_or_default()),
                (path, View::Source) => quote!(members.nested_source(&[#(#path),*]).unwrap_or_default()),
                (path, View::Element) => quote!(members.nested_element(&[#(#path),*]).unwrap_or_default()),
                (path, View::Value | View::Encoded | View::Number | View::Decimals(_)) => {
                    let peek = peek(path);
                    parts::viewed(*view, quote!(#peek.unwrap_or_default()))
                }
            },
            Part::Sent(path) => self.sent(path),
            Part::Remainder(remainder) => {
                let carriers = remainder.carriers.iter().map(|names| quote!(&[#(#names),*]));
                let name = &remainder.without.wire;
                quote!(&members.text_without(&[#(#carriers),*], #name))
            }
            Part::KeyOf { keys, id } => parts::key_of(self, keys, id),
            Part::Serial(credential, form) => parts::serial(credential, *form),
            Part::System(system) => self.system(*system),
            Part::Header { name, parameter: None } => quote!(received.header(#name).unwrap_or_default()),
            Part::Header { name, parameter: Some(parameter) } => {
                quote!(received.parameter(#name, #parameter).unwrap_or_default())
            }
            Part::Now(format) => parts::now(self.provider, &quote!(now), format),
            Part::Fields(_) | Part::Received(_) | Part::Optional(_) => return None,
        })
    }

    fn append(&self, part: &Part, _secret: bool) -> TokenStream {
        let Part::Fields(selection) = part else { return TokenStream::new() };
        let ours: Vec<TokenStream> = selection
            .supplied_fields()
            .map(|field| {
                let (wire, text) = (&field.wire, supplied(field));
                quote!((#wire, #text))
            })
            .collect();
        let style = self.selection(selection);
        let pairs = match ours.is_empty() {
            true => quote!(members.pairs(&mut text, &#style);),
            false => quote!(members.pairs_with(&mut text, &#style, &[#(#ours),*]);),
        };
        within(selection, pairs)
    }

    fn text(&self, statements: TokenStream) -> TokenStream {
        let block = Block { statements, result: quote!(text), returns: quote!(String) };
        self.methods.call("signed_text", " The text that was signed.", block)
    }

    fn values(&self) -> &[Value] {
        &self.receives.values
    }

    fn is_received(&self) -> bool {
        true
    }

    fn unlisted(&self) -> TokenStream {
        quote!(rt::ReadError::Signature)
    }

    fn layers(&self) -> &[Layer] {
        &self.receives.layers
    }
}

/// The text of a signed field that is not received.
fn supplied(field: &Field) -> TokenStream {
    match field.source.supplied() {
        Some(Supplied::Credential(credential)) => parts::credential_text(credential),
        Some(Supplied::Constant(text)) => quote!(#text),
        Some(Supplied::Nonce | Supplied::Salt | Supplied::Now) | None => quote!(""),
    }
}

fn received_selection(selection: &Selection) -> TokenStream {
    let style = parts::style(selection);
    let except = &selection.except;
    let (only, declared) = match &selection.only {
        None => (quote!(None), "Received"),
        Some(only) => (quote!(Some(&[#(#only),*])), "Listed"),
    };
    let order = parts::order(selection, declared);
    let nested = selection.keep_nested;
    quote!(rt::Selection { only: #only, except: &[#(#except),*], nested: #nested, order: #order, style: #style })
}

/// The statement with `members` bound to the selection's layer.
pub(super) fn within(selection: &Selection, statement: TokenStream) -> TokenStream {
    if selection.carriers.is_empty() {
        return statement;
    }
    let carriers = selection.carriers.iter().map(|names| quote!(&[#(#names),*]));
    quote!(if let Some(members) = members.within(&[#(#carriers),*]) { #statement })
}

/// A member at a path, an expression of type `Option<&str>`.
fn peek(path: &[String]) -> TokenStream {
    match path {
        [name] => quote!(members.peek(#name)),
        path => quote!(members.nested(&[#(#path),*]).as_deref()),
    }
}

/// A condition that is evaluated before the message is trusted.
pub(super) fn raw_condition(condition: &Condition) -> TokenStream {
    let found = peek(&condition.received_path());
    match &condition.test {
        Test::Is(texts) => outcome::is_one_of(&found, texts),
        Test::Absent => quote!(#found.is_none()),
        Test::Present => quote!(#found.is_some()),
        Test::Status { not, ranges } => {
            outcome::status(&quote!(received.status.map_or(0, |status| status.as_u16())), *not, ranges)
        }
    }
}

/// The statement that rejects a notification for which the condition does not hold.
pub(super) fn kind(condition: &Condition) -> TokenStream {
    let (name, is_ours) = (dotted(&condition.path), raw_condition(condition));
    let found = peek(&condition.received_path());
    quote!(rt::verify::kind(authenticity, #name, #found, #is_ours)?;)
}
