//! Several specs at once: each compiled, then held against the others.

use std::{
    collections::HashMap,
    path::PathBuf,
    time::{Duration, Instant},
};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::{self, LoadError};
use crate::model::Provider;
use crate::parallel;
use crate::source::{Source, Span};

/// A spec, its model, and what is wrong with it.
#[derive(Debug)]
pub struct Compiled {
    /// The spec.
    pub source: Source,
    /// Its meaning; `None` if there is an error among the diagnostics.
    pub provider: Option<Provider>,
    /// In the order of the file.
    pub diagnostics: Diagnostics,
    /// How long it took to read, resolve and check it.
    pub elapsed: Duration,
}

impl Compiled {
    /// How many faults are as grave as that, those that are not listed included.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.count(severity)
    }
}

/// Compiles the specs that the paths stand for, in the order of [`load::find`].
///
/// Two specs of one provider are a fault of the second.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn compile_all(paths: &[PathBuf]) -> Result<Vec<Compiled>, LoadError> {
    compile_all_and(paths, |_| Vec::new())
}

/// The same, and looks at each sound model further: what `more` tells stands with the other diagnostics.
///
/// # Errors
/// As of [`compile_all`].
pub fn compile_all_and(
    paths: &[PathBuf],
    more: impl Fn(&Provider) -> Vec<Diagnostic> + Sync,
) -> Result<Vec<Compiled>, LoadError> {
    let (mut out, mut first) = (Vec::new(), HashMap::new());
    for compiled in parallel::map(&load::find(paths)?, |path| compile(path, &more)) {
        let mut compiled = compiled?;
        if let Some(fault) = collision(&compiled, &mut first) {
            compiled.provider = None;
            compiled.diagnostics.push(fault);
            compiled.diagnostics = compiled.diagnostics.into_sorted();
        }
        out.push(compiled);
    }
    Ok(out)
}

fn compile(path: &std::path::Path, more: impl Fn(&Provider) -> Vec<Diagnostic>) -> Result<Compiled, LoadError> {
    let start = Instant::now();
    let (source, fault) = load::read(path)?;
    let (provider, diagnostics) = match fault {
        Some(fault) => (None, [fault].into_iter().collect()),
        None => looked_at(crate::compile(&source), more),
    };
    Ok(Compiled { source, provider, diagnostics, elapsed: start.elapsed() })
}

fn looked_at(
    (provider, mut diagnostics): (Option<Provider>, Diagnostics),
    more: impl Fn(&Provider) -> Vec<Diagnostic>,
) -> (Option<Provider>, Diagnostics) {
    provider.as_ref().map(more).unwrap_or_default().into_iter().for_each(|fault| diagnostics.push(fault));
    let sound = diagnostics.count(Severity::Error) == 0;
    (provider.filter(|_| sound), diagnostics.into_sorted())
}

/// `first` holds the first spec of each provider so far.
fn collision(compiled: &Compiled, first: &mut HashMap<String, PathBuf>) -> Option<Diagnostic> {
    let id = &compiled.provider.as_ref()?.id;
    let Some(other) = first.get(id) else {
        first.insert(id.clone(), compiled.source.path.clone());
        return None;
    };
    let message = format!("`{}` is a spec of the provider `{id}` already", other.display());
    let fault = Diagnostic::new(Code::NameCollision, place_of_id(&compiled.source), message);
    Some(fault.label("the same provider").help("give each provider an `id` of its own"))
}

/// The model has no places; this one is wanted so rarely that the file is read again for it.
fn place_of_id(source: &Source) -> Span {
    let spec = crate::spec::parse(source, &mut Diagnostics::default());
    spec.and_then(|spec| spec.provider.id).map(|id| id.span).unwrap_or_default()
}
