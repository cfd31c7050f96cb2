//! The merchant's credential values, by their names in the spec.

use std::{collections::BTreeMap, sync::Arc};

use refundry_codegen::model::{Credential, CredentialData};
use refundry_runtime::KeyError;

use crate::{
    cached_credential::CachedCredential,
    credential_value::{self, CredentialValue},
};

/// Credential values by their names in the spec. Without `Debug`, so that secrets cannot be printed.
#[derive(Clone, Default)]
pub struct Credentials(BTreeMap<String, Arc<CachedCredential>>);

impl Credentials {
    /// Adds or replaces a credential value.
    pub fn set(&mut self, name: impl Into<String>, value: CredentialValue) {
        self.0.insert(name.into(), Arc::new(CachedCredential::new(value)));
    }

    /// Removes a credential value.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// All credential values, by name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &CredentialValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), &value.value))
    }

    pub(crate) fn get(&self, credential: &Credential) -> Option<&CredentialValue> {
        self.0.get(&credential.name).map(|cached| &cached.value)
    }

    /// A credential value; a missing one is an error only when it is needed.
    pub(crate) fn value(&self, credential: &Credential) -> Result<&CredentialValue, KeyError> {
        self.cached(credential).map(|cached| &cached.value)
    }

    /// Like [`Credentials::value`], with the cached facts about the credential.
    pub(crate) fn cached(&self, credential: &Credential) -> Result<&CachedCredential, KeyError> {
        let cached = self.0.get(&credential.name).map(AsRef::as_ref);
        cached.ok_or_else(|| KeyError::Missing(credential.name.clone().into()))
    }

    /// The value of a text credential, if it is set.
    pub(crate) fn text(&self, credential: &Credential) -> Option<&str> {
        self.get(credential)?.text()
    }
}

/// The credential values of examples, each parsed once: most examples of a spec share their keys, and preparing a
/// private key takes longer than signing.
#[derive(Default)]
pub(crate) struct CredentialCache<'m>(Vec<(&'m str, &'m CredentialData, Arc<CachedCredential>)>);

impl<'m> CredentialCache<'m> {
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

    fn one(&mut self, credential: &'m Credential, data: &'m CredentialData) -> Result<Arc<CachedCredential>, KeyError> {
        let known = self.0.iter().find(|(name, known, _)| *name == credential.name && *known == data);
        if let Some((_, _, value)) = known {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(CachedCredential::new(credential_value::of_data(credential, data)?));
        self.0.push((&credential.name, data, Arc::clone(&value)));
        Ok(value)
    }
}
