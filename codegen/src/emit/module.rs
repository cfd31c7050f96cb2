//! A module of generated Rust: its name, documentation, items and children.

use proc_macro2::TokenStream;

/// A module of generated Rust.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// Its documentation, a line each.
    pub doc: Vec<String>,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// The modules inside it.
    pub children: Vec<Module>,
    /// Whether it is compiled for tests only.
    pub test: bool,
}

/// An item of a module.
#[derive(Clone, Debug)]
pub enum Item {
    /// As tokens, which are laid out when the module is printed.
    Tokens(TokenStream),
    /// As text that ends with its line.
    Text(String),
}

impl Module {
    pub(super) fn new(name: impl Into<String>, doc: Vec<String>, items: Vec<TokenStream>) -> Self {
        Self { name: name.into(), doc, items: items.into_iter().map(Item::Tokens).collect(), ..Self::default() }
    }
}
