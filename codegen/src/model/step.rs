//! The inputs of a step beside its text: its key, its values, and the key pair of a signature.

use std::sync::Arc;

use super::{
    Credential, Part, Step,
    value::{KeySource, Signature},
};

impl Step {
    /// The shared key of an HMAC or a cipher.
    pub fn key(&self) -> Option<&KeySource> {
        match self {
            Self::Hmac(_, key) => Some(key),
            Self::Encrypt(encryption) => Some(&encryption.key),
            Self::Digest(_) | Self::Sign(_) | Self::Decrypt(_) | Self::Convert(_) | Self::Slice(_) => None,
        }
    }

    /// The signature with a key pair, if the step is one.
    pub fn signature(&self) -> Option<&Signature> {
        if let Self::Sign(signature) = self { Some(signature) } else { None }
    }

    /// The values that the step takes, as keys and inside texts, by their indices.
    pub fn taken_values(&self) -> Vec<usize> {
        self.values().into_iter().chain(Part::values(self.texts())).collect()
    }
}

impl KeySource {
    /// The credential that is the key.
    pub fn credential(&self) -> Option<&Arc<Credential>> {
        if let Self::Credential(credential) = self { Some(credential) } else { None }
    }
}
