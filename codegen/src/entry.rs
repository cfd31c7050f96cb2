//! A provider's line in the files that mention every provider.

use serde::{Deserialize, Serialize};

use crate::{emit, model::Provider};

/// The facts of a provider that the shared files of the crate contain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The provider's id: module and cargo feature.
    pub id: String,
    /// The title of its interface.
    pub title: String,
    /// The features of the runtime that its code needs, in order.
    pub features: Vec<String>,
    /// Whether its reference page has a program.
    pub has_program: bool,
}

impl From<&Provider> for Entry {
    fn from(provider: &Provider) -> Self {
        Self {
            id: provider.id.clone(),
            title: provider.about.title.to_string(),
            features: provider.features().into_iter().map(str::to_owned).collect(),
            has_program: emit::program::example(provider).is_some(),
        }
    }
}
