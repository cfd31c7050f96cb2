//! Every spec in the repository, compiled, and the modules of some of them written for a build script.

#![allow(clippy::expect_used, clippy::panic, reason = "only tests and their build scripts use it")]

mod modules;

use std::{
    fs,
    path::{Path, PathBuf},
};

use refundry_codegen::{compile, diagnostic::Severity, model::Provider, render::render, source::Source};

pub use modules::{files, module, modules, out};

#[path = "../../codegen/tests/emit/merge.rs"]
mod merge;

/// The spec on which the small specs are based.
const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

/// The folder of the small specs, below the root.
const SMALL: &str = "codegen/tests/emit";
/// The folder of the shapes, below the root.
const SHAPES: &str = "tests/shapes";

/// A spec.
pub struct Spec {
    /// The name of the crate that contains its module.
    pub krate: &'static str,
    /// The crate and the module: `crate/module`.
    pub key: String,
    /// The compiled spec; its id is the name of its file.
    pub provider: Provider,
}

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

/// All specs: the shipped ones in the crate `refundry`, and those of [`cases`].
pub fn all() -> Vec<Spec> {
    let shipped = folder("refundry", "specs", |text| text);
    assert!(shipped.len() >= 8, "specs were not found");
    shipped.into_iter().chain(cases()).collect()
}

/// The specs of the crate `cases`: the shapes and the small ones.
pub fn cases() -> Vec<Spec> {
    let shapes = folder("cases", SHAPES, |text| text);
    let small = folder("cases", SMALL, merged);
    assert!(shapes.len() >= 30 && small.len() >= 150, "specs were not found");
    shapes.into_iter().chain(small).collect()
}

/// The small specs: the name of the file and the text, merged with the base.
pub fn small() -> Vec<(String, String)> {
    let read = |path: PathBuf| (stem(&path), merged(fs::read_to_string(&path).expect("a readable case")));
    paths(SMALL, "yaml").into_iter().map(read).collect()
}

/// The tests beside the small specs, which cover behaviour that examples cannot show.
pub fn beside() -> Vec<PathBuf> {
    let mut tests = paths(SMALL, "rs");
    tests.retain(|path| path.with_extension("yaml").exists());
    tests
}

/// Tells cargo to run the build script again when one of these specs has changed.
pub fn watch() {
    for folder in [SMALL, SHAPES, "specs"] {
        println!("cargo::rerun-if-changed={}", root().join(folder).display());
    }
}

/// The name of a file without its extension.
pub fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn merged(text: String) -> String {
    merge::merge(BASE, &text)
}

fn paths(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
}

fn folder(krate: &'static str, folder: &str, whole: impl Fn(String) -> String) -> Vec<Spec> {
    paths(folder, "yaml").into_iter().map(|path| spec(krate, path, &whole)).collect()
}

fn spec(krate: &'static str, path: PathBuf, whole: impl Fn(String) -> String) -> Spec {
    let id = stem(&path);
    let source = Source { text: whole(fs::read_to_string(&path).expect("a spec")), path };
    let (provider, faults) = compile(&source);
    let faults = faults.iter().filter(|fault| fault.severity() == Severity::Error);
    let mut provider =
        provider.unwrap_or_else(|| panic!("{}", faults.map(|fault| render(&source, fault, false)).collect::<String>()));
    // Most small specs keep the id of their base.
    provider.id = id.clone();
    Spec { krate, key: format!("{krate}/{id}"), provider }
}
