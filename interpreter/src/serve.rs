//! The provider's side of an operation: takes in requests, and writes answers and notifications.
//!
//! The merchant's side decides how a message looks: a request is signed again and compared, and an answer is signed over
//! the text that its verification computes.

mod arrival;
mod nested_form;
mod signature;
mod speech;
mod template;
mod written;

use std::collections::BTreeMap;

use crate::credentials::Credentials;

pub use arrival::{Arrival, ArrivalError};
pub use speech::{Speech, SpeechError};

/// The keys of a provider. Without `Debug`, so that secrets cannot be printed.
#[derive(Clone, Default)]
pub struct ProviderKeys {
    /// The provider's half of each credential, under the name that the merchant has for it: texts and shared keys as they
    /// are, the public key of a merchant's private key, and the private key of what the merchant verifies with.
    pub credentials: Credentials,
    /// The names of the provider's keys in messages, by the credential that the merchant verifies with: a serial number,
    /// or a certificate in PEM.
    pub names: BTreeMap<String, String>,
}
