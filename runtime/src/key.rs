//! Keys: RSA behind the feature `rsa`, and what can be wrong with a key of any kind.

#[cfg(feature = "rsa")]
mod der;
#[cfg(feature = "rsa")]
mod numbers;
#[cfg(feature = "rsa")]
mod pem;
#[cfg(feature = "rsa")]
mod private;
#[cfg(feature = "rsa")]
mod public;

#[cfg(feature = "rsa")]
pub use numbers::RsaNumbers;
#[cfg(feature = "rsa")]
pub use private::RsaPrivateKey;
#[cfg(feature = "rsa")]
pub use public::RsaPublicKey;

/// Why a key cannot be used. Holds no key material.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Something else was given than what is needed.
    #[error("{given} was given, {needed} is needed")]
    Kind {
        /// What the text holds.
        given: &'static str,
        /// What it should hold.
        needed: &'static str,
    },
    /// The text is not written in the encoding that the key has.
    #[error("the key is not valid {0}")]
    Encoding(&'static str),
    /// A shared key has the wrong length.
    #[error("the key has {found} bytes, {needed} are needed")]
    Length {
        /// The length in bytes.
        found: usize,
        /// The length that the cipher needs.
        needed: usize,
    },
    /// The key is well-formed, yet no key to work with: too short, or its numbers contradict each other.
    #[error("the RSA key is refused: 2048 to 8192 bits and numbers that agree are needed")]
    Refused,
    /// The merchant does not hold the key that this call needs.
    #[error("the credential `{0}` is needed here")]
    Missing(&'static str),
    /// The spec declares no signature for what the credentials choose.
    #[error("no signature is declared for what was chosen")]
    Choice,
    /// The signature could not be made.
    #[error("signing failed")]
    Signing,
}
