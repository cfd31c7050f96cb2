//! ECDSA over P-256 with SHA-256 (FIPS 186-5): the algorithm ES256 of JOSE (RFC 7518, section 3.4).

mod private;
mod public;

pub use private::P256PrivateKey;
pub use public::P256PublicKey;

const NEEDED_PRIVATE: &str = "an unencrypted P-256 private key in PKCS#8 or SEC 1";
const NEEDED_PUBLIC: &str = "a P-256 public key, or a certificate with one";
