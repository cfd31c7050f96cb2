//! Tests of the compiler. Those of diagnostics, of emitted items and of time are programs of their own.

mod back_ends;
mod builder;
mod codes;
mod docs;
mod left_out;
mod many;
#[path = "emit/merge.rs"]
mod merge;
mod mutation;
mod names;
mod no_panic;
mod parse;
mod reference;
mod rules;
mod schema;
mod todo;
mod vocabulary;
