//! Tests of the reported changes.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;
mod mutation;

use std::fs;
use std::path::{Path, PathBuf};

use refundry_codegen::compile;
use refundry_codegen::model::Provider;
use refundry_codegen::source::Source;

/// A file of the repository, from the folder of this crate.
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a folder with this extension, sorted by name.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(here(folder)).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == ending));
    paths.sort();
    assert!(!paths.is_empty(), "{folder} holds *.{ending}");
    paths
}

fn model(text: &str) -> Option<Provider> {
    compile(&Source { path: PathBuf::from("spec.yaml"), text: text.to_owned() }).0
}
