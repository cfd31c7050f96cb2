//! The compiler for build scripts: writes files that the crate includes.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::batch::{self, Compiled};
use crate::diagnostic::Severity;
use crate::emit;
use crate::folder::{self, FolderError};
use crate::load::LoadError;
use crate::model::Provider;
use crate::package::MARK;
use crate::render::{Lines, unlisted, visible_line};

/// Compiles specs in a build script.
///
/// Write the spec, `refunds/acme_pay.yaml` for example, and make this the crate's `Cargo.toml`:
///
/// ```toml
/// [dependencies]
/// refundry-runtime = { version = "0.1", features = ["md5", "xml"] }   # those that the spec needs
///
/// [build-dependencies]
/// refundry-codegen = "0.1"
/// ```
///
/// its `build.rs`:
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     refundry_codegen::Builder::new().spec("refunds/acme_pay.yaml").run()
/// }
/// ```
///
/// and this a line of its `src/lib.rs`, which becomes the module `acme_pay`:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/acme_pay.rs"));
/// ```
///
/// The second line of the file lists the features of the runtime that the module needs. Without one of them, rustc does
/// not find an item of the runtime, and its error shows the path of the file.
///
/// The module contains the tests of its spec, so `cargo test` runs the spec's examples. A faulty spec fails the build
/// and shows the underlined line; a changed spec is compiled again.
///
/// The file has an item a line and no layout: only rustc reads it, and Cargo builds this compiler without
/// optimisation, where the layout takes longer than everything before it. `cargo doc` shows the module;
/// `refundry generate` writes a crate that is laid out.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is compiled before `build` or `run`"]
pub struct Builder {
    specs: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
}

/// The reason why nothing was built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Neither [`Builder::spec`] nor [`Builder::specs_in`] was called.
    #[error("no spec is given: call `spec` or `specs_in`")]
    NoSpec,
    /// `OUT_DIR` is not set: the program is not a build script.
    #[error("`OUT_DIR` is not set: run this in a build script, or call `out_dir`")]
    NoOutDir,
    /// A spec cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Specs have errors; each was printed on stderr.
    #[error("{errors} error(s) in {}", specs.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(", "))]
    Faulty {
        /// The specs with errors.
        specs: Vec<PathBuf>,
        /// The total number of their errors.
        errors: usize,
    },
    /// A file cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl Builder {
    /// A builder without specs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a spec. The path is relative to the crate's folder.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Adds every `*.yaml` and `*.yml` of a folder.
    pub fn specs_in(self, folder: impl Into<PathBuf>) -> Self {
        self.spec(folder)
    }

    /// Writes to this folder instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Writes one file per provider, `<id>.rs` with the module `<id>`, and returns the paths.
    ///
    /// Tells Cargo on stdout when to run the build script again, and prints the faults of specs on stderr.
    ///
    /// # Errors
    /// A spec has errors, or the environment does not let specs be read or files be written.
    pub fn build(&self) -> Result<Vec<PathBuf>, BuildError> {
        let out_dir = self.folder()?;
        self.specs.iter().for_each(|path| rerun_if_changed(path));
        let batch = batch::compile_all(&self.specs)?;
        batch.iter().for_each(print);
        let providers = sound(&batch)?;
        folder::remove_scratch(&out_dir);
        providers.into_iter().map(|(source, provider)| write(&out_dir, source, provider)).collect()
    }

    /// Runs [`Builder::build`] as the whole `main` of a build script.
    #[must_use]
    pub fn run(&self) -> ExitCode {
        match self.build() {
            Ok(_) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {}", visible_line(&error.to_string()));
                ExitCode::FAILURE
            }
        }
    }

    fn folder(&self) -> Result<PathBuf, BuildError> {
        if self.specs.is_empty() {
            return Err(BuildError::NoSpec);
        }
        let folder = self.out_dir.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        folder.ok_or(BuildError::NoOutDir)
    }
}

/// Tells Cargo to watch a path. Skips a path with a line break: Cargo would read its second line as another
/// instruction.
fn rerun_if_changed(path: &Path) {
    let path = path.display().to_string();
    if !path.contains(char::is_control) {
        println!("cargo::rerun-if-changed={path}");
    }
}

/// Prints warnings with `cargo::warning`: Cargo shows the stderr of failing build scripts only.
fn print(compiled: &Compiled) {
    let lines = Lines::new(&compiled.source);
    for diagnostic in &compiled.diagnostics {
        eprint!("{}", lines.render(diagnostic, false));
        if diagnostic.severity() == Severity::Warning {
            let (line, column) = lines.position(diagnostic.span.start);
            let path = compiled.source.path.display();
            println!("cargo::warning={}", visible_line(&format!("{path}:{line}:{column}: {}", diagnostic.message)));
        }
    }
    if let Some(unlisted) = unlisted(&compiled.source, &compiled.diagnostics) {
        eprint!("{unlisted}");
        println!("cargo::warning={}", visible_line(&unlisted));
    }
}

fn sound(batch: &[Compiled]) -> Result<Vec<(&Path, &Provider)>, BuildError> {
    let faulty: Vec<&Compiled> = batch.iter().filter(|compiled| compiled.provider.is_none()).collect();
    if !faulty.is_empty() {
        let errors = faulty.iter().map(|compiled| compiled.count(Severity::Error)).sum();
        return Err(BuildError::Faulty {
            specs: faulty.iter().map(|compiled| compiled.source.path.clone()).collect(),
            errors,
        });
    }
    let providers =
        batch.iter().filter_map(|compiled| Some((compiled.source.path.as_path(), compiled.provider.as_ref()?)));
    Ok(providers.collect())
}

fn write(folder: &Path, spec: &Path, provider: &Provider) -> Result<PathBuf, BuildError> {
    let target = folder.join(format!("{}.rs", provider.id));
    folder::replace(&target, &module_text(spec, provider))?;
    Ok(target)
}

/// The text of a provider's file. An included file cannot have inner attributes, so the module has its own braces.
fn module_text(spec: &Path, provider: &Provider) -> String {
    let features = provider.features();
    format!(
        "// {MARK} from {}; do not edit\n// The features of refundry-runtime that it needs: {features:?}\n\n\
         #[allow(unused, clippy::all, clippy::pedantic, clippy::restriction)]\n{}",
        spec.display(),
        emit::emit(provider).compact()
    )
}
