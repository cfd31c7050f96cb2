//! Drafts a spec from a provider's page or from an OpenAPI document.

mod field;
mod field_type;
mod head;
mod listed;
mod model;
mod page;
mod place;
mod proposal;
mod rows;
mod sample;
mod settle;
mod write;
mod yaml;

use crate::drift::document::{Document, DocumentError};

/// The text of a spec, drafted from a page.
///
/// # Errors
/// No table of the page is one of fields.
pub fn draft(id: &str, document: &Document) -> Result<String, DocumentError> {
    let draft = page::from_page(id, document)?;
    Ok(settle::settle(draft, document))
}
