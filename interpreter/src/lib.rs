//! Runs a payment provider's refund spec without compiling it: the model's second back end.
//!
//! Interpreter and generated code share the runtime's primitives only; tests compare their results. Unless the program
//! turns on the runtime's feature `rsa`, the crate `rsa` computes with RSA keys: see its advisory RUSTSEC-2023-0071.

// A catch-all arm would hide a new variant; the compiler names every missing arm.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants))]

mod acknowledge;
mod age;
mod amount;
mod answer;
pub mod body;
mod cached_credential;
mod charset;
mod codec;
mod compute;
mod condition;
mod context;
mod credential_value;
mod credentials;
pub mod examples;
mod expected;
pub mod explain;
mod exposure;
mod in_place;
mod interpreter;
mod kept;
mod layers;
pub mod mistakes;
mod object;
mod opened;
mod outcome;
mod reader;
mod redaction;
mod rules;
pub mod serve;
mod sign;
mod spellings;
mod step;
mod trace;
mod validate;
mod verify;
mod worked;
mod write;

pub use age::Age;
pub use context::{AnyProvider, Context, Server};
pub use credential_value::CredentialValue;
pub use credentials::Credentials;
pub use interpreter::{Answer, Interpreter, Rejected, Request};
pub use object::{Object, Value, ValueError};
pub use refundry_runtime as runtime;
pub use trace::{Traced, TracedStep};
pub use worked::worked;
