//! Writing and signing of further providers: a small spec each in `tests/shapes`, whose examples were computed with
//! other tools. All are compiled into one crate, whose own tests run here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use refundry_codegen::{
    compile, diagnostic::Severity, folder, model::Provider, package::Package, render::render, source::Source,
};

/// The least number of shapes: a folder that was not found must fail.
const LEAST: usize = 20;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

fn specs() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("tests/shapes")).expect("a folder");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut specs: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    specs.sort();
    specs
}

/// The compiled spec, or its faults as an author sees them.
fn compiled(path: &Path) -> Result<Provider, String> {
    let source = Source { path: path.to_owned(), text: fs::read_to_string(path).expect("a readable spec") };
    let (provider, diagnostics) = compile(&source);
    let faults = diagnostics.iter().filter(|fault| fault.severity() == Severity::Error);
    provider.ok_or_else(|| faults.map(|fault| render(&source, fault, false)).collect())
}

fn providers() -> Vec<Provider> {
    let (sound, faulty): (Vec<_>, Vec<_>) = specs().iter().map(|path| compiled(path)).partition(Result::is_ok);
    let faults: String = faulty.into_iter().filter_map(Result::err).collect();
    assert!(faults.is_empty(), "{faults}");
    sound.into_iter().flatten().collect()
}

#[test]
fn every_shape_is_a_spec_and_passes_its_own_tests() {
    let providers = providers();
    assert!(providers.len() >= LEAST, "{} shapes", providers.len());
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shapes");
    write_crate(&workspace, &providers);
    cargo(&workspace, &["test", "--lib", "--tests", "--all-features"]);
}

/// Writes a crate with a module per shape, in a workspace of its own.
fn write_crate(workspace: &Path, providers: &[Provider]) {
    let runtime = root().join("runtime").display().to_string();
    let package = Package { name: "shapes".into(), version: "0.1.0".into(), runtime: Some(runtime), worked: None };
    folder::write(&workspace.join("shapes"), &package.files(providers)).expect("a writable target folder");
    fs::write(workspace.join("Cargo.toml"), "[workspace]\nmembers = [\"shapes\"]\nresolver = \"3\"\n")
        .expect("a manifest");
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock file");
}

fn cargo(workspace: &Path, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "`cargo {}` in {}:\n{text}", arguments.join(" "), workspace.display());
}
