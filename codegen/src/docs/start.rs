//! The first lines of Rust that a user of the provider writes.

use crate::model::{
    Credential, CredentialType, Field, KeyType, Kind, Operation, Part, Provider, Sends, Source, Type, message::camel,
};
use crate::spec::syntax::System;

/// A request from credentials to outcome; empty for a provider that is never asked anything.
pub(super) fn snippet(provider: &Provider) -> String {
    let asked = |operation: &&Operation| operation.sends.is_some();
    let refund =
        provider.operations.iter().find(|operation| operation.kind == Kind::Refund && operation.sends.is_some());
    let Some(operation) = refund.or_else(|| provider.operations.iter().find(asked)) else { return String::new() };
    let Some(sends) = &operation.sends else { return String::new() };
    let module = Provider::snake(&operation.name);
    let body = format!("{}\n{}\n{}", credentials(provider), request(&module, &required(sends)), call(provider, sends));
    let answer = match operation.unnumbered.is_empty() {
        true => ANSWER.to_owned(),
        false => ANSWER.replace(REPEAT, "find out what became of it: a request that is sent again pays again"),
    };
    let body = if operation.receives.is_some() { body + &answer } else { body };
    format!("{}{body}", uses(provider, &module, &body))
}

/// What follows an unknown outcome where a refund has a number.
const REPEAT: &str = "query, then the same number again";

const ANSWER: &str = "
let answer = sent.read(&response, &credentials, Timestamp::now())?; // verified, compared with what was sent, read
match answer.outcome() {
    Outcome::Succeeded => {}
    Outcome::Unknown => {} // query, then the same number again
    _ => {}
}
";

/// The imports that the body needs.
fn uses(provider: &Provider, module: &str, body: &str) -> String {
    const NAMES: [&str; 16] = [
        "Attempt",
        "Certificate",
        "Context",
        "Fen",
        "Outcome",
        "RsaPrivateKey",
        "RsaPublicKey",
        "RsaPublicKeys",
        "Secret",
        "SecretBytes",
        "Sm2PrivateKey",
        "Sm2PublicKey",
        "Timestamp",
        "TrustAnchors",
        "WeakRsaPrivateKey",
        "WeakRsaPublicKey",
    ];
    let used = |name: &str| {
        let begins = |found: &(usize, &str)| !body[..found.0].ends_with(|c: char| c.is_ascii_alphanumeric());
        [format!("{name}::"), format!("{name} {{")]
            .iter()
            .any(|text| body.match_indices(text.as_str()).any(|found| begins(&found)))
    };
    let names = NAMES.into_iter().filter(|name| used(name));
    let own = ["enumerations", "objects"].into_iter().filter(|name| body.contains(&format!("{name}::")));
    let mut own: Vec<&str> = own.chain([module, "servers"]).collect();
    own.sort_unstable();
    let names = names.collect::<Vec<_>>().join(", ");
    format!("use refundry::{{{names}}};\nuse refundry::{}::{{Credentials, {}}};\n\n", provider.id, own.join(", "))
}

fn credentials(provider: &Provider) -> String {
    let lines = provider.credentials.iter().map(|credential| {
        let value = credential_value(provider, credential);
        let value = if credential.required { value } else { "None".to_owned() };
        format!("    {}: {value},\n", credential.name)
    });
    format!("let credentials = Credentials {{\n{}}};", lines.collect::<String>())
}

fn credential_value(provider: &Provider, credential: &Credential) -> String {
    let variable = format!("{}_{}", provider.id, credential.name).to_ascii_uppercase();
    let variable = format!("std::env::var(\"{variable}\")?");
    match (&credential.ty, credential.secret) {
        (CredentialType::Text(_), true) => format!("Secret::new({variable})"),
        (CredentialType::Text(_), false) => variable,
        (CredentialType::Key(key), _) => key_value(*key, &credential.name, &variable),
    }
}

