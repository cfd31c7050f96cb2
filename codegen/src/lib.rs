//! The compiler from a payment provider's refund spec to Rust.

pub mod batch;
mod builder;
pub mod check;
pub mod diagnostic;
pub mod docs;
pub mod emit;
pub mod folder;
pub mod load;
pub mod lower;
pub mod model;
pub mod package;
mod parallel;
pub mod render;
pub mod schema;
pub mod skeleton;
pub mod source;
pub mod spec;

pub use builder::{BuildError, Builder};
pub use refundry_vocabulary as vocabulary;

use diagnostic::{Code, Diagnostics, Severity};
use model::Provider;
use source::Source;

/// Parses, lowers and checks a spec: returns its model, or `None` with all its faults.
///
/// Warnings alone do not prevent the model.
pub fn compile(source: &Source) -> (Option<Provider>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Some(spec) = spec::parse(source, &mut diagnostics) else {
        return (None, diagnostics.into_sorted());
    };
    // An unfinished spec has no meaning yet.
    if diagnostics.has(Code::Todo) {
        return (None, diagnostics.into_sorted());
    }
    let provider = lower::lower(&spec, &mut diagnostics);
    check::check(&provider, &spec, &mut diagnostics);
    let diagnostics = diagnostics.into_sorted();
    let sound = diagnostics.count(Severity::Error) == 0;
    (sound.then_some(provider), diagnostics)
}

/// The faults of a spec.
pub fn check(source: &Source) -> Diagnostics {
    compile(source).1
}
