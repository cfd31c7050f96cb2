//! Wrong signatures by a careless integrator of every shipped provider, with random values, and their explanations.
//! `cargo test -p refundry-cli corpus -- --nocapture` shows the table.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod answers;
mod expected_mistakes;
mod foreign;
mod known;
mod requests;
mod secrets;
mod unknown;
mod work;
