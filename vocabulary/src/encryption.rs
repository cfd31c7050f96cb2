//! Encryption schemes with a key pair: the receiver decrypts with the private key.

use crate::KeyType;

/// The facts of an encryption scheme.
#[derive(Debug)]
pub struct EncryptionSchemeRow {
    /// The word of the step that decrypts.
    pub word: &'static str,
    /// The name of the decryption in prose.
    pub prose: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// The types of keys that decrypt.
    pub keys: &'static [KeyType],
    /// The name of the runtime's method.
    pub method: &'static str,
    /// Whether the length of the text is fixed, so that a random text can replace a wrongly padded one.
    pub sized: bool,
}

words! {
    /// An encryption scheme with a key pair.
    EncryptionScheme: EncryptionSchemeRow {
        /// OAEP with SHA-1 and MGF1 over SHA-1 (RFC 8017, section 7.1).
        RsaOaepSha1 {
            word: "rsa_oaep_sha1_decrypt", prose: "RSA decryption (OAEP, SHA-1)",
            description: "RSA decryption (OAEP, SHA-1 and MGF1 over SHA-1)", keys: &[KeyType::RsaPrivate],
            method: "decrypt_oaep_sha1", sized: false,
        }
        /// OAEP with SHA-256 and MGF1 over SHA-256 (RFC 8017, section 7.1).
        RsaOaepSha256 {
            word: "rsa_oaep_sha256_decrypt", prose: "RSA decryption (OAEP, SHA-256)",
            description: "RSA decryption (OAEP, SHA-256 and MGF1 over SHA-256)", keys: &[KeyType::RsaPrivate],
            method: "decrypt_oaep_sha256", sized: false,
        }
        /// PKCS#1 v1.5 (RFC 8017, section 7.2). A random text replaces a wrongly padded one.
        RsaPkcs1 {
            word: "rsa_pkcs1_decrypt", prose: "RSA decryption (PKCS#1 v1.5)",
            description: "RSA decryption (PKCS#1 v1.5) to a text of a fixed length",
            keys: &[KeyType::RsaPrivate], method: "decrypt_pkcs1", sized: true,
        }
    }
}
