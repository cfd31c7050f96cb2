//! Writes members with a codec's writer.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    condition, key, names, outcome,
    types::{self, Access},
};
use crate::model::{
    ConditionalText, CredentialType, DetachedTag, Family, Field, MemberForm, Provider, Sends, Source, Structure,
    Writing, message::snake,
};

/// The inputs of a field's value from its operation.
#[derive(Clone, Copy)]
pub(super) struct Supply<'s> {
    /// The request and the layer of the field; `None` for a field of an object, which has no operation.
    pub(super) of: Option<(&'s Sends, usize)>,
}

impl<'s> Supply<'s> {
    fn constant(&self, field: &Field) -> &'s str {
        self.of.map_or("", |(sends, _)| sends.constant(field))
    }

    fn is_secret(&self, field: &Field) -> bool {
        self.of.map_or_else(|| field.shows_secret(), |(sends, _)| sends.is_secret(field))
    }

    /// Whether the text of a field has the absent members of its objects as `null`.
    fn tells_absence_inside(&self, field: &Field) -> bool {
        let layer = self.of.and_then(|(sends, layer)| sends.layers.get(layer));
        layer.is_some_and(|layer| layer.tells_absence_inside(field))
    }

    /// The local of the tag of the next layer's cipher.
    fn next_tag(&self) -> Option<proc_macro2::Ident> {
        let (sends, layer) = self.of?;
        DetachedTag::at(&sends.layers, layer + 1).map(|_| tag_local(layer + 1))
    }

    /// The local of the next layer: its text, and whether the text shows a secret.
    fn next_layer(&self) -> Option<proc_macro2::Ident> {
        let (sends, layer) = self.of?;
        (layer + 1 < sends.layers.len()).then(|| layer_local(layer + 1))
    }
}

