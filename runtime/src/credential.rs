//! Credentials from texts: variables of the environment, or files of settings.

use std::error::Error;
use std::fmt;

use crate::{KeyError, Secret};

/// The reason why texts are no credentials. It names the credential and never shows a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialError {
    /// There is no text of a credential that is needed.
    Missing {
        /// The name.
        credential: &'static str,
    },
    /// The text is no such credential.
    Key {
        /// The name.
        credential: &'static str,
        /// The reason.
        error: KeyError,
    },
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { credential } => write!(f, "the credential `{credential}` is missing"),
            Self::Key { credential, error } => write!(f, "the credential `{credential}` cannot be read: {error}"),
        }
    }
}

impl Error for CredentialError {}

/// Reads a credential that is needed. An empty text counts as none, and a line break at the end belongs to its file.
#[doc(hidden)]
pub fn required<T>(
    credential: &'static str,
    text: &impl Fn(&str) -> Option<String>,
    read: impl FnOnce(&str) -> Result<T, KeyError>,
) -> Result<T, CredentialError> {
    optional(credential, text, read)?.ok_or(CredentialError::Missing { credential })
}

/// [`required`] for a credential that may be absent.
#[doc(hidden)]
pub fn optional<T>(
    credential: &'static str,
    text: &impl Fn(&str) -> Option<String>,
    read: impl FnOnce(&str) -> Result<T, KeyError>,
) -> Result<Option<T>, CredentialError> {
    let text = text(credential).map(Secret::new);
    let text = text.as_ref().map(|text| text.expose().trim_end_matches(['\r', '\n'])).filter(|text| !text.is_empty());
    text.map(read).transpose().map_err(|error| CredentialError::Key { credential, error })
}

/// A text that is not secret.
#[doc(hidden)]
pub fn text(text: &str) -> Result<String, KeyError> {
    Ok(text.to_owned())
}

/// A secret text.
#[doc(hidden)]
pub fn secret(text: &str) -> Result<Secret, KeyError> {
    Ok(Secret::new(text))
}

/// Implements `from_texts` for the struct `Credentials` of a module: each field with its name, whether it is `required`
/// or `optional`, and the function that reads it.
#[doc(hidden)]
#[macro_export]
macro_rules! credentials_from_texts {
    ($($field:ident($name:literal, $presence:ident, $read:expr)),* $(,)?) => {
        impl Credentials {
            /// Credentials from their texts by name, for example from variables of the environment. Keys and certificates
            /// are in PEM, or as their field's documentation says; of several keys each has its serial number in the line
            /// above its PEM block. An empty text counts as none.
            ///
            /// # Errors
            /// A credential is missing, or its text is no such key.
            pub fn from_texts(text: impl Fn(&str) -> Option<String>) -> Result<Self, $crate::CredentialError> {
                Ok(Self { $($field: $crate::credential::$presence($name, &text, $read)?),* })
            }
        }

        impl $crate::operation::FromTexts for Credentials {
            fn from_texts(text: impl Fn(&str) -> Option<String>) -> Result<Self, $crate::CredentialError> {
                Credentials::from_texts(text)
            }
        }
    };
}
