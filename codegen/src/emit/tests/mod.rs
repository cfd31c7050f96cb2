//! The tests of a provider: its examples, what must be refused, the boundaries of every limit.

mod boundary;
mod credential;
mod data;
mod example;

use quote::quote;

use super::Module;
use crate::model::Provider;

/// The module of tests.
pub(super) fn module(provider: &Provider) -> Module {
    let mut items = vec![quote!(
        use super::*;
    )];
    items.extend(provider.examples.iter().flat_map(|example| example::request(provider, example)));
    items.extend(example::readers(provider));
    items.extend(provider.answers.iter().map(|answer| example::answer(provider, answer)));
    items.extend(provider.refused.iter().map(|refused| example::refused(provider, refused)));
    items.extend(boundary::items(provider));
    let doc = vec![" The spec's examples, and the boundaries of its limits.".to_owned()];
    Module { test: true, ..Module::new("tests", doc, items) }
}
