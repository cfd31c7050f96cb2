//! Sets of public keys, from which a message names one.

use std::fmt;

use crate::{KeyError, ReadError};

/// Public keys by serial number, as messages name them. `Debug` shows the serial numbers only.
#[derive(Clone)]
pub struct PublicKeys<K>(Vec<(String, K)>);

/// RSA public keys by serial number.
#[cfg(any(feature = "rsa", feature = "portable"))]
pub type RsaPublicKeys = PublicKeys<super::RsaPublicKey>;
/// P-256 public keys by serial number.
#[cfg(feature = "p256")]
pub type P256PublicKeys = PublicKeys<super::P256PublicKey>;

const BEGIN: &str = "-----BEGIN";
const END: &str = "-----END";
/// The encoding of several keys.
const SERIALS: &str = "PEM with a serial number above each key";

// A derived impl would demand `K: Default`.
impl<K> Default for PublicKeys<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K> PublicKeys<K> {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key, or replaces the key of this serial number.
    #[must_use]
    pub fn with(mut self, serial: impl Into<String>, key: K) -> Self {
        let serial = serial.into();
        self.0.retain(|(other, _)| *other != serial);
        self.0.push((serial, key));
        self
    }

    /// Reads keys in PEM. Each has its serial number in the line above its block.
    ///
    /// # Errors
    /// A block has no such line, or is no key of this type.
    pub fn from_pems(text: &str, read: impl Fn(&str) -> Result<K, KeyError>) -> Result<Self, KeyError> {
        let mut keys = Self::new();
        let (mut serial, mut block) = ("", String::new());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match (block.is_empty() && !line.starts_with(BEGIN), serial.is_empty()) {
                (true, _) => serial = line.trim_end_matches(':').trim_end(),
                (false, true) => return Err(KeyError::Encoding(SERIALS)),
                (false, false) => block.extend([line, "\n"]),
            }
            if line.starts_with(END) {
                keys = keys.with(serial, read(&std::mem::take(&mut block))?);
                serial = "";
            }
        }
        if serial.is_empty() && !keys.0.is_empty() { Ok(keys) } else { Err(KeyError::Encoding(SERIALS)) }
    }

    /// The serial numbers, in the order of insertion.
    pub fn serials(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(serial, _)| serial.as_str())
    }

    /// The key of a serial number, compared exactly as it was given.
    pub fn get(&self, serial: &str) -> Option<&K> {
        self.0.iter().find(|(other, _)| other == serial).map(|(_, key)| key)
    }

    /// The key that a message names.
    ///
    /// # Errors
    /// [`ReadError::SerialNotHeld`] if there is no key of this serial number.
    pub fn named(&self, serial: &str) -> Result<&K, ReadError> {
        let held = || self.serials().map(str::to_owned).collect();
        self.get(serial).ok_or_else(|| ReadError::SerialNotHeld { serial: serial.to_owned(), held: held() })
    }
}

impl<K> fmt::Debug for PublicKeys<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(serial, _)| serial)).finish()
    }
}
