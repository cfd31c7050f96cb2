//! The crate of some specs, written into the folder of a build script.

use std::path::{Path, PathBuf};

use refundry_codegen::{
    folder,
    model::Provider,
    package::{File, Package},
};

/// The folder that cargo gives to a build script.
pub fn out() -> PathBuf {
    std::env::var_os("OUT_DIR").expect("a build script").into()
}

/// The files of the crate `name` of these providers.
pub fn files(name: &str, providers: &[Provider]) -> Vec<File> {
    let package = Package { name: name.into(), version: "0.1.0".into(), runtime: None, worked: None };
    package.files(providers)
}

/// Writes the files, and returns a declaration of each module in them and of the support of their tests: a file that is
/// included cannot have modules with relative paths.
pub fn modules(files: &[File], providers: &[Provider]) -> String {
    let out = out();
    folder::write(&out, files).expect("a writable folder");
    let declared = |provider: &Provider| module(&provider.id, &out.join("src").join(&provider.id).join("mod.rs"));
    let testing = module("testing", &out.join("src/testing.rs"));
    let testing = format!("#[cfg(test)]\n#[allow(dead_code)]\n{testing}");
    providers.iter().map(declared).chain([testing]).collect()
}

/// The declaration of a module in a file.
pub fn module(name: &str, path: &Path) -> String {
    format!("#[path = {path:?}]\n#[rustfmt::skip]\npub mod {name};\n")
}
