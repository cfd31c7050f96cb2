//! A credential value: a text, a key or a certificate.

use refundry_codegen::model::{Credential, CredentialData, CredentialType, Key, KeyKind, KeyType, value};
use refundry_runtime::{
    Certificate, KeyError, P256PrivateKey, P256PublicKey, P256PublicKeys, P384PrivateKey, P384PublicKey, RsaNumbers,
    RsaPrivateKey, RsaPublicKey, RsaPublicKeys, Secret, SecretBytes, SharedKeys, Sm2PrivateKey, Sm2PublicKey,
    TrustAnchors, WeakRsaPrivateKey, WeakRsaPublicKey,
};

/// A credential value.
pub enum CredentialValue {
    /// A text, stored like a secret even if it is public.
    Text(Secret),
    /// A shared key.
    Bytes(SecretBytes),
    /// Shared keys by their names.
    SharedSet(SharedKeys),
    /// An RSA private key.
    RsaPrivate(RsaPrivateKey),
    /// An RSA public key.
    RsaPublic(RsaPublicKey),
    /// RSA public keys by their serial.
    RsaPublicSet(RsaPublicKeys),
    /// An RSA private key of any length.
    WeakRsaPrivate(WeakRsaPrivateKey),
    /// An RSA public key of any length.
    WeakRsaPublic(WeakRsaPublicKey),
    /// An SM2 private key.
    Sm2Private(Sm2PrivateKey),
    /// An SM2 public key.
    Sm2Public(Sm2PublicKey),
    /// A P-256 private key.
    P256Private(P256PrivateKey),
    /// A P-256 public key.
    P256Public(P256PublicKey),
    /// P-256 public keys by their serial.
    P256PublicSet(P256PublicKeys),
    /// A P-384 private key.
    P384Private(P384PrivateKey),
    /// A P-384 public key.
    P384Public(P384PublicKey),
    /// A certificate.
    Certificate(Certificate),
    /// Trusted certificates, which must have issued the received one.
    TrustAnchors(TrustAnchors),
}

impl CredentialValue {
    /// Parses a credential: plain text, hex, base64 or PEM (keys of elliptic curves in hex as well).
    ///
    /// # Errors
    /// The text is not a credential of that type.
    pub fn parse(credential: &Credential, text: &str) -> Result<Self, KeyError> {
        let CredentialType::Key(ty) = credential.ty else { return Ok(Self::Text(Secret::new(text))) };
        let pem = text.contains("-----BEGIN");
        Ok(match ty {
            KeyType::Hex => Self::Bytes(SecretBytes::from_hex(text)?),
            KeyType::Base64 => Self::Bytes(SecretBytes::from_base64(text)?),
            KeyType::SharedSet => Self::SharedSet(SharedKeys::new().with("", text)),
            KeyType::RsaPrivate => Self::RsaPrivate(RsaPrivateKey::from_pem(text)?),
            KeyType::RsaPublic => Self::RsaPublic(RsaPublicKey::from_pem(text)?),
            KeyType::RsaPublicSet => Self::RsaPublicSet(RsaPublicKeys::new().with("", RsaPublicKey::from_pem(text)?)),
            KeyType::WeakRsaPrivate => Self::WeakRsaPrivate(WeakRsaPrivateKey::from_pem(text)?),
            KeyType::WeakRsaPublic => Self::WeakRsaPublic(WeakRsaPublicKey::from_pem(text)?),
            KeyType::Sm2Private if pem => Self::Sm2Private(Sm2PrivateKey::from_pem(text)?),
            KeyType::Sm2Private => Self::Sm2Private(Sm2PrivateKey::from_hex(text)?),
            KeyType::Sm2Public if pem => Self::Sm2Public(Sm2PublicKey::from_pem(text)?),
            KeyType::Sm2Public => Self::Sm2Public(Sm2PublicKey::from_hex(text)?),
            KeyType::P256Private if pem => Self::P256Private(P256PrivateKey::from_pem(text)?),
            KeyType::P256Private => Self::P256Private(P256PrivateKey::from_hex(text)?),
            KeyType::P256Public if pem => Self::P256Public(P256PublicKey::from_pem(text)?),
            KeyType::P256Public => Self::P256Public(P256PublicKey::from_hex(text)?),
            KeyType::P256PublicSet => Self::parse_set(KeyType::P256PublicSet, [("", text)])?,
            KeyType::P384Private if pem => Self::P384Private(P384PrivateKey::from_pem(text)?),
            KeyType::P384Private => Self::P384Private(P384PrivateKey::from_hex(text)?),
            KeyType::P384Public if pem => Self::P384Public(P384PublicKey::from_pem(text)?),
            KeyType::P384Public => Self::P384Public(P384PublicKey::from_hex(text)?),
            KeyType::Certificate => Self::Certificate(Certificate::from_pem(text)?),
            KeyType::TrustAnchors => Self::TrustAnchors(TrustAnchors::from_pem(text)?),
        })
    }

