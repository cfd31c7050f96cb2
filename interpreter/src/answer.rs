//! Builds the object of a received message from its members.

use refundry_codegen::model::{Family, Field, Message, Place, Provider, Structure, Type, message::leaves};
use refundry_runtime::{Members, ReadError};

use crate::{
    amount,
    object::{Object, Value},
};

/// The members of a layer without headers. `inner` holds the next layer and the index of its carrier.
pub(crate) fn object_of_members(
    provider: &Provider,
    message: &Message,
    members: Members<'_>,
    inner: Option<(usize, Value)>,
) -> Result<Object, ReadError> {
    object_with_headers(provider, message, members, None, inner)
}

/// Refuses members that a message must not have.
fn refuse(members: &Members<'_>, names: &[String]) -> Result<(), ReadError> {
    members.refuse(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The members of the outermost layer, some of which may be headers.
pub(crate) fn object_with_headers(
    provider: &Provider,
    message: &Message,
    members: Members<'_>,
    headers: Option<Members<'_>>,
    mut inner: Option<(usize, Value)>,
) -> Result<Object, ReadError> {
    refuse(&members, &message.forbidden(false))?;
    headers.as_ref().map_or(Ok(()), |headers| refuse(headers, &message.forbidden(true)))?;
    let strict = provider.strict(message);
    let strict: Vec<&str> = strict.iter().map(String::as_str).collect();
    // The binding is as short-lived as the names.
    let (mut members, mut headers) = (members, headers);
    members.strict(&strict);
    headers.iter_mut().for_each(|headers| headers.strict(&strict));
    let mut out = Object::default();
    let mut carrier = 0;
    for field in message.received_fields() {
        let value = if field.source.is_layer() {
            carrier += 1;
            inner.take_if(|(index, _)| *index + 1 == carrier).map(|(_, value)| value)
        } else {
            let headers = headers.as_mut().filter(|_| field.place == Place::Header);
            read_member(provider, field, headers.unwrap_or(&mut members))?
        };
        if let Some(value) = value {
            out.set(&field.rust, value);
        }
    }
    out.extra = members.rest();
    out.extra.extend(headers.into_iter().flat_map(Members::rest));
    Ok(out)
}

pub(crate) fn read_member(
    provider: &Provider,
    field: &Field,
    members: &mut Members<'_>,
) -> Result<Option<Value>, ReadError> {
    let wire = &field.received_name();
    match &field.ty {
        Type::Json(inner) => structure(provider, wire, inner, true, members),
        Type::Object(message) if field.sole => {
            let lists = provider.lists_in_xml(message);
            let found = match (message.has_text(), lists.is_empty()) {
                (true, _) => members.element_of(wire, &lists)?,
                (false, true) => members.sole(wire)?,
                (false, false) => members.sole_of(wire, &lists)?,
            };
            found.map(|inner| object_of_members(provider, message, inner, None).map(Value::Object)).transpose()
        }
        Type::Indexed { message, from } => {
            let found = members.indexed(&leaves(message), *from)?;
            each(provider, message, found)
        }
        Type::Parallel { message, join } => {
            let names: Vec<&str> = message.fields.iter().map(|field| field.wire.as_str()).collect();
            let found = members.parallel(&names, join)?;
            each(provider, message, found)
        }
        ty @ (Type::Object(_) | Type::List(_) | Type::Map { .. }) => structure(provider, wire, ty, false, members),
        ty @ (Type::Scalar(_) | Type::Layer(_)) => scalar(provider, wire, ty, members),
    }
}

fn scalar(provider: &Provider, wire: &str, ty: &Type, members: &mut Members<'_>) -> Result<Option<Value>, ReadError> {
    Ok(match ty.family() {
        Some(Family::Integer) => members.integer(wire)?.map(Value::Integer),
        Some(Family::Amount(form)) => {
            let format = amount::received(form, members);
            members.amount(wire, format)?.map(Value::Amount)
        }
        Some(Family::Time(format)) => members.timestamp(wire, provider.time_format(format))?.map(Value::Time),
        Some(Family::Boolean(None)) => members.boolean(wire)?.map(Value::Boolean),
        Some(Family::Boolean(Some((yes, no)))) => members.word(wire, yes, no)?.map(Value::Boolean),
        Some(Family::ErrorCode) => members.text(wire)?.map(|text| Value::Text(canonical(provider, text))),
        Some(Family::Text | Family::Enumeration(_)) | None => members.text(wire)?.map(Value::Text),
    })
}

/// Replaces an alias of an error code by the code's own spelling. A code of a class stays as it came.
fn canonical(provider: &Provider, text: String) -> String {
    let code = provider.error(&text).and_then(|listed| listed.class.one());
    code.map_or(text.clone(), str::to_owned)
}

fn structure(
    provider: &Provider,
    wire: &str,
    ty: &Type,
    in_text: bool,
    members: &mut Members<'_>,
) -> Result<Option<Value>, ReadError> {
    match ty.structure() {
        Some(Structure::Object(message)) => {
            let lists = provider.lists_in_xml(message);
            let found = match (in_text, lists.is_empty()) {
                (true, _) => members.object_in_text(wire)?,
                (false, _) if message.has_text() => members.element_of(wire, &lists)?,
                (false, true) => members.object(wire)?,
                (false, false) => members.object_of(wire, &lists)?,
            };
            found.map(|inner| object_of_members(provider, message, inner, None).map(Value::Object)).transpose()
        }
        Some(Structure::Objects(message)) => {
            let lists = provider.lists_in_xml(message);
            let found = match (in_text, lists.is_empty()) {
                (true, _) => members.list_in_text(wire)?,
                (false, _) if message.has_text() => members.elements_of(wire, &lists)?,
                (false, true) => members.list(wire)?,
                (false, false) => members.list_of(wire, &lists)?,
            };
            each(provider, message, found)
        }
        Some(Structure::Scalars(item)) => scalars(provider, wire, item, in_text, members),
        Some(Structure::Map) | None => {
            Ok(if in_text { members.map_in_text(wire)? } else { members.map(wire)? }.map(Value::Map))
        }
    }
}

fn scalars(
    provider: &Provider,
    wire: &str,
    ty: &Type,
    in_text: bool,
    members: &mut Members<'_>,
) -> Result<Option<Value>, ReadError> {
    if ty.is_string() {
        let found = if in_text { members.text_list_in_text(wire)? } else { members.text_list(wire)? };
        return Ok(found.map(|texts| Value::List(texts.into_iter().map(Value::Text).collect())));
    }
    let item = |item: &mut Members<'_>| scalar(provider, wire, ty, item);
    let found = if in_text { members.scalar_list_in_text(wire, item)? } else { members.scalar_list(wire, item)? };
    Ok(found.map(Value::List))
}

fn each(provider: &Provider, message: &Message, found: Option<Vec<Members<'_>>>) -> Result<Option<Value>, ReadError> {
    let Some(items) = found else { return Ok(None) };
    let items = items.into_iter().map(|item| object_of_members(provider, message, item, None).map(Value::Object));
    Ok(Some(Value::List(items.collect::<Result<_, _>>()?)))
}
