//! The tests of a provider: its examples, refused requests, and the boundaries of every limit.

mod answer;
mod boundary;
mod case;
pub(super) mod credential;
mod credentials;
mod data;
mod example;
mod helper;
mod refused;
pub(super) mod text;

use std::cell::RefCell;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::module::Module;
use super::names;
use crate::model::{Characters, Provider};

/// The provider of the tests, and the helpers that they call.
struct Scope<'p> {
    provider: &'p Provider,
    called: RefCell<Vec<&'static str>>,
    carried: RefCell<Vec<Characters>>,
}

impl Scope<'_> {
    /// The identifier of a helper for a call; marks the helper as used.
    fn call(&self, helper: &'static str) -> Ident {
        debug_assert!(helper::exists(helper), "{helper}");
        self.called.borrow_mut().push(helper);
        names::ident(helper)
    }

    /// The function with the valid and the invalid texts of a character set; marks it as used.
    fn carried(&self, set: Characters) -> Ident {
        let mut sets = self.carried.borrow_mut();
        let index = sets.iter().position(|other| *other == set).unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        carried_name(index)
    }

    /// The functions that [`Scope::carried`] named.
    fn sets(&self) -> Vec<TokenStream> {
        let sets = self.carried.borrow();
        sets.iter().enumerate().map(|(index, set)| case::carried(&carried_name(index), *set)).collect()
    }
}

fn carried_name(index: usize) -> Ident {
    match index {
        0 => names::ident("carried"),
        more => names::ident(&format!("carried_{}", more + 1)),
    }
}

/// The module of tests.
pub(super) fn module(provider: &Provider) -> Module {
    let scope = Scope { provider, called: RefCell::default(), carried: RefCell::default() };
    let mut tests: Vec<TokenStream> = Vec::new();
    tests.extend(provider.examples.iter().flat_map(|example| example::request(&scope, example)));
    tests.extend(answer::readers(&scope));
    tests.extend(provider.answers.iter().map(|answer| answer::test(&scope, answer)));
    let boundaries = provider.operations.iter().filter_map(|operation| boundary::test(&scope, operation));
    let relaxed = provider.operations.iter().filter_map(|operation| boundary::relaxed(provider, operation));
    let refused = provider.refused.iter().filter_map(|refused| refused::test(&scope, refused));
    tests.extend(relaxed.chain(refused).chain(boundaries));
    let called = scope.called.borrow();
    let outcomes = (called.contains(&"means") || called.contains(&"differs")).then(|| {
        quote!(
            use rt::Outcome::*;
        )
    });
    let helpers = helper::source(&called);
    let doc = vec![" The spec's examples, and the boundaries of its limits.".to_owned()];
    let head = quote!(#outcomes use super::*; #helpers);
    let items = [head].into_iter().chain(scope.sets()).chain(tests).collect();
    Module { test: true, ..Module::new("tests", doc, items) }
}
