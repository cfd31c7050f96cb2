//! Loads specs: finds the files at paths, and reads them.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use crate::spec::MAX_BYTES;

/// A path cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A file or folder cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// A folder without specs.
    #[error("`{}` holds no spec, that is no `*.yaml` or `*.yml`", .0.display())]
    Empty(PathBuf),
}

/// Whether the folders in a folder are searched too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The folder alone.
    Folder,
    /// All folders in it, without hidden ones and without links to folders.
    Tree,
}

/// The spec files at the paths, each once.
///
/// A file is taken as it is. A folder gives its `*.yaml` and `*.yml` by name, without hidden files. A link to nothing is
/// a file, too: reading it fails.
///
/// # Errors
/// A path does not exist, or a folder has no spec.
pub fn find(paths: &[PathBuf], depth: Depth) -> Result<Vec<PathBuf>, LoadError> {
    let (mut out, mut known) = (Vec::new(), HashSet::new());
    for path in paths {
        for file in expand(path, depth)? {
            if known.insert(fs::canonicalize(&file).unwrap_or_else(|_| file.clone())) {
                out.push(file);
            }
        }
    }
    Ok(out)
}

fn expand(path: &Path, depth: Depth) -> Result<Vec<PathBuf>, LoadError> {
    // A link to nothing has no metadata of its target.
    if !fs::metadata(path).or_else(|_| fs::symlink_metadata(path)).map_err(unreadable(path))?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut files, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(unreadable(&folder))? {
            let entry = entry.map_err(unreadable(&folder))?;
            // `./specs/acme_pay.yaml` is no path of a repository, as programs that read a report demand one.
            let file = entry.path();
            let file = file.strip_prefix(".").map(Path::to_owned).unwrap_or(file);
            let (file, hidden) = (file, entry.file_name().as_encoded_bytes().starts_with(b"."));
            if !hidden && depth == Depth::Tree && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(file);
            } else if !hidden && is_yaml(&file) && !file.is_dir() {
                files.push(file);
            }
        }
    }
    files.sort();
    if files.is_empty() { Err(LoadError::Empty(path.to_owned())) } else { Ok(files) }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yaml" || end == "yml")
}

/// Reads a spec; the diagnostic is present if its bytes are not UTF-8.
///
/// Only the beginning of a file that is too large is read: [`compile`](crate::compile) refuses it by its length.
///
/// # Errors
/// The file cannot be read.
pub fn read_source(path: &Path) -> Result<(Source, Option<Diagnostic>), LoadError> {
    let file = open(path).map_err(unreadable(path))?;
    let length = file.metadata().map_err(unreadable(path))?.len().min(MAX_BYTES as u64);
    // One byte more, so that the end of the file is found without growing the buffer.
    read_to_end(file, path, length as usize + 1)
}

/// [`read_source`] from a stream, which reports show under the name.
///
/// # Errors
/// The stream cannot be read.
pub fn read_stream(stream: impl Read, name: &str) -> Result<(Source, Option<Diagnostic>), LoadError> {
    read_to_end(stream, Path::new(name), 0)
}

fn read_to_end(stream: impl Read, path: &Path, room: usize) -> Result<(Source, Option<Diagnostic>), LoadError> {
    let mut bytes = Vec::with_capacity(room);
    stream.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable(path))?;
    let fault = std::str::from_utf8(&bytes).err().filter(|_| bytes.len() <= MAX_BYTES);
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok((Source { path: path.to_owned(), text }, fault.map(|error| not_utf8(error.valid_up_to()))))
}

/// Opens a file for reading. FIFOs and devices are refused, because they may never end.
///
/// # Errors
/// The error of the system, or the refusal of a FIFO or device.
pub fn open(path: &Path) -> io::Result<File> {
    let regular = |metadata: fs::Metadata| match metadata.is_file() || metadata.is_dir() {
        true => Ok(()),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")),
    };
    // Check before, because opening a FIFO waits for a writer, and again after, because the path may have been
    // replaced.
    regular(fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(file.metadata()?)?;
    Ok(file)
}

/// The fault of a file that is found and cannot be read.
pub(crate) fn unread(error: &LoadError) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, Span::default(), error.to_string())
        .help("mend the file or its permissions, or remove the entry")
}

/// The fault of invalid bytes: they are shown as one U+FFFD, which has three bytes.
fn not_utf8(place: usize) -> Diagnostic {
    Diagnostic::new(Code::Syntax, Span::new(place, place + 3), "the file is not UTF-8")
        .label("these bytes are no character")
        .help("save the file as UTF-8")
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> LoadError {
    let path = path.to_owned();
    move |error| LoadError::Unreadable { path, error }
}