fn key_value(key: KeyType, name: &str, variable: &str) -> String {
    let file = format!("&std::fs::read_to_string(\"{name}.pem\")?");
    match key {
        KeyType::Hex => format!("SecretBytes::from_hex(&{variable})?"),
        KeyType::Base64 => format!("SecretBytes::from_base64(&{variable})?"),
        KeyType::RsaPrivate => format!("RsaPrivateKey::from_pem({file})?"),
        KeyType::RsaPublic => format!("RsaPublicKey::from_pem({file})?"),
        KeyType::RsaPublicSet => format!("RsaPublicKeys::new().with(\"…\", RsaPublicKey::from_pem({file})?)"),
        KeyType::WeakRsaPrivate => format!("WeakRsaPrivateKey::from_pem({file})?"),
        KeyType::WeakRsaPublic => format!("WeakRsaPublicKey::from_pem({file})?"),
        KeyType::Sm2Private => format!("Sm2PrivateKey::from_hex(&{variable})?"),
        KeyType::Sm2Public => format!("Sm2PublicKey::from_hex(&{variable})?"),
        KeyType::Certificate => format!("Certificate::from_pem({file})?"),
        KeyType::TrustAnchors => format!("TrustAnchors::from_pem({file})?"),
    }
}

fn required(sends: &Sends) -> Vec<&Field> {
    let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
    fields.map(std::sync::Arc::as_ref).filter(|field| field.in_required_struct()).collect()
}

fn request(module: &str, fields: &[&Field]) -> String {
    let lines =
        fields.iter().map(|field| format!("    {}: {},\n", field.rust, literal(&field.ty, field.example.as_deref())));
    format!("let request = {module}::Request::new({module}::Required {{\n{}}});", lines.collect::<String>())
}

/// A value as Rust: the example where it can be one.
fn literal(ty: &Type, example: Option<&str>) -> String {
    match ty {
        Type::String { .. } | Type::Digits { .. } => format!("{:?}.into()", example.unwrap_or("…")),
        Type::Enumeration(enumeration) => {
            let listed = enumeration.values.iter().find(|value| example.is_none_or(|example| value.wire == example));
            let variant = listed.or(enumeration.values.first()).map_or("Other", |value| &value.variant);
            format!("enumerations::{}::{variant}", camel(&enumeration.name))
        }
        Type::ErrorCode => format!("{:?}.into()", example.unwrap_or("…")),
        Type::Integer { .. } => example.and_then(|text| text.parse::<i64>().ok()).unwrap_or(1).to_string(),
        Type::Amount { yuan, .. } => {
            format!("Fen::new({})", example.and_then(|text| minor(text, *yuan)).unwrap_or(100))
        }
        Type::Time { .. } => "Timestamp::now()".to_owned(),
        Type::Boolean { .. } => "true".to_owned(),
        Type::Object(message) | Type::Layer(message) => format!("objects::{} {{ /* … */ }}", camel(&message.name)),
        Type::List(_) | Type::Map { .. } | Type::Indexed { .. } | Type::Parallel { .. } => "vec![/* … */]".to_owned(),
        Type::Json(inner) => literal(inner, example),
    }
}

/// `12.3` is 1230 where two decimals are written, and no amount otherwise.
fn minor(text: &str, decimals: bool) -> Option<u64> {
    if !decimals {
        return text.parse().ok();
    }
    let (units, rest) = text.split_once('.').unwrap_or((text, ""));
    let rest: u64 = format!("{rest:0<2}").parse().ok()?;
    units.parse::<u64>().ok()?.checked_mul(100)?.checked_add(rest)
}

fn call(provider: &Provider, sends: &Sends) -> String {
    let server =
        provider.servers.first().map_or_else(String::new, |server| Provider::snake(&server.name).to_ascii_uppercase());
    let nonce = if uses_system(sends, System::Nonce, &Source::Nonce) { "&nonce" } else { "\"\"" };
    let salt = if uses_system(sends, System::Salt, &Source::Salt) { "&salt" } else { "\"\"" };
    format!(
        "let context = Context {{ server: &servers::{server}, now: Timestamp::now(), nonce: {nonce}, salt: {salt} }};\n\
         let (request, sent) = request.sign(&credentials, &context)?.into_parts(); // every broken rule at once\n\n\
         // Store `sent.to_string()`, then send `request` with the HTTP client of your choice.\n"
    )
}

fn uses_system(sends: &Sends, wanted: System, source: &Source) -> bool {
    let parts = sends
        .values
        .iter()
        .flat_map(crate::model::Value::parts)
        .chain(sends.headers.iter().flat_map(|header| &header.parts));
    let mut fields = sends.layers.iter().flat_map(|layer| layer.message.sourced());
    let in_parts = parts.into_iter().any(|part| matches!(part, Part::System(system) if *system == wanted));
    in_parts || fields.any(|field| field.source == *source)
}
