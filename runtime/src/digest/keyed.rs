//! The declaration of a digest that also takes a key.

use zeroize::Zeroizing;

/// Defines the two functions of a digest: its names, the types of its HMAC and of the digest, the lengths of its block
/// and of the result in bytes.
macro_rules! digest {
    (
        $(#[$attribute:meta])* $name:ident,
        $(#[$keyed_attribute:meta])* $keyed:ident, $mac:ident<$digest:ty>, $block:literal, $length:literal
    ) => {
        $(#[$attribute])*
        pub fn $name(message: &[u8]) -> [u8; $length] {
            <$digest as ::hmac::digest::Digest>::digest(message).into()
        }

        $(#[$keyed_attribute])*
        pub fn $keyed(key: &[u8], message: &[u8]) -> [u8; $length] {
            use ::hmac::{$mac, KeyInit, Mac};

            let block = if key.len() > $block { keyed::block::<$block>(&$name(key)) } else { keyed::block::<$block>(key) };
            let mut mac = $mac::<$digest>::new((&*block).into());
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
    };
}

pub(super) use digest;

/// A key of at most the block's length, padded with zeros to it: making the HMAC then cannot fail.
pub(super) fn block<const LENGTH: usize>(key: &[u8]) -> Zeroizing<[u8; LENGTH]> {
    let mut block = Zeroizing::new([0; LENGTH]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}
