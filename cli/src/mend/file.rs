//! Writes a mended spec in the place of its file.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::Mended;
use crate::failure::Failure;

/// Replaces the file atomically: a reader sees the old text or the new one. The file keeps its permissions, and a link to
/// it stays a link.
///
/// # Errors
/// The file is read-only, has changed since it was read, or cannot be written.
pub fn write(mended: &Mended) -> Result<(), Failure> {
    let path = &mended.before.path;
    replace(path, &mended.before.text, &mended.after.source.text)
        .map_err(|error| Failure::Unwritable { path: path.clone(), error })
}

fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".refundry-").suffix(".new").tempfile_in(folder)?;
    file.write_all(new.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    if fs::read(&target)? != old.as_bytes() {
        return Err(io::Error::other("it has changed since it was read"));
    }
    file.persist(&target)?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::replace;
    use std::fs;

    #[test]
    fn a_file_that_has_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("acme_pay.yaml");
        fs::write(&path, "another program").expect("a file");
        let error = replace(&path, "the text that was read", "mended").expect_err("a changed file");
        assert_eq!(error.to_string(), "it has changed since it was read");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "another program");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
        replace(&path, "another program", "mended").expect("a file");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "mended");
    }
}
