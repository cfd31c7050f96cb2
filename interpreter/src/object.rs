//! The values of fields in requests and answers.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use refundry_codegen::model::{Data, Family, Field, Message, Provider, Structure, Type};
use refundry_runtime::{Amount, TimeFormat, Timestamp};
use serde_json::Value as Json;

use crate::amount;

/// A value in the type of its field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, a value of an enumeration, an error code.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An amount of money.
    Amount(Amount),
    /// A point in time.
    Time(Timestamp),
    /// A boolean.
    Boolean(bool),
    /// A nested object.
    Object(Object),
    /// A list.
    List(Vec<Value>),
    /// A map of texts.
    Map(Vec<(String, String)>),
}

/// The values of fields, by the fields' Rust names, and unlisted members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    // The names come from the spec, so that no attacker chooses what is hashed.
    fields: IndexMap<String, Value, RandomState>,
    /// Members that the spec does not list, in their received form.
    pub extra: Vec<(String, String)>,
}

/// A value that does not fit its field, and its path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}", named(path))]
pub struct ValueError {
    /// The path: `goods_details[1].price`; empty for the whole object.
    pub path: String,
    /// The problem in words.
    pub problem: String,
}

impl Object {
    /// The value of a field.
    pub fn get(&self, rust: &str) -> Option<&Value> {
        self.fields.get(rust)
    }

    /// Sets or replaces a field.
    pub fn set(&mut self, rust: impl Into<String>, value: Value) {
        self.fields.insert(rust.into(), value);
    }

    /// Removes a field.
    pub fn remove(&mut self, rust: &str) {
        self.take(rust);
    }

    /// Removes a field and returns its value.
    pub(crate) fn take(&mut self, rust: &str) -> Option<Value> {
        self.fields.shift_remove(rust)
    }

    /// The fields with a value.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The object at a path through nested objects.
    pub(crate) fn object_mut(&mut self, path: &[Arc<Field>]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        let Value::Object(inner) = self.fields.get_mut(&first.rust)? else { return None };
        inner.object_mut(rest)
    }

    /// Sets a member, and makes the objects around it.
    pub fn put(&mut self, path: &[Arc<Field>], value: Value) {
        match path {
            [] => {}
            [field] => self.set(&field.rust, value),
            [first, rest @ ..] => {
                if !matches!(self.get(&first.rust), Some(Value::Object(_))) {
                    self.set(&first.rust, Value::Object(Self::default()));
                }
                if let Some(inner) = self.object_mut(std::slice::from_ref(first)) {
                    inner.put(rest, value);
                }
            }
        }
    }

    /// Removes a member.
    pub fn clear(&mut self, path: &[Arc<Field>]) {
        if let Some((field, around)) = path.split_last()
            && let Some(object) = self.object_mut(around)
        {
            object.remove(&field.rust);
        }
    }

    /// A member, addressed through nested objects.
    pub fn member(&self, path: &[Arc<Field>]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        match (self.get(&first.rust)?, rest) {
            (value, []) => Some(value),
            (Value::Object(inner), rest) => inner.member(rest),
            _ => None,
        }
    }
}

/// Parses the caller's fields of an example from wire form. Mandatory fields that the example omits become empty
/// values.
pub(crate) fn of_example(
    provider: &Provider,
    fields: &[(Arc<Field>, Data)],
    all: &[Arc<Field>],
) -> Result<Object, ValueError> {
    let mut out = Object::default();
    for (field, data) in fields {
        out.set(&field.rust, typed(provider, &field.ty_beside(fields), data, &field.wire)?);
    }
    // An example may deliberately omit a field that a rule demands.
    for field in all.iter().filter(|field| field.is_plain() && out.get(&field.rust).is_none()).collect::<Vec<_>>() {
        out.set(&field.rust, empty(&field.ty).unwrap_or_else(|| zero(&field.ty)));
    }
    Ok(out)
}

fn zero(ty: &Type) -> Value {
    match ty.content().family() {
        Some(Family::Amount(_)) => Value::Amount(Amount::from_minor(0)),
        Some(Family::Integer) => Value::Integer(0),
        Some(Family::Boolean(_)) => Value::Boolean(false),
        Some(Family::Time(_)) => Value::Time(Timestamp::from_epoch_ms(0)),
        Some(Family::Text | Family::Enumeration(_) | Family::ErrorCode) | None => Value::Text(String::new()),
    }
}

