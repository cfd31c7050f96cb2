//! Every spec in the repository, and the generated crate that contains it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use refundry_codegen::{compile, diagnostic::Severity, model::Provider, render::render, source::Source};

#[path = "../../codegen/tests/emit/merge.rs"]
mod merge;

/// The spec on which the small specs are based.
const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

/// A spec.
pub struct Spec {
    /// The name of the crate that contains its module.
    pub krate: &'static str,
    /// The crate and the module: `crate/module`.
    pub key: String,
    pub provider: Provider,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

/// All specs: the shipped ones, the shapes, and the small ones.
pub fn all() -> Vec<Spec> {
    let shipped = folder("refundry", "specs", |text| text);
    let shapes = folder("shapes", "tests/shapes", |text| text);
    let small = folder("small", "codegen/tests/emit", |text| merge::merge(BASE, &text));
    assert!(shipped.len() >= 8 && shapes.len() >= 30 && small.len() >= 150, "specs were not found");
    shipped.into_iter().chain(shapes).chain(small).collect()
}

fn folder(krate: &'static str, path: &str, whole: impl Fn(String) -> String) -> Vec<Spec> {
    let entries = fs::read_dir(root().join(path)).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths.into_iter().map(|path| spec(krate, path, &whole)).collect()
}

fn spec(krate: &'static str, path: PathBuf, whole: impl Fn(String) -> String) -> Spec {
    let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let source = Source { text: whole(fs::read_to_string(&path).expect("a spec")), path };
    let (provider, faults) = compile(&source);
    let faults = faults.iter().filter(|fault| fault.severity() == Severity::Error);
    let mut provider =
        provider.unwrap_or_else(|| panic!("{}", faults.map(|fault| render(&source, fault, false)).collect::<String>()));
    // Most small specs keep the id of their base.
    provider.id = id.clone();
    Spec { krate, key: format!("{krate}/{id}"), provider }
}
