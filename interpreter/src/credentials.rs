//! What the merchant holds, by the names of the spec.

use std::{collections::BTreeMap, sync::Arc};

use refundry_codegen::model::{Credential, CredentialData};
use refundry_runtime::KeyError;

use crate::{
    held::{self, Held},
    kept::Kept,
    statics,
};

/// Credentials by their name in the spec. They have no `Debug`.
#[derive(Clone, Default)]
pub struct Credentials(BTreeMap<String, Arc<Kept>>);

impl Credentials {
    /// Adds or replaces one.
    pub fn set(&mut self, name: impl Into<String>, held: Held) {
        self.0.insert(name.into(), Arc::new(Kept::new(held)));
    }

    /// Takes one away.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// All of them, by name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.0.iter().map(|(name, held)| (name.as_str(), &held.held))
    }

    pub(crate) fn get(&self, credential: &Credential) -> Option<&Held> {
        self.0.get(&credential.name).map(|kept| &kept.held)
    }

    /// A credential; one that is not held is an error where it is needed.
    pub(crate) fn held(&self, credential: &Credential) -> Result<&Held, KeyError> {
        self.kept(credential).map(|kept| &kept.held)
    }

    /// The same with what is known about it.
    pub(crate) fn kept(&self, credential: &Credential) -> Result<&Kept, KeyError> {
        let kept = self.0.get(&credential.name).map(AsRef::as_ref);
        kept.ok_or_else(|| KeyError::Missing(statics::text(&credential.name)))
    }

    /// A text credential, if it is held.
    pub(crate) fn text(&self, credential: &Credential) -> Option<&str> {
        match self.get(credential)? {
            Held::Text(text) => Some(text.expose()),
            Held::Bytes(_)
            | Held::RsaPrivate(_)
            | Held::RsaPublic(_)
            | Held::RsaPublicSet(_)
            | Held::WeakRsaPrivate(_)
            | Held::WeakRsaPublic(_)
            | Held::Sm2Private(_)
            | Held::Sm2Public(_)
            | Held::Certificate(_)
            | Held::TrustAnchors(_) => None,
        }
    }
}

/// What examples hold, each read once: most examples of a spec have the same keys, and what a private key needs before its
/// first signature takes longer than the signature.
#[derive(Default)]
pub(crate) struct Known<'m>(Vec<(&'m str, &'m CredentialData, Arc<Kept>)>);

impl<'m> Known<'m> {
    /// The credentials of an example.
    pub(crate) fn of_example(
        &mut self,
        given: &'m [(Arc<Credential>, CredentialData)],
    ) -> Result<Credentials, KeyError> {
        let mut out = Credentials::default();
        for (credential, data) in given {
            out.0.insert(credential.name.clone(), self.one(credential, data)?);
        }
        Ok(out)
    }

    fn one(&mut self, credential: &'m Credential, data: &'m CredentialData) -> Result<Arc<Kept>, KeyError> {
        let known = self.0.iter().find(|(name, known, _)| *name == credential.name && *known == data);
        if let Some((_, _, held)) = known {
            return Ok(Arc::clone(held));
        }
        let held = Arc::new(Kept::new(held::of_data(credential, data)?));
        self.0.push((&credential.name, data, Arc::clone(&held)));
        Ok(held)
    }
}
