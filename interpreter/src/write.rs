//! Writes fields with the writer of their codec.

use std::borrow::Cow;

use refundry_codegen::model::{Family, Field, MemberForm, Message, Provider, Source, Type, Writing};
use refundry_runtime::{Format, JsonWriter, Writer, boolean_text, integer_text, listed};

use crate::object::{Object, Value};

/// A value as wire text.
pub(crate) fn wire_text<'v>(provider: &Provider, ty: &Type, value: &'v Value) -> Cow<'v, str> {
    match (ty.family(), value) {
        (_, Value::Text(text)) => Cow::Borrowed(text),
        (_, Value::Integer(number)) => Cow::Owned(integer_text(*number).as_str().to_owned()),
        (Some(Family::Amount { yuan: true }), Value::Amount(amount)) => {
            Cow::Owned(amount.yuan_text().as_str().to_owned())
        }
        (_, Value::Amount(amount)) => Cow::Owned(amount.fen_text().as_str().to_owned()),
        (Some(Family::Time(format)), Value::Time(time)) => {
            Cow::Owned(time.format(provider.time_format(format)).as_str().to_owned())
        }
        (Some(Family::Boolean(Some((yes, no)))), Value::Boolean(boolean)) => {
            Cow::Owned(if *boolean { yes } else { no }.clone())
        }
        (_, Value::Boolean(boolean)) => Cow::Borrowed(boolean_text(*boolean)),
        (_, Value::Object(_) | Value::List(_) | Value::Map(_) | Value::Time(_)) => {
            Cow::Owned(json(provider, ty.content(), value))
        }
    }
}

/// The wire text of a field; a singleton's object is wrapped in its array.
pub(crate) fn whole<'v>(provider: &Provider, field: &Field, value: &'v Value) -> Cow<'v, str> {
    let text = wire_text(provider, &field.ty, value);
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

/// Writes the fields of an object.
fn object(provider: &Provider, writer: &mut Writer<dyn Format>, message: &Message, object: &Object) {
    let writing = Writing::inside(provider);
    for field in &message.fields {
        let value = if let Source::Constant(constant) = &field.source {
            Some(Cow::Owned(Value::Text(constant.clone())))
        } else {
            object.get(&field.rust).filter(|_| field.source.is_caller()).map(Cow::Borrowed)
        };
        self::field(provider, writer, writing, field, value.as_deref(), field.holds_secret());
    }
}

/// Writes a field if it has a value.
pub(crate) fn field(
    provider: &Provider,
    writer: &mut Writer<dyn Format>,
    writing: Writing,
    field: &Field,
    value: Option<&Value>,
    secret: bool,
) {
    let wire = &field.wire;
    let Some(value) = value else {
        if writing.tells_absence(field) {
            writer.absent(wire);
        }
        return;
    };
    let form = writing.form(field);
    if form == MemberForm::Nested {
        let start = field.secret.then(|| writer.begin_secret());
        write_nested(provider, writer, field, value);
        if let Some(start) = start {
            writer.end_secret(start);
        }
        return;
    }
    let text = whole(provider, field, value);
    match (form, secret) {
        (MemberForm::Attribute, false) => writer.attribute(wire, &text),
        (MemberForm::Attribute, true) => writer.secret_attribute(wire, &text),
        (MemberForm::Literal, false) => writer.literal(wire, &text),
        (MemberForm::Literal, true) => writer.secret_literal(wire, &text),
        (MemberForm::Nested | MemberForm::Text, false) => writer.text(wire, &text),
        (MemberForm::Nested | MemberForm::Text, true) => writer.secret(wire, &text),
    }
}

/// Writes the next layer: as text, or as an object if it is embedded.
pub(crate) fn layer(writer: &mut Writer<dyn Format>, field: &Field, layer: &(String, bool)) {
    let wire = &field.wire;
    match (field.ty.is_layer(), field.sole) {
        (true, true) => writer.layer_object(wire, &(listed(&layer.0), layer.1)),
        (true, false) => writer.layer_object(wire, layer),
        (false, _) => writer.layer(wire, layer),
    }
}

fn write_nested(provider: &Provider, writer: &mut Writer<dyn Format>, field: &Field, value: &Value) {
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

fn items(provider: &Provider, writer: &mut Writer<dyn Format>, ty: &Type, entries: &[Value]) {
    for entry in entries {
        match (ty, entry) {
            (Type::Object(message), Value::Object(inner)) => {
                writer.begin_item();
                object(provider, writer, message, inner);
                writer.end_item();
            }
            (ty, value) if ty.is_literal() => writer.item_literal(&wire_text(provider, ty, value)),
            (ty, value) => writer.item_text(&wire_text(provider, ty, value)),
        }
    }
}
