//! The specs of a run of `generate`: those to compile, and those whose stamp says that nothing has changed.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use refundry_codegen::batch::{self, Compiled, Distinct};
use refundry_codegen::entry::Entry;
use refundry_codegen::load::{self, Depth, LoadError};

use crate::failure::Failure;
use crate::progress::Progress;
use crate::stamp::Stamp;
use crate::stamps::Stamps;

/// The specs of a run, compiled or left alone.
#[derive(Debug)]
pub struct Inputs {
    /// The paths of all specs.
    pub specs: Vec<PathBuf>,
    /// The compiled specs.
    pub batch: Vec<Compiled>,
    /// The specs that are left alone.
    pub kept: Vec<(PathBuf, Stamp)>,
}

impl Inputs {
    /// Compiles the specs that no stamp agrees with.
    ///
    /// # Errors
    /// A spec cannot be read.
    pub fn new(path: &Path, stamps: Option<&Stamps>) -> Result<Self, Failure> {
        let specs = load::find(&[path.to_owned()], Depth::Folder)?;
        let kept = stamps.map(|stamps| stamps.agreeing(&specs)).unwrap_or_default();
        let known: HashSet<&PathBuf> = kept.iter().map(|(spec, _)| spec).collect();
        let rest: Vec<PathBuf> = specs.iter().filter(|spec| !known.contains(spec)).cloned().collect();
        let batch = compiled(&rest)?;
        let inputs = Self { batch, kept, specs };
        let entries = inputs.entries();
        let ids: HashSet<&String> = entries.iter().map(|entry| &entry.id).collect();
        if ids.len() == entries.len() {
            return Ok(inputs);
        }
        // A spec has the provider of one that is left alone. Only compiled specs are compared, so compile all.
        Ok(Self { batch: compiled(&inputs.specs)?, kept: Vec::new(), specs: inputs.specs })
    }

    /// The entries of the sound specs, in the order of the specs.
    pub fn entries(&self) -> Vec<Entry> {
        let kept = self.kept.iter().map(|(spec, stamp)| (spec, stamp.entry.clone()));
        let compiled = self.batch.iter();
        let compiled = compiled.filter_map(|spec| Some((&spec.source.path, Entry::from(spec.provider.as_ref()?))));
        let mut out: Vec<(&PathBuf, Entry)> = kept.chain(compiled).collect();
        out.sort_by_key(|(spec, _)| *spec);
        out.into_iter().map(|(_, entry)| entry).collect()
    }
}

fn compiled(specs: &[PathBuf]) -> Result<Vec<Compiled>, LoadError> {
    let progress = Progress::new(specs.len(), "compiled");
    batch::compile_all_and(specs, Distinct::All, |_, _, _| {
        progress.step();
        Vec::new()
    })
}
