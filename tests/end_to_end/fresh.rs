//! Checks that the generated crate is up to date, and that emitting is deterministic.

use std::sync::OnceLock;

use refundry_codegen::{
    folder,
    package::{File, Package},
};

use crate::spec;

/// The emitted files, for all tests.
fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(emitted)
}

fn emitted() -> Vec<File> {
    let providers: Vec<_> = spec::NAMES.iter().map(|name| spec::provider(name)).collect();
    let package = Package {
        name: "refundry".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        runtime: Some("../runtime".into()),
        worked: Some(refundry_interpreter::worked),
    };
    package.files(&providers)
}

#[test]
fn generated_code_is_what_the_specs_say() {
    let differences = folder::differences(&spec::root().join("generated"), files()).expect("a readable folder");
    assert!(differences.is_empty(), "run `cargo run -- generate`: {differences:#?}");
}

#[test]
fn every_spec_is_compiled() {
    let folder = std::fs::read_dir(spec::root().join("specs")).expect("a folder");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut names: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, spec::NAMES);
}

/// How often the specs are compiled again: nine times if `EQUAL_CASES` asks for 1,000 cases, as `.ci/run` does.
fn repeats() -> usize {
    let cases = std::env::var("EQUAL_CASES").map_or(50, |text| text.parse().expect("a number"));
    if cases < 1000 { 1 } else { 9 }
}

#[test]
fn the_same_specs_give_the_same_bytes() {
    for _ in 0..repeats() {
        assert!(emitted() == files(), "the compiler depends on something besides the specs");
    }
}
