//! The credentials of a program, read from the environment and from key files.

use crate::model::{Credential, CredentialType, KeyType, Provider};

/// The function that reads the credentials.
pub(super) fn function(provider: &Provider) -> String {
    let lines = provider.credentials.iter().map(|credential| {
        let value = if credential.required { credential_text(provider, credential) } else { "None".to_owned() };
        format!("        {}: {value},\n", credential.name)
    });
    format!(
        "pub fn credentials() -> Result<Credentials, Error> {{\n    Ok(Credentials {{\n{}    }})\n}}\n",
        lines.collect::<String>()
    )
}

fn credential_text(provider: &Provider, credential: &Credential) -> String {
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
        KeyType::SharedSet => format!("SharedKeys::new().with(\"…\", {variable})"),
        KeyType::RsaPrivate => format!("RsaPrivateKey::from_pem({file})?"),
        KeyType::RsaPublic => format!("RsaPublicKey::from_pem({file})?"),
        KeyType::RsaPublicSet => format!("RsaPublicKeys::new().with(\"…\", RsaPublicKey::from_pem({file})?)"),
        KeyType::WeakRsaPrivate => format!("WeakRsaPrivateKey::from_pem({file})?"),
        KeyType::WeakRsaPublic => format!("WeakRsaPublicKey::from_pem({file})?"),
        KeyType::Sm2Private => format!("Sm2PrivateKey::from_hex(&{variable})?"),
        KeyType::Sm2Public => format!("Sm2PublicKey::from_hex(&{variable})?"),
        KeyType::P256Private => format!("P256PrivateKey::from_pem({file})?"),
        KeyType::P256Public => format!("P256PublicKey::from_pem({file})?"),
        KeyType::P256PublicSet => format!("P256PublicKeys::new().with(\"…\", P256PublicKey::from_pem({file})?)"),
        KeyType::P384Private => format!("P384PrivateKey::from_pem({file})?"),
        KeyType::P384Public => format!("P384PublicKey::from_pem({file})?"),
        KeyType::Certificate => format!("Certificate::from_pem({file})?"),
        KeyType::TrustAnchors => format!("TrustAnchors::from_pem({file})?"),
    }
}
