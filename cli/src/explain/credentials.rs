//! Reads credentials from a file: texts, keys, and the names of files with them.

use std::path::Path;

use refundry_codegen::model::{Credential, CredentialType, KeyType, Provider};
use refundry_interpreter::{CredentialValue, Credentials};
use serde_json::{Map, Value as Json};

use super::file::read_utf8;
use super::strict;
use crate::failure::Failure;

/// Reads a file.
///
/// # Errors
/// The file has a name that the spec does not declare, or a value that does not fit its credential.
pub fn read_file(provider: &Provider, path: &Path) -> Result<Credentials, Failure> {
    let mut out = Credentials::default();
    for (name, value) in strict::read_object(path)? {
        let credential = provider.credentials.iter().find(|credential| credential.name == name);
        let credential = credential.ok_or_else(|| {
            let names: Vec<String> = provider.credentials.iter().map(|known| format!("`{}`", known.name)).collect();
            Failure::Input(format!("the spec has no credential `{name}`: it has {}", names.join(", ")))
        })?;
        out.set(&name, credential_value(credential, &value)?);
    }
    Ok(out)
}

fn credential_value(credential: &Credential, value: &Json) -> Result<CredentialValue, Failure> {
    let wrong =
        |error: &dyn std::fmt::Display| Failure::Input(format!("the credential `{}`: {error}", credential.name));
    let set = match credential.ty {
        CredentialType::Key(key) => key.member().map(|_| key),
        CredentialType::Text(_) => None,
    };
    let shared = matches!(credential.ty, CredentialType::Key(KeyType::SharedSet));
    match (value, set) {
        (Json::Object(keys), _) if shared => by_name(keys, &wrong),
        _ if shared => Err(wrong(&r#"keys by name are needed, as {"k1": "…"} or {"k1": {"file": "…"}}"#)),
        (Json::Object(keys), Some(set)) => by_serial(set, keys, &wrong),
        (_, Some(_)) => {
            Err(wrong(&r#"keys by serial are needed, as {"5157": "-----BEGIN …"} or {"5157": {"file": "…"}}"#))
        }
        (_, None) => CredentialValue::parse(credential, &text_or_file(value, &wrong)?).map_err(|error| wrong(&error)),
    }
}

fn by_name(
    keys: &Map<String, Json>,
    wrong: &dyn Fn(&dyn std::fmt::Display) -> Failure,
) -> Result<CredentialValue, Failure> {
    let texts = keys.iter().map(|(name, key)| {
        let of_key = |error: &dyn std::fmt::Display| wrong(&format!("the key `{name}`: {error}"));
        Ok((name.as_str(), text_or_file(key, &of_key)?))
    });
    let texts = texts.collect::<Result<Vec<_>, Failure>>()?;
    Ok(CredentialValue::shared_set(texts.iter().map(|(name, text)| (*name, text.as_str()))))
}

fn by_serial(
    set: KeyType,
    keys: &Map<String, Json>,
    wrong: &dyn Fn(&dyn std::fmt::Display) -> Failure,
) -> Result<CredentialValue, Failure> {
    if keys.is_empty() {
        return Err(wrong(&"no key is given"));
    }
    let mut texts = Vec::new();
    for (serial, key) in keys {
        let of_key = |error: &dyn std::fmt::Display| wrong(&format!("the key `{serial}`: {error}"));
        let text = text_or_file(key, &of_key)?;
        CredentialValue::parse_set(set, [(serial.as_str(), text.as_str())]).map_err(|error| of_key(&error))?;
        texts.push((serial.as_str(), text));
    }
    let texts = texts.iter().map(|(serial, text)| (*serial, text.as_str()));
    CredentialValue::parse_set(set, texts).map_err(|error| wrong(&error))
}

/// A text, or the content of a file that it names.
fn text_or_file(value: &Json, wrong: &dyn Fn(&dyn std::fmt::Display) -> Failure) -> Result<String, Failure> {
    match value {
        Json::String(text) => Ok(text.clone()),
        Json::Object(file) => match (file.len(), file.get("file")) {
            (1, Some(Json::String(path))) => read_utf8(Path::new(path)).map_err(|error| wrong(&error)),
            _ => Err(wrong(&r#"an object names a file, as {"file": "key.pem"}, and nothing else"#)),
        },
        other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_)) => {
            Err(wrong(&format!("this is {}: a text is needed, or {{\"file\": \"key.pem\"}}", strict::noun(other))))
        }
    }
}
