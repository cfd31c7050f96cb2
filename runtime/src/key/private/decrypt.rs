//! Decryption with RSA private keys, of short texts such as the key of a cipher.

use subtle::{Choice, ConditionallySelectable};
use zeroize::Zeroizing;

use super::RsaPrivateKey;
use crate::digest::hmac_sha256;
use crate::key::library::Encryption;
use crate::{EncryptionScheme, KeyError};

impl RsaPrivateKey {
    /// Decrypts with OAEP, SHA-1 and MGF1 over SHA-1 (RFC 8017, section 7.1).
    ///
    /// # Errors
    /// [`KeyError::Decrypt`] if the text was not encrypted with the public half and this scheme.
    pub fn decrypt_oaep_sha1(&self, encrypted: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.key.decrypt(Encryption::OaepSha1, encrypted).ok_or(KeyError::Decrypt)
    }

    /// Decrypts with OAEP, SHA-256 and MGF1 over SHA-256 (RFC 8017, section 7.1).
    ///
    /// # Errors
    /// [`KeyError::Decrypt`] if the text was not encrypted with the public half and this scheme.
    pub fn decrypt_oaep_sha256(&self, encrypted: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.key.decrypt(Encryption::OaepSha256, encrypted).ok_or(KeyError::Decrypt)
    }

    /// Decrypts with PKCS#1 v1.5 (RFC 8017, section 7.2) to `length` bytes.
    ///
    /// There is no error: an attacker who learns which texts are wrongly padded can decrypt any text (Bleichenbacher's
    /// attack). A wrongly padded text, or one of another length, yields `length` bytes that look random and are always
    /// the same for the same input. The next layer, a cipher or a signature, then refuses them like any wrong key.
    pub fn decrypt_pkcs1(&self, encrypted: &[u8], length: usize) -> Vec<u8> {
        let mut out = substitute(&*self.0.secret, encrypted, length);
        let opened = self.0.key.decrypt(Encryption::Pkcs1, encrypted).map(Zeroizing::new);
        let opened = opened.filter(|opened| opened.len() == length);
        let right = Choice::from(u8::from(opened.is_some()));
        // Copy in both cases, so that the time does not tell which text it was.
        let opened = opened.unwrap_or_else(|| Zeroizing::new(vec![0; length]));
        for (to, from) in out.iter_mut().zip(opened.iter()) {
            to.conditional_assign(from, right);
        }
        out
    }

    /// Decrypts with a scheme; `length` is the length of the text in bytes where the scheme fixes it.
    ///
    /// # Errors
    /// Those of the scheme's own method.
    pub fn decrypt_by(
        &self,
        scheme: EncryptionScheme,
        length: Option<usize>,
        encrypted: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        match scheme {
            EncryptionScheme::RsaOaepSha1 => self.decrypt_oaep_sha1(encrypted),
            EncryptionScheme::RsaOaepSha256 => self.decrypt_oaep_sha256(encrypted),
            EncryptionScheme::RsaPkcs1 => Ok(self.decrypt_pkcs1(encrypted, length.unwrap_or_default())),
        }
    }
}

/// Bytes that only the holder of the secret can compute: HMAC-SHA256 over the encrypted text, in counter mode.
fn substitute(secret: &[u8], encrypted: &[u8], length: usize) -> Vec<u8> {
    let seed = Zeroizing::new(hmac_sha256(secret, encrypted));
    let blocks = (0_u32..).flat_map(|counter| hmac_sha256(&*seed, &counter.to_be_bytes()));
    blocks.take(length).collect()
}
