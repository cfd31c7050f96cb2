//! Why the command could not run.

use std::path::PathBuf;

use refundry_codegen::folder::FolderError;
use refundry_codegen::load::LoadError;

use crate::drift::DocumentError;

/// A failing environment; what is wrong with a spec is none.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A spec or folder that cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A file that cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A spec with errors, as they are shown.
    #[error("`{}` has errors", path.display())]
    Unsound {
        /// Which one.
        path: PathBuf,
        /// Its faults.
        shown: String,
    },
    /// A page that cannot be compared.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A name that cannot be one, as it is shown.
    #[error("no spec is written")]
    Name(String),
    /// A spec that is there already.
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
    /// A spec that cannot be written.
    #[error("cannot write `{}`: {error}", path.display())]
    Unwritable {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// What `explain` is given and cannot use.
    #[error("{0}")]
    Input(String),
    /// A report that cannot be printed.
    #[error("cannot print the report: {0}")]
    Print(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Print(error)
    }
}

impl Failure {
    /// What is shown before it.
    pub fn shown(&self) -> &str {
        match self {
            Self::Name(shown) | Self::Unsound { shown, .. } => shown,
            Self::Load(_)
            | Self::Folder(_)
            | Self::Document(_)
            | Self::Exists(_)
            | Self::Unwritable { .. }
            | Self::Input(_)
            | Self::Print(_) => "",
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Load(LoadError::Unreadable { error, .. }) if error.kind() == std::io::ErrorKind::NotFound => {
                Some("run the command where the specs are, or name their folder")
            }
            Self::Load(LoadError::Empty(_)) => Some("write one first, or name another folder"),
            Self::Unsound { .. } => Some("mend the spec first"),
            Self::Document(error) => Some(error.help()),
            Self::Exists(_) => Some("choose another name, or another folder with `--specs`"),
            Self::Load(_)
            | Self::Folder(_)
            | Self::Name(_)
            | Self::Unwritable { .. }
            | Self::Input(_)
            | Self::Print(_) => None,
        }
    }
}
