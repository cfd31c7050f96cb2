//! Names that would shadow an item of the emitted crate.

#![allow(clippy::expect_used)]

use std::fs;

use refundry_codegen::diagnostic::Code;
use refundry_codegen::source::Source;

const SPEC: &str = include_str!("diagnostics/constant_is_too_long.yaml");

#[test]
fn no_provider_is_called_like_a_module_of_the_runtime() {
    let runtime =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/lib.rs")).expect("the runtime");
    let modules = runtime.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let crates = runtime.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';'));
    let names: Vec<&str> = modules.chain(crates.filter(|name| !name.contains(':'))).collect();
    assert!(names.contains(&"http") && names.len() > 5, "{names:?}");
    for name in names {
        let text = SPEC.replace("id: acme", &format!("id: {name}"));
        let faults = refundry_codegen::check(&Source { path: "spec.yaml".into(), text });
        assert!(faults.iter().any(|fault| fault.code == Code::NameCollision), "a provider may be called `{name}`");
    }
}
