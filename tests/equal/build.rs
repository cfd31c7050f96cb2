//! Writes the functions that run a case with the generated code of each spec.

mod emit;

use std::{fs, io};

use refundry_specs::Spec;

fn main() -> io::Result<()> {
    refundry_specs::watch();
    println!("cargo::rerun-if-changed=Cargo.toml");
    let specs = refundry_specs::all();
    let manifest = fs::read_to_string("Cargo.toml")?;
    let unlisted = |spec: &&Spec| spec.krate == "refundry" && !manifest.contains(&format!("\"{}\"", spec.provider.id));
    if let Some(spec) = specs.iter().find(unlisted) {
        let id = &spec.provider.id;
        return Err(io::Error::other(format!("list the feature `{id}` of `refundry` in tests/equal/Cargo.toml")));
    }
    fs::write(refundry_specs::out().join("providers.rs"), emit::providers(&specs))
}
