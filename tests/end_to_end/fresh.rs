//! Checks that the generated crate is up to date, and that emitting is deterministic.

use refundry_codegen::{
    folder,
    package::{File, Package},
};

use crate::spec;

fn files() -> Vec<File> {
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
    let differences = folder::differences(&spec::root().join("generated"), &files()).expect("a readable folder");
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

#[test]
fn the_same_specs_give_the_same_bytes() {
    let first = files();
    for _ in 0..9 {
        assert!(files() == first, "the compiler depends on something besides the specs");
    }
}
