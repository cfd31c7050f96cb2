//! The first program of a user: a refund from credentials to outcome, with its query and its notification.
//!
//! Examples of the spec supply the data. The reference page quotes the program, and a test of the generated crate
//! replays the spec's answers to it.

mod credentials;
mod listing;
mod replay;
mod request;
mod value;

use crate::model::Provider;
use listing::Program;

/// The program; `None` if no example of a refund has answers to read.
pub(crate) fn program_text(provider: &Provider) -> Option<String> {
    Program::of(provider).map(|program| program.text())
}

/// The name of the example behind the program.
pub(crate) fn example(provider: &Provider) -> Option<&str> {
    Program::of(provider).map(|program| program.refund.example.name.as_str())
}

/// The program with the test that runs it.
pub(crate) fn test(provider: &Provider) -> Option<String> {
    Program::of(provider).map(|program| [program.text(), replay::replay_module(&program)].join("\n"))
}