/// The empty value of a text or list.
fn empty(ty: &Type) -> Option<Value> {
    match ty.content().structure() {
        None => ty.content().is_text().then(|| Value::Text(String::new())),
        Some(Structure::Objects(_) | Structure::Scalars(_)) => Some(Value::List(Vec::new())),
        Some(Structure::Map) => Some(Value::Map(Vec::new())),
        Some(Structure::Object(_)) => None,
    }
}

/// Sets omitted plain fields to an empty text or list, which their rules report; a number has no empty value.
fn complete(out: &mut Object, all: &[Arc<Field>], path: &str) -> Result<(), ValueError> {
    for field in all.iter().filter(|field| field.is_plain()) {
        if out.get(&field.rust).is_some() {
            continue;
        }
        let empty = empty(&field.ty).ok_or_else(|| missing(path, field))?;
        out.set(&field.rust, empty);
    }
    Ok(())
}

fn missing(path: &str, field: &Field) -> ValueError {
    fault(&join(path, &field.wire), "is missing, and every request has it")
}

fn named(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("`{path}`: ") }
}

fn fault(path: &str, problem: impl Into<String>) -> ValueError {
    ValueError { path: path.to_owned(), problem: problem.into() }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn typed(provider: &Provider, ty: &Type, data: &Data, path: &str) -> Result<Value, ValueError> {
    match (ty.content(), data) {
        (Type::Object(message), Data::Object(fields)) => {
            typed_object(provider, message, fields, path).map(Value::Object)
        }
        (Type::List(inner), Data::List(items)) => {
            let items = items.iter().enumerate();
            let items = items.map(|(at, item)| typed(provider, inner, item, &format!("{path}[{at}]")));
            items.collect::<Result<_, _>>().map(Value::List)
        }
        (Type::Map { .. }, Data::Map(entries)) => Ok(Value::Map(entries.clone())),
        (scalar, Data::Text(text)) => parse_scalar(provider, scalar, text).map_err(|problem| fault(path, problem)),
        (wanted, _) => Err(fault(path, format!("is no {}", noun(wanted)))),
    }
}

fn typed_object(
    provider: &Provider,
    message: &Message,
    fields: &[(Arc<Field>, Data)],
    path: &str,
) -> Result<Object, ValueError> {
    let mut out = Object::default();
    for (field, data) in fields {
        out.set(&field.rust, typed(provider, &field.ty_beside(fields), data, &join(path, &field.wire))?);
    }
    let own: Vec<Arc<Field>> = message.caller_fields().cloned().collect();
    complete(&mut out, &own, path)?;
    Ok(out)
}

fn noun(ty: &Type) -> &'static str {
    match ty.structure() {
        Some(Structure::Object(_)) => "object",
        Some(Structure::Objects(_) | Structure::Scalars(_)) => "list",
        Some(Structure::Map) => "map of texts",
        None => "text or number",
    }
}

/// The words for a time in a message.
fn time_words(format: TimeFormat<'_>) -> String {
    match format {
        TimeFormat::EpochMillis => "time in milliseconds since 1970".to_owned(),
        TimeFormat::EpochSeconds => "time in seconds since 1970".to_owned(),
        TimeFormat::HttpDate => "date of HTTP headers".to_owned(),
        TimeFormat::Pattern { pattern, .. } | TimeFormat::Zoned { pattern, .. } => {
            format!("time in the form `{pattern}`")
        }
    }
}

/// Parses a scalar in wire form.
pub(crate) fn parse_scalar(provider: &Provider, ty: &Type, text: &str) -> Result<Value, String> {
    let shown = || format!("is `{text}`, which is no ");
    match ty.family() {
        Some(Family::Integer) => text.parse().map(Value::Integer).map_err(|_| shown() + "whole number"),
        Some(Family::Amount(form)) => Amount::parse(text, amount::format(form))
            .map(Value::Amount)
            .map_err(|_| format!("{}amount{}", shown(), form.unit_words())),
        Some(Family::Boolean(words)) => {
            let (yes, no) = words.map_or(("true", "false"), |(yes, no)| (yes, no));
            match text {
                text if text == yes => Ok(Value::Boolean(true)),
                text if text == no => Ok(Value::Boolean(false)),
                _ => Err(format!("{}`{yes}` or `{no}`", shown())),
            }
        }
        Some(Family::Time(format)) => {
            let format = provider.time_format(format);
            Timestamp::parse(text, format).map(Value::Time).map_err(|_| shown() + &time_words(format))
        }
        Some(Family::Text | Family::Enumeration(_) | Family::ErrorCode) | None => Ok(Value::Text(text.to_owned())),
    }
}

