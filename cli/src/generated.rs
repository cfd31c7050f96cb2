//! What `refundry generate` did to its folder, or would do.

use std::path::PathBuf;

use refundry_codegen::folder::Difference;

use crate::summary::Summary;

/// What was generated, or would be.
#[derive(Debug, Default)]
pub struct Generated {
    /// A provider each.
    pub summaries: Vec<Summary>,
    /// How many files there should be.
    pub files: usize,
    /// Those that differ on disk, or did.
    pub differences: Vec<(PathBuf, Difference)>,
}

/// How a file differed, in a word.
pub fn word(difference: Difference) -> &'static str {
    match difference {
        Difference::Missing => "missing",
        Difference::Changed => "changed",
        Difference::Orphan => "orphan",
    }
}
