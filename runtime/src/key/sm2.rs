//! SM2 signatures (GB/T 32918.2) over SM3.

mod private;
mod public;

pub use private::Sm2PrivateKey;
pub use public::Sm2PublicKey;

use crate::KeyError;

/// The length of the curve's numbers in bytes.
const LENGTH: usize = 32;
const NEEDED_PRIVATE: &str = "an unencrypted SM2 private key in PKCS#8 or SEC 1";
const NEEDED_PUBLIC: &str = "an SM2 public key";

/// The user id as text, because the library takes nothing else.
fn user(id: &[u8]) -> Result<&str, KeyError> {
    std::str::from_utf8(id).map_err(|_| KeyError::UserId)
}
