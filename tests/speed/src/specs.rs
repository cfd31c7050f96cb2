//! The shipped specs, and one compilation of all of them.

use std::{fs, path::Path};

use refundry_codegen::{compile, model::Provider, package::Package, source::Source};

/// The texts of the shipped specs.
pub fn sources() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    ["baofoo", "shouqianba", "wechat_deposit"]
        .iter()
        .map(|id| folder.join(format!("{id}.yaml")))
        .filter_map(|path| Some(Source { text: fs::read_to_string(&path).ok()?, path }))
        .collect()
}

/// The models of the shipped specs.
pub fn providers(sources: &[Source]) -> Vec<Provider> {
    sources.iter().filter_map(|source| compile(source).0).collect()
}

/// Everything from text to the text of every file; the bytes emitted.
pub fn generate(sources: &[Source]) -> usize {
    let package = Package { name: "refundry".into(), version: "0.1.0".into(), runtime: None };
    package.files(&providers(sources)).iter().map(|file| file.text.len()).sum()
}
