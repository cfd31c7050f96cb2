//! Writes the functions that run a case with the generated code of each spec.

mod emit;

use std::{fs, io};

fn main() -> io::Result<()> {
    refundry_specs::watch();
    fs::write(refundry_specs::out().join("providers.rs"), emit::providers(&refundry_specs::all()))
}
