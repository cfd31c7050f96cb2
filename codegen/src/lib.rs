//! The compiler from a payment provider's refund spec to Rust.

pub mod batch;
mod builder;
pub mod check;
pub mod diagnostic;
pub mod docs;
pub mod emit;
pub mod entry;
pub mod folder;
pub mod load;
pub mod lower;
pub mod model;
pub mod outline;
pub mod package;
pub mod parallel;
mod phrases;
pub mod render;
mod repeated;
pub mod schema;
pub mod skeleton;
pub mod source;
pub mod spec;

pub use builder::{BuildError, Builder};
pub use refundry_vocabulary as vocabulary;

use diagnostic::Diagnostics;
use model::Provider;
use source::Source;

/// Parses, lowers and checks a spec: returns its model, or `None` with all faults of the first pass that found some.
///
/// Warnings alone do not prevent the model.
pub fn compile(source: &Source) -> (Option<Provider>, Diagnostics) {
    let (provider, diagnostics) = compile_for_examples(source);
    (sound(provider, &diagnostics).flatten(), diagnostics)
}

/// [`compile`] that keeps a model that lacks nothing but examples: those that it has can run.
pub(crate) fn compile_for_examples(source: &Source) -> (Option<Provider>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let provider = passes(source, &mut diagnostics);
    (provider, repeated::joined(source, diagnostics.into_sorted()).into_sorted())
}

/// Each pass sees what the pass before it found sound.
fn passes(source: &Source, diagnostics: &mut Diagnostics) -> Option<Provider> {
    let spec = spec::parse(source, diagnostics)?;
    sound((), diagnostics)?;
    let provider = lower::lower(&spec, diagnostics);
    let provider = sound(provider, diagnostics)?;
    check::check(&provider, diagnostics);
    diagnostics.lack_examples_alone().then_some(provider)
}

fn sound<T>(found: T, diagnostics: &Diagnostics) -> Option<T> {
    (!diagnostics.has_errors()).then_some(found)
}

/// The faults of a spec.
pub fn check(source: &Source) -> Diagnostics {
    compile(source).1
}
