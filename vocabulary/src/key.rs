//! Types of keys.

/// The facts of a type of key.
#[derive(Debug)]
pub struct KeyTypeRow {
    /// The word of the credential's type in a spec.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// The use of the key.
    pub purpose: Purpose,
    /// The name of the runtime's type.
    pub runtime: &'static str,
    /// The runtime's cargo feature; `None` if it is always compiled in.
    pub feature: Option<&'static str>,
}

/// The use of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Keyed digests and ciphers: merchant and provider share the key.
    Shared,
    /// Keyed digests and ciphers, by a key that a text chooses among several shared ones.
    Chosen,
    /// Signing and decrypting.
    Signs,
    /// Verifying, or providing its own serial number.
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
        /// Several shared keys, each a text, by their names.
        SharedSet {
            word: "shared_keys", prose: "shared keys by name", purpose: Purpose::Chosen, runtime: "SharedKeys",
            feature: None,
        }
        /// An RSA key for signing and decrypting.
        RsaPrivate {
            word: "rsa_private_key", prose: "RSA private key", purpose: Purpose::Signs, runtime: "RsaPrivateKey",
            feature: Some("rsa"),
        }
        /// An RSA key for verifying, or a certificate with one.
        RsaPublic {
            word: "rsa_public_key", prose: "RSA public key or certificate", purpose: Purpose::Public,
            runtime: "RsaPublicKey", feature: Some("rsa"),
        }
        /// Several RSA keys for verifying, by serial number.
        RsaPublicSet {
            word: "rsa_public_keys", prose: "RSA public keys or certificates by serial", purpose: Purpose::Public,
            runtime: "RsaPublicKeys", feature: Some("rsa"),
        }
        /// An RSA key for signing that may be shorter than 2048 bits, or sign with MD5 or SHA-1.
        WeakRsaPrivate {
            word: "weak_rsa_private_key", prose: "RSA private key, also a short one", purpose: Purpose::Signs,
            runtime: "WeakRsaPrivateKey", feature: Some("weak_rsa"),
        }
        /// An RSA key for verifying that may be shorter than 2048 bits, or verify MD5 or SHA-1.
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
        /// A P-256 key for signing.
        P256Private {
            word: "p256_private_key", prose: "P-256 private key", purpose: Purpose::Signs, runtime: "P256PrivateKey",
            feature: Some("p256"),
        }
        /// A P-256 key for verifying, or a certificate with one.
        P256Public {
            word: "p256_public_key", prose: "P-256 public key or certificate", purpose: Purpose::Public,
            runtime: "P256PublicKey", feature: Some("p256"),
        }
        /// Several P-256 keys for verifying, by serial number.
        P256PublicSet {
            word: "p256_public_keys", prose: "P-256 public keys or certificates by serial", purpose: Purpose::Public,
            runtime: "P256PublicKeys", feature: Some("p256"),
        }
        /// A P-384 key for signing.
        P384Private {
            word: "p384_private_key", prose: "P-384 private key", purpose: Purpose::Signs, runtime: "P384PrivateKey",
            feature: Some("p384"),
        }
        /// A P-384 key for verifying, or a certificate with one.
        P384Public {
            word: "p384_public_key", prose: "P-384 public key or certificate", purpose: Purpose::Public,
            runtime: "P384PublicKey", feature: Some("p384"),
        }
        /// The merchant's own certificate.
        Certificate {
            word: "certificate", prose: "certificate", purpose: Purpose::Public, runtime: "Certificate",
            feature: Some("x509"),
        }
        /// The root and issuing certificates that a message's certificate must chain to.
        TrustAnchors {
            word: "trust_anchors", prose: "certificates to trust", purpose: Purpose::Public, runtime: "TrustAnchors",
            feature: Some("x509"),
        }
    }
}

impl KeyType {
    /// The type of each key, if it is a set of public keys.
    pub fn member(self) -> Option<Self> {
        match self {
            Self::RsaPublicSet => Some(Self::RsaPublic),
            Self::P256PublicSet => Some(Self::P256Public),
            Self::Hex | Self::Base64 | Self::SharedSet | Self::RsaPrivate | Self::RsaPublic => None,
            Self::WeakRsaPrivate | Self::WeakRsaPublic | Self::Sm2Private | Self::Sm2Public => None,
            Self::P256Private | Self::P256Public | Self::P384Private | Self::P384Public => None,
            Self::Certificate | Self::TrustAnchors => None,
        }
    }

    /// Whether steps that need shared bytes accept it.
    pub fn is_shared(self) -> bool {
        self.row().purpose == Purpose::Shared
    }

    /// Whether it is redacted everywhere.
    pub fn is_secret(self) -> bool {
        self.row().purpose != Purpose::Public
    }
}
