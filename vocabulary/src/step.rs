//! The steps of a value, from all families.

use crate::{Cipher, Conversion, Digest, EncryptionScheme, Scheme, SliceEnd};

/// The word of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepWord {
    /// A digest.
    Digest(Digest),
    /// A digest with a key.
    Hmac(Digest),
    /// A signature with a key pair.
    Sign(Scheme),
    /// A cipher.
    Encrypt(Cipher),
    /// A decryption with a private key.
    Decrypt(EncryptionScheme),
    /// A part of the input.
    Slice(SliceEnd),
    /// A conversion.
    Convert(Conversion),
}

impl StepWord {
    /// All steps without a key: digests, then conversions.
    pub fn plain() -> impl Iterator<Item = Self> {
        let digests = Digest::ALL.iter().map(|digest| Self::Digest(*digest));
        digests.chain(Conversion::ALL.iter().map(|conversion| Self::Convert(*conversion)))
    }

    /// All steps with a key or a count: keyed digests, signatures, ciphers, decryptions, then parts.
    pub fn keyed() -> impl Iterator<Item = Self> {
        let keyed = Digest::ALL.iter().filter(|digest| digest.row().keyed.is_some());
        let schemes = Scheme::ALL.iter().map(|scheme| Self::Sign(*scheme));
        let ciphers = Cipher::ALL.iter().map(|cipher| Self::Encrypt(*cipher));
        let decryptions = EncryptionScheme::ALL.iter().map(|scheme| Self::Decrypt(*scheme));
        let slices = SliceEnd::ALL.iter().map(|end| Self::Slice(*end));
        keyed.map(|digest| Self::Hmac(*digest)).chain(schemes).chain(ciphers).chain(decryptions).chain(slices)
    }

    /// The spelling in a spec.
    pub fn word(self) -> &'static str {
        match self {
            Self::Digest(digest) => digest.word(),
            Self::Hmac(digest) => digest.row().keyed.unwrap_or_default(),
            Self::Sign(scheme) => scheme.word(),
            Self::Encrypt(cipher) => cipher.word(),
            Self::Decrypt(scheme) => scheme.word(),
            Self::Slice(end) => end.word(),
            Self::Convert(conversion) => conversion.word(),
        }
    }

    /// The meaning in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Digest(digest) | Self::Hmac(digest) => digest.meaning(),
            Self::Sign(scheme) => scheme.meaning(),
            Self::Encrypt(cipher) => cipher.meaning(),
            Self::Decrypt(scheme) => scheme.meaning(),
            Self::Slice(end) => end.meaning(),
            Self::Convert(conversion) => conversion.meaning(),
        }
    }

    /// The runtime's cargo feature for the step. A step with a key pair has none: the type of its key has it.
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::Digest(digest) | Self::Hmac(digest) => Some(digest.row().feature),
            Self::Sign(_) | Self::Decrypt(_) | Self::Slice(_) => None,
            Self::Encrypt(cipher) => Some(cipher.row().feature),
            Self::Convert(conversion) => conversion.row().feature,
        }
    }

    /// The description for editors; `None` if the step is not a key of a mapping.
    pub fn description(self) -> Option<String> {
        match self {
            Self::Hmac(digest) => Some(format!("HMAC with {}, under a credential or value", digest.row().prose)),
            Self::Sign(scheme) => Some(scheme.row().description.to_owned()),
            Self::Encrypt(cipher) => Some(cipher.row().description.to_owned()),
            Self::Decrypt(scheme) => Some(scheme.row().description.to_owned()),
            Self::Slice(end) => Some(end.row().description.to_owned()),
            Self::Digest(_) | Self::Convert(_) => None,
        }
    }
}
