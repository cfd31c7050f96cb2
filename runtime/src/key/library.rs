//! The library that computes with RSA keys: aws-lc with the feature `rsa`, otherwise the crate `rsa`, which needs no C
//! compiler and has an open advisory, RUSTSEC-2023-0071.

#[cfg(feature = "rsa")]
mod aws;
// With `rsa` as well, only the tests use it.
#[cfg(feature = "portable")]
#[cfg_attr(feature = "rsa", allow(dead_code))]
mod portable;
#[cfg(test)]
#[cfg(all(feature = "rsa", feature = "portable"))]
mod tests;

#[cfg(feature = "rsa")]
pub(super) use aws::{Private, Public};
#[cfg(not(feature = "rsa"))]
pub(super) use portable::{Private, Public};

/// An encryption scheme; MGF1 takes the same digest as OAEP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    OaepSha1,
    OaepSha256,
    Pkcs1,
}

/// The digest of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}
