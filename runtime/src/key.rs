//! Keys, each kind behind its own cargo feature, and the errors of all kinds of keys.

#[cfg(any(feature = "rsa", feature = "weak_rsa", feature = "p256", feature = "p384"))]
mod der;
#[cfg(any(feature = "p256", feature = "p384", feature = "sm"))]
mod ec;
#[cfg(any(feature = "p256", feature = "p384"))]
mod ecdsa;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod library;
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
mod numbers;
#[cfg(feature = "p256")]
mod p256;
#[cfg(feature = "p384")]
mod p384;
#[cfg(any(feature = "rsa", feature = "weak_rsa", feature = "p256", feature = "p384", feature = "sm"))]
mod pem;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod private;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod public;
#[cfg(any(feature = "rsa", feature = "portable", feature = "p256"))]
mod set;
mod shared;
#[cfg(feature = "sm")]
mod sm2;
#[cfg(feature = "weak_rsa")]
mod weak;
#[cfg(any(feature = "x509", feature = "portable"))]
mod x509;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub use numbers::RsaNumbers;
#[cfg(feature = "p256")]
pub use p256::{P256PrivateKey, P256PublicKey};
#[cfg(feature = "p384")]
pub use p384::{P384PrivateKey, P384PublicKey};
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use private::RsaPrivateKey;
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use public::RsaPublicKey;
#[cfg(feature = "p256")]
pub use set::P256PublicKeys;
#[cfg(any(feature = "rsa", feature = "portable", feature = "p256"))]
pub use set::PublicKeys;
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use set::RsaPublicKeys;
pub use shared::{NotHeld, SharedKeys};
#[cfg(feature = "sm")]
pub use sm2::{Sm2PrivateKey, Sm2PublicKey};
#[cfg(feature = "weak_rsa")]
pub use weak::{RsaBlock, WeakRsaPrivateKey, WeakRsaPublicKey};
#[cfg(any(feature = "x509", feature = "portable"))]
pub use x509::{Certificate, TrustAnchors};

#[cfg(any(feature = "rsa", feature = "weak_rsa", feature = "p256", feature = "p384", feature = "sm"))]
const OTHER_KIND: &str = "a key of the kind that the spec declares";

/// The reason why a key cannot be used. Contains no key material.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The text contains another kind of key or object.
    Kind {
        /// The kind that the text contains.
        given: &'static str,
        /// The kind that is needed.
        needed: &'static str,
    },
    /// The text is not valid in the key's encoding.
    Encoding(&'static str),
    /// A step cannot decode its input.
    Undecoded {
        /// The step.
        step: &'static str,
        /// The encoding that it needs.
        encoding: &'static str,
    },
    /// A shared key has the wrong length.
    Length {
        /// The length in bytes.
        found: usize,
        /// The length in bytes that the cipher needs.
        needed: usize,
    },
    /// An initialisation vector has the wrong length.
    Iv {
        /// The length in bytes.
        found: usize,
        /// The length of the cipher's block in bytes.
        needed: usize,
    },
    /// A nonce has a length that the cipher does not accept.
    Nonce {
        /// The length in bytes.
        found: usize,
    },
    /// The text to sign or encrypt is longer than the key or the cipher allows.
    TooLong {
        /// The length in bytes.
        found: usize,
        /// The greatest length in bytes.
        most: usize,
    },
    /// A text or bytes are shorter than the part that is taken from them.
    Short {
        /// The length in characters or bytes.
        found: usize,
        /// The length of the part.
        needed: usize,
    },
    /// The key is well-formed but unusable: too short, or its numbers contradict each other.
    Refused,
    /// The credentials lack the key that this call needs.
    Missing(Cow<'static, str>),
    /// The spec declares no signature for the variant that the credentials select.
    Choice,
    /// Another kind of key, or a certificate, cannot be used; names the kind that is needed.
    Unusable(&'static str),
    /// The user id of an SM2 signature is not UTF-8 or too long.
    UserId,
    /// The signature could not be computed.
    Signing,
    /// A text cannot be decrypted with the key.
    Decrypt,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { given, needed } => write!(f, "{given} was given, {needed} is needed"),
            Self::Encoding(encoding) => write!(f, "the key is not valid {encoding}"),
            Self::Undecoded { step, encoding } => write!(f, "the input of `{step}` is not valid {encoding}"),
            Self::Length { found, needed } => write!(f, "the key has {found} bytes, {needed} are needed"),
            Self::Iv { found, needed } => write!(f, "the initialisation vector has {found} bytes, {needed} are needed"),
            Self::Nonce { found } => write!(f, "the nonce has {found} bytes, 12 to 16 are needed"),
            Self::TooLong { found, most } => write!(f, "the message has {found} bytes, {most} can be taken"),
            Self::Short { found, needed } => {
                write!(f, "{needed} characters or bytes are taken from a text that has {found}")
            }
            Self::Refused => f.write_str("the RSA key is refused: 2048 to 8192 bits and numbers that agree are needed"),
            Self::Missing(credential) => write!(f, "the credential `{credential}` is needed here"),
            Self::Choice => f.write_str("no signature is declared for the chosen case"),
            Self::Unusable(needed) => write!(f, "the key is refused: {needed} is needed"),
            Self::UserId => f.write_str("the user id is not UTF-8 of at most 8191 bytes"),
            Self::Signing => f.write_str("signing failed"),
            Self::Decrypt => f.write_str("the text cannot be decrypted"),
        }
    }
}

impl Error for KeyError {}

impl KeyError {
    /// [`KeyError::Missing`] with a constant name.
    pub const fn missing(credential: &'static str) -> Self {
        Self::Missing(Cow::Borrowed(credential))
    }
}
