//! A module of generated Rust: its name, documentation, items and children.

use proc_macro2::TokenStream;

/// A module of generated Rust.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// The module's name.
    pub name: String,
    /// The module's documentation, one entry per line.
    pub doc: Vec<String>,
    /// The items in order.
    pub items: Vec<Item>,
    /// The child modules.
    pub children: Vec<Module>,
    /// Whether the module is compiled for tests only.
    pub test: bool,
}

/// An item of a module.
#[derive(Clone, Debug)]
pub enum Item {
    /// Tokens, which are laid out when the module is printed.
    Tokens(TokenStream),
    /// Finished text that ends with a line end.
    Text(String),
}

impl Module {
    pub(super) fn new(name: impl Into<String>, doc: Vec<String>, items: Vec<TokenStream>) -> Self {
        Self { name: name.into(), doc, items: items.into_iter().map(Item::Tokens).collect(), ..Self::default() }
    }
}
