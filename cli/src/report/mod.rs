//! Reports of the results, for people and for programs.

pub mod github;
pub mod json;
pub mod sarif;
pub mod text;

use std::path::Path;

use refundry_codegen::batch::Compiled;

use crate::verdict::Verdict;

/// `Fine`, unless a spec has an error.
pub fn verdict(batch: &[Compiled]) -> Verdict {
    if batch.iter().all(|compiled| compiled.provider.is_some()) { Verdict::Fine } else { Verdict::Faulty }
}

/// The path with slashes, the same on every system.
pub fn slashed(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}
