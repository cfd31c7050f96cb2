//! The tests of a provider: its examples, refused requests, and the boundaries of every limit.

mod acknowledge;
mod answer;
mod boundary;
mod case;
pub(super) mod credential;
mod credentials;
mod data;
mod example;
mod headers;
mod helper;
mod reader;
mod refused;
mod repeat;
pub(super) mod text;

use std::cell::RefCell;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::module::Module;
use super::names;
use crate::model::{CarriedCharacters, Provider};

/// The provider of the tests, and the sets of characters that they use.
struct Scope<'p> {
    provider: &'p Provider,
    carried: RefCell<Vec<CarriedCharacters>>,
}

impl Scope<'_> {
    /// The identifier of a helper for a call.
    fn call(&self, helper: &'static str) -> Ident {
        debug_assert!(helper::exists(helper), "{helper}");
        names::ident(helper)
    }

    /// The function with the valid and the invalid texts of a character set; marks it as used.
    fn carried(&self, set: CarriedCharacters) -> Ident {
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

/// The text of the module of helpers that the tests of a crate's providers share.
pub(crate) fn support() -> String {
    format!("//! The helpers of the providers' tests.\n\nuse refundry_runtime as rt;\n{}", helper::SOURCE)
}

/// The module of tests. Those of a provider that stands alone have their helpers inside.
pub(super) fn module(provider: &Provider, alone: bool) -> Module {
    let scope = Scope { provider, carried: RefCell::default() };
    let mut tests: Vec<TokenStream> = Vec::new();
    tests.extend(provider.examples.iter().flat_map(|example| example::request(&scope, example)));
    tests.extend(provider.operations.iter().filter_map(|operation| repeat::test(&scope, operation)));
    tests.extend(reader::all(&scope));
    tests.extend(headers::shared(provider));
    tests.extend(provider.answers.iter().map(|answer| answer::test(&scope, answer)));
    let boundaries = provider.operations.iter().flat_map(|operation| boundary::tests(&scope, operation));
    let relaxed = provider.operations.iter().filter_map(|operation| boundary::relaxed(provider, operation));
    let refused = provider.refused.iter().filter_map(|refused| refused::test(&scope, refused));
    tests.extend(relaxed.chain(refused).chain(boundaries));
    let helpers = if alone { quote!(testing) } else { quote!(crate::testing) };
    let example = (!provider.examples.is_empty()).then(|| {
        quote! {
            /// A request, its credentials, and its context.
            type Example<R> = (R, Credentials, rt::Context<'static, Provider>);
        }
    });
    let head = quote! {
        use super::*;
        #[allow(unused_imports, reason = "a spec without examples calls none")]
        use #helpers::*;
        #example
    };
    let doc = vec![" The spec's examples, and the boundaries of its limits.".to_owned()];
    let items = [head].into_iter().chain(scope.sets()).chain(tests).collect();
    let children = if alone { vec![helper::module()] } else { Vec::new() };
    Module { test: true, children, ..Module::new("tests", doc, items) }
}
