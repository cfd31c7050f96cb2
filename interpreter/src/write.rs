//! Fields in their codec's writer.

use std::borrow::Cow;

use refundry_codegen::{
    model::{Codec, Field, Layer, Message, Provider, Source, Type},
    spec::syntax::Place,
};
use refundry_runtime::{
    Body, Extras, FormWriter, JsonWriter, ObjectWriter, PairsWriter, SignError, XmlStyle, XmlWriter, boolean_text,
    integer_text, listed,
};

use crate::{
    object::{Object, Value},
    statics, terms,
};

/// The wire text of a value.
pub(crate) fn text<'v>(provider: &Provider, ty: &Type, value: &'v Value) -> Cow<'v, str> {
    match (ty, value) {
        (_, Value::Text(text)) => Cow::Borrowed(text),
        (_, Value::Integer(number)) => Cow::Owned(integer_text(*number).as_str().to_owned()),
        (Type::Amount { yuan: true, .. }, Value::Amount(amount)) => Cow::Owned(amount.yuan_text().as_str().to_owned()),
        (_, Value::Amount(amount)) => Cow::Owned(amount.fen_text().as_str().to_owned()),
        (Type::Time { format, .. }, Value::Time(time)) => {
            Cow::Owned(time.format(terms::time_format(provider, format)).as_str().to_owned())
        }
        (Type::Boolean { words: Some((yes, no)) }, Value::Boolean(boolean)) => {
            Cow::Owned(if *boolean { yes } else { no }.clone())
        }
        (_, Value::Boolean(boolean)) => Cow::Borrowed(boolean_text(*boolean)),
        (Type::Json(inner), value) => text(provider, inner, value),
        (ty, value) => Cow::Owned(json(provider, ty, value)),
    }
}

/// The wire text of a field: the object of a list of one in its list.
pub(crate) fn whole<'v>(provider: &Provider, field: &Field, value: &'v Value) -> Cow<'v, str> {
    let text = text(provider, &field.ty, value);
    if field.sole && field.source.is_caller() { Cow::Owned(listed(&text)) } else { text }
}

/// A nested value as JSON text.
fn json(provider: &Provider, ty: &Type, value: &Value) -> String {
    let writer = match (ty, value) {
        (Type::Object(message), Value::Object(inner)) => {
            let mut writer = JsonWriter::new();
            object(provider, &mut writer, message, inner);
            writer
        }
        (Type::List(inner), Value::List(entries)) => {
            let mut writer = JsonWriter::list();
            items(provider, &mut writer, inner, entries);
            writer
        }
        (_, Value::Map(entries)) => {
            let mut writer = JsonWriter::new();
            entries.iter().for_each(|(key, text)| writer.text(key, text));
            writer
        }
        _ => JsonWriter::new(),
    };
    writer.finish().into_text().0
}

/// The fields of an object: whichever writer it is, it nests.
fn object(provider: &Provider, writer: &mut dyn ObjectWriter, message: &Message, object: &Object) {
    let nulls = provider.writes_nulls();
    for field in &message.fields {
        let value = match &field.source {
            Source::Constant(constant) => Some(Cow::Owned(Value::Text(constant.clone()))),
            Source::Caller => object.get(&field.rust).map(Cow::Borrowed),
            _ => None,
        };
        match value {
            Some(value) => member(provider, writer, field, &value, true, field.holds_secret()),
            None if nulls && field.source.is_caller() && !field.is_plain() => writer.absent(&field.wire),
            None => {}
        }
    }
}

/// One member of a writer that nests; `literals`: numbers and booleans are no texts.
fn member(
    provider: &Provider,
    writer: &mut dyn ObjectWriter,
    field: &Field,
    value: &Value,
    literals: bool,
    secret: bool,
) {
    if field.source.is_caller() && field.ty.is_nested() {
        let start = field.secret.then(|| writer.begin_secret());
        nested(provider, writer, field, value);
        if let Some(start) = start {
            writer.end_secret(start);
        }
        return;
    }
    let text = whole(provider, field, value);
    match (literals && field.ty.is_literal(), secret) {
        (false, false) => writer.text(&field.wire, &text),
        (false, true) => writer.secret(&field.wire, &text),
        (true, false) => writer.literal(&field.wire, &text),
        (true, true) => writer.secret_literal(&field.wire, &text),
    }
}

