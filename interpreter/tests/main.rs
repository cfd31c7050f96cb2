//! Tests of the interpreter over every spec in the repository.

mod cuts;
mod examples;
#[path = "../../codegen/tests/emit/merge.rs"]
mod merge;
mod refused;
mod secrets;
