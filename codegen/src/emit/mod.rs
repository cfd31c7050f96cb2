//! Turns the model into Rust. Emitting cannot fail: all faults are reported before.
//!
//! A provider becomes a small tree of modules; each file here emits one kind of item.

// A catch-all arm would hide a new variant; the compiler names every missing arm.
#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod acknowledge;
mod amount;
mod answer;
mod codec;
mod condition;
mod credentials;
mod debug;
mod docs;
mod echo;
mod enumerations;
mod errors;
mod fill;
mod flat;
mod intent;
mod key;
mod method;
mod module;
mod names;
mod nested;
mod notification;
mod outcome;
mod part_emitter;
mod parts;
pub(crate) mod program;
mod provider;
mod render;
mod request;
mod rules;
mod sent;
mod sign;
mod step;
mod style;
mod tests;
mod traits;
mod types;
mod validate;
mod value;
mod verify;
mod write;

use crate::model::Provider;
pub use module::Module;
pub use provider::Part;

/// The parts of a provider's module, the root first.
pub fn parts(provider: &Provider) -> Vec<Part> {
    provider::parts(provider)
}

/// One part of a provider's module. The root declares the other parts as sibling files.
pub fn part(provider: &Provider, part: Part) -> Module {
    provider::part(provider, part)
}

/// The name of a part's file, without `.rs`.
pub fn file_name(provider: &Provider, part: Part) -> String {
    provider::file_name(provider, part)
}

/// The text of the module that the tests of a crate's providers share.
pub(crate) fn test_support() -> String {
    tests::support()
}

/// The module of a provider.
pub fn emit(provider: &Provider) -> Module {
    provider::module(provider)
}
