//! Emits the structs of received messages, whose members are all optional, and their reading.

use proc_macro2::TokenStream;
use quote::quote;

use super::{amount, debug, docs, flat, names, outcome, types};
use crate::model::{Family, Field, Layer, Message, Operation, Place, Provider, Receives, Source, Structure, Type};

/// The items of an answer: the struct of the outermost layer (called `name`), and one for each inner layer.
pub(super) fn items(provider: &Provider, operation: &Operation, receives: &Receives, name: &str) -> Vec<TokenStream> {
    let mut items = Vec::new();
    for (index, layer) in receives.layers.iter().enumerate() {
        let next = receives.layers.get(index + 1);
        let ident = if index == 0 { names::ident(name) } else { inner_name(layer, name) };
        let inner = next.map(|next| inner_name(next, name));
        let open = Open { receives, around: around(receives, index) };
        items.push(declaration(provider, &layer.message, &ident, inner.as_ref(), Some(&open)));
        items.extend(debug(provider, &layer.message, &ident));
        items.push(reader(provider, &layer.message, &ident, inner.as_ref(), index == 0));
    }
    items.push(methods(provider, operation, receives, name));
    items
}

/// A received layer whose members may be unsigned.
struct Open<'r> {
    receives: &'r Receives,
    /// The path of the layer's members: `data.`.
    around: String,
}

impl Open<'_> {
    /// Whether no signature covers a field.
    fn holds(&self, field: &Field) -> bool {
        self.receives.is_open(&format!("{}{}", self.around, field.wire))
    }
}

/// The path of the members of a layer, through the first carrier of each.
fn around(receives: &Receives, index: usize) -> String {
    let outer = receives.layers.iter().take(index);
    outer.filter_map(|layer| layer.carriers().next()).map(|carrier| format!("{}.", carrier.wire)).collect()
}

/// The struct of an inner layer.
pub(super) fn inner_name(layer: &Layer, outer: &str) -> proc_macro2::Ident {
    let name = names::type_name(&layer.message.name);
    // Names that every operation's module defines already.
    let taken = ["Request", "Required", "Sent", "Unmatched", outer];
    if taken.iter().any(|taken| name == taken) { names::ident(&format!("{name}Content")) } else { name }
}

/// An object inside an answer.
pub(super) fn object_items(provider: &Provider, message: &Message) -> Vec<TokenStream> {
    let name = names::type_name(&message.name);
    let mut items = vec![declaration(provider, message, &name, None, None)];
    items.extend(debug(provider, message, &name));
    items.push(reader(provider, message, &name, None, false));
    items
}

/// The received fields.
fn members(message: &Message) -> impl Iterator<Item = &Field> {
    message.received_fields().map(|field| field.as_ref())
}

fn debug(provider: &Provider, message: &Message, name: &proc_macro2::Ident) -> Option<TokenStream> {
    let fields: Vec<&Field> = members(message).collect();
    let hidden = provider.hides(message);
    (hidden || fields.iter().any(|field| field.secret)).then(|| debug::masked_debug(name, &fields, hidden))
}

