//! ECDSA keys (FIPS 186-5): one declaration for each curve.

/// Declares the private and the public key of a curve: its library, its name, the length of its numbers in bytes, and
/// the digest and the schemes of its signatures.
macro_rules! ecdsa {
    (
        $curve:ident, $title:literal, $length:literal, $digest:literal, $scheme:ident, $der_scheme:ident,
        $private:ident, $public:ident
    ) => {
        use std::fmt;

        use ::$curve::ecdsa::signature::{Signer, Verifier};
        use ::$curve::ecdsa::{Signature, SigningKey, VerifyingKey};
        use ::$curve::pkcs8::{DecodePrivateKey, DecodePublicKey};
        use ::$curve::SecretKey;

        use super::pem::PemKind;
        use super::{OTHER_KIND, der, ec};
        use crate::{KeyError, Scheme, digest, encode};

        const NEEDED_PRIVATE: &str = concat!("an unencrypted ", $title, " private key in PKCS#8 or SEC 1");
        const NEEDED_PUBLIC: &str = concat!("a ", $title, " public key, or a certificate with one");

        #[doc = concat!("A ", $title, " private key. The type has no `Debug`.")]
        #[derive(Clone)]
        pub struct $private(SigningKey);

        impl $private {
            #[doc = concat!("Makes a key of its number, ", $length, " bytes in hex.\n\n# Errors")]
            /// The text is not hex, or the number is outside the curve's range.
            pub fn from_hex(d_hex: &str) -> Result<Self, KeyError> {
                let read = |number: &[u8]| SecretKey::from_slice(number).ok();
                ec::private_of_hex(d_hex, $length, NEEDED_PRIVATE, read).map(|key| Self(SigningKey::from(key)))
            }

            /// Reads PEM with a PKCS#8 or SEC 1 key, or its base64 without the `BEGIN` and `END` lines.
            ///
            /// # Errors
            /// The text contains something else: the error says what.
            pub fn from_pem(text: &str) -> Result<Self, KeyError> {
                let read = |der: &[u8]| SecretKey::from_pkcs8_der(der).ok().or_else(|| SecretKey::from_sec1_der(der).ok());
                ec::private_of_pem(text, NEEDED_PRIVATE, read).map(|key| Self(SigningKey::from(key)))
            }

            #[doc = concat!("Signs with ", $digest, ": r and s, ", $length, " bytes each.")]
            /// The random number of the standard is derived from key and message (RFC 6979), so signing is deterministic.
            ///
            /// # Errors
            /// [`KeyError::Signing`] if the library fails.
            pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
                self.signature(message).map(|signature| signature.to_bytes().to_vec())
            }

            #[doc = concat!("[`", stringify!($private), "::sign`], encoded as a DER sequence of r and s.\n\n# Errors")]
            /// [`KeyError::Signing`] if the library fails.
            pub fn sign_der(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
                self.signature(message).map(|signature| signature.to_der().as_bytes().to_vec())
            }

            /// Signs with a scheme.
            ///
            /// # Errors
            /// [`KeyError::Unusable`] if this kind of key does not support the scheme, and those of `sign`.
            pub fn sign_by(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, KeyError> {
                match scheme {
                    Scheme::$scheme => self.sign(message),
                    Scheme::$der_scheme => self.sign_der(message),
                    _ => Err(KeyError::Unusable(OTHER_KIND)),
                }
            }

            /// The public half.
            pub fn public_key(&self) -> $public {
                $public(*self.0.verifying_key())
            }

            fn signature(&self, message: &[u8]) -> Result<Signature, KeyError> {
                self.0.try_sign(message).map_err(|_| KeyError::Signing)
            }
        }

        #[doc = concat!("A ", $title, " public key. Of a certificate only the key is used: nothing else in it is checked.")]
        #[derive(Clone)]
        pub struct $public(VerifyingKey);

        impl $public {
            #[doc = concat!("Makes a key of its point in hex: both coordinates of ", $length, " bytes, with or without")]
            /// the prefix `04`.
            ///
            /// # Errors
            /// The text is not hex, or the point is not on the curve.
            pub fn from_hex(point_hex: &str) -> Result<Self, KeyError> {
                let read = |point: &[u8]| VerifyingKey::from_sec1_bytes(point).ok();
                ec::public_of_hex(point_hex, $length, NEEDED_PUBLIC, read).map(Self)
            }

            /// Reads PEM with a certificate or a `PUBLIC KEY`, or its base64 without the `BEGIN` and `END` lines.
            ///
            /// # Errors
            /// The text contains something else: the error says what.
            pub fn from_pem(text: &str) -> Result<Self, KeyError> {
                let read = |der: &[u8]| {
                    VerifyingKey::from_public_key_der(der::public_key_of(der).unwrap_or(der)).ok()
                };
                ec::public_of_pem(text, &[PemKind::Certificate, PemKind::PublicKey], NEEDED_PUBLIC, read).map(Self)
            }

            #[doc = concat!("Whether the signature (r and s, ", $length, " bytes each) over this message was made with")]
            /// the private key.
            pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
                Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
            }

            #[doc = concat!("[`", stringify!($public), "::verify`] for a DER sequence of r and s.")]
            pub fn verify_der(&self, message: &[u8], signature: &[u8]) -> bool {
                Signature::from_der(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
            }

            /// Whether the signature over this message was made with a scheme; `false` if this kind of key does not
            /// support it.
            pub fn verify_by(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
                match scheme {
                    Scheme::$scheme => self.verify(message, signature),
                    Scheme::$der_scheme => self.verify_der(message, signature),
                    _ => false,
                }
            }
        }

        /// A fingerprint: SHA-256 over the point.
        impl fmt::Debug for $public {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let fingerprint = encode::hex_lower(&digest::sha256(&self.0.to_sec1_point(false).to_bytes()));
                f.debug_tuple(stringify!($public)).field(&fingerprint).finish()
            }
        }
    };
}

pub(super) use ecdsa;
