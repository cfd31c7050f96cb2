//! What a row of a page says of a field's type.

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
