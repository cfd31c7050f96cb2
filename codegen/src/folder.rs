//! The folder of generated files: compares it with the emitted files, writes them, and removes stale ones.

use std::{
    collections::HashSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    package::{File, MARK},
    parallel,
};

/// The difference between a file on disk and the emitted file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The file is absent on disk.
    Missing,
    /// The file has another text.
    Changed,
    /// The file on disk is no longer emitted by any spec.
    Orphan,
}

/// An operation on the file system failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {error}", path.display())]
pub struct FolderError {
    /// The operation, as a verb.
    pub action: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// The error of the system.
    pub error: io::Error,
}

/// The files that differ from `files`, in a stable order.
///
/// # Errors
/// A file or folder cannot be read.
pub fn differences(folder: &Path, files: &[File]) -> Result<Vec<(PathBuf, Difference)>, FolderError> {
    let mut update = Update::compare(folder);
    update.add(files)?;
    update.finish()
}

/// Writes the files, and removes stale generated ones. Files that this compiler did not write are never touched.
///
/// # Errors
/// The errors of [`Update`].
pub fn write(folder: &Path, files: &[File]) -> Result<Vec<(PathBuf, Difference)>, FolderError> {
    let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    let mut update = Update::write(folder, &paths)?;
    update.add(files)?;
    update.finish()
}

/// A comparison or an update of the folder. The files come in blocks, so that the texts of a large crate are not all in
/// memory.
#[derive(Debug)]
pub struct Update<'f> {
    folder: &'f Path,
    writes: bool,
    current: HashSet<PathBuf>,
    found: Vec<(PathBuf, Difference)>,
}

impl<'f> Update<'f> {
    /// Compares only.
    pub fn compare(folder: &'f Path) -> Self {
        Self { folder, writes: false, current: HashSet::new(), found: Vec::new() }
    }

    /// Writes the files that differ. `paths` are those of all files to come.
    ///
    /// # Errors
    /// A file of that name was not generated, or a link is in place of a file or folder. Nothing is written then.
    pub fn write(folder: &'f Path, paths: &[PathBuf]) -> Result<Self, FolderError> {
        check_paths(folder, paths)?;
        spare(folder, paths)?;
        remove_scratch_beside(folder, paths.iter().map(PathBuf::as_path));
        Ok(Self { writes: true, ..Self::compare(folder) })
    }

    /// The files at these paths are present and right: they are neither compared nor removed.
    pub fn keep(&mut self, paths: &[&Path]) {
        if self.writes {
            remove_scratch_beside(self.folder, paths.iter().copied());
        }
        self.current.extend(paths.iter().map(|path| (*path).to_owned()));
    }

    /// Compares files, and writes those that differ. Each file is replaced atomically, so none is ever half written.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn add(&mut self, files: &[File]) -> Result<(), FolderError> {
        let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
        check_paths(self.folder, &paths)?;
        let compared = parallel::map(files, |file| difference(self.folder, file));
        let compared: Vec<Option<Difference>> = compared.into_iter().collect::<Result<_, _>>()?;
        let differing: Vec<(&File, Difference)> =
            files.iter().zip(compared).filter_map(|(file, found)| Some((file, found?))).collect();
        if self.writes {
            replace_all(self.folder, &differing)?;
        }
        self.current.extend(paths);
        self.found.extend(differing.into_iter().map(|(file, difference)| (file.path.clone(), difference)));
        Ok(())
    }

    /// The differences, in a stable order. Files of former specs are among them, and are removed by an update.
    ///
    /// # Errors
    /// A folder cannot be read, or a file cannot be removed.
    pub fn finish(mut self) -> Result<Vec<(PathBuf, Difference)>, FolderError> {
        let others = present(self.folder)?.into_iter().filter(|path| !self.current.contains(path));
        let orphans: Vec<PathBuf> = others.filter(|path| is_ours(&self.folder.join(path))).collect();
        if self.writes {
            orphans.iter().try_for_each(|path| remove(self.folder, &self.folder.join(path)))?;
        }
        self.found.extend(orphans.into_iter().map(|path| (path, Difference::Orphan)));
        Ok(self.found)
    }
}

/// Refuses links and irregular files in place of these files and of the folders around them.
fn check_paths(folder: &Path, paths: &[PathBuf]) -> Result<(), FolderError> {
    check_folders(folder, paths.iter().map(PathBuf::as_path))?;
    paths.iter().map(|path| folder.join(path)).try_for_each(|path| check_plain(&path, false))
}

/// Writes the files with one thread per folder: two threads that create files in one folder would wait for each other.
fn replace_all(folder: &Path, files: &[(&File, Difference)]) -> Result<(), FolderError> {
    let folders: Vec<&[(&File, Difference)]> =
        files.chunk_by(|(one, _), (other, _)| one.path.parent() == other.path.parent()).collect();
    let written = parallel::map(&folders, |files| {
        files.iter().try_for_each(|(file, _)| replace(&folder.join(&file.path), &file.text))
    });
    written.into_iter().collect()
}

/// Refuses to replace a hand-written file of the same name.
fn spare(folder: &Path, paths: &[PathBuf]) -> Result<(), FolderError> {
    let mut paths = paths.iter().map(|path| folder.join(path));
    let Some(path) = paths.find(|path| path.exists() && !is_ours(path)) else { return Ok(()) };
    let why = "it was not generated by refundry; move it away, or choose another folder";
    Err(FolderError { action: "replace", path, error: io::Error::new(io::ErrorKind::AlreadyExists, why) })
}

