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
mod trial;

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
pub fn compile_for_examples(source: &Source) -> (Option<Provider>, Diagnostics) {
    let told = trial::proven(source, told(source));
    (told.provider, told.diagnostics)
}

/// The pass that a spec is in when its errors are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pass {
    /// The text is not YAML.
    Text,
    /// The form of the spec.
    Form,
    /// Names and types.
    Names,
    /// The whole spec.
    Whole,
}

/// The result of the passes.
pub(crate) struct Told {
    /// The last pass that ran.
    pub(crate) pass: Pass,
    pub(crate) provider: Option<Provider>,
    pub(crate) diagnostics: Diagnostics,
}

/// The faults, joined by their causes, with fixes that nobody has tried.
pub(crate) fn told(source: &Source) -> Told {
    let mut diagnostics = Diagnostics::default();
    let mut pass = Pass::Text;
    let provider = passes(source, &mut pass, &mut diagnostics);
    Told { pass, provider, diagnostics: repeated::joined(source, diagnostics.into_sorted()).into_sorted() }
}

/// Each pass sees what the pass before it found sound.
fn passes(source: &Source, pass: &mut Pass, diagnostics: &mut Diagnostics) -> Option<Provider> {
    let spec = spec::parse(source, diagnostics)?;
    *pass = Pass::Form;
    sound((), diagnostics)?;
    *pass = Pass::Names;
    let provider = lower::lower(&spec, diagnostics);
    let provider = sound(provider, diagnostics)?;
    *pass = Pass::Whole;
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