fn declaration(
    provider: &Provider,
    message: &Message,
    name: &proc_macro2::Ident,
    inner: Option<&proc_macro2::Ident>,
    layer: Option<&Open<'_>>,
) -> TokenStream {
    let outermost = layer.is_some_and(|layer| layer.around.is_empty());
    let doc =
        docs::doc(&docs::paragraph(&docs::sentence(if message.doc.is_empty() { &message.name } else { &message.doc })));
    let fields = members(message).map(|field| {
        let open = layer.is_some_and(|layer| layer.holds(field));
        let (doc, name) = (docs::received(provider, &message.name, field, open), names::field(field));
        let ty = match (&field.source, inner) {
            (Source::Layer, Some(inner)) => quote!(#inner),
            _ => types::received(&field.ty),
        };
        let ty = match &field.pick {
            Some(_) => types::picked(&field.ty),
            None => quote!(Option<#ty>),
        };
        quote!(#doc pub #name: #ty,)
    });
    let evidence = outermost.then(|| quote!(pub(super) evidence: rt::Evidence,));
    let secret = provider.hides(message) || members(message).any(|field| field.secret);
    let derive = if secret { quote!(#[derive(Clone)]) } else { quote!(#[derive(Clone, Debug)]) };
    let must_use = outermost.then(|| quote!(#[must_use = "`outcome` says what became of the refund"]));
    quote! {
        #doc
        #must_use
        #derive
        pub struct #name {
            #(#fields)*
            /// Members that the spec does not list, and those that hold something else than it says, as they came.
            pub extra: rt::Extra,
            #evidence
        }
    }
}

fn reader(
    provider: &Provider,
    message: &Message,
    name: &proc_macro2::Ident,
    inner: Option<&proc_macro2::Ident>,
    outermost: bool,
) -> TokenStream {
    let carriers: Vec<&str> = carriers(message).collect();
    let fields = members(message).map(|field| {
        let rust = names::field(field);
        let value = match (&field.source, inner) {
            (Source::Layer, Some(_)) => carried(field, &carriers),
            _ if field.place == Place::Header => read_header(provider, field),
            _ => read_member(provider, field),
        };
        let value = if field.pick.is_some() { quote!(rt::Picked::of(#value)) } else { value };
        quote!(#rust: #value,)
    });
    let visibility = if outermost || inner.is_some() { quote!() } else { quote!(pub(super)) };
    let inner = inner.map(|inner| match carriers.len() {
        0 | 1 => quote!(, inner: Option<#inner>),
        _ => quote!(, mut inner: Option<(usize, #inner)>),
    });
    let (argument, init) =
        if outermost { (quote!(, evidence: rt::Evidence), quote!(evidence,)) } else { (quote!(), quote!()) };
    let mutable = members(message).any(|field| !field.source.is_layer() && field.place != Place::Header);
    let headers = message.fields.iter().any(|field| field.place == Place::Header);
    let refused = refused(message, headers);
    let (names, strict) = strict(&provider.strict(message), mutable, headers);
    let mutable = mutable.then(|| quote!(mut));
    let extra = headers.then(|| quote!(.into_iter().chain(headers.rest()).collect()));
    let headers = headers.then(|| quote!(, mut headers: rt::Members<'_>));
    quote! {
        impl #name {
            #names

            #visibility fn from_members(#mutable members: rt::Members<'_> #headers #inner #argument) -> Result<Self, rt::ReadError> {
                #refused
                #strict
                Ok(Self { #(#fields)* extra: members.rest() #extra, #init })
            }
        }
    }
}

/// The statements that refuse members which a message must not have.
fn refused(message: &Message, headers: bool) -> TokenStream {
    let (own, others) = (message.forbidden(false), message.forbidden(true));
    let body = (!own.is_empty()).then(|| quote!(members.refuse(&[#(#own),*])?;));
    let headers = (headers && !others.is_empty()).then(|| quote!(headers.refuse(&[#(#others),*])?;));
    quote!(#body #headers)
}

/// The constant with the names of the strict members, and the statements that make them strict in the body and in the
/// headers.
fn strict(names: &[String], body: bool, headers: bool) -> (Option<TokenStream>, TokenStream) {
    let listed = (body || headers) && !names.is_empty();
    let constant = listed.then(|| quote!(const STRICT: &'static [&'static str] = &[#(#names),*];));
    let strict = if listed { quote!(Self::STRICT) } else { quote!(&[]) };
    let body = body.then(|| quote!(members.strict(#strict);));
    let headers = headers.then(|| quote!(headers.strict(#strict);));
    (constant, quote!(#body #headers))
}

fn carriers(message: &Message) -> impl Iterator<Item = &str> {
    message.fields.iter().filter(|field| field.source.is_layer()).map(|field| field.wire.as_str())
}

/// The expression of the inner layer if it came by this carrier.
fn carried(field: &Field, carriers: &[&str]) -> TokenStream {
    let index = carriers.iter().position(|carrier| *carrier == field.wire).filter(|_| carriers.len() > 1);
    let Some(index) = index.map(proc_macro2::Literal::usize_unsuffixed) else { return quote!(inner) };
    quote!(inner.take_if(|(carrier, _)| *carrier == #index).map(|(_, inner)| inner))
}

/// The expression that reads one member.
fn read_member(provider: &Provider, field: &Field) -> TokenStream {
    let wire = &field.received_name();
    match &field.ty {
        Type::Json(inner) => structure(provider, wire, inner, true),
        Type::Indexed { message, from } => flat::indexed(message, *from),
        Type::Parallel { message, join } => flat::parallel(message, join),
        Type::Object(message) if field.sole => {
            let name = names::type_name(&message.name);
            let (method, lists) = in_xml(provider, message, names::ident("sole"));
            quote!(members.#method(#wire #lists)?.map(super::received::#name::from_members).transpose()?)
        }
        Type::Object(_) | Type::List(_) | Type::Map { .. } => structure(provider, wire, &field.ty, false),
        Type::Scalar(scalar) => {
            let read = self::scalar(provider, wire, scalar.family(), &quote!(members));
            quote!(#read?)
        }
        Type::Layer(_) => quote!(members.text(#wire)?),
    }
}

/// The expression that reads a member that is a header.
fn read_header(provider: &Provider, field: &Field) -> TokenStream {
    let read = scalar(provider, &field.wire, field.ty.family().unwrap_or(Family::Text), &quote!(headers));
    quote!(#read?)
}

/// The expression that reads a scalar from `members`: a `Result` of an `Option`.
fn scalar(provider: &Provider, wire: &str, family: Family<'_>, members: &TokenStream) -> TokenStream {
    match family {
        Family::Integer => quote!(#members.integer(#wire)),
        Family::Amount(form) => amount::read(form, wire, members),
        Family::Time(format) => {
            let format = types::format(provider, format);
            quote!(#members.timestamp(#wire, #format))
        }
        Family::Boolean(None) => quote!(#members.boolean(#wire)),
        Family::Boolean(Some((yes, no))) => quote!(#members.word(#wire, #yes, #no)),
        Family::Enumeration(_) | Family::ErrorCode => quote!(#members.open(#wire)),
        Family::Text => quote!(#members.text(#wire)),
    }
}

fn structure(provider: &Provider, wire: &str, ty: &Type, in_text: bool) -> TokenStream {
    let method = |plain: &str| names::ident(&if in_text { format!("{plain}_in_text") } else { plain.to_owned() });
    match ty.structure() {
        Some(Structure::Object(message)) => {
            let (method, name) = (method("object"), names::type_name(&message.name));
            let (method, lists) = in_xml(provider, message, method);
            quote!(members.#method(#wire #lists)?.map(super::received::#name::from_members).transpose()?)
        }
        Some(Structure::Objects(message)) => {
            let (method, name) = (method("list"), names::type_name(&message.name));
            let (method, lists) = in_xml(provider, message, method);
            quote! {
                members
                    .#method(#wire #lists)?
                    .map(|items| items.into_iter().map(super::received::#name::from_members).collect::<Result<Vec<_>, _>>())
                    .transpose()?
            }
        }
        Some(Structure::Scalars(inner)) if inner.is_string() => {
            let method = method("text_list");
            quote!(members.#method(#wire)?)
        }
        Some(Structure::Scalars(inner)) => {
            let (method, read) = (
                method("scalar_list"),
                scalar(provider, wire, inner.family().unwrap_or(Family::Text), &quote!(members)),
            );
            quote!(members.#method(#wire, |members| #read)?)
        }
        Some(Structure::Map) | None => {
            let method = method("map");
            quote!(members.#method(#wire)?)
        }
    }
}

/// The method that reads an object, and the list names that it needs when the object may arrive as XML.
fn in_xml(provider: &Provider, message: &Message, plain: proc_macro2::Ident) -> (proc_macro2::Ident, TokenStream) {
    let lists = provider.lists_in_xml(message);
    if message.has_text() {
        let method = if plain == "list" { "elements_of" } else { "element_of" };
        return (names::ident(method), quote!(, &[#(#lists),*]));
    }
    if lists.is_empty() || plain.to_string().ends_with("_in_text") {
        return (plain, TokenStream::new());
    }
    (names::ident(&format!("{plain}_of")), quote!(, &[#(#lists),*]))
}

fn methods(provider: &Provider, operation: &Operation, receives: &Receives, name: &str) -> TokenStream {
    let ident = names::ident(name);
    let outcome = outcome::methods(provider, operation, &receives.outcome);
    let (unsigned, count) = (&receives.unsigned, proc_macro2::Literal::usize_unsuffixed(receives.unsigned.len()));
    let weak = (!receives.partial().is_empty())
        .then(|| quote!(#[doc = " An outcome that rests on one of them is a refusal at most."]));
    let token = receives.token().map(|_| {
        let doc = " Its sender knows the shared token. Nothing protects the members, and nothing shows a repetition.";
        quote!(#[doc = #doc])
    });
    let unsigned = (!receives.signatures().is_empty()).then(|| {
        quote! {
            /// The members that no signature covers, by their paths. Anybody can change them, also where the evidence
            /// says that the signature is right.
            #weak
            pub const UNSIGNED: [&'static str; #count] = [#(#unsigned),*];
        }
    });
    quote! {
        impl #ident {
            #unsigned

            #outcome

            /// How far the answer can be trusted.
            #token
            pub fn evidence(&self) -> rt::Evidence {
                self.evidence
            }
        }
    }
}
