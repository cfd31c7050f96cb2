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

/// Whether `EQUAL_CASES` asks for 1,000 cases, as `.ci/run` does.
fn is_exhaustive() -> bool {
    std::env::var("EQUAL_CASES").is_ok_and(|text| text.parse::<u32>().expect("a number") >= 1000)
}
