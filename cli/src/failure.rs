//! The failures of the command.

use std::path::PathBuf;

use refundry_codegen::folder::FolderError;
use refundry_codegen::load::LoadError;

use crate::draft::openapi::OpenApiError;
use crate::drift::document::DocumentError;

/// A failure of the environment or the arguments; faults of a spec are diagnostics.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A spec or folder cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A file cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A spec has errors.
    #[error("`{}` has errors", path.display())]
    Unsound {
        /// Its path.
        path: PathBuf,
        /// Its rendered faults.
        shown: String,
    },
    /// A page cannot be compared.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// An OpenAPI document cannot be drafted.
    #[error(transparent)]
    OpenApi(#[from] OpenApiError),
    /// The name of a new provider is invalid; holds the rendered fault.
    #[error("no spec is written")]
    Name(String),
    /// A new spec would replace an existing file.
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
    /// A spec cannot be written.
    #[error("cannot write `{}`: {error}", path.display())]
    Unwritable {
        /// Its path.
        path: PathBuf,
        /// The error of the system.
        error: std::io::Error,
    },
    /// An input of `explain` cannot be used.
    #[error("{0}")]
    Input(String),
    /// There is no such code of a fault.
    #[error("there is no code `{0}`")]
    UnknownCode(String),
    /// A report cannot be printed.
    #[error("cannot print the report: {0}")]
    Print(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Print(error)
    }
}

impl Failure {
    /// The rendered faults to print before the error; may be empty.
    pub fn shown(&self) -> &str {
        match self {
            Self::Name(shown) | Self::Unsound { shown, .. } => shown,
            Self::Load(_)
            | Self::Folder(_)
            | Self::Document(_)
            | Self::OpenApi(_)
            | Self::Exists(_)
            | Self::Unwritable { .. }
            | Self::UnknownCode(_)
            | Self::Input(_)
            | Self::Print(_) => "",
        }
    }

    /// The help for the failure.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Load(LoadError::Unreadable { error, .. }) if error.kind() == std::io::ErrorKind::NotFound => {
                Some("run the command where the specs are, or name their folder")
            }
            Self::Load(LoadError::Empty(_)) => Some("write one first, or name another folder"),
            Self::Unsound { .. } => Some("mend the spec first"),
            Self::UnknownCode(_) => Some("run `refundry explain-code` to list the codes"),
            Self::Document(error) => Some(error.help()),
            Self::OpenApi(error) => Some(error.help()),
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
