//! The summary of a provider in numbers.

use std::time::Duration;

use refundry_codegen::model::{Provider, rules};
use serde::Serialize;

/// The numbers of a spec's items, and the time to compile it.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The provider's id: module and cargo feature.
    pub id: String,
    /// The number of refunds, queries and notifications.
    pub operations: usize,
    /// The number of fields in all messages.
    pub fields: usize,
    /// The number of rules for requests: limits of fields, and rules between them.
    pub rules: usize,
    /// The number of listed codes.
    pub error_codes: usize,
    /// The number of places where the page is wrong or silent.
    pub errata: usize,
    /// The number of requests, answers and refusals that run as tests.
    pub examples: usize,
    /// The milliseconds from reading the file to emitting the last line.
    pub milliseconds: u64,
}

impl Summary {
    /// Counts the items of a provider.
    pub fn new(provider: &Provider, elapsed: Duration) -> Self {
        Self {
            id: provider.id.clone(),
            operations: provider.operations.len(),
            fields: provider.messages.iter().map(|message| message.fields.len()).sum(),
            rules: rules(provider),
            error_codes: provider.errors.len(),
            errata: provider.errata.len(),
            examples: provider.examples.len() + provider.answers.len() + provider.refused.len(),
            milliseconds: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

fn rules(provider: &Provider) -> usize {
    let messages = provider.sent_messages().into_iter();
    messages.map(|(message, nested)| rules::of_message(provider, message, nested).len()).sum()
}
