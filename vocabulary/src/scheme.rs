//! Schemes of signatures with a key pair.

use crate::KeyType;

/// The facts of a signature scheme.
#[derive(Debug)]
pub struct SchemeRow {
    /// The word of the step.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// The types of keys that sign.
    pub signs: &'static [KeyType],
    /// The types of keys that verify.
    pub verifies: &'static [KeyType],
    /// Whether the verifying key may come from a set, or from a certificate in the message.
    pub finds_key: bool,
    /// The suffix of the runtime's methods: `_sha256` for `sign_sha256` and `verify_sha256`.
    pub method: &'static str,
    /// Whether the signer's identifier is part of the signed input, as in SM2.
    pub identifies: bool,
    /// The random part of a signature.
    pub randomness: Randomness,
    /// The minimum and maximum length of a signature in bytes; `None` if the length of the key decides it.
    pub size: Option<(usize, usize)>,
}

/// The random part of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Randomness {
    /// None: a message has one signature under a key.
    None,
    /// Derived from key and message: the runtime repeats its signature, other programs make others.
    Derived,
    /// Fresh: no two signatures are the same.
    Fresh,
}

words! {
    /// A signature scheme.
    Scheme: SchemeRow {
        /// PKCS#1 v1.5 over SHA-256.
        RsaSha256 {
            word: "rsa_sha256", prose: "RSA signature (PKCS#1 v1.5, SHA-256)",
            description: "RSA signature (PKCS#1 v1.5) over SHA-256",
            signs: &[KeyType::RsaPrivate, KeyType::WeakRsaPrivate],
            verifies: &[KeyType::RsaPublic, KeyType::WeakRsaPublic], finds_key: true, method: "_sha256",
            identifies: false, randomness: Randomness::None, size: None,
        }
        /// PKCS#1 v1.5 over SHA-512.
        RsaSha512 {
            word: "rsa_sha512", prose: "RSA signature (PKCS#1 v1.5, SHA-512)",
            description: "RSA signature (PKCS#1 v1.5) over SHA-512", signs: &[KeyType::RsaPrivate],
            verifies: &[KeyType::RsaPublic], finds_key: true, method: "_sha512", identifies: false,
            randomness: Randomness::None, size: None,
        }
        /// PKCS#1 v1.5 over SHA-1.
        RsaSha1 {
            word: "rsa_sha1", prose: "RSA signature (PKCS#1 v1.5, SHA-1)",
            description: "RSA signature (PKCS#1 v1.5) over SHA-1", signs: &[KeyType::WeakRsaPrivate],
            verifies: &[KeyType::RsaPublic, KeyType::WeakRsaPublic], finds_key: true, method: "_sha1",
            identifies: false, randomness: Randomness::None, size: None,
        }
        /// PKCS#1 v1.5 over MD5.
        RsaMd5 {
            word: "rsa_md5", prose: "RSA signature (PKCS#1 v1.5, MD5)",
            description: "RSA signature (PKCS#1 v1.5) over MD5", signs: &[KeyType::WeakRsaPrivate],
            verifies: &[KeyType::WeakRsaPublic], finds_key: false, method: "_md5", identifies: false,
            randomness: Randomness::None, size: None,
        }
        /// A PKCS#1 v1.5 block of type 1 over the bytes themselves, without a digest.
        RsaRaw {
            word: "rsa_raw", prose: "RSA signature (a PKCS#1 v1.5 block of type 1 over the bytes themselves)",
            description: "RSA block of type 1 (PKCS#1 v1.5) over the bytes themselves",
            signs: &[KeyType::WeakRsaPrivate], verifies: &[KeyType::WeakRsaPublic], finds_key: false, method: "_raw",
            identifies: false, randomness: Randomness::None, size: None,
        }
        /// RSA-PSS over SHA-256, MGF1 over the same digest, a salt of 32 bytes (RFC 8017, section 8.1).
        Ps256 {
            word: "ps256", prose: "RSA-PSS signature (SHA-256)",
            description: "RSA-PSS signature over SHA-256, with a salt as long as the digest",
            signs: &[KeyType::RsaPrivate], verifies: &[KeyType::RsaPublic], finds_key: true, method: "_pss_sha256",
            identifies: false, randomness: Randomness::Fresh, size: None,
        }
        /// RSA-PSS over SHA-384, MGF1 over the same digest, a salt of 48 bytes (RFC 8017, section 8.1).
        Ps384 {
            word: "ps384", prose: "RSA-PSS signature (SHA-384)",
            description: "RSA-PSS signature over SHA-384, with a salt as long as the digest",
            signs: &[KeyType::RsaPrivate], verifies: &[KeyType::RsaPublic], finds_key: true, method: "_pss_sha384",
            identifies: false, randomness: Randomness::Fresh, size: None,
        }
        /// RSA-PSS over SHA-512, MGF1 over the same digest, a salt of 64 bytes (RFC 8017, section 8.1).
        Ps512 {
            word: "ps512", prose: "RSA-PSS signature (SHA-512)",
            description: "RSA-PSS signature over SHA-512, with a salt as long as the digest",
            signs: &[KeyType::RsaPrivate], verifies: &[KeyType::RsaPublic], finds_key: true, method: "_pss_sha512",
            identifies: false, randomness: Randomness::Fresh, size: None,
        }
        /// SM2 with SM3 (GB/T 32918), r and s in 64 bytes.
        Sm2 {
            word: "sm2", prose: "SM2 signature (r and s in 64 bytes)",
            description: "SM2 signature with SM3, r and s in 64 bytes", signs: &[KeyType::Sm2Private],
            verifies: &[KeyType::Sm2Public], finds_key: false, method: "", identifies: true,
            randomness: Randomness::Derived, size: Some((64, 64)),
        }
        /// SM2 with SM3 as a DER sequence of r and s: up to eight bytes longer, and shorter if r or s is small.
        Sm2Der {
            word: "sm2_der", prose: "SM2 signature (in DER)", description: "SM2 signature with SM3, in DER",
            signs: &[KeyType::Sm2Private], verifies: &[KeyType::Sm2Public], finds_key: false, method: "_der",
            identifies: true, randomness: Randomness::Derived, size: Some((8, 72)),
        }
        /// ECDSA over P-256 and SHA-256 (FIPS 186-5), r and s in 64 bytes.
        Es256 {
            word: "es256", prose: "ECDSA signature (P-256, SHA-256, r and s in 64 bytes)",
            description: "ECDSA signature over P-256 with SHA-256, r and s in 64 bytes",
            signs: &[KeyType::P256Private], verifies: &[KeyType::P256Public], finds_key: false, method: "",
            identifies: false, randomness: Randomness::Derived, size: Some((64, 64)),
        }
        /// ECDSA over P-256 and SHA-256 as a DER sequence of r and s.
        Es256Der {
            word: "es256_der", prose: "ECDSA signature (P-256, SHA-256, in DER)",
            description: "ECDSA signature over P-256 with SHA-256, in DER", signs: &[KeyType::P256Private],
            verifies: &[KeyType::P256Public], finds_key: false, method: "_der", identifies: false,
            randomness: Randomness::Derived, size: Some((8, 72)),
        }
        /// ECDSA over P-384 and SHA-384 (FIPS 186-5), r and s in 96 bytes.
        Es384 {
            word: "es384", prose: "ECDSA signature (P-384, SHA-384, r and s in 96 bytes)",
            description: "ECDSA signature over P-384 with SHA-384, r and s in 96 bytes",
            signs: &[KeyType::P384Private], verifies: &[KeyType::P384Public], finds_key: false, method: "",
            identifies: false, randomness: Randomness::Derived, size: Some((96, 96)),
        }
        /// ECDSA over P-384 and SHA-384 as a DER sequence of r and s.
        Es384Der {
            word: "es384_der", prose: "ECDSA signature (P-384, SHA-384, in DER)",
            description: "ECDSA signature over P-384 with SHA-384, in DER", signs: &[KeyType::P384Private],
            verifies: &[KeyType::P384Public], finds_key: false, method: "_der", identifies: false,
            randomness: Randomness::Derived, size: Some((8, 104)),
        }
    }
}

impl Scheme {
    /// The types of the sets of keys, of which a message names the one that verifies.
    pub fn sets(self) -> &'static [KeyType] {
        match self {
            Self::Es256 | Self::Es256Der => &[KeyType::P256PublicSet],
            _ if self.row().finds_key => &[KeyType::RsaPublicSet],
            _ => &[],
        }
    }
}
