//! Generated files and the folder they live in: what differs, writing, removing what is no longer emitted.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::package::{File, MARK};

/// How a file on disk differs from what should be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// It has another text.
    Changed,
    /// No spec emits it any more.
    Orphan,
}

/// A failing environment.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {source}", path.display())]
pub struct FolderError {
    /// What was tried.
    pub action: &'static str,
    /// On what.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// The files that differ from `files`, in a stable order.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn differences(folder: &Path, files: &[File]) -> Result<Vec<(PathBuf, Difference)>, FolderError> {
    let mut out = Vec::new();
    for file in files {
        match fs::read(folder.join(&file.path)) {
            Ok(text) if text == file.text.as_bytes() => {}
            Ok(_) => out.push((file.path.clone(), Difference::Changed)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => out.push((file.path.clone(), Difference::Missing)),
            Err(source) => return Err(FolderError { action: "read", path: folder.join(&file.path), source }),
        }
    }
    for path in owned(folder)? {
        if !files.iter().any(|file| file.path == path) {
            out.push((path, Difference::Orphan));
        }
    }
    Ok(out)
}

/// Makes the folder hold just these files of ours; what this compiler did not write is never touched.
///
/// # Errors
/// A file that cannot be written or removed. Each file is replaced at once, so none is ever half written.
pub fn write(folder: &Path, files: &[File]) -> Result<Vec<(PathBuf, Difference)>, FolderError> {
    let differences = differences(folder, files)?;
    for (path, difference) in &differences {
        let target = folder.join(path);
        match (difference, files.iter().find(|file| file.path == *path)) {
            (Difference::Orphan, _) => remove(folder, &target)?,
            (_, Some(file)) => replace(&target, &file.text)?,
            (_, None) => {}
        }
    }
    Ok(differences)
}

fn replace(target: &Path, text: &str) -> Result<(), FolderError> {
    let fail = |action, path: &Path| {
        let path = path.to_owned();
        move |source| FolderError { action, path, source }
    };
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(fail("create", parent))?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let scratch = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
    fs::write(&scratch, text).map_err(fail("write", &scratch))?;
    fs::rename(&scratch, target).map_err(fail("replace", target))
}

/// Removes a file, and the folders that it leaves empty.
fn remove(folder: &Path, target: &Path) -> Result<(), FolderError> {
    fs::remove_file(target).map_err(|source| FolderError { action: "remove", path: target.to_owned(), source })?;
    let mut parent = target.parent();
    while let Some(path) = parent.filter(|path| *path != folder && path.starts_with(folder)) {
        if fs::remove_dir(path).is_err() {
            break;
        }
        parent = path.parent();
    }
    Ok(())
}

/// The files in `src/` and `docs/` that carry our mark.
fn owned(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let mut out = Vec::new();
    for below in ["src", "docs"] {
        walk(folder, Path::new(below), &mut out)?;
    }
    out.sort();
    Ok(out)
}

fn walk(folder: &Path, below: &Path, out: &mut Vec<PathBuf>) -> Result<(), FolderError> {
    let path = folder.join(below);
    let fail = |source| FolderError { action: "list", path: path.clone(), source };
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
        } else if kind.is_file() && is_ours(&folder.join(&child)) {
            out.push(child);
        }
    }
    Ok(())
}

/// Whether the first line carries our mark.
fn is_ours(path: &Path) -> bool {
    use std::io::{BufRead, BufReader, Read};
    let Ok(file) = fs::File::open(path) else { return false };
    let mut line = String::new();
    BufReader::new(file.take(200)).read_line(&mut line).is_ok() && line.contains(MARK)
}
