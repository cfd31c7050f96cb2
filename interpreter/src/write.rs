//! Writes fields with the writer of their codec.

use std::borrow::Cow;

use refundry_codegen::model::{Family, Field, MemberForm, Provider, Source, Type, Writing};
use refundry_runtime::{Format, JsonWriter, Writer, boolean_text, integer_text, listed};

use crate::{
    amount,
    object::{Object, Value},
};

/// A value as wire text; the type of an amount tells its decimals.
pub(crate) fn wire_text<'v>(provider: &Provider, ty: &Type, value: &'v Value) -> Cow<'v, str> {
    text(provider, ty, value, false)
}

fn text<'v>(provider: &Provider, ty: &Type, value: &'v Value, nulls: bool) -> Cow<'v, str> {
    match (ty.family(), value) {
        (_, Value::Text(text)) => Cow::Borrowed(text),
        (_, Value::Integer(number)) => Cow::Owned(integer_text(*number).as_str().to_owned()),
        (Some(Family::Amount(form)), Value::Amount(amount)) => {
            Cow::Owned(amount.format(amount::format(form)).as_str().to_owned())
        }
        (_, Value::Amount(amount)) => Cow::Owned(amount.to_minor().as_str().to_owned()),
        (Some(Family::Time(format)), Value::Time(time)) => {
            Cow::Owned(time.format(provider.time_format(format)).as_str().to_owned())
        }
        (Some(Family::Boolean(Some((yes, no)))), Value::Boolean(boolean)) => {
            Cow::Owned(if *boolean { yes } else { no }.clone())
        }
        (_, Value::Boolean(boolean)) => Cow::Borrowed(boolean_text(*boolean)),
        (_, Value::Object(_) | Value::List(_) | Value::Map(_) | Value::Time(_)) => {
            Cow::Owned(json(provider, ty.content(), value, nulls))
        }
    }
}

/// The wire text of a field of `object`; a singleton's object is wrapped in its array.
pub(crate) fn whole<'v>(provider: &Provider, object: &Object, field: &Field, value: &'v Value) -> Cow<'v, str> {
    listed_if_sole(field, wire_text(provider, &amount::ty_in(field, object), value))
}

/// The wire text of a nested field, with the absent members of its objects as `null`.
pub(crate) fn whole_with_nulls(provider: &Provider, field: &Field, value: &Value) -> String {
    listed_if_sole(field, text(provider, &field.ty, value, true)).into_owned()
}

fn listed_if_sole<'v>(field: &Field, text: Cow<'v, str>) -> Cow<'v, str> {
    if field.sole && field.source.is_caller() { Cow::Owned(listed(&text)) } else { text }
}

/// A nested value as JSON text.
fn json(provider: &Provider, ty: &Type, value: &Value, nulls: bool) -> String {
    let list = matches!(value, Value::List(_));
    let writer = if list { JsonWriter::list() } else { JsonWriter::new() };
    let mut writer = if nulls { writer.with_nulls() } else { writer };
    match value {
        Value::Object(inner) => write_object(provider, &mut writer, ty, inner),
        Value::List(entries) => items(provider, &mut writer, ty.item(), entries),
        Value::Map(entries) => entries.iter().for_each(|(key, text)| writer.text(key, text)),
        Value::Text(_) | Value::Integer(_) | Value::Amount(_) | Value::Time(_) | Value::Boolean(_) => {}
    }
    writer.finish().into_text().0
}

/// Writes the fields of an object of a type that has them.
fn write_object(provider: &Provider, writer: &mut Writer<dyn Format>, ty: &Type, object: &Object) {
    let writing = Writing::inside(provider);
    for field in ty.message().into_iter().flat_map(|message| message.written_fields()) {
        if field.source.is_members() {
            writer.begin_object(&field.wire);
            write_object(provider, writer, &field.ty, object);
            writer.end_object();
            continue;
        }
        let value = if let Source::Constant(constant) = &field.source {
            Some(Cow::Owned(Value::Text(constant.clone())))
        } else {
            object.get(&field.rust).filter(|_| field.source.is_caller()).map(Cow::Borrowed)
        };
        self::field(provider, writer, writing, (object, field), value.as_deref(), field.holds_secret());
    }
}

/// Writes a field of an object if it has a value.
pub(crate) fn field(
    provider: &Provider,
    writer: &mut Writer<dyn Format>,
    writing: Writing,
    (object, field): (&Object, &Field),
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
    let text = whole(provider, object, field, value);
    match (form, secret) {
        (MemberForm::Attribute, false) => writer.attribute(wire, &text),
        (MemberForm::Attribute, true) => writer.secret_attribute(wire, &text),
        (MemberForm::Content { literal }, false) => writer.content(wire, &text, literal),
        (MemberForm::Content { literal }, true) => writer.secret_content(wire, &text, literal),
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
    match value {
        Value::Object(_) if field.sole => {
            writer.begin_list(wire);
            items(provider, writer, &field.ty, std::slice::from_ref(value));
            writer.end_list();
        }
        Value::Object(inner) => {
            writer.begin_object(wire);
            write_object(provider, writer, &field.ty, inner);
            writer.end_object();
        }
        Value::List(entries) => {
            writer.begin_list(wire);
            items(provider, writer, field.ty.item(), entries);
            writer.end_list();
        }
        Value::Map(entries) => writer.map(wire, entries),
        Value::Text(_) | Value::Integer(_) | Value::Amount(_) | Value::Time(_) | Value::Boolean(_) => {}
    }
}

fn items(provider: &Provider, writer: &mut Writer<dyn Format>, ty: &Type, entries: &[Value]) {
    for entry in entries {
        if let Value::Object(inner) = entry {
            writer.begin_item();
            write_object(provider, writer, ty, inner);
            writer.end_item();
        } else if ty.is_literal() {
            writer.item_literal(&wire_text(provider, ty, entry));
        } else {
            writer.item_text(&wire_text(provider, ty, entry));
        }
    }
}
