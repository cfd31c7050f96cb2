//! What the emitted code needs of the runtime beyond its core.

use super::{
    CredentialType, KeyType, Provider, Step, Value,
    value::{Cipher, Conversion, Digest},
};

impl Provider {
    /// The features of the runtime that the emitted code needs, in order.
    pub fn features(&self) -> Vec<&'static str> {
        let keys = self.credentials.iter().filter_map(|credential| match credential.ty {
            CredentialType::Key(key) => of_key(key),
            CredentialType::Text(_) => None,
        });
        let sends = self.operations.iter().filter_map(|operation| operation.sends.as_ref());
        let receives = self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        let values = sends.clone().flat_map(|sends| &sends.values);
        let values = values.chain(receives.clone().flat_map(|receives| &receives.values));
        let layers = sends.flat_map(|sends| &sends.layers).chain(receives.flat_map(|receives| &receives.layers));
        let steps = values.flat_map(Value::steps).chain(layers.flat_map(|layer| &layer.steps));
        let charset = self.uses_charset().then_some("charset");
        let mut features: Vec<&'static str> = keys.chain(steps.filter_map(of_step)).chain(charset).collect();
        features.sort_unstable();
        features.dedup();
        features
    }
}

fn of_key(key: KeyType) -> Option<&'static str> {
    match key {
        KeyType::RsaPrivate | KeyType::RsaPublic | KeyType::RsaPublicSet => Some("rsa"),
        KeyType::WeakRsaPrivate | KeyType::WeakRsaPublic => Some("weak_rsa"),
        KeyType::Sm2Private | KeyType::Sm2Public => Some("sm"),
        KeyType::Certificate | KeyType::TrustAnchors => Some("x509"),
        KeyType::Hex | KeyType::Base64 => None,
    }
}

fn of_step(step: &Step) -> Option<&'static str> {
    match step {
        Step::Digest(Digest::Sm3) | Step::Hmac(Digest::Sm3, _) => Some("sm"),
        Step::Encrypt(encryption) => match encryption.cipher {
            Cipher::Des3Ecb | Cipher::Des3Cbc => Some("des"),
            Cipher::Sm4Ecb | Cipher::Sm4Cbc => Some("sm"),
            Cipher::Aes128Cbc | Cipher::Aes256Cbc => Some("cbc"),
            Cipher::Aes128Gcm | Cipher::Aes256Gcm => Some("gcm"),
            Cipher::Aes128Ecb | Cipher::Aes256Ecb => None,
        },
        Step::Convert(Conversion::Charset | Conversion::Gbk | Conversion::Cp932) => Some("charset"),
        _ => None,
    }
}
