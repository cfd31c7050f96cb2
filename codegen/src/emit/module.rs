//! A module of generated Rust: its name, documentation, items and children.

use proc_macro2::TokenStream;

/// A module of generated Rust.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// The module's name.
    pub name: String,
    /// The module's documentation, one entry per line.
    pub doc: Vec<String>,
    /// The items in order. One entry may hold several items.
    pub items: Vec<TokenStream>,
    /// The child modules.
    pub children: Vec<Module>,
    /// Whether the module is compiled for tests only.
    pub test: bool,
}

impl Module {
    pub(super) fn new(name: impl Into<String>, doc: Vec<String>, items: Vec<TokenStream>) -> Self {
        Self { name: name.into(), doc, items, ..Self::default() }
    }
}
