//! Every step matters: if a step is replaced or omitted, an example of the emitted code fails.

#![allow(warnings, clippy::all, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "emitted tests")]

use std::panic;

/// A small spec, unchanged or with one step changed.
pub struct Module {
    name: &'static str,
    /// The spec that was changed; `None` for an unchanged one.
    case: Option<&'static str>,
    tests: &'static [fn()],
}

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

#[test]
fn every_changed_step_fails_an_example() {
    let fails = |module: &&Module| module.tests.iter().any(|test| panic::catch_unwind(test).is_err());
    let (changed, sound): (Vec<&Module>, Vec<&Module>) = MODULES.iter().partition(|module| module.case.is_some());
    let failing: Vec<&str> = sound.into_iter().filter(fails).map(|module| module.name).collect();
    assert!(failing.is_empty(), "fail unchanged: {failing:?}");
    let unseen = changed.into_iter().filter(|module| !fails(module)).map(|module| (module.name, module.case));
    let unseen: Vec<_> = unseen.collect();
    assert!(unseen.is_empty(), "no example fails: {unseen:#?}");
}
