//! The simulator against the generated crate: each shipped provider takes in what the crate signs, and the crate reads
//! what the simulator signs.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod accounts;
mod exchange;
mod hazards;
mod notices;
mod rules;
