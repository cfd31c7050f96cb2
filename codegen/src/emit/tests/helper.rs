//! Helpers of the emitted tests: short functions, the same for every provider, stored as Rust source.

use proc_macro2::TokenStream;

use crate::emit::module::Module;

/// The helpers, which use the runtime as `rt`.
pub(in crate::emit) const SOURCE: &str = include_str!("helpers.rs");

/// The helpers as a module inside the tests.
pub(super) fn module() -> Module {
    let items = SOURCE.parse::<TokenStream>().unwrap_or_default();
    Module::new("testing", vec![" The helpers of the tests.".to_owned()], vec![items])
}

/// Whether a helper has this name.
pub(super) fn exists(helper: &str) -> bool {
    SOURCE.contains(&format!("fn {helper}(")) || SOURCE.contains(&format!("fn {helper}<"))
}
