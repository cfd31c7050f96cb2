//! The merchant's credential values, by their names in the spec.

use std::{collections::BTreeMap, sync::Arc};

use refundry_codegen::model::{Credential, CredentialData};
use refundry_runtime::KeyError;

use crate::{
    held::{self, Held},
    kept::Kept,
};

/// Credential values by their names in the spec. Without `Debug`, so that secrets cannot be printed.
#[derive(Clone, Default)]
pub struct Credentials(BTreeMap<String, Arc<Kept>>);

impl Credentials {
    /// Adds or replaces a credential value.
    pub fn set(&mut self, name: impl Into<String>, held: Held) {
        self.0.insert(name.into(), Arc::new(Kept::new(held)));
    }

    /// Removes a credential value.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// All credential values, by name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.0.iter().map(|(name, held)| (name.as_str(), &held.held))
    }

    pub(crate) fn get(&self, credential: &Credential) -> Option<&Held> {
        self.0.get(&credential.name).map(|kept| &kept.held)
    }

    /// A credential value; a missing one is an error only when it is needed.
    pub(crate) fn held(&self, credential: &Credential) -> Result<&Held, KeyError> {
        self.kept(credential).map(|kept| &kept.held)
    }

    /// Like [`Credentials::held`], with the cached facts about the credential.
    pub(crate) fn kept(&self, credential: &Credential) -> Result<&Kept, KeyError> {
        let kept = self.0.get(&credential.name).map(AsRef::as_ref);
        kept.ok_or_else(|| KeyError::Missing(credential.name.clone().into()))
    }

    /// The value of a text credential, if it is set.
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

/// The credential values of examples, each parsed once: most examples of a spec share their keys, and preparing a
/// private key takes longer than signing.
#[derive(Default)]
pub(crate) struct Known<'m>(Vec<(&'m str, &'m CredentialData, Arc<Kept>)>);

impl<'m> Known<'m> {
    /// The credential values of an example.
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
