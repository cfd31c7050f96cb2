//! The changes of one provider, and how grave those of all are.

use refundry_codegen::source::Source;

use super::change::Change;
use super::kind::Level;

/// A provider on both sides.
#[derive(Debug)]
pub struct Compared<'a> {
    /// Its id.
    pub id: &'a str,
    /// The spec before, if there was one.
    pub old: Option<&'a Source>,
    /// The spec after, if there is one.
    pub new: Option<&'a Source>,
    /// The gravest first, otherwise in the order of a spec.
    pub changes: Vec<Change>,
}

/// The gravest level there is.
pub fn gravest(compared: &[Compared<'_>]) -> Option<Level> {
    compared.iter().flat_map(|compared| &compared.changes).map(|change| change.kind.level()).max()
}
