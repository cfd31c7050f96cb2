//! Model to Markdown: the reference page of a provider.

use crate::model::Provider;

/// The page of a provider.
pub fn page(provider: &Provider) -> String {
    format!("# {}\n", provider.title)
}
