//! Emits the modules of the specs, and the programs of their reference pages.

use std::fs;

use refundry_specs::{Spec, beside, cases, files, module, modules, out, stem, watch};

fn main() {
    watch();
    let providers: Vec<_> = cases().into_iter().map(|Spec { provider, .. }| provider).collect();
    // Each provider is a feature of the emitted crate; here all of them are on.
    for provider in &providers {
        println!("cargo::rustc-cfg=feature=\"{}\"", provider.id);
        println!("cargo::rustc-check-cfg=cfg(feature, values(\"{}\"))", provider.id);
    }
    write("modules.rs", &modules(&files("cases", &providers), &providers));
    let tests: String = beside().iter().map(|path| module(&stem(path), path)).collect();
    write("programs.rs", &(module("programs", &out().join("tests/programs/main.rs")) + &tests));
}

fn write(name: &str, text: &str) {
    fs::write(out().join(name), text).expect("a writable folder");
}
