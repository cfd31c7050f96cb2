//! The folder of stamps in the generated crate, a JSON file a spec. It belongs to one machine: version control ignores it.

use std::{
    collections::HashSet,
    env,
    ffi::OsString,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use refundry_codegen::batch::Compiled;
use refundry_codegen::entry::Entry;
use refundry_codegen::folder::{self, FolderError};
use refundry_codegen::load;
use refundry_codegen::package::File;
use refundry_codegen::parallel;

use crate::stamp::{Stamp, hash};

/// The stamps of a generated crate.
#[derive(Debug)]
pub struct Stamps {
    out: PathBuf,
    command: u64,
}

impl Stamps {
    /// The stamps in the folder of the crate; `None` if this program cannot be read, or if a link or a file is in place
    /// of their folder.
    pub fn new(out: &Path) -> Option<Self> {
        let usable = match fs::symlink_metadata(out.join(FOLDER)) {
            Ok(found) => found.is_dir(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        let command = program().ok()?;
        usable.then(|| Self { out: out.to_owned(), command })
    }

    /// The stamps that agree with their spec and their files, in the order of the specs.
    pub fn agreeing(&self, specs: &[PathBuf]) -> Vec<(PathBuf, Stamp)> {
        let found = parallel::map(specs, |spec| Some((spec.clone(), self.agreeing_stamp(spec)?)));
        found.into_iter().flatten().collect()
    }

    fn agreeing_stamp(&self, spec: &Path) -> Option<Stamp> {
        let stamp: Stamp = serde_json::from_slice(&fs::read(self.path(spec)).ok()?).ok()?;
        let (source, fault) = load::read_source(spec).ok()?;
        (fault.is_none() && stamp.agrees(self.command, &source.text, &self.out)).then_some(stamp)
    }

    /// The stamp of a spec's files. A spec with warnings gets none: it is compiled in each run, to show them.
    pub fn stamp<'a>(&self, compiled: &'a Compiled, files: &[File]) -> Option<(&'a Path, Stamp)> {
        let provider = compiled.provider.as_ref().filter(|_| compiled.diagnostics.is_empty())?;
        let stamp = Stamp::new(self.command, &compiled.source.text, Entry::from(provider), files);
        Some((compiled.source.path.as_path(), stamp))
    }

    /// Writes new stamps, and removes those of absent specs.
    ///
    /// # Errors
    /// A stamp cannot be written or removed.
    pub fn write(&self, new: &[(&Path, Stamp)], specs: &[PathBuf]) -> Result<(), FolderError> {
        let folder = self.out.join(FOLDER);
        let fail = |error| FolderError { action: "update", path: folder.clone(), error };
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            folder::replace(&ignore, "*\n")?;
        }
        folder::remove_scratch(&folder);
        for (spec, stamp) in new {
            let text = serde_json::to_string(stamp).map_err(io::Error::from).map_err(fail)?;
            folder::replace(&self.path(spec), &text)?;
        }
        self.remove_stale(specs).map_err(fail)
    }

    fn remove_stale(&self, specs: &[PathBuf]) -> io::Result<()> {
        let current: HashSet<PathBuf> = specs.iter().map(|spec| self.path(spec)).collect();
        for entry in fs::read_dir(self.out.join(FOLDER))? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "json") && !current.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn path(&self, spec: &Path) -> PathBuf {
        let mut name = spec.file_name().map(OsString::from).unwrap_or_default();
        name.push(".json");
        self.out.join(FOLDER).join(name)
    }
}

/// The hash of the size, time and first bytes of this program, which linkers give an id of the build. The version is not
/// enough, because it stays the same during development, and the whole program takes longer to hash than to run.
fn program() -> io::Result<u64> {
    const HEAD: u64 = 1 << 16;
    let file = fs::File::open(env::current_exe()?)?;
    let found = file.metadata()?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    Ok(hash((found.len(), found.modified()?, head)))
}

/// The folder of the stamps below that of the crate.
const FOLDER: &str = ".stamps";
