//! The changes of `refundry generate` to its folder, made or only reported.

use std::path::PathBuf;

use refundry_codegen::folder::Difference;

use crate::summary::Summary;

/// The result of `generate`.
#[derive(Debug, Default)]
pub struct Generated {
    /// A summary per compiled provider.
    pub summaries: Vec<Summary>,
    /// The ids of the providers that are left alone.
    pub kept: Vec<String>,
    /// The number of all files of the crate.
    pub files: usize,
    /// The files that differ on disk, or did before they were written.
    pub differences: Vec<(PathBuf, Difference)>,
}

/// The difference in a word.
pub fn word(difference: Difference) -> &'static str {
    match difference {
        Difference::Missing => "missing",
        Difference::Changed => "changed",
        Difference::Orphan => "orphan",
    }
}
