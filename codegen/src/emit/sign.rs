//! Signing: everything that is computed once a call, in the order that the plan settled.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    codec, names, parts, sent,
    side::Side,
    step, style, validate, value,
    write::{self, Supply, layer_local},
};
use crate::{
    model::{
        Codec, Layer, Operation, Part, PathPiece, Provider, Sends, Value, Writing,
        operation::{Header, Item},
    },
    spec::syntax::{Place, System},
};

/// The method `sign`.
pub(super) fn method(provider: &Provider, operation: &Operation, sends: &Sends) -> TokenStream {
    let signer = Signer { provider, sends };
    let supplied = sends.layers.iter().map(|layer| validate::supplied(provider, &layer.message));
    let own = provider.checks_credentials().then(|| quote!(credentials.check(&mut check);));
    let statements = sends.plan.iter().map(|item| signer.item(*item));
    let headers = signer.headers();
    let record = sent::record(provider, operation, sends);
    let method = names::ident(&sends.method.to_ascii_uppercase());
    let content_type = match &sends.content_type {
        Some(content_type) => quote!(Some(#content_type)),
        _ => quote!(None),
    };
    let body = match sends.layers.first().filter(|layer| layer.steps.is_empty()).and_then(style::whole_charset) {
        _ if !sends.has_body() => quote!(body: rt::Body::empty()),
        Some(charset) => quote!(body: body.in_charset(#charset)?),
        None => quote!(body),
    };
    let (path, query) = (member("path", signer.path_has_fields()), member("query", signer.has_query()));
    let checks = quote!(#own #(#supplied)*);
    let statements: Vec<TokenStream> = statements.collect();
    let work = quote! { #checks #(#statements)* #headers #record };
    let credentials =
        if super::render::mentions(work.clone(), "credentials") { quote!(credentials) } else { quote!(_credentials) };
    quote! {
        /// Validates the request and signs it.
        ///
        /// # Errors
        /// Every violation at once, or a key that cannot sign. Nothing was sent then.
        pub fn sign(
            &self,
            #credentials: &super::credentials::Credentials,
            context: &rt::Context<'_, super::Provider>,
        ) -> Result<rt::Call<Sent>, rt::SignError> {
            let mut check = rt::Check::new(&self.lifted);
            self.check(&mut check);
            #checks
            let warnings = check.finish()?;
            #(#statements)*
            #headers
            #record
            let draft = rt::Draft {
                method: rt::http::Method::#method,
                server: context.server.base(),
                #path,
                #query,
                content_type: #content_type,
                headers,
                #body,
                sent,
                warnings,
            };
            draft.call()
        }
    }
}

/// A local as a member of the draft, which borrows what is computed.
fn member(name: &str, computed: bool) -> TokenStream {
    let name = names::ident(name);
    if computed { quote!(#name: &#name) } else { quote!(#name) }
}

fn secret_values(values: &[Value]) -> Vec<String> {
    values.iter().filter(|value| value.secret).map(|value| value.name.clone()).collect()
}

struct Signer<'s> {
    provider: &'s Provider,
    sends: &'s Sends,
}

impl Signer<'_> {
    fn supply(&self, layer: usize) -> Supply<'_> {
        let next = layer + 1;
        Supply {
            constants: &self.sends.constants,
            next_layer: (next < self.sends.layers.len()).then(|| layer_local(next)),
        }
    }

    fn item(&self, item: Item) -> TokenStream {
        match item {
            Item::Value(index) => {
                self.sends.values.get(index).map(|value| value::compute(self, value)).unwrap_or_default()
            }
            Item::Layer(0) if !self.sends.has_body() => TokenStream::new(),
            Item::Layer(0) => {
                let written = self.layer(0);
                let steps = self.sends.layers.first().map_or(&[][..], |layer| &layer.steps);
                if steps.is_empty() {
                    return quote!(let body = #written;);
                }
                let stepped = self.stepped(0, &written);
                quote!(let body = { let (bytes, secret) = #stepped; rt::Body::stepped(bytes, secret) };)
            }
            Item::Layer(index) => self.inner_layer(index),
            Item::Header(index) => self.sends.headers.get(index).map(|header| self.header(header)).unwrap_or_default(),
            Item::Path => self.path(),
            Item::Query => self.query(),
        }
    }

    fn inner_layer(&self, index: usize) -> TokenStream {
        let local = layer_local(index);
        let written = self.layer(index);
        let steps = self.sends.layers.get(index).map_or(&[][..], |layer| &layer.steps);
        if steps.is_empty() {
            return quote!(let #local = #written.into_text(););
        }
        let stepped = self.stepped(index, &written);
        quote!(let #local = #stepped;)
    }

    /// What the steps of a layer make of it, and whether that shows a secret.
    fn stepped(&self, index: usize, written: &TokenStream) -> TokenStream {
        let Some(layer) = self.sends.layers.get(index) else { return TokenStream::new() };
        let steps = &layer.steps;
        let (charset, input) = match style::whole_charset(layer) {
            Some(charset) => (quote!(let bytes = rt::reshape::charset(#charset, text.as_bytes())?;), quote!(&bytes)),
            None => (quote!(), quote!(text.as_bytes())),
        };
        let (lets, result) = step::run(self, input, steps);
        let shows = if steps.iter().any(crate::model::Step::is_one_way) { quote!(false) } else { quote!(secret) };
        let secret = if steps.iter().any(crate::model::Step::is_one_way) { quote!(_) } else { quote!(secret) };
        quote!({ let (text, #secret) = #written.into_text(); #charset #lets (#result, #shows) })
    }

    /// The encoded message of a layer, an expression of type `Body`.
    fn layer(&self, index: usize) -> TokenStream {
        let Some(layer) = self.sends.layers.get(index) else { return TokenStream::new() };
        let codec = layer.codec();
        let (new, finish) = (codec::writer(codec, layer), codec::finish(codec, layer));
        let at = |place: Place| layer.message.fields.iter().filter(move |field| field.place == place);
        let fields = at(Place::Attribute).chain(at(Place::Body)).map(|field| self.write(index, layer.writing(), field));
        let extras = (index + 1 == self.sends.layers.len()).then(|| quote!(writer.extras(&self.extras);));
        quote!({ let mut writer = #new; #(#fields)* #extras writer.#finish })
    }

    fn write(&self, layer: usize, writing: Writing, field: &crate::model::Field) -> TokenStream {
        let secrets = secret_values(&self.sends.values);
        write::field(self.provider, writing, field, &self.supply(layer), &secrets, &quote!(&mut writer))
    }

    /// The path as an expression of type `&str`.
    fn path_text(&self) -> TokenStream {
        if self.path_has_fields() { quote!(&path) } else { quote!(path) }
    }

    /// The query as an expression of type `&str`.
    fn query_text(&self) -> TokenStream {
        if self.has_query() { quote!(&query) } else { quote!(query) }
    }

    fn path_has_fields(&self) -> bool {
        self.sends.path.iter().any(|piece| matches!(piece, PathPiece::Field(_)))
    }

    fn has_query(&self) -> bool {
        let Some(outer) = self.sends.layers.first() else { return false };
        !self.sends.query.is_empty()
            || outer.is_query()
            || outer.message.fields.iter().any(|field| field.place == Place::Query)
    }

    fn path(&self) -> TokenStream {
        let fields = self.path_has_fields();
        let literal: String = self
            .sends
            .path
            .iter()
            .map(|piece| if let PathPiece::Literal(text) = piece { text.as_str() } else { "" })
            .collect();
        if !fields {
            return quote!(let path = #literal;);
        }
        let pieces = self.sends.path.iter().map(|piece| match piece {
            PathPiece::Literal(text) if text.is_empty() => TokenStream::new(),
            PathPiece::Literal(text) => quote!(path.push_str(#text);),
            PathPiece::Field(field) => {
                write::with_value(self.provider, &quote!(self), field, &self.supply(0), |value| {
                    let text = write::text(self.provider, field, value);
                    quote!(path.push_str(&rt::path_segment(#text));)
                })
            }
        });
        quote!(let path = { let mut path = String::new(); #(#pieces)* path };)
    }

    fn query(&self) -> TokenStream {
        let Some(outer) = self.sends.layers.first() else { return quote!(let query = "";) };
        let whole = outer.is_query();
        let writing = if whole { outer.writing() } else { Writing::QUERY };
        let (writer, finish) = (codec::writer(Codec::Query, outer), codec::finish(Codec::Query, outer));
        let fields: Vec<TokenStream> = outer
            .message
            .fields
            .iter()
            .filter(|field| field.place == Place::Query || whole && field.place == Place::Body)
            .map(|field| self.write(0, writing, field))
            .collect();
        if !self.has_query() {
            return quote!(let query = "";);
        }
        let extras = (whole && self.sends.layers.len() == 1).then(|| quote!(writer.extras(&self.extras);));
        let fixed = self.sends.query.iter().map(|(name, text)| quote!(writer.text(#name, #text);));
        quote!(let query = { let mut writer = #writer; #(#fixed)* #(#fields)* #extras writer.#finish.into_text().0 };)
    }

    fn header_local(name: &str) -> proc_macro2::Ident {
        names::ident(&format!("header_{}", crate::model::message::snake(name)))
    }

    fn header(&self, header: &Header) -> TokenStream {
        let local = Self::header_local(&header.name);
        let (text, borrowed) = parts::text(self, &header.parts);
        let text = if borrowed { quote!(str::to_owned(#text)) } else { text };
        if header.secret { quote!(let #local = rt::Zeroizing::new(#text);) } else { quote!(let #local = #text;) }
    }

    fn headers(&self) -> TokenStream {
        let fields = self.header_fields();
        if self.sends.headers.is_empty() && fields.is_empty() {
            return quote!(let headers = rt::Headers::new(););
        }
        let adds = self.sends.headers.iter().map(|header| {
            let (local, name) = (Self::header_local(&header.name), header.name.to_ascii_lowercase());
            if header.secret {
                quote!(headers.secret(#name, &#local)?;)
            } else {
                quote!(headers.text(#name, &#local)?;)
            }
        });
        quote!(let mut headers = rt::Headers::new(); #(#adds)* #(#fields)*)
    }

    /// The statements that set the headers which fields are.
    fn header_fields(&self) -> Vec<TokenStream> {
        let fields = self.sends.layers.iter().take(1).flat_map(|layer| &layer.message.fields);
        let secrets = secret_values(&self.sends.values);
        fields
            .filter(|field| field.place == Place::Header)
            .map(|field| {
                let name = field.wire.to_ascii_lowercase();
                write::with_value(self.provider, &quote!(self), field, &self.supply(0), |value| {
                    let text = write::text(self.provider, field, value);
                    match write::is_secret(field, &secrets) {
                        true => quote!(headers.secret(#name, #text)?;),
                        false => quote!(headers.text(#name, #text)?;),
                    }
                })
            })
            .collect()
    }

    fn system(&self, system: System) -> TokenStream {
        match system {
            System::Method => {
                let method = self.sends.method.to_ascii_uppercase();
                quote!(#method)
            }
            System::Url => {
                let (path, query) = (self.path_text(), self.query_text());
                quote!(&rt::url_of(context.server.base(), #path, #query))
            }
            System::Path => {
                let path = self.path_text();
                quote!(&rt::path_of(context.server.base(), #path))
            }
            System::Query => self.query_text(),
            System::Target => {
                let (path, query) = (self.path_text(), self.query_text());
                quote!(&rt::target_of(context.server.base(), #path, #query))
            }
            System::ContentType => {
                let content_type = self.sends.content_type.clone().unwrap_or_default();
                quote!(#content_type)
            }
            System::Body if self.sends.has_body() => quote!(body.as_str()),
            System::Body | System::Status => quote!(""),
            System::Nonce => quote!(context.nonce),
            System::Salt => quote!(context.salt),
        }
    }
}

impl Side for Signer<'_> {
    fn part(&self, part: &Part) -> Option<TokenStream> {
        Some(match part {
            Part::Literal(text) => quote!(#text),
            Part::Credential(credential) => parts::credential_text(credential),
            Part::Value(index) => {
                let local = names::local(&self.sends.values.get(*index)?.name);
                quote!(&#local)
            }
            Part::System(system) => self.system(*system),
            Part::Serial(credential, form) => parts::serial(credential, *form),
            Part::Header { name, .. } => {
                let local = Self::header_local(name);
                quote!(&#local)
            }
            Part::Now(format) => parts::now(self.provider, &quote!(context.now), format),
            Part::Field { layer, path, view } => {
                let field = path.first()?;
                let amount = field.sent_name().is_some() && field.ty.is_amount();
                if amount || !field.is_always_there() {
                    return None;
                }
                write::with_value(self.provider, &quote!(self), field, &self.supply(*layer), |value| {
                    parts::viewed(*view, write::text(self.provider, field, value))
                })
            }
            Part::Fields(_) | Part::Optional(_) => return None,
        })
    }

    fn append(&self, part: &Part, secret: bool) -> TokenStream {
        match part {
            Part::Fields(selection) => {
                parts::pairs(self.provider, selection, &self.sends.layers, &self.supply(selection.layer))
            }
            Part::Field { layer, path, view } => {
                let Some(field) = path.first() else { return TokenStream::new() };
                write::with_value(self.provider, &quote!(self), field, &self.supply(*layer), |value| {
                    let text = parts::viewed(*view, write::text(self.provider, field, value));
                    parts::push(&text, secret)
                })
            }
            Part::Literal(_)
            | Part::Credential(_)
            | Part::Serial(..)
            | Part::Value(_)
            | Part::Optional(_)
            | Part::System(_)
            | Part::Header { .. }
            | Part::Now(_) => TokenStream::new(),
        }
    }

    fn values(&self) -> &[Value] {
        &self.sends.values
    }

    fn unlisted(&self) -> TokenStream {
        quote!(rt::KeyError::Choice.into())
    }

    fn layers(&self) -> &[Layer] {
        &self.sends.layers
    }
}
