//! Checks signatures with key pairs by their public halves: opening a signature once and comparing it with a thousand
//! texts is fast; signing each text would take seconds.

use std::{cell::RefCell, collections::BTreeMap};

use refundry_codegen::model::value::{Randomness, Signature};
use refundry_runtime::{P256PublicKey, P384PublicKey, RsaBlock, RsaPublicKey, Sm2PublicKey, WeakRsaPublicKey};

use crate::credential_value::CredentialValue;
use crate::credentials::Credentials;

/// The public halves of a merchant's private keys, with a cache of opened signatures.
pub(crate) struct Halves {
    halves: BTreeMap<String, Half>,
    opened: RefCell<Opened>,
    /// The signatures that can be of PSS, by key name and signature.
    pss: RefCell<BTreeMap<(String, Vec<u8>), bool>>,
}

/// Opened signatures, by key name and signature.
type Opened = BTreeMap<(String, Vec<u8>), Option<RsaBlock>>;

/// The public half of a private key.
enum Half {
    Rsa {
        key: WeakRsaPublicKey,
        /// The same key for PSS, whose block differs with each signature; `None` for a short key.
        strong: Option<RsaPublicKey>,
    },
    Sm2(Sm2PublicKey),
    P256(P256PublicKey),
    P384(P384PublicKey),
}

impl Halves {
    pub(crate) fn of(credentials: &Credentials) -> Self {
        let halves = credentials.all().filter_map(|(name, value)| Some((name.to_owned(), half(value)?)));
        Self { halves: halves.collect(), opened: RefCell::default(), pss: RefCell::default() }
    }

    /// Whether the private key with this name signed the message.
    pub(crate) fn signed(&self, name: &str, signature: &Signature, message: &[u8], signed: &[u8]) -> bool {
        match self.halves.get(name) {
            Some(Half::Sm2(key)) => key.verify_by(signature.scheme, signature.user_id.as_bytes(), message, signed),
            Some(Half::P256(key)) => key.verify_by(signature.scheme, message, signed),
            Some(Half::P384(key)) => key.verify_by(signature.scheme, message, signed),
            Some(Half::Rsa { key, strong }) if signature.scheme.row().randomness == Randomness::Fresh => {
                let mut known = self.pss.borrow_mut();
                let may = known.entry((name.to_owned(), signed.to_vec()));
                *may.or_insert_with(|| RsaBlock::ends_as_pss(key, signed))
                    && strong.as_ref().is_some_and(|key| key.verify_by(signature.scheme, message, signed))
            }
            Some(Half::Rsa { key, .. }) => {
                let mut opened = self.opened.borrow_mut();
                let block = opened.entry((name.to_owned(), signed.to_vec()));
                let block = block.or_insert_with(|| RsaBlock::open(key, signed));
                block.as_ref().is_some_and(|block| block.holds_by(signature.scheme, message))
            }
            None => false,
        }
    }
}

fn half(value: &CredentialValue) -> Option<Half> {
    match value {
        CredentialValue::RsaPrivate(key) => {
            let strong = RsaPublicKey::from_der(key.public_der()).ok();
            WeakRsaPublicKey::from_der(key.public_der()).ok().map(|key| Half::Rsa { key, strong })
        }
        CredentialValue::WeakRsaPrivate(key) => Some(Half::Rsa { key: key.public_key(), strong: None }),
        CredentialValue::Sm2Private(key) => Some(Half::Sm2(key.public_key())),
        CredentialValue::P256Private(key) => Some(Half::P256(key.public_key())),
        CredentialValue::P384Private(key) => Some(Half::P384(key.public_key())),
        CredentialValue::Text(_)
        | CredentialValue::Bytes(_)
        | CredentialValue::RsaPublic(_)
        | CredentialValue::SharedSet(_)
        | CredentialValue::P256PublicSet(_)
        | CredentialValue::RsaPublicSet(_)
        | CredentialValue::WeakRsaPublic(_)
        | CredentialValue::Sm2Public(_)
        | CredentialValue::P256Public(_)
        | CredentialValue::P384Public(_)
        | CredentialValue::Certificate(_)
        | CredentialValue::TrustAnchors(_) => None,
    }
}
