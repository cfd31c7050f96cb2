//! The stamp of a spec: a record of the files that `generate` wrote for it, to tell later that nothing has changed.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use refundry_codegen::entry::Entry;
use refundry_codegen::package::File;
use serde::{Deserialize, Serialize};

/// The hashes of a spec's files, and of everything that they are made from.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stamp {
    inputs: u64,
    /// The provider's line in the shared files.
    pub entry: Entry,
    /// The paths of its files below the crate's folder, with the hashes of their texts.
    files: Vec<(PathBuf, u64)>,
}

impl Stamp {
    /// The stamp of the files that the command with the hash `command` makes from a spec.
    pub fn new(command: u64, spec: &str, entry: Entry, files: &[File]) -> Self {
        let files = files.iter().map(|file| (file.path.clone(), hash(file.text.as_bytes())));
        Self { inputs: hash((command, spec)), entry, files: files.collect() }
    }

    /// Whether the spec, the command and each file in the crate's folder are those of the stamp.
    pub fn agrees(&self, command: u64, spec: &str, out: &Path) -> bool {
        self.inputs == hash((command, spec))
            && self.files.iter().all(|(path, text)| content(&out.join(path)) == Some(*text))
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }
}

/// The hash of a file, unless it is absent, a link or unreadable.
fn content(path: &Path) -> Option<u64> {
    let regular = fs::symlink_metadata(path).ok()?.is_file();
    fs::read(path).ok().filter(|_| regular).map(|bytes| hash(bytes.as_slice()))
}

/// A hash for comparisons with the same command: the standard library promises no other.
pub fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
