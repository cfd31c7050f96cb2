//! Runs a case with generated code: the compiled side of the comparison.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "only a test calls it")]

pub mod shared;

use std::rc::Rc;

use serde_json::Value;

/// The credentials with the index in a case.
pub type CredentialValue<'h> = &'h dyn Fn(&Value) -> Rc<Value>;

/// The emitted functions.
#[allow(warnings)]
mod providers {
    include!(concat!(env!("OUT_DIR"), "/providers.rs"));
}

pub use providers::run;