    /// Parses public keys by their serial, each in PEM, as a set of that type.
    ///
    /// # Errors
    /// A text is not a public key of that type.
    pub fn parse_set<'t>(ty: KeyType, keys: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, KeyError> {
        let mut keys = keys.into_iter();
        if ty == KeyType::P256PublicSet {
            let with = |set: P256PublicKeys, (serial, pem)| Ok(set.with(serial, P256PublicKey::from_pem(pem)?));
            return keys.try_fold(P256PublicKeys::new(), with).map(Self::P256PublicSet);
        }
        let with = |set: RsaPublicKeys, (serial, pem)| Ok(set.with(serial, RsaPublicKey::from_pem(pem)?));
        keys.try_fold(RsaPublicKeys::new(), with).map(Self::RsaPublicSet)
    }

    /// Shared keys by their names.
    pub fn shared_set<'t>(keys: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self::SharedSet(keys.into_iter().fold(SharedKeys::new(), |set, (name, key)| set.with(name, key)))
    }

    /// The text of a credential that is no key.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text.expose()) } else { None }
    }

    /// The bytes of a shared key.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.expose().as_bytes(),
            Self::Bytes(bytes) => bytes.expose(),
            Self::RsaPrivate(_)
            | Self::RsaPublic(_)
            | Self::SharedSet(_)
            | Self::P256PublicSet(_)
            | Self::RsaPublicSet(_)
            | Self::WeakRsaPrivate(_)
            | Self::WeakRsaPublic(_)
            | Self::Sm2Private(_)
            | Self::Sm2Public(_)
            | Self::P256Private(_)
            | Self::P256Public(_)
            | Self::P384Private(_)
            | Self::P384Public(_)
            | Self::Certificate(_)
            | Self::TrustAnchors(_) => &[],
        }
    }

    pub(crate) fn sign(&self, signature: &value::Signature, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        #[cfg(test)]
        SIGNED.set(SIGNED.get() + 1);
        match self {
            Self::RsaPrivate(key) => key.sign_by(signature.scheme, message),
            Self::WeakRsaPrivate(key) => key.sign_by(signature.scheme, message),
            Self::Sm2Private(key) => key.sign_by(signature.scheme, signature.user_id.as_bytes(), message),
            Self::P256Private(key) => key.sign_by(signature.scheme, message),
            Self::P384Private(key) => key.sign_by(signature.scheme, message),
            Self::Text(_)
            | Self::Bytes(_)
            | Self::RsaPublic(_)
            | Self::SharedSet(_)
            | Self::P256PublicSet(_)
            | Self::RsaPublicSet(_)
            | Self::WeakRsaPublic(_)
            | Self::Sm2Public(_)
            | Self::P256Public(_)
            | Self::P384Public(_)
            | Self::Certificate(_)
            | Self::TrustAnchors(_) => Err(KeyError::Unusable("a key of the kind that the spec declares")),
        }
    }

    pub(crate) fn decrypt(&self, decryption: &value::Decryption, encrypted: &[u8]) -> Result<Vec<u8>, KeyError> {
        match self {
            Self::RsaPrivate(key) => key.decrypt_by(decryption.scheme, decryption.length, encrypted),
            Self::Text(_)
            | Self::Bytes(_)
            | Self::RsaPublic(_)
            | Self::SharedSet(_)
            | Self::P256PublicSet(_)
            | Self::RsaPublicSet(_)
            | Self::WeakRsaPrivate(_)
            | Self::WeakRsaPublic(_)
            | Self::Sm2Private(_)
            | Self::Sm2Public(_)
            | Self::P256Private(_)
            | Self::P256Public(_)
            | Self::P384Private(_)
            | Self::P384Public(_)
            | Self::Certificate(_)
            | Self::TrustAnchors(_) => Err(KeyError::Unusable("a key of the kind that the spec declares")),
        }
    }

    /// Whether the value is one public key.
    pub(crate) fn is_public(&self) -> bool {
        matches!(
            self,
            Self::RsaPublic(_)
                | Self::WeakRsaPublic(_)
                | Self::Sm2Public(_)
                | Self::P256Public(_)
                | Self::P384Public(_)
        )
    }

    /// The public half of a private key, for verification in the place of another public key.
    pub(crate) fn public_half(&self) -> Option<Self> {
        Some(match self {
            Self::RsaPrivate(key) => Self::RsaPublic(RsaPublicKey::from_der(key.public_der()).ok()?),
            Self::WeakRsaPrivate(key) => Self::WeakRsaPublic(key.public_key()),
            Self::Sm2Private(key) => Self::Sm2Public(key.public_key()),
            Self::P256Private(key) => Self::P256Public(key.public_key()),
            Self::P384Private(key) => Self::P384Public(key.public_key()),
            Self::Text(_)
            | Self::Bytes(_)
            | Self::RsaPublic(_)
            | Self::SharedSet(_)
            | Self::P256PublicSet(_)
            | Self::RsaPublicSet(_)
            | Self::WeakRsaPublic(_)
            | Self::Sm2Public(_)
            | Self::P256Public(_)
            | Self::P384Public(_)
            | Self::Certificate(_)
            | Self::TrustAnchors(_) => return None,
        })
    }

    pub(crate) fn verify(&self, signature: &value::Signature, message: &[u8], signed: &[u8]) -> bool {
        match self {
            Self::RsaPublic(key) => key.verify_by(signature.scheme, message, signed),
            Self::WeakRsaPublic(key) => key.verify_by(signature.scheme, message, signed),
            Self::Sm2Public(key) => key.verify_by(signature.scheme, signature.user_id.as_bytes(), message, signed),
            Self::P256Public(key) => key.verify_by(signature.scheme, message, signed),
            Self::P384Public(key) => key.verify_by(signature.scheme, message, signed),
            Self::Text(_)
            | Self::Bytes(_)
            | Self::RsaPrivate(_)
            | Self::SharedSet(_)
            | Self::P256PublicSet(_)
            | Self::RsaPublicSet(_)
            | Self::WeakRsaPrivate(_)
            | Self::Sm2Private(_)
            | Self::P256Private(_)
            | Self::P384Private(_)
            | Self::Certificate(_)
            | Self::TrustAnchors(_) => false,
        }
    }
}

