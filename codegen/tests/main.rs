//! Tests of the compiler. Those of diagnostics, of emitted items and of time are programs of their own.

mod back_ends;
mod builder;
mod codes;
mod docs;
mod left_out;
mod many;
#[path = "emit/merge.rs"]
mod merge;
mod models;
mod mutation;
mod names;
mod no_panic;
mod parse;
mod reference;
mod rules;
mod schema;
mod todo;
mod vocabulary;

/// Whether `EQUAL_CASES` asks for 1,000 cases, as `.ci/run` does.
#[expect(clippy::expect_used)]
fn is_exhaustive() -> bool {
    std::env::var("EQUAL_CASES").is_ok_and(|text| text.parse::<u32>().expect("a number") >= 1000)
}

/// The distance between two specs that a slow test takes: all specs, or every fifth one.
fn step() -> usize {
    if is_exhaustive() { 1 } else { 5 }
}
