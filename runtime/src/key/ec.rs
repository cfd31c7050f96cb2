//! Reads keys of elliptic curves: their numbers and points in hex, and PEM. The curve's library makes the key.

use super::pem::{self, PemKind};
use crate::{KeyError, SecretBytes};

/// The first byte of an uncompressed point (SEC 1, section 2.3.3).
const UNCOMPRESSED: &[u8] = &[4];

/// A private key from its number of `length` bytes.
pub(super) fn private_of_hex<K>(
    hex: &str,
    length: usize,
    needed: &'static str,
    of_number: impl FnOnce(&[u8]) -> Option<K>,
) -> Result<K, KeyError> {
    let number = SecretBytes::from_hex(hex)?;
    match number.expose().len() {
        found if found == length => of_number(number.expose()).ok_or(KeyError::Unusable(needed)),
        found => Err(KeyError::Length { found, needed: length }),
    }
}

/// A private key from PEM with PKCS#8 or SEC 1.
pub(super) fn private_of_pem<K>(
    text: &str,
    needed: &'static str,
    of_der: impl FnOnce(&[u8]) -> Option<K>,
) -> Result<K, KeyError> {
    let der = pem::section(text, needed)?.only(&[PemKind::PrivateKey, PemKind::EcPrivateKey], needed)?;
    of_der(&der).ok_or(KeyError::Unusable(needed))
}

/// A public key from its point: both coordinates of `length` bytes, with or without the prefix `04`.
pub(super) fn public_of_hex<K>(
    hex: &str,
    length: usize,
    needed: &'static str,
    of_point: impl FnOnce(&[u8]) -> Option<K>,
) -> Result<K, KeyError> {
    let point = SecretBytes::from_hex(hex)?;
    let front = if point.expose().len() == 2 * length { UNCOMPRESSED } else { &[] };
    of_point(&[front, point.expose()].concat()).ok_or(KeyError::Unusable(needed))
}

/// A public key from PEM with one of these kinds of objects.
pub(super) fn public_of_pem<K>(
    text: &str,
    kinds: &[PemKind],
    needed: &'static str,
    of_der: impl FnOnce(&[u8]) -> Option<K>,
) -> Result<K, KeyError> {
    let der = pem::section(text, needed)?.only(kinds, needed)?;
    of_der(&der).ok_or(KeyError::Unusable(needed))
}
