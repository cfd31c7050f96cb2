//! The changes of one provider, and the gravest level of all changes.

use refundry_codegen::source::Source;

use super::change::Change;
use super::kind::Level;

/// A provider on one or both sides.
#[derive(Debug)]
pub struct Compared<'a> {
    /// The provider's id.
    pub id: &'a str,
    /// The old spec, if there is one.
    pub old: Option<&'a Source>,
    /// The new spec, if there is one.
    pub new: Option<&'a Source>,
    /// The changes: the gravest first, then in the order of the spec.
    pub changes: Vec<Change>,
}

/// The gravest level among all changes.
pub fn gravest(compared: &[Compared<'_>]) -> Option<Level> {
    compared.iter().flat_map(|compared| &compared.changes).map(|change| change.kind.level()).max()
}
