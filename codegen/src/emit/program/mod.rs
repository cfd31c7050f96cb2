//! The first program of a user: a refund from credentials to outcome, its query and its notification.
//!
//! It is made from examples of the spec. The reference page quotes it, and a test of the generated crate plays the
//! spec's answers to it.

mod credentials;
mod listing;
mod replay;
mod request;
mod value;

use crate::model::Provider;
use listing::Program;

/// The program; `None` for a provider without an example of a refund whose answers are read.
pub(crate) fn text(provider: &Provider) -> Option<String> {
    Program::of(provider).map(|program| program.text())
}

/// The name of the example that the program is made from.
pub(crate) fn example(provider: &Provider) -> Option<&str> {
    Program::of(provider).map(|program| program.refund.example.name.as_str())
}

/// The program with the test that runs it.
pub(crate) fn test(provider: &Provider) -> Option<String> {
    Program::of(provider).map(|program| [program.text(), replay::text(&program)].join("\n"))
}
