//! Every example of every spec in the repository holds when it is run without being compiled.

#![allow(clippy::expect_used, clippy::panic)]

#[path = "../../codegen/tests/emit/merge.rs"]
mod merge;

use std::path::{Path, PathBuf};

use refundry_codegen::{compile, source::Source};
use refundry_interpreter::examples;

fn folder(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths
}

/// What the small specs are laid over.
const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

/// How many examples hold; panics with those that do not.
fn run(name: &str, whole: impl Fn(String) -> String) -> usize {
    let (mut ran, mut wrong) = (0, Vec::new());
    for path in folder(name) {
        let text = whole(std::fs::read_to_string(&path).expect("a spec"));
        let (provider, faults) = compile(&Source { path: path.clone(), text });
        let provider = provider.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
        let all = provider.examples.len() + provider.answers.len() + provider.refused.len();
        let mismatches = examples::run(&provider);
        wrong.extend(mismatches.iter().map(|mismatch| format!("{}: {mismatch:?}", provider.id)));
        ran += all;
    }
    assert!(wrong.is_empty(), "{} of {ran} do not hold:\n{}", wrong.len(), wrong.join("\n"));
    ran
}

#[test]
fn the_examples_of_the_providers_hold() {
    assert!(run("specs", |text| text) > 500);
}

#[test]
fn the_examples_of_small_specs_hold() {
    assert!(run("codegen/tests/emit", |text| merge::merge(BASE, &text)) > 250);
}

#[test]
fn the_examples_of_other_shapes_hold() {
    assert!(run("tests/shapes", |text| text) > 100);
}
