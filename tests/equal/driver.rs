//! The driver: a program that contains generated code, built in its own workspace.

use std::{
    fs,
    io::{BufRead, BufReader, Lines, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use refundry_codegen::{folder, model::Provider, package::Package};
use serde_json::Value as Json;

use crate::{
    emit,
    sets::Sets,
    specs::{Spec, root},
};

/// A running driver.
pub struct Driver {
    child: Child,
}

impl Driver {
    pub fn start(program: &Path) -> Self {
        let child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        Self { child: child.expect("the driver") }
    }

    /// The input for cases, and the output with results.
    pub fn ends(&mut self) -> (Cases, Lines<BufReader<ChildStdout>>) {
        let (stdin, stdout) = (self.child.stdin.take(), self.child.stdout.take());
        let cases = Cases { stdin: stdin.expect("its input"), waiting: Vec::new(), sets: 0 };
        (cases, BufReader::with_capacity(1 << 16, stdout.expect("its output")).lines())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver exits when its input is closed.
        self.child.wait().ok();
    }
}

/// A driver's input.
pub struct Cases {
    stdin: ChildStdin,
    /// The buffered cases, written many at once.
    waiting: Vec<u8>,
    /// The number of credential sets that the driver has received.
    sets: usize,
}

impl Cases {
    pub fn send(&mut self, sets: &Sets, case: &Json) {
        for set in sets.from(self.sets) {
            writeln!(self.waiting, "[{set}]").expect("memory");
            self.sets += 1;
        }
        writeln!(self.waiting, "{case}").expect("memory");
        if self.waiting.len() > 1 << 15 {
            self.flush();
        }
    }

    pub fn flush(&mut self) {
        self.stdin.write_all(&self.waiting).expect("a driver that listens");
        self.waiting.clear();
    }
}

/// Reads the text of a result.
pub fn receive(lines: &mut Lines<BufReader<ChildStdout>>) -> String {
    lines.next().expect("a driver that answers").expect("a line")
}

/// Writes the driver's workspace and builds it.
pub fn build(specs: Vec<Spec>) -> (Vec<Spec>, PathBuf) {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("equal");
    let driver = workspace.join("driver");
    fs::create_dir_all(driver.join("src")).expect("a writable target folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("driver");
    for name in ["main.rs", "shared.rs"] {
        write(&driver.join("src").join(name), &fs::read_to_string(source.join(name)).expect("a source"));
    }
    write(&driver.join("src/providers.rs"), &emit::providers(&specs));
    let specs = ["shapes", "small"].into_iter().fold(specs, |specs, krate| generate(&workspace, krate, specs));
    write(&driver.join("Cargo.toml"), &manifest(&specs));
    write(&workspace.join("Cargo.toml"), &workspace_manifest());
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock file");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    cargo(&workspace, target);
    (specs, target.join("debug/equal-driver"))
}

/// Generates the crate of some specs.
fn generate(workspace: &Path, krate: &'static str, specs: Vec<Spec>) -> Vec<Spec> {
    let runtime = root().join("runtime").display().to_string();
    let package = Package { name: krate.into(), version: "0.1.0".into(), runtime: Some(runtime), worked: None };
    let (own, mut others): (Vec<Spec>, Vec<Spec>) = specs.into_iter().partition(|spec| spec.krate == krate);
    let (keys, providers): (Vec<String>, Vec<Provider>) = own.into_iter().map(|spec| (spec.key, spec.provider)).unzip();
    folder::write(&workspace.join(krate), &package.files(&providers)).expect("a writable target folder");
    others.extend(keys.into_iter().zip(providers).map(|(key, provider)| Spec { krate, key, provider }));
    others
}

/// The manifest with the profiles of the real workspace, but without debug information in the driver's own crates.
fn workspace_manifest() -> String {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the workspace's manifest");
    let profiles = manifest.split("\n[").filter(|section| section.starts_with("profile."));
    let profiles: String = profiles.map(|section| format!("\n[{section}\n")).collect();
    let small =
        ["equal-driver", "small"].map(|name| format!("\n[profile.dev.package.{name}]\ndebug = false\n")).concat();
    format!("[workspace]\nmembers = [\"driver\", \"shapes\", \"small\"]\nresolver = \"3\"\n{small}{profiles}")
}

fn manifest(specs: &[Spec]) -> String {
    let features = |krate: &str| {
        let ids = specs.iter().filter(|spec| spec.krate == krate).map(|spec| format!("\"{}\"", spec.provider.id));
        ids.collect::<Vec<_>>().join(", ")
    };
    let generated = root().join("generated");
    let runtime = root().join("runtime");
    format!(
        "[package]\nname = \"equal-driver\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nrefundry = {{ path = {generated:?}, features = [{}] }}\n\
         shapes = {{ path = \"../shapes\", features = [{}] }}\nsmall = {{ path = \"../small\", features = [{}] }}\n\
         refundry-runtime = {{ path = {runtime:?}, features = [\"full\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"preserve_order\", \"raw_value\"] }}\n",
        features("refundry"),
        features("shapes"),
        features("small"),
    )
}

/// Writes a file only if it differs: an unchanged time stamp avoids a rebuild.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).expect("a writable target folder");
    }
}

fn cargo(workspace: &Path, target: &Path) {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet", "--package", "equal-driver"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the driver does not build:\n{text}");
}