/// Refuses symbolic links and files in place of the inner folders. `folder` itself may be a link, because the caller
/// chose it.
fn check_folders<'p>(folder: &Path, paths: impl Iterator<Item = &'p Path>) -> Result<(), FolderError> {
    let inner: HashSet<&Path> = paths.flat_map(|path| path.ancestors().skip(1)).collect();
    let inner = inner.into_iter().filter(|path| !path.as_os_str().is_empty());
    inner.map(|path| folder.join(path)).try_for_each(|path| check_plain(&path, true))
}

/// Refuses a link, a FIFO or a device where a regular file or a folder is expected; an absent path passes.
fn check_plain(path: &Path, folder: bool) -> Result<(), FolderError> {
    let kind = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(FolderError { action: "read", path: path.to_owned(), error }),
    };
    let why = match (kind.is_symlink(), folder) {
        (true, _) => "it is a symbolic link; remove it, or choose another folder",
        (false, true) if !kind.is_dir() => "it is no folder; move it away, or choose another folder",
        (false, false) if !kind.is_file() => "it is no regular file; move it away, or choose another folder",
        _ => return Ok(()),
    };
    let error = io::Error::new(io::ErrorKind::AlreadyExists, why);
    Err(FolderError { action: "replace", path: path.to_owned(), error })
}

fn difference(folder: &Path, file: &File) -> Result<Option<Difference>, FolderError> {
    let path = folder.join(&file.path);
    match fs::read(&path) {
        Ok(text) if text == file.text.as_bytes() => Ok(None),
        Ok(_) => Ok(Some(Difference::Changed)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some(Difference::Missing)),
        Err(error) => Err(FolderError { action: "read", path, error }),
    }
}

/// Writes a file atomically: a reader sees the old text or the new one.
///
/// # Errors
/// The file cannot be written.
pub fn replace(target: &Path, text: &str) -> Result<(), FolderError> {
    let fail = |action, path: &Path| {
        let path = path.to_owned();
        move |error| FolderError { action, path, error }
    };
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(fail("create", parent))?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let scratch = target.with_file_name(format!(".{name}.{}{SCRATCH}", std::process::id()));
    // `create_new` neither follows a link of that name nor writes to an existing file.
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).open(&scratch).map_err(fail("write", &scratch))?;
    let written = file.write_all(text.as_bytes()).map_err(fail("write", &scratch));
    let replaced = written.and_then(|()| fs::rename(&scratch, target).map_err(fail("replace", target)));
    replaced.inspect_err(|_| drop(fs::remove_file(&scratch)))
}

/// The suffix of files that are being written.
const SCRATCH: &str = ".new";

fn remove_scratch_beside<'p>(folder: &Path, paths: impl Iterator<Item = &'p Path>) {
    let folders: HashSet<&Path> = paths.filter_map(Path::parent).collect();
    folders.into_iter().for_each(|below| remove_scratch(&folder.join(below)));
}

/// Removes the unfinished files of processes that were killed. Files of running processes are left alone; files that
/// cannot be removed are ignored.
pub fn remove_scratch(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(scratch_of);
        if process.is_some_and(|process| !runs(process)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// The process id in the name of an unfinished file: `.mod.rs.4711.new`.
fn scratch_of(name: &str) -> Option<u32> {
    let (file, process) = name.strip_prefix('.')?.strip_suffix(SCRATCH)?.rsplit_once('.')?;
    let ours = [".rs", ".md", ".toml", ".json"].iter().any(|end| file.ends_with(end));
    process.parse().ok().filter(|_| ours)
}

/// Whether another process is running, according to `/proc`; `false` on systems without it.
fn runs(process: u32) -> bool {
    process != std::process::id() && Path::new("/proc").join(process.to_string()).exists()
}

/// Removes a file, and its parent folders if they become empty.
fn remove(folder: &Path, target: &Path) -> Result<(), FolderError> {
    fs::remove_file(target).map_err(|error| FolderError { action: "remove", path: target.to_owned(), error })?;
    let mut parent = target.parent();
    while let Some(path) = parent.filter(|path| *path != folder && path.starts_with(folder)) {
        if fs::remove_dir(path).is_err() {
            break;
        }
        parent = path.parent();
    }
    Ok(())
}

/// The files in `src/`, `docs/` and `tests/`, sorted by path.
fn present(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let mut out = Vec::new();
    for below in ["src", "docs", "tests"] {
        walk(folder, Path::new(below), &mut out)?;
    }
    out.sort();
    Ok(out)
}

fn walk(folder: &Path, below: &Path, out: &mut Vec<PathBuf>) -> Result<(), FolderError> {
    let path = folder.join(below);
    let fail = |error| FolderError { action: "list", path: path.clone(), error };
    if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
        return Ok(());
    }
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fail(error)),
    };
    for entry in entries {
        let entry = entry.map_err(fail)?;
        let (kind, child) = (entry.file_type().map_err(fail)?, below.join(entry.file_name()));
        if kind.is_dir() {
            walk(folder, &child, out)?;
        } else if kind.is_file() {
            out.push(child);
        }
    }
    Ok(())
}

/// Whether the first line contains [`MARK`].
fn is_ours(path: &Path) -> bool {
    use std::io::{BufRead, BufReader, Read};
    let Ok(file) = fs::File::open(path) else { return false };
    let mut line = String::new();
    BufReader::new(file.take(200)).read_line(&mut line).is_ok() && line.contains(MARK)
}
