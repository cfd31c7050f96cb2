//! Applies the fixes of a spec's faults, in rounds: a fault that is gone may have hidden others.

pub mod change;
pub mod file;
pub mod patch;

use refundry_codegen::batch::{self, Compiled};
use refundry_codegen::diagnostic::Fix;
use refundry_codegen::source::Source;

use crate::examples;
use change::Change;

/// The bytes that all rounds of one spec may compile.
const BUDGET: usize = 1 << 23;
/// The greatest number of rounds of a small spec: a spec that is not YAML is mended fault by fault.
const MOST: usize = 200;

/// A spec, and how `--fix` writes it.
#[derive(Debug)]
pub struct Mended {
    /// The text as it was.
    pub before: Source,
    /// The mended text with its faults.
    pub after: Compiled,
    /// The changes in the order in which they were made.
    pub changes: Vec<Change>,
}

/// Mends a spec until no fault of it has a fix.
pub fn mended(first: Compiled) -> Mended {
    let before = first.source.clone();
    let rounds = (BUDGET / before.text.len().max(1)).clamp(4, MOST);
    let (mut after, mut changes) = (first, Vec::new());
    for _ in 0..rounds {
        let Some((text, made)) = round(&after) else { break };
        changes.extend(made);
        let source = Source { text, path: before.path.clone() };
        after = batch::compile_read((source, None), examples::faults);
    }
    Mended { before, after, changes }
}

/// The text after all fixes that do not overlap; `None` if there is no fix.
fn round(compiled: &Compiled) -> Option<(String, Vec<Change>)> {
    let fixes = compiled.diagnostics.iter().filter_map(|fault| fault.fix.as_deref());
    let all = fixes.fold(None, |sum: Option<Fix>, fix| match sum {
        Some(sum) => sum.with(fix).or(Some(sum)),
        None => Some(fix.clone()),
    })?;
    let text = all.applied(&compiled.source.text).filter(|text| *text != compiled.source.text)?;
    Some((text, change::all(&compiled.source, &all)))
}
