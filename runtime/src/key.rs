//! Keys, each kind behind its own cargo feature, and the errors of all kinds of keys.

#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
mod der;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod library;
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
mod numbers;
#[cfg(any(feature = "rsa", feature = "weak_rsa", feature = "sm"))]
mod pem;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod private;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod public;
#[cfg(any(feature = "rsa", feature = "portable"))]
mod set;
#[cfg(feature = "sm")]
mod sm2;
#[cfg(feature = "weak_rsa")]
mod weak;
#[cfg(any(feature = "x509", feature = "portable"))]
mod x509;

use std::borrow::Cow;

#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub use numbers::RsaNumbers;
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use private::RsaPrivateKey;
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use public::RsaPublicKey;
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use set::RsaPublicKeys;
#[cfg(feature = "sm")]
pub use sm2::{Sm2PrivateKey, Sm2PublicKey};
#[cfg(feature = "weak_rsa")]
pub use weak::{RsaBlock, WeakRsaPrivateKey, WeakRsaPublicKey};
#[cfg(any(feature = "x509", feature = "portable"))]
pub use x509::{Certificate, TrustAnchors};

#[cfg(any(feature = "rsa", feature = "weak_rsa", feature = "sm"))]
const OTHER_KIND: &str = "a key of the kind that the spec declares";

/// The reason why a key cannot be used. Contains no key material.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text contains another kind of key or object.
    #[error("{given} was given, {needed} is needed")]
    Kind {
        /// The kind that the text contains.
        given: &'static str,
        /// The kind that is needed.
        needed: &'static str,
    },
    /// The text is not valid in the key's encoding.
    #[error("the key is not valid {0}")]
    Encoding(&'static str),
    /// A shared key has the wrong length.
    #[error("the key has {found} bytes, {needed} are needed")]
    Length {
        /// The length in bytes.
        found: usize,
        /// The length in bytes that the cipher needs.
        needed: usize,
    },
    /// An initialisation vector has the wrong length.
    #[error("the initialisation vector has {found} bytes, {needed} are needed")]
    Iv {
        /// The length in bytes.
        found: usize,
        /// The length of the cipher's block in bytes.
        needed: usize,
    },
    /// A nonce has a length that the cipher does not accept.
    #[error("the nonce has {found} bytes, 12 to 16 are needed")]
    Nonce {
        /// The length in bytes.
        found: usize,
    },
    /// The text to sign or encrypt is longer than the key or the cipher allows.
    #[error("the message has {found} bytes, {most} can be taken")]
    TooLong {
        /// The length in bytes.
        found: usize,
        /// The greatest length in bytes.
        most: usize,
    },
    /// The key is well-formed but unusable: too short, or its numbers contradict each other.
    #[error("the RSA key is refused: 2048 to 8192 bits and numbers that agree are needed")]
    Refused,
    /// The credentials lack the key that this call needs.
    #[error("the credential `{0}` is needed here")]
    Missing(Cow<'static, str>),
    /// The spec declares no signature for the variant that the credentials select.
    #[error("no signature is declared for the chosen case")]
    Choice,
    /// Another kind of key, or a certificate, cannot be used; names the kind that is needed.
    #[error("the key is refused: {0} is needed")]
    Unusable(&'static str),
    /// The runtime was built without the cargo feature that the spec needs.
    #[error("the runtime was built without its feature `{0}`")]
    Feature(&'static str),
    /// The user id of an SM2 signature is not UTF-8 or too long.
    #[error("the user id is not UTF-8 of at most 8191 bytes")]
    UserId,
    /// The signature could not be computed.
    #[error("signing failed")]
    Signing,
}

impl KeyError {
    /// [`KeyError::Missing`] with a constant name.
    pub const fn missing(credential: &'static str) -> Self {
        Self::Missing(Cow::Borrowed(credential))
    }
}
