//! Weak RSA, for providers that support nothing better: short keys, MD5, SHA-1, and blocks without a digest. The crate
//! behind it has an open advisory, RUSTSEC-2023-0071: the time of a signature may leak the private key to an attacker
//! who measures it often and precisely. Signing is blinded, which makes that harder, not impossible.

mod block;
mod private;
mod public;
mod scheme;

use std::ops::RangeInclusive;

pub use block::RsaBlock;
pub use private::WeakRsaPrivateKey;
pub use public::WeakRsaPublicKey;
#[cfg(feature = "portable")]
pub(super) use scheme::Content;

const BITS: RangeInclusive<usize> = 512..=8192;
const NEEDED: &str = "an RSA key of 512 to 8192 bits with numbers that agree";
