//! Examples as cases, and their credentials.

use refundry_codegen::model::{CredentialData, CredentialType, Data, Example, KeyKind, Operation, Provider};
use refundry_interpreter::examples;
use refundry_specs::Spec;
use serde_json::{Map, Value as Json, json};

use crate::{
    draw::Draw,
    mirror::{Mirror, object_json},
    texts::Limits,
};

/// An example as a case. The interpreter converts its fields from wire text.
pub fn of_example(mirror: &Mirror<'_>, operation: &Operation, example: &Example) -> Option<Json> {
    let wire: Map<String, Json> =
        example.request.iter().map(|(field, data)| (field.wire.clone(), wire_json(data))).collect();
    let given = examples::given(mirror.provider, example).ok()?;
    let request = match example.of {
        Some(_) => given.request,
        None => mirror.interpreter.request(operation, &wire).ok()?,
    };
    let extras = example.extra.iter().map(|(name, text)| json!([name, text, false]));
    let mut case = without_request(mirror.provider, operation, example);
    case["example"] = json!(example.name);
    case["request"] = object_json(&request.object);
    case["extras"] = extras.collect();
    Some(case)
}

/// The parts of an example besides its request.
pub fn without_request(provider: &Provider, operation: &Operation, example: &Example) -> Json {
    let asked = provider.asked_about(operation).and_then(|(refund, _)| {
        let mut refunds = provider.examples.iter().filter(|example| example.operation == refund.name);
        let of = example.of.as_ref().or_else(|| refunds.next())?;
        Some(examples::record(provider, of).expect("a record").to_text())
    });
    let held = example.credentials.iter();
    let held = held.map(|(credential, data)| (credential.name.clone(), held_json(data)));
    json!({
        "operation": operation.name,
        "credentials": held.collect::<Map<String, Json>>(),
        "server": example.server,
        "now": now(example.now.as_deref()),
        "nonce": example.nonce,
        "salt": example.salt,
        "lifted": [],
        "first": false,
        "sent": asked,
    })
}

/// The time of an example, RFC 3339.
pub fn now(text: Option<&str>) -> i64 {
    use refundry_runtime::{TimeFormat, Timestamp};
    let format = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    text.and_then(|text| Timestamp::parse(text, format).ok()).map_or(0, Timestamp::epoch_ms)
}

fn wire_json(data: &Data) -> Json {
    match data {
        Data::Text(text) => json!(text),
        Data::List(items) => items.iter().map(wire_json).collect(),
        Data::Object(fields) => {
            Json::Object(fields.iter().map(|(field, data)| (field.wire.clone(), wire_json(data))).collect())
        }
        Data::Map(entries) => Json::Object(entries.iter().map(|(key, text)| (key.clone(), json!(text))).collect()),
    }
}

fn held_json(data: &CredentialData) -> Json {
    match data {
        CredentialData::Text(text) => json!(text),
        CredentialData::Key(key) => key_json(&key.kind),
        CredentialData::Keys(keys) => keys.iter().map(|(serial, key)| json!([serial, key_json(&key.kind)])).collect(),
        CredentialData::Shared(keys) => json!(keys),
        CredentialData::Anchors(keys) => keys.iter().map(|key| key_json(&key.kind)).collect(),
    }
}

fn key_json(kind: &KeyKind) -> Json {
    match kind {
        KeyKind::Rsa(numbers) => {
            Json::Object(numbers.iter().map(|(name, hex)| ((*name).to_owned(), json!(hex))).collect())
        }
        KeyKind::Sm2Private(text)
        | KeyKind::Sm2Public(text)
        | KeyKind::P256Private(text)
        | KeyKind::P256Public(text)
        | KeyKind::P384Private(text)
        | KeyKind::P384Public(text)
        | KeyKind::Certificate(text) => json!(text),
    }
}

/// Replaces the texts in the credentials; keys stay.
pub fn credentials(draw: &mut Draw, provider: &Provider, base: &Json, bad: usize) -> Json {
    let mut out = base.clone();
    for credential in &provider.credentials {
        let held = out.as_object_mut().expect("an object");
        if !credential.required && draw.chance(25) {
            held.shift_remove(&credential.name);
            continue;
        }
        if !matches!(credential.ty, CredentialType::Text(_)) {
            continue;
        }
        let limits = Limits::of(&credential.bounds());
        if draw.chance(bad) {
            held.insert(credential.name.clone(), json!(limits.broken(draw)));
        } else if draw.chance(40) {
            let words = &credential.words;
            let text = if words.is_empty() { limits.text(draw) } else { draw.pick(words).clone() };
            held.insert(credential.name.clone(), json!(text));
        }
    }
    out
}

/// The numbers of a private key from some example.
pub fn private_key(specs: &[Spec]) -> Json {
    let keys = specs.iter().flat_map(|spec| &spec.provider.keys);
    let strong = |kind: &KeyKind| match kind {
        KeyKind::Rsa(numbers) if numbers.len() == 8 && numbers.iter().any(|(_, hex)| hex.len() >= 512) => {
            Some(key_json(kind))
        }
        _ => None,
    };
    keys.filter_map(|key| strong(&key.kind)).next().expect("a private key")
}