#[cfg(test)]
thread_local! {
    /// The number of signatures made by this thread.
    pub(crate) static SIGNED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Parses the credential of an example.
pub(crate) fn of_data(credential: &Credential, data: &CredentialData) -> Result<CredentialValue, KeyError> {
    let ty = if let CredentialType::Key(ty) = credential.ty { Some(ty) } else { None };
    Ok(match data {
        CredentialData::Text(text) => CredentialValue::parse(credential, text)?,
        CredentialData::Key(key) => of_key(ty, key)?,
        CredentialData::Keys(keys) => of_keys(ty, keys)?,
        CredentialData::Shared(keys) => {
            let keys = keys.iter().map(|(name, key)| (name.as_str(), key.as_str()));
            CredentialValue::shared_set(keys)
        }
        CredentialData::Anchors(keys) => {
            let certificates = keys.iter().filter_map(|key| match &key.kind {
                KeyKind::Certificate(pem) => Some(Certificate::from_pem(pem)),
                KeyKind::Rsa(_)
                | KeyKind::Sm2Private(_)
                | KeyKind::Sm2Public(_)
                | KeyKind::P256Private(_)
                | KeyKind::P256Public(_)
                | KeyKind::P384Private(_)
                | KeyKind::P384Public(_) => None,
            });
            CredentialValue::TrustAnchors(TrustAnchors::new(certificates.collect::<Result<Vec<_>, _>>()?))
        }
    })
}

/// A set of public keys. A key of another kind is refused by the checks of the spec.
fn of_keys(ty: Option<KeyType>, keys: &[(String, std::sync::Arc<Key>)]) -> Result<CredentialValue, KeyError> {
    let (mut rsa, mut p256) = (RsaPublicKeys::new(), P256PublicKeys::new());
    for (serial, key) in keys {
        let key = of_key(ty.and_then(KeyType::member), key)?;
        if let CredentialValue::RsaPublic(key) = key {
            rsa = rsa.with(serial, key);
        } else if let CredentialValue::P256Public(key) = key {
            p256 = p256.with(serial, key);
        }
    }
    Ok(match ty {
        Some(KeyType::P256PublicSet) => CredentialValue::P256PublicSet(p256),
        _ => CredentialValue::RsaPublicSet(rsa),
    })
}

fn of_key(ty: Option<KeyType>, key: &Key) -> Result<CredentialValue, KeyError> {
    Ok(match &key.kind {
        KeyKind::Rsa(numbers) => of_numbers(ty, numbers)?,
        KeyKind::Sm2Private(hex) => CredentialValue::Sm2Private(Sm2PrivateKey::from_hex(hex)?),
        KeyKind::Sm2Public(hex) => CredentialValue::Sm2Public(Sm2PublicKey::from_hex(hex)?),
        KeyKind::P256Private(hex) => CredentialValue::P256Private(P256PrivateKey::from_hex(hex)?),
        KeyKind::P256Public(hex) => CredentialValue::P256Public(P256PublicKey::from_hex(hex)?),
        KeyKind::Certificate(pem) if ty == Some(KeyType::P256Public) => {
            CredentialValue::P256Public(P256PublicKey::from_pem(pem)?)
        }
        KeyKind::P384Private(hex) => CredentialValue::P384Private(P384PrivateKey::from_hex(hex)?),
        KeyKind::P384Public(hex) => CredentialValue::P384Public(P384PublicKey::from_hex(hex)?),
        KeyKind::Certificate(pem) if ty == Some(KeyType::P384Public) => {
            CredentialValue::P384Public(P384PublicKey::from_pem(pem)?)
        }
        KeyKind::Certificate(pem) if ty == Some(KeyType::RsaPublic) => {
            CredentialValue::RsaPublic(RsaPublicKey::from_pem(pem)?)
        }
        KeyKind::Certificate(pem) => CredentialValue::Certificate(Certificate::from_pem(pem)?),
    })
}

fn of_numbers(ty: Option<KeyType>, numbers: &[(&'static str, String)]) -> Result<CredentialValue, KeyError> {
    let number = |name: &str| numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, hex)| hex.as_str());
    let (n, e) = (number("n"), number("e"));
    let all = RsaNumbers {
        n,
        e,
        d: number("d"),
        p: number("p"),
        q: number("q"),
        dp: number("dp"),
        dq: number("dq"),
        qinv: number("qinv"),
    };
    Ok(match ty {
        Some(KeyType::RsaPrivate) => CredentialValue::RsaPrivate(RsaPrivateKey::from_numbers(&all)?),
        Some(KeyType::WeakRsaPrivate) => CredentialValue::WeakRsaPrivate(WeakRsaPrivateKey::from_numbers(&all)?),
        Some(KeyType::WeakRsaPublic) => CredentialValue::WeakRsaPublic(WeakRsaPublicKey::from_numbers(n, e)?),
        Some(KeyType::RsaPublic) => CredentialValue::RsaPublic(RsaPublicKey::from_numbers(n, e)?),
        _ => return Err(KeyError::Unusable("an RSA key")),
    })
}
