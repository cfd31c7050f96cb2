//! The places of a request's fields: body, query and headers. Fields in the path are pieces of the path.

use std::sync::Arc;

use super::{Field, Layer, Message, Place, Sends, System, Writing};

impl Message {
    /// The fields in the order of writing: attributes come first, because they stand in the start tag.
    pub fn written_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        let attributes =
            |wanted: bool| self.fields.iter().filter(move |field| (field.place == Place::Attribute) == wanted);
        attributes(true).chain(attributes(false))
    }

    /// Whether the message is an element with a text of its own.
    pub fn has_text(&self) -> bool {
        self.fields.iter().any(|field| field.place == Place::Text)
    }

    /// Whether the message has members that are not inside its element.
    pub fn has_attributes(&self) -> bool {
        self.fields.iter().any(|field| field.place == Place::Attribute)
    }
}

impl Layer {
    /// The fields that the codec writes into a text. Attributes come first: they stand in the start tag of the root.
    pub fn written_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message
            .written_fields()
            .filter(|field| matches!(field.place, Place::Attribute | Place::Body | Place::Text))
    }

    /// Whether a field stands in the query: by its own place, or because the codec of the layer is the query.
    pub fn has_in_query(&self, field: &Field) -> bool {
        field.place == Place::Query || field.place == Place::Body && self.is_query()
    }

    /// The fields in the query, if this is the outermost layer.
    pub fn query_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| self.has_in_query(field))
    }

    /// The fields that are headers of their own, if this is the outermost layer.
    pub fn header_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| field.place == Place::Header)
    }

    /// The form of members in the query: texts, if the query stands beside a body.
    pub fn query_writing(&self) -> Writing {
        if self.is_query() { self.writing() } else { Writing::QUERY }
    }
}

/// A header of a request.
#[derive(Clone, Debug)]
pub struct SentHeader<'s> {
    /// Its name, in lower case.
    pub name: String,
    /// The source of its text.
    pub text: HeaderText<'s>,
    /// Whether the text shows a secret.
    pub secret: bool,
}

/// The source of a header's text.
#[derive(Clone, Copy, Debug)]
pub enum HeaderText<'s> {
    /// The header of `Sends::headers` with that index, which the plan computes.
    Header(usize),
    /// The field with `in: header` that is the header.
    Field(&'s Arc<Field>),
}

/// A system value of a request; see [`System`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentSystem<'s> {
    /// The same text in every request.
    Fixed(&'s str),
    /// The URL.
    Url,
    /// The path, including the path of the server.
    Path,
    /// The query.
    Query,
    /// The path and the query.
    Target,
    /// The body.
    Body,
    /// The nonce of the context.
    Nonce,
    /// The salt of the context.
    Salt,
}

impl Sends {
    /// The headers in the order in which they are set: those of the operation, then the fields that are headers.
    pub fn sent_headers(&self) -> Vec<SentHeader<'_>> {
        let own = self.headers.iter().enumerate().map(|(index, header)| SentHeader {
            name: header.name.to_ascii_lowercase(),
            text: HeaderText::Header(index),
            secret: header.secret,
        });
        let fields = self.layers.iter().take(1).flat_map(Layer::header_fields).map(|field| SentHeader {
            name: field.wire.to_ascii_lowercase(),
            text: HeaderText::Field(field),
            secret: self.is_secret(field),
        });
        own.chain(fields).collect()
    }

    /// The source of a system value in a request.
    pub fn system(&self, system: System) -> SentSystem<'_> {
        match system {
            System::Method => SentSystem::Fixed(&self.method),
            System::ContentType => SentSystem::Fixed(self.content_type.as_deref().unwrap_or_default()),
            System::Body if self.has_body() => SentSystem::Body,
            // A request has no status.
            System::Body | System::Status => SentSystem::Fixed(""),
            System::Url => SentSystem::Url,
            System::Path => SentSystem::Path,
            System::Query => SentSystem::Query,
            System::Target => SentSystem::Target,
            System::Nonce => SentSystem::Nonce,
            System::Salt => SentSystem::Salt,
        }
    }

    /// Whether there is a query: fixed members, fields, or the outermost layer, even an empty one.
    pub fn has_query(&self) -> bool {
        let by_layer = |outer: &Layer| outer.is_query() || outer.query_fields().next().is_some();
        self.layers.first().is_some_and(|outer| by_layer(outer) || !self.query.is_empty())
    }
}
