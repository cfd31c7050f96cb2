//! The evidence for the type of a field in a row of a page.

use super::rows::Texts;
use crate::drift::stated::Stated;

/// The content of a row that decides its type.
#[derive(Clone, Copy, Debug)]
pub struct TypeEvidence<'a> {
    /// The wire name.
    pub wire: &'a str,
    /// The type that the page states.
    pub stated: Option<&'a Stated>,
    /// The prose.
    pub texts: &'a Texts,
}
