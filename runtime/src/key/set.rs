//! Sets of public keys, from which a message names one.

use std::fmt;

use crate::ReadError;

/// Public keys by serial number, as messages name them. `Debug` shows the serial numbers only.
#[derive(Clone)]
pub struct PublicKeys<K>(Vec<(String, K)>);

/// RSA public keys by serial number.
#[cfg(any(feature = "rsa", feature = "portable"))]
pub type RsaPublicKeys = PublicKeys<super::RsaPublicKey>;
/// P-256 public keys by serial number.
#[cfg(feature = "p256")]
pub type P256PublicKeys = PublicKeys<super::P256PublicKey>;

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