fn nested(provider: &Provider, writer: &mut dyn ObjectWriter, field: &Field, value: &Value) {
    let wire = &field.wire;
    match (&field.ty, value) {
        (Type::Object(_), Value::Object(_)) if field.sole => {
            writer.begin_list(wire);
            items(provider, writer, &field.ty, std::slice::from_ref(value));
            writer.end_list();
        }
        (Type::Object(message), Value::Object(inner)) => {
            writer.begin_object(wire);
            object(provider, writer, message, inner);
            writer.end_object();
        }
        (Type::List(inner), Value::List(entries)) => {
            writer.begin_list(wire);
            items(provider, writer, inner, entries);
            writer.end_list();
        }
        (_, Value::Map(entries)) => writer.map(wire, entries),
        _ => {}
    }
}

fn items(provider: &Provider, writer: &mut dyn ObjectWriter, ty: &Type, entries: &[Value]) {
    for entry in entries {
        match (ty, entry) {
            (Type::Object(message), Value::Object(inner)) => {
                writer.begin_item();
                object(provider, writer, message, inner);
                writer.end_item();
            }
            (ty, value) if ty.is_literal() => writer.item_literal(&text(provider, ty, value)),
            (ty, value) => writer.item_text(&text(provider, ty, value)),
        }
    }
}

/// The writer of a layer or query.
pub(crate) struct Writer {
    kind: Kind,
    /// Whether numbers and booleans are no texts.
    literals: bool,
    /// Whether an object stands as such, not as a text.
    nests: bool,
    /// Whether what is absent may have to be told.
    pub(crate) nulls: bool,
    in_charset: bool,
    /// How many objects are open.
    depth: usize,
}

enum Kind {
    Form(FormWriter),
    Json(JsonWriter),
    Xml(XmlWriter),
    Pairs(PairsWriter),
}

impl Writer {
    /// Of a layer's body or query.
    pub(crate) fn of(layer: &Layer) -> Self {
        let codec = layer.codecs.first().copied().unwrap_or(Codec::Json);
        let (json, xml) = (codec == Codec::Json, codec == Codec::Xml);
        let kind = match codec {
            Codec::Form | Codec::Query => Kind::Form(FormWriter::styled(terms::form_style(&layer.style))),
            Codec::Json if layer.style.nulls => Kind::Json(JsonWriter::with_nulls()),
            Codec::Json => Kind::Json(JsonWriter::new()),
            Codec::Xml => {
                let style = XmlStyle { declaration: statics::text(&layer.declaration), cdata: layer.style.cdata };
                Kind::Xml(XmlWriter::styled(statics::text(&layer.root), style))
            }
            Codec::Pairs => Kind::Pairs(PairsWriter::new(terms::signs(layer.style.signs))),
        };
        Self {
            kind,
            literals: json || layer.style.cdata,
            nests: json || xml || layer.style.nests,
            nulls: layer.style.nulls,
            in_charset: layer.style.charset != refundry_codegen::model::Charset::Utf8,
            depth: 0,
        }
    }

    /// Of a query beside the body of a layer.
    pub(crate) fn of_query(layer: &Layer) -> Self {
        let kind = Kind::Form(FormWriter::styled(terms::form_style(&layer.style)));
        let in_charset = layer.style.charset != refundry_codegen::model::Charset::Utf8;
        Self { kind, literals: false, nests: false, nulls: false, in_charset, depth: 0 }
    }

    /// A member of the query that is the same for every request.
    pub(crate) fn fixed(&mut self, name: &str, text: &str) {
        self.scalar(name, text, false, false);
    }

