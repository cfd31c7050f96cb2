//! Types of keys.

/// The facts of a type of key.
#[derive(Debug)]
pub struct KeyTypeRow {
    /// The type of a credential in a spec.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// What it serves for.
    pub purpose: Purpose,
    /// The runtime's type.
    pub runtime: &'static str,
    /// The runtime's cargo feature.
    pub feature: Option<&'static str>,
}

/// What a key serves for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Keyed digests and ciphers: both sides hold it.
    Shared,
    /// Signing.
    Signs,
    /// Verifying, or nothing but its own serial number.
    Public,
}

words! {
    /// A type of key; only credentials have it.
    KeyType: KeyTypeRow {
        /// Bytes given in hex.
        Hex { word: "hex", prose: "bytes in hex", purpose: Purpose::Shared, runtime: "SecretBytes", feature: None }
        /// Bytes given in base64.
        Base64 {
            word: "base64", prose: "bytes in base64", purpose: Purpose::Shared, runtime: "SecretBytes", feature: None,
        }
        /// An RSA key for signing.
        RsaPrivate {
            word: "rsa_private_key", prose: "RSA private key", purpose: Purpose::Signs, runtime: "RsaPrivateKey",
            feature: Some("rsa"),
        }
        /// An RSA key for verifying, or a certificate with one.
        RsaPublic {
            word: "rsa_public_key", prose: "RSA public key or certificate", purpose: Purpose::Public,
            runtime: "RsaPublicKey", feature: Some("rsa"),
        }
        /// Several RSA keys for verifying, by serial.
        RsaPublicSet {
            word: "rsa_public_keys", prose: "RSA public keys or certificates by serial", purpose: Purpose::Public,
            runtime: "RsaPublicKeys", feature: Some("rsa"),
        }
        /// An RSA key for signing that may be short, or sign with MD5 or SHA-1.
        WeakRsaPrivate {
            word: "weak_rsa_private_key", prose: "RSA private key, also a short one", purpose: Purpose::Signs,
            runtime: "WeakRsaPrivateKey", feature: Some("weak_rsa"),
        }
        /// The same for verifying.
        WeakRsaPublic {
            word: "weak_rsa_public_key", prose: "RSA public key, also a short one", purpose: Purpose::Public,
            runtime: "WeakRsaPublicKey", feature: Some("weak_rsa"),
        }
        /// An SM2 key for signing.
        Sm2Private {
            word: "sm2_private_key", prose: "SM2 private key", purpose: Purpose::Signs, runtime: "Sm2PrivateKey",
            feature: Some("sm"),
        }
        /// An SM2 key for verifying.
        Sm2Public {
            word: "sm2_public_key", prose: "SM2 public key", purpose: Purpose::Public, runtime: "Sm2PublicKey",
            feature: Some("sm"),
        }
        /// The merchant's own certificate.
        Certificate {
            word: "certificate", prose: "certificate", purpose: Purpose::Public, runtime: "Certificate",
            feature: Some("x509"),
        }
        /// The certificates that those in messages must come from.
        TrustAnchors {
            word: "trust_anchors", prose: "certificates to trust", purpose: Purpose::Public, runtime: "TrustAnchors",
            feature: Some("x509"),
        }
    }
}

impl KeyType {
    /// Whether a step that needs shared bytes can take it.
    pub fn is_shared(self) -> bool {
        self.row().purpose == Purpose::Shared
    }

    /// Whether it is masked everywhere.
    pub fn is_secret(self) -> bool {
        self.row().purpose != Purpose::Public
    }
}
