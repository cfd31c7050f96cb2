//! Signatures with a key pair.

use crate::KeyType;

/// The facts of a signature scheme.
#[derive(Debug)]
pub struct SchemeRow {
    /// The step.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// The types of key that sign.
    pub signs: &'static [KeyType],
    /// The types of key that verify.
    pub verifies: &'static [KeyType],
    /// Whether the key that verifies may be one of a set, or come in a certificate of the message.
    pub finds_key: bool,
    /// The end of the runtime's methods that sign and verify: `sign_sha256`, `verify_sha256`.
    pub method: &'static str,
    /// Whether it mixes the signer's identifier into the message, as SM2 does.
    pub identifies: bool,
    /// The least and the greatest length of a signature in bytes, where the length of the key does not tell it.
    pub size: Option<(usize, usize)>,
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
            identifies: false, size: None,
        }
        /// PKCS#1 v1.5 over SHA-512.
        RsaSha512 {
            word: "rsa_sha512", prose: "RSA signature (PKCS#1 v1.5, SHA-512)",
            description: "RSA signature (PKCS#1 v1.5) over SHA-512", signs: &[KeyType::RsaPrivate],
            verifies: &[KeyType::RsaPublic], finds_key: true, method: "_sha512", identifies: false, size: None,
        }
        /// PKCS#1 v1.5 over SHA-1.
        RsaSha1 {
            word: "rsa_sha1", prose: "RSA signature (PKCS#1 v1.5, SHA-1)",
            description: "RSA signature (PKCS#1 v1.5) over SHA-1", signs: &[KeyType::WeakRsaPrivate],
            verifies: &[KeyType::RsaPublic, KeyType::WeakRsaPublic], finds_key: true, method: "_sha1",
            identifies: false, size: None,
        }
        /// PKCS#1 v1.5 over MD5.
        RsaMd5 {
            word: "rsa_md5", prose: "RSA signature (PKCS#1 v1.5, MD5)",
            description: "RSA signature (PKCS#1 v1.5) over MD5", signs: &[KeyType::WeakRsaPrivate],
            verifies: &[KeyType::WeakRsaPublic], finds_key: false, method: "_md5", identifies: false, size: None,
        }
        /// A PKCS#1 v1.5 block of type 1 over the bytes themselves.
        RsaRaw {
            word: "rsa_raw", prose: "RSA signature (a PKCS#1 v1.5 block of type 1 over the bytes themselves)",
            description: "RSA block of type 1 (PKCS#1 v1.5) over the bytes themselves",
            signs: &[KeyType::WeakRsaPrivate], verifies: &[KeyType::WeakRsaPublic], finds_key: false, method: "_raw",
            identifies: false, size: None,
        }
        /// SM2 with SM3 (GB/T 32918), r and s in 64 bytes.
        Sm2 {
            word: "sm2", prose: "SM2 signature (r and s in 64 bytes)",
            description: "SM2 signature with SM3, r and s in 64 bytes", signs: &[KeyType::Sm2Private],
            verifies: &[KeyType::Sm2Public], finds_key: false, method: "", identifies: true, size: Some((64, 64)),
        }
        /// The same in DER, which may cut each of the two numbers to a byte, and begins with up to eight bytes of its own.
        Sm2Der {
            word: "sm2_der", prose: "SM2 signature (in DER)", description: "SM2 signature with SM3, in DER",
            signs: &[KeyType::Sm2Private], verifies: &[KeyType::Sm2Public], finds_key: false, method: "_der",
            identifies: true, size: Some((8, 72)),
        }
    }
}
