//! The caller's request as a record keeps it; see [`refundry_runtime::Kept`].

use refundry_codegen::model::{Field, Message, Sends};
use refundry_runtime::{Kept, kept};
use serde_json::Value as Json;

use crate::{
    interpreter::Request,
    object::{Object, Value},
};

/// The caller's fields, extra fields and lifted rules.
pub(crate) fn request(sends: &Sends, request: &Request) -> Json {
    let fields = sends.layers.iter().flat_map(|layer| layer.message.caller_fields());
    let lifted = kept::lifted(request.lifted.iter().map(AsRef::as_ref));
    kept::request(object(fields.map(AsRef::as_ref), &request.object), &request.extras, lifted)
}

fn object<'f>(fields: impl Iterator<Item = &'f Field>, values: &Object) -> Json {
    let there = fields.filter_map(|field| Some((field, values.get(&field.rust)?)));
    kept::object(there.map(|(field, held)| (field.wire.as_str(), value(field.ty.message().map(AsRef::as_ref), held))))
}

/// A value; `message` is that of its objects.
fn value(message: Option<&Message>, held: &Value) -> Json {
    match held {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Integer(number) => number.keep(),
        Value::Amount(amount) => amount.keep(),
        Value::Time(time) => time.keep(),
        Value::Boolean(boolean) => boolean.keep(),
        Value::Object(values) => {
            object(message.into_iter().flat_map(Message::caller_fields).map(AsRef::as_ref), values)
        }
        Value::List(items) => items.iter().map(|item| value(message, item)).collect(),
        Value::Map(entries) => entries.keep(),
    }
}