/// Runs `statement` with the access to a field's value, inside `if let` if the value may be absent.
///
/// Texts that the caller does not supply are references of type `&str`.
pub(super) fn with_value(
    provider: &Provider,
    object: &TokenStream,
    field: &Field,
    supply: &Supply<'_>,
    statement: impl Fn(&Access) -> TokenStream,
) -> TokenStream {
    let text =
        |text: TokenStream| Access { reference: text.clone(), copy: text.clone(), value: text, object: object.clone() };
    match &field.source {
        Source::Caller => {
            let name = names::field(field);
            if field.is_plain() {
                return statement(&Access::of(quote!(#object.#name)).inside(object));
            }
            let body = statement(&Access::bound().inside(object));
            quote!(if let Some(value) = &#object.#name { #body })
        }
        Source::Constant(constant) => statement(&text(quote!(#constant))),
        Source::Conditional(fixed) => {
            let (holds, ConditionalText { constant, otherwise, .. }) = (condition::truth(&fixed.when.root), &**fixed);
            statement(&text(quote!(rt::text_if(#holds, #constant, #otherwise))))
        }
        Source::Operation => {
            let constant = supply.constant(field);
            statement(&text(quote!(#constant)))
        }
        Source::Credential(credential) => {
            let name = names::ident(&credential.name);
            if !credential.required {
                let reference = if credential.secret { quote!(value.expose()) } else { quote!(value) };
                let body = statement(&text(reference));
                return quote!(if let Some(value) = &credentials.#name { #body });
            }
            let reference =
                if credential.secret { quote!(credentials.#name.expose()) } else { quote!(&credentials.#name) };
            debug_assert!(matches!(credential.ty, CredentialType::Text(_)));
            statement(&text(reference))
        }
        Source::Value(name) => {
            let local = names::local(name);
            let statement = statement(&text(quote!(&#local)));
            let needs = supply.of.map(|(sends, _)| sends.needs_of_field(field)).unwrap_or_default();
            match key::all_held(&needs) {
                Some(present) => quote!(if #present { #statement }),
                None => statement,
            }
        }
        Source::Nonce => statement(&text(quote!(context.nonce))),
        Source::Salt => statement(&text(quote!(context.salt))),
        Source::Now => {
            let now = Access::of(quote!(context.now));
            let rendered = types::value_text(provider, &field.ty, &now);
            statement(&text(rendered))
        }
        Source::Layer => match supply.next_layer() {
            Some(local) if field.sole => statement(&text(quote!(&rt::listed(&#local.0)))),
            Some(local) => statement(&text(quote!(&#local.0))),
            None => TokenStream::new(),
        },
        Source::Tag => supply.next_tag().map(|local| statement(&text(quote!(&#local)))).unwrap_or_default(),
        // An object has no text: [`field`] writes its members.
        Source::Members => TokenStream::new(),
        Source::Received(name) => {
            let path = supply.of.map_or(&[][..], |(sends, _)| sends.repeated(name));
            let (member, body) = (outcome::member_text_of(provider, object, path), statement(&text(quote!(value))));
            quote!(if let Some(value) = #member { #body })
        }
        Source::Sent(name) if field.is_sent_amount() => {
            let body = statement(&Access::bound().inside(object));
            quote!(if let Some(value) = &self.sent.0.amount(#name) { #body })
        }
        Source::Sent(name) if field.is_sent_integer() => {
            let body = statement(&Access::bound().inside(object));
            quote!(if let Some(value) = &self.sent.0.integer(#name) { #body })
        }
        Source::Sent(name) if field.is_always_there() => statement(&text(quote!(self.sent.0.text(#name)))),
        Source::Sent(name) => {
            let body = statement(&text(quote!(value)));
            quote!(if let Some(value) = self.sent.0.get(#name) { #body })
        }
    }
}

/// The place of an optional text that is written unchanged: an expression of type `Option<String>`.
pub(super) fn optional_text(field: &Field) -> Option<TokenStream> {
    if let Source::Credential(credential) = &field.source {
        let name = names::ident(&credential.name);
        return (!credential.required && !credential.secret).then(|| quote!(credentials.#name));
    }
    let is_text = matches!(field.ty.family(), Some(Family::Text)) && !field.sole;
    let name = names::field(field);
    (field.source.is_caller() && !field.is_plain() && is_text).then(|| quote!(self.#name))
}

/// The wire text of a field, given the access from [`with_value`].
pub(super) fn wire_text(provider: &Provider, field: &Field, supply: &Supply<'_>, value: &Access) -> TokenStream {
    if !field.source.is_caller() && !field.is_sent_amount() && !field.is_sent_integer() {
        return value.reference.clone();
    }
    let text = match supply.tells_absence_inside(field) {
        true => types::text_with_nulls(provider, &field.ty, value),
        false => types::value_text(provider, &field.ty, value),
    };
    if field.sole { quote!(&rt::listed(#text)) } else { text }
}

/// The statement that writes one field; `lent` passes the writer on to a nested object.
pub(super) fn field(
    provider: &Provider,
    writing: Writing,
    field: &Field,
    supply: &Supply<'_>,
    lent: &TokenStream,
) -> TokenStream {
    let wire = &field.wire;
    if let (Source::Layer, Some(local)) = (&field.source, supply.next_layer()) {
        return match (field.ty.is_layer(), field.sole) {
            (true, true) => quote!(writer.layer_object(#wire, &(rt::listed(&#local.0), #local.1));),
            (true, false) => quote!(writer.layer_object(#wire, &#local);),
            (false, _) => quote!(writer.layer(#wire, &#local);),
        };
    }
    if let (Source::Members, Some(object)) = (&field.source, field.ty.message()) {
        let inside = Writing::inside(provider);
        let members = object.written_fields();
        let members = members.map(|member| self::field(provider, inside, member, supply, lent));
        return quote!(writer.begin_object(#wire); #(#members)* writer.end_object(););
    }
    let secret = supply.is_secret(field);
    let tells_absence = writing.tells_absence(field);
    if let (MemberForm::Text, false, false, Some(text)) =
        (writing.form(field), secret, tells_absence, optional_text(field))
    {
        return quote!(writer.optional(#wire, &#text););
    }
    let absent = tells_absence.then(|| quote!(else { writer.absent(#wire); }));
    let present = with_value(provider, &quote!(self), field, supply, |value| {
        let text = || wire_text(provider, field, supply, value);
        let (method, text) = match (writing.form(field), secret) {
            (MemberForm::Nested, _) => {
                let nested = write_nested(provider, field, value, lent);
                return match field.secret {
                    true => quote!(let start = writer.begin_secret(); #nested writer.end_secret(start);),
                    false => nested,
                };
            }
            (MemberForm::Attribute, false) => ("attribute", text()),
            (MemberForm::Attribute, true) => ("secret_attribute", text()),
            (MemberForm::Content { literal }, secret) => {
                let (method, text) = (names::ident(if secret { "secret_content" } else { "content" }), text());
                return quote!(writer.#method(#wire, #text, #literal););
            }
            (MemberForm::Literal, false) => ("literal", text()),
            (MemberForm::Literal, true) => ("secret_literal", text()),
            (MemberForm::Text, false) => ("text", text()),
            (MemberForm::Text, true) => ("secret", text()),
        };
        let method = names::ident(method);
        quote!(writer.#method(#wire, #text);)
    });
    quote!(#present #absent)
}

/// The statement that writes a nested member.
fn write_nested(provider: &Provider, field: &Field, value: &Access, lent: &TokenStream) -> TokenStream {
    let (reference, copy, wire) = (&value.reference, &value.copy, &field.wire);
    match field.ty.structure() {
        Some(Structure::Object(_)) if field.sole => quote! {
            writer.begin_list(#wire);
            writer.begin_item();
            #copy.write(#lent);
            writer.end_item();
            writer.end_list();
        },
        Some(Structure::Object(_)) => quote!(writer.begin_object(#wire); #copy.write(#lent); writer.end_object();),
        Some(Structure::Objects(_)) => quote! {
            writer.begin_list(#wire);
            for item in #reference {
                writer.begin_item();
                item.write(#lent);
                writer.end_item();
            }
            writer.end_list();
        },
        Some(Structure::Scalars(inner)) => {
            let item = types::item(provider, &quote!(writer), inner);
            quote! {
                writer.begin_list(#wire);
                for item in #reference {
                    #item
                }
                writer.end_list();
            }
        }
        Some(Structure::Map) | None => quote!(writer.map(#wire, #reference);),
    }
}

/// The local that holds an encoded inner layer.
pub(super) fn layer_local(index: usize) -> proc_macro2::Ident {
    names::ident(&snake(&format!("layer_{index}")))
}

/// The local that holds the tag of an inner layer's cipher.
pub(super) fn tag_local(index: usize) -> proc_macro2::Ident {
    names::ident(&format!("tag_{index}"))
}