/// Parses the caller's fields from JSON: wire names, scalars in wire form as texts or numbers. Faults are values that
/// do not fit and names that the request lacks; the object omits both.
pub(crate) fn of_json(
    provider: &Provider,
    values: &serde_json::Map<String, Json>,
    all: &[Arc<Field>],
    faults: &mut Vec<ValueError>,
) -> Object {
    members(provider, values, all, "", faults)
}

fn members(
    provider: &Provider,
    values: &serde_json::Map<String, Json>,
    all: &[Arc<Field>],
    path: &str,
    faults: &mut Vec<ValueError>,
) -> Object {
    let mut out = Object::default();
    for (name, json) in values {
        let place = join(path, name);
        match all.iter().find(|field| field.wire == *name) {
            _ if json.is_null() => {}
            Some(field) => {
                let known = faults.len();
                let ty = field.ty.beside(|member| values.get(&member.wire)?.as_str().map(str::to_owned));
                if let Some(value) = from_json(provider, &ty, json, &place, faults) {
                    out.set(&field.rust, value);
                }
                // The problem of a secret field must not quote its value.
                let own = faults.iter_mut().skip(known).filter(|_| field.secret);
                own.for_each(|fault| fault.problem = "does not fit the field; its value is secret".to_owned());
            }
            None => faults.push(fault(&place, unknown(name, all))),
        }
    }
    // The fault of a value that does not fit is reported already.
    let given = |field: &Field| values.get(&field.wire).is_some_and(|json| !json.is_null());
    for field in all.iter().filter(|field| field.is_plain() && !given(field)) {
        match empty(&field.ty) {
            Some(empty) => out.set(&field.rust, empty),
            None => faults.push(missing(path, field)),
        }
    }
    out
}

fn unknown(name: &str, all: &[Arc<Field>]) -> String {
    let names: Vec<&str> = all.iter().map(|field| field.wire.as_str()).collect();
    let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let same = names.iter().find(|known| known.eq_ignore_ascii_case(name));
    match same {
        Some(known) => format!("is no field of the request; did you mean `{known}`?"),
        None => format!("is no field of the request, which has {list}"),
    }
}

fn from_json(provider: &Provider, ty: &Type, json: &Json, path: &str, faults: &mut Vec<ValueError>) -> Option<Value> {
    match (ty.content(), json) {
        (Type::Object(message), Json::Object(values)) => {
            let own: Vec<Arc<Field>> = message.caller_fields().cloned().collect();
            Some(Value::Object(members(provider, values, &own, path, faults)))
        }
        (Type::List(inner), Json::Array(items)) => {
            let items = items.iter().enumerate();
            let items =
                items.filter_map(|(at, item)| from_json(provider, inner, item, &format!("{path}[{at}]"), faults));
            Some(Value::List(items.collect()))
        }
        (Type::Map { .. }, Json::Object(entries)) => {
            let entries = entries.iter().filter_map(|(key, value)| entry(key, value, path, faults));
            Some(Value::Map(entries.collect()))
        }
        // A text keeps all digits; a number loses some: 1.10 becomes 1.1.
        (wanted, Json::Number(number)) if number.is_f64() && !wanted.is_amount() => {
            faults.push(fault(path, format!("is the number {number}: write it as a text")));
            None
        }
        (wanted, json) if !wanted.is_nested() => match scalar(json).map(|text| parse_scalar(provider, wanted, &text)) {
            Some(Ok(value)) => Some(value),
            Some(Err(problem)) => {
                faults.push(fault(path, problem));
                None
            }
            None => {
                faults.push(fault(path, format!("is no {}", noun(wanted))));
                None
            }
        },
        (wanted, _) => {
            faults.push(fault(path, format!("is no {}", noun(wanted))));
            None
        }
    }
}

/// An entry of a map: a text, or a scalar written as text.
fn entry(key: &str, value: &Json, path: &str, faults: &mut Vec<ValueError>) -> Option<(String, String)> {
    match scalar(value) {
        Some(text) => Some((key.to_owned(), text)),
        None => {
            faults.push(fault(&join(path, key), "is no text, number or truth value"));
            None
        }
    }
}

fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(boolean) => Some(boolean.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
