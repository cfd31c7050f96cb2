//! Model to Rust. Nothing here can fail: whatever could be wrong was reported before.
//!
//! A provider becomes a small tree of modules; one file here emits one kind of item.

mod answer;
mod codec;
mod condition;
mod credentials;
mod docs;
mod echo;
mod enumerations;
mod errors;
mod flat;
mod names;
mod nested;
mod notification;
mod outcome;
mod print;
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
mod types;
mod validate;
mod value;
mod verify;
mod write;

use proc_macro2::TokenStream;

use crate::model::Provider;
pub use provider::Part;

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
    fn new(name: impl Into<String>, doc: Vec<String>, items: Vec<TokenStream>) -> Self {
        Self { name: name.into(), doc, items: items.into_iter().map(Item::Tokens).collect(), ..Self::default() }
    }

    /// The source of this module alone; its children are declared as files beside it.
    pub fn file(self) -> String {
        render::file(self)
    }

    /// The source of this module with its children inside.
    pub fn inline(self) -> String {
        render::inline(self)
    }
}

/// The parts of a provider's module, the root first.
pub fn parts(provider: &Provider) -> Vec<Part> {
    provider::parts(provider)
}

/// One part of a provider's module. The root declares the others as files beside it.
pub fn part(provider: &Provider, part: Part) -> Module {
    provider::part(provider, part)
}

/// The module of a provider.
pub fn emit(provider: &Provider) -> Module {
    provider::module(provider)
}
