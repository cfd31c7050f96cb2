//! Compiles several specs, and compares their providers' ids.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::{self, Depth, LoadError};
use crate::model::Provider;
use crate::parallel;
use crate::source::{Source, Span};

/// A spec, its model and its faults.
#[derive(Debug)]
pub struct Compiled {
    /// The spec.
    pub source: Source,
    /// The model; `None` if there is an error among the diagnostics.
    pub provider: Option<Provider>,
    /// The faults in the order of the file.
    pub diagnostics: Diagnostics,
    /// The time to read, resolve and check the spec.
    pub elapsed: Duration,
}

impl Compiled {
    /// The number of faults of this severity, unlisted ones included.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.count(severity)
    }
}

/// The specs that have different providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distinct {
    /// All of them: their code is one crate.
    All,
    /// Those of each folder: other folders may hold other versions.
    InFolder,
}

/// Compiles the specs at the paths, in the order of [`load::find`].
///
/// If two specs have the same provider id, the second one gets an error. A spec that cannot be read is an error of that
/// spec.
///
/// # Errors
/// A path does not exist, or a folder cannot be searched.
pub fn compile_all(paths: &[PathBuf]) -> Result<Vec<Compiled>, LoadError> {
    compile_all_and(paths, Distinct::All, |_, _, _| Vec::new())
}

/// [`compile_all`] that adds the diagnostics of `more` for each sound model.
///
/// # Errors
/// The errors of [`compile_all`].
pub fn compile_all_and(
    paths: &[PathBuf],
    distinct: Distinct,
    more: impl Fn(&Source, &Provider, &Diagnostics) -> Vec<Diagnostic> + Sync,
) -> Result<Vec<Compiled>, LoadError> {
    let (mut out, mut first) = (Vec::new(), HashMap::new());
    for mut compiled in parallel::map(&load::find(paths, Depth::Folder)?, |path| compile(path, &more)) {
        if let Some(fault) = collision(&compiled, distinct, &mut first) {
            compiled.provider = None;
            compiled.diagnostics.push(fault);
            compiled.diagnostics = compiled.diagnostics.into_sorted();
        }
        out.push(compiled);
    }
    Ok(out)
}

fn compile(path: &Path, more: impl Fn(&Source, &Provider, &Diagnostics) -> Vec<Diagnostic>) -> Compiled {
    let start = Instant::now();
    let unread = |error| (Source { path: path.to_owned(), text: String::new() }, Some(load::unread(&error)));
    let compiled = compile_read(load::read_source(path).unwrap_or_else(unread), more);
    Compiled { elapsed: start.elapsed(), ..compiled }
}

/// Compiles one spec that [`load`] has read, and adds the diagnostics of `more` for a sound model.
pub fn compile_read(
    (source, fault): (Source, Option<Diagnostic>),
    more: impl Fn(&Source, &Provider, &Diagnostics) -> Vec<Diagnostic>,
) -> Compiled {
    let start = Instant::now();
    let (provider, diagnostics) = match fault {
        Some(fault) => (None, [fault].into_iter().collect()),
        None => looked_at(&source, crate::compile_for_examples(&source), more),
    };
    Compiled { source, provider, diagnostics, elapsed: start.elapsed() }
}

fn looked_at(
    source: &Source,
    (provider, mut diagnostics): (Option<Provider>, Diagnostics),
    more: impl Fn(&Source, &Provider, &Diagnostics) -> Vec<Diagnostic>,
) -> (Option<Provider>, Diagnostics) {
    let found = provider.as_ref().map(|provider| more(source, provider, &diagnostics)).unwrap_or_default();
    for fault in found {
        diagnostics.withdraw_unused(&fault);
        diagnostics.push(fault);
    }
    let sound = diagnostics.count(Severity::Error) == 0;
    (provider.filter(|_| sound), diagnostics.into_sorted())
}

/// Reports a provider id that another spec has. `first` holds the first spec of each provider, by folder.
fn collision(
    compiled: &Compiled,
    distinct: Distinct,
    first: &mut HashMap<(Option<PathBuf>, String), PathBuf>,
) -> Option<Diagnostic> {
    let id = &compiled.provider.as_ref()?.id;
    let folder = compiled.source.path.parent().filter(|_| distinct == Distinct::InFolder);
    let Some(other) = first.get(&(folder.map(Path::to_owned), id.clone())) else {
        first.insert((folder.map(Path::to_owned), id.clone()), compiled.source.path.clone());
        return None;
    };
    let message = format!("`{}` is a spec of the provider `{id}` already", other.display());
    let fault = Diagnostic::new(Code::NameCollision, place_of_id(&compiled.source), message);
    Some(fault.label("the same provider").help("give each provider an `id` of its own"))
}

/// The span of the id. The model has no spans, and this fault is rare, so the file is parsed again.
fn place_of_id(source: &Source) -> Span {
    let spec = crate::spec::parse(source, &mut Diagnostics::default());
    spec.and_then(|spec| spec.provider.id).map(|id| id.span).unwrap_or_default()
}
