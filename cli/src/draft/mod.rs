//! Drafts a spec from a provider's page or from an OpenAPI document.

mod code_field;
mod field;
mod field_type;
mod fixed;
mod head;
pub mod listed;
pub mod model;
mod money;
mod named_list;
pub mod openapi;
mod page;
mod place;
mod proposal;
mod rows;
mod sample;
mod sample_form;
mod settle;
mod sole_role;
#[cfg(test)]
mod tests;
mod time;
mod type_evidence;
mod write;
mod yaml;

use std::path::Path;

use crate::drift::document::{Document, DocumentError};
use model::Draft;
use openapi::OpenApiError;

/// A drafted spec, with the number of its parts.
pub struct Drafted {
    /// The text.
    pub text: String,
    /// The number of messages.
    pub messages: usize,
    /// The number of fields.
    pub fields: usize,
    /// The number of error codes.
    pub error_codes: usize,
    /// The number of rows that no section could take.
    pub leftovers: usize,
}

/// Drafts a spec from a page.
///
/// # Errors
/// No table of the page is one of fields.
pub fn draft(id: &str, document: &Document) -> Result<Drafted, DocumentError> {
    let draft = guessed(page::from_page(id, document)?);
    Ok(Drafted::new(&settle::settle(draft, document)))
}

/// Drafts a spec from an OpenAPI document.
///
/// # Errors
/// The errors of [`openapi::from_document`].
pub fn draft_openapi(id: &str, path: &Path) -> Result<Drafted, OpenApiError> {
    Ok(Drafted::new(&guessed(openapi::from_document(id, path)?)))
}

/// The draft with its guesses compared with each other and with the samples.
fn guessed(mut draft: Draft) -> Draft {
    sole_role::settle_roles(&mut draft);
    code_field::settle_code_field(&mut draft);
    sample_form::settle_forms(&mut draft);
    draft
}

impl Drafted {
    fn new(draft: &Draft) -> Self {
        Self {
            text: write::spec(draft),
            messages: draft.messages.len(),
            fields: draft.messages.iter().map(|message| message.fields.len()).sum(),
            error_codes: draft.codes.len(),
            leftovers: draft.leftovers.len(),
        }
    }
}
