//! Reports of the results, for people and for programs.

pub mod json;
pub mod text;

use refundry_codegen::batch::Compiled;

use crate::verdict::Verdict;

/// `Fine`, unless a spec has an error.
pub fn verdict(batch: &[Compiled]) -> Verdict {
    if batch.iter().all(|compiled| compiled.provider.is_some()) { Verdict::Fine } else { Verdict::Faulty }
}
