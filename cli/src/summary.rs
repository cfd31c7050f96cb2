//! A provider in numbers.

use std::time::Duration;

use refundry_codegen::model::{Provider, rules};
use serde::Serialize;

/// What a spec holds, and how long it took.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Module and feature.
    pub id: String,
    /// Refunds, queries, notifications.
    pub operations: usize,
    /// Fields of all messages.
    pub fields: usize,
    /// What requests are held to: limits of fields, and rules between them.
    pub rules: usize,
    /// Listed codes.
    pub error_codes: usize,
    /// Where the page is wrong or silent.
    pub errata: usize,
    /// Requests, answers and refusals that run as tests.
    pub examples: usize,
    /// From reading the file to the last line emitted.
    pub milliseconds: u64,
}

impl Summary {
    /// Counts.
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