    /// A field with its value.
    pub(crate) fn field(&mut self, provider: &Provider, field: &Field, value: &Value, secret: bool) {
        if field.place == Place::Attribute {
            let (text, wire) = (text(provider, &field.ty, value), &field.wire);
            if let Kind::Xml(writer) = &mut self.kind {
                if secret { writer.secret_attribute(wire, &text) } else { writer.attribute(wire, &text) }
            }
            return;
        }
        let literals = self.literals || self.depth > 0;
        match self.objects() {
            Some(writer) => member(provider, writer, field, value, literals, secret),
            None => {
                let text = whole(provider, field, value);
                self.scalar(&field.wire, &text, literals && field.ty.is_literal(), secret);
            }
        }
    }

    /// Begins an object whose members follow; numbers in it are no texts, whichever writer it is.
    pub(crate) fn begin(&mut self, name: &str) {
        self.depth += 1;
        if let Some(writer) = self.objects() {
            writer.begin_object(name);
        }
    }

    /// Ends it.
    pub(crate) fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if let Some(writer) = self.objects() {
            writer.end_object();
        }
    }

    /// Notes that a field is absent.
    pub(crate) fn absent(&mut self, name: &str) {
        if let Some(writer) = self.objects() {
            writer.absent(name);
        }
    }

    /// The next layer, as a text or, where it is embedded, as an object.
    pub(crate) fn layer(&mut self, field: &Field, layer: &(String, bool)) {
        let wire = &field.wire;
        match &mut self.kind {
            Kind::Json(writer) if matches!(field.ty, Type::Layer(_)) && field.sole => {
                writer.layer_object(wire, &(listed(&layer.0), layer.1));
            }
            Kind::Json(writer) if matches!(field.ty, Type::Layer(_)) => writer.layer_object(wire, layer),
            Kind::Json(writer) => writer.layer(wire, layer),
            Kind::Form(writer) => writer.layer(wire, layer),
            Kind::Xml(writer) => writer.layer(wire, layer),
            Kind::Pairs(writer) => writer.layer(wire, layer),
        }
    }

    /// The fields that the caller added.
    pub(crate) fn extras(&mut self, extras: &Extras) {
        match &mut self.kind {
            Kind::Json(writer) => writer.extras(extras),
            Kind::Form(writer) => writer.extras(extras),
            Kind::Xml(writer) => writer.extras(extras),
            Kind::Pairs(writer) => writer.extras(extras),
        }
    }

    /// The written message.
    pub(crate) fn finish(self) -> Result<Body, SignError> {
        match self.kind {
            Kind::Form(writer) if self.in_charset => writer.finish_in_charset(),
            Kind::Form(writer) => Ok(writer.finish()),
            Kind::Json(writer) => Ok(writer.finish()),
            Kind::Xml(writer) => Ok(writer.finish()),
            Kind::Pairs(writer) => writer.finish(),
        }
    }

    /// The writer, if objects stand in it as such.
    fn objects(&mut self) -> Option<&mut dyn ObjectWriter> {
        if !self.nests {
            return None;
        }
        match &mut self.kind {
            Kind::Form(writer) => Some(writer),
            Kind::Json(writer) => Some(writer),
            Kind::Xml(writer) => Some(writer),
            Kind::Pairs(_) => None,
        }
    }

    fn scalar(&mut self, name: &str, text: &str, literal: bool, secret: bool) {
        let writer: &mut dyn ObjectWriter = match &mut self.kind {
            Kind::Pairs(writer) if secret => return writer.secret(name, text),
            Kind::Pairs(writer) => return writer.text(name, text),
            Kind::Form(writer) => writer,
            Kind::Json(writer) => writer,
            Kind::Xml(writer) => writer,
        };
        match (literal, secret) {
            (false, false) => writer.text(name, text),
            (false, true) => writer.secret(name, text),
            (true, false) => writer.literal(name, text),
            (true, true) => writer.secret_literal(name, text),
        }
    }
}
